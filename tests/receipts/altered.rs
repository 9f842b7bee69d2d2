//! Whatever changes in a decision is seen, or told not to be canonical.

use bareme::wire::{Proof, Request, evaluate, verify};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value as Json, json};

use crate::{
    kept::{WHOLE, changes, engine, pointers, read, request, written},
    runs::law,
};

fn codes_and_places(decision: &str) -> Vec<(String, String)> {
    let found = verify(engine(), decision).unwrap_err().list.into_iter();
    found
        .map(|finding| (finding.code.to_string(), finding.place.to_string()))
        .collect()
}

fn altered(decision: &Json) -> Vec<String> {
    let found = codes_and_places(&decision.to_string()).into_iter();
    found.map(|(code, place)| format!("{code} {place}")).collect()
}

#[test]
fn what_is_written_is_coherent_and_covers_everything() {
    for decision in written() {
        let verified = verify(engine(), &decision).unwrap();
        assert_eq!(verified.proof(), Proof::Coherent, "{decision}");
        assert!(verified.canonical && verified.not_covered.is_empty() && verified.form == 2);
    }
}

#[test]
fn every_member_at_every_depth_counts() {
    let mut tried = 0;
    for decision in written() {
        let document = read(&decision);
        for place in pointers(&document) {
            for changed in changes(&document, &place) {
                match verify(engine(), &changed.to_string()) {
                    Err(_) => tried += 1,
                    // Without its receipt it reads as a decision of 0.1.0, and the answer says what that does not cover.
                    Ok(verified) => assert!(
                        place == "/recu" && changed["moteur"] == "0.1.0" && !verified.not_covered.is_empty(),
                        "{place}: {changed}"
                    ),
                }
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn every_byte_counts_or_the_text_is_not_canonical() {
    let written = written();
    let cases = (any::<Index>(), any::<Index>(), any::<u8>(), 0..3_u8);
    law(1_500, &cases, |(which, at, byte, how)| {
        let original = which.get(&written);
        let mut bytes = original.clone().into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
        let Ok(text) = String::from_utf8(bytes) else {
            return Ok(());
        };
        if let Ok(verified) = verify(engine(), &text) {
            prop_assert_eq!(read(&text).to_string(), original.clone());
            prop_assert_eq!(verified.canonical, text == *original, "{}", text);
        }
        Ok(())
    });
}

/// A fact that counts for nothing, a whole dispositif, the reasons: evaluating what is left again gives what is left.
#[test]
fn what_could_be_left_out_is_seen() {
    let mut asked = request(WHOLE, &[]);
    asked.explain = true;
    let document = read(&evaluate(engine(), &asked).unwrap());
    let mut fact = document.clone();
    fact["dossier"]["enfants"] = 3.into();
    assert_eq!(altered(&fact), ["decision_differente /recu/empreinte"]);
    fact["dossier"].as_object_mut().unwrap().remove("enfants");
    assert_eq!(altered(&fact), ["decision_differente /recu/empreinte"]);
    let mut omitted = document.clone();
    omitted["decisions"].as_object_mut().unwrap().remove("bourse");
    assert_eq!(altered(&omitted), ["decision_differente /decisions/bourse"]);
    let mut silent = document;
    for decision in silent["decisions"].as_object_mut().unwrap().values_mut() {
        decision.as_object_mut().unwrap().remove("explication");
    }
    assert_eq!(
        altered(&silent),
        [
            "decision_differente /decisions/atelier/explication",
            "decision_differente /decisions/bourse/explication"
        ]
    );
}

#[test]
fn the_same_in_another_order_or_on_lines_is_told() {
    let decision = evaluate(engine(), &request(WHOLE, &[])).unwrap();
    let document = read(&decision);
    let lines = serde_json::to_string_pretty(&document).unwrap();
    let entries: Vec<String> = document.as_object().unwrap().iter().rev().map(entry).collect();
    for text in [
        lines,
        format!("{{{}}}", entries.join(",")),
        format!(" {decision}"),
    ] {
        let verified = verify(engine(), &text).unwrap();
        assert_eq!((verified.proof(), verified.canonical), (Proof::Coherent, false));
        assert!(verified.to_string().contains("n'est pas la forme canonique"));
    }
}

fn entry((name, value): (&String, &Json)) -> String {
    format!("{}:{value}", json!(name))
}

#[test]
fn what_was_asked_for_is_in_the_receipt() {
    let of = |request: &Request<'_>| read(&evaluate(engine(), request).unwrap())["recu"]["selection"].clone();
    let mut asked = request(WHOLE, &["prime", "atelier", "prime"]);
    // Announced ones are only added when none is named.
    asked.hypotheses = true;
    let named = json!({"dispositifs": ["atelier", "prime"], "hypotheses": false});
    assert_eq!(of(&asked), named);
    asked.dispositifs = &[];
    assert_eq!(of(&asked), json!({"dispositifs": null, "hypotheses": true}));
    let serialised = serde_json::to_string(
        &engine()
            .evaluate(&engine().dossier(), "2024-10-01".parse().unwrap())
            .unwrap(),
    );
    assert_eq!(
        serialised.unwrap(),
        evaluate(engine(), &request("{}", &[])).unwrap()
    );
}

#[test]
fn a_receipt_of_a_later_form_or_that_is_none_is_told() {
    let decision = evaluate(engine(), &request(WHOLE, &[])).unwrap();
    for (from, to, place) in [
        ("\"forme\":2", "\"forme\":3", "/recu/forme"),
        ("\"forme\":2", "\"forme\":0", "/recu/forme"),
        ("\"forme\":2", "\"forme\":\"2\"", "/recu/forme"),
        (
            "\"dispositifs\":null,\"h",
            "\"dispositifs\":[1],\"h",
            "/recu/selection/dispositifs",
        ),
        (
            "\"dispositifs\":null,\"h",
            "\"dispositifs\":{},\"h",
            "/recu/selection/dispositifs",
        ),
        (
            "\"hypotheses\":false",
            "\"hypotheses\":null",
            "/recu/selection/hypotheses",
        ),
        ("\"explication\":false", "\"explication\":0", "/recu/explication"),
        ("\"moteur\":\"", "\"moteur\":3,\"m\":\"", "/moteur"),
    ] {
        assert_eq!(decision.matches(from).count(), 1, "{from}");
        let expected = ("decision_invalide".to_owned(), place.to_owned());
        assert_eq!(codes_and_places(&decision.replace(from, to)), [expected], "{to}");
    }
}
