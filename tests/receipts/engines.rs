//! Decisions of other engines: « the same decision » as far as their form can say, and no further.

use bareme::wire::{NotCovered, Proof, evaluate, verified_json, verify};
use serde_json::{Value as Json, json};

use crate::kept::{OPEN, changes, engine, of_0_1_0, pointers, read, request, with_its_fingerprint, written};

/// A decision that another engine wrote in the present form.
fn by_another(decision: &str) -> Json {
    let mut document = read(decision);
    document["moteur"] = "0.0.9".into();
    with_its_fingerprint(document)
}

#[test]
fn decisions_of_0_1_0_are_the_same_decisions() {
    for (file, decision) in of_0_1_0() {
        let verified = verify(engine(), &decision).unwrap_or_else(|findings| panic!("{file}: {findings}"));
        assert_eq!(
            (verified.proof(), verified.form),
            (Proof::OtherEngine, 0),
            "{file}"
        );
        assert!(verified.canonical && verified.engine == "0.1.0");
        let explained = file.starts_with("explain") || file.starts_with("schedule");
        assert_eq!(
            verified.not_covered.contains(&NotCovered::Explanation),
            !explained
        );
        for part in [
            NotCovered::IdleFacts,
            NotCovered::Date,
            NotCovered::LeftOut,
            NotCovered::Words,
        ] {
            assert!(verified.not_covered.contains(&part));
        }
        assert_eq!(
            verified.not_covered.contains(&NotCovered::Meanings),
            !file.starts_with("schedule")
        );
        let answer = read(&verified_json(&verified));
        assert_eq!(answer["issue"], "autre_moteur");
        assert_eq!(answer["conforme"], true);
        assert!(verified.to_string().contains("un fait qui ne changeait rien"));
    }
}

/// May this part of a decision of 0.1.0 be another, or missing, without being seen? The answer says so.
fn is_not_covered(place: &str) -> bool {
    let parts: Vec<&str> = place.split('/').collect();
    parts[1] == "dossier"
        || parts[1] == "decisions" && parts.len() == 3
        || place.starts_with("/echeancier/a_determiner/") && parts.len() == 4
        || matches!(parts.last(), Some(&"explication"))
        || matches!(parts.last(), Some(&("message" | "aide" | "suggestion")))
}

#[test]
fn a_decision_of_0_1_0_that_was_changed_is_another_one() {
    let mut tried = 0;
    for (file, decision) in of_0_1_0() {
        let document = read(&decision);
        for place in pointers(&document) {
            if is_not_covered(&place) || place == "/decisions" {
                continue;
            }
            for changed in changes(&document, &place) {
                let verified = verify(engine(), &changed.to_string());
                assert!(verified.is_err(), "{file} {place}: {changed}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn a_fact_that_counts_is_seen_even_without_a_receipt() {
    for (file, decision) in of_0_1_0() {
        let mut document = read(&decision);
        document["dossier"]["revenu"] = "30000.00".into();
        assert!(verify(engine(), &document.to_string()).is_err(), "{file}");
    }
}

#[test]
fn a_decision_without_a_receipt_is_of_0_1_0_only() {
    let mut document = read(&written()[0]);
    document.as_object_mut().unwrap().remove("recu");
    document["moteur"] = "0.2.0".into();
    let findings = verify(engine(), &document.to_string()).unwrap_err();
    assert_eq!(findings.list[0].place.to_string(), "/recu");
}

#[test]
fn only_the_version_of_the_engine_differs() {
    for decision in written() {
        let verified = verify(engine(), &by_another(&decision).to_string()).unwrap();
        assert_eq!((verified.proof(), verified.form), (Proof::OtherEngine, 2));
        assert_eq!(verified.engine, "0.0.9");
        assert!(verified.not_covered.is_empty() && verified.canonical);
    }
}

/// A decision as form 1 told it: without what it is, and with what is settled of an open one among its droits.
fn of_form_1(decision: &str) -> Json {
    let mut document = read(decision);
    let decisions = document.get_mut("decisions").and_then(Json::as_object_mut);
    for (_, decision) in decisions.into_iter().flatten() {
        let decision = decision.as_object_mut().unwrap();
        for member in ["nature", "decideur", "demarche", "doutes", "perimes"] {
            decision.remove(member);
        }
        if decision["verdict"] != "indetermine" {
            continue;
        }
        let bornes = std::mem::take(decision["bornes"].as_object_mut().unwrap());
        for (name, known) in bornes {
            let settled = known
                .as_array()
                .is_some_and(|ends| ends[0] == ends[1] && ends.len() == 2);
            let (kept, known) = if settled {
                ("droits", known[0].clone())
            } else {
                ("bornes", known)
            };
            decision[kept][name] = known;
        }
    }
    let best = document
        .get_mut("meilleure_combinaison")
        .and_then(Json::as_object_mut);
    if let Some(best) = best {
        best.retain(|name, _| name == "dispositifs" || name == "valeur_annuelle");
    }
    let receipt = document["recu"].as_object_mut().unwrap();
    receipt.insert("forme".to_owned(), 1.into());
    receipt.remove("si_eligible");
    with_its_fingerprint(document)
}

#[test]
fn decisions_of_form_1_are_the_same_decisions() {
    for decision in written() {
        let old = of_form_1(&decision);
        let verified = verify(engine(), &old.to_string()).unwrap_or_else(|findings| panic!("{findings}"));
        assert_eq!((verified.proof(), verified.form), (Proof::OtherEngine, 1));
        // What is settled of an open decision counts where that form has it.
        for (place, value) in pointers(&old).into_iter().filter_map(|place| {
            let droit = place.starts_with("/decisions/") && place.contains("/droits/");
            droit.then(|| (place, json!("0.01")))
        }) {
            let mut changed = old.clone();
            *changed.pointer_mut(&place).unwrap() = value;
            assert!(
                verify(engine(), &with_its_fingerprint(changed).to_string()).is_err(),
                "{place}"
            );
        }
    }
}

/// Whoever changes the version has to compute the fingerprint again.
#[test]
fn another_engine_is_not_an_excuse() {
    for decision in written().into_iter().step_by(3) {
        let mut document = read(&decision);
        document["moteur"] = "0.0.9".into();
        let findings = verify(engine(), &document.to_string()).unwrap_err();
        let places: Vec<String> = findings
            .list
            .iter()
            .map(|finding| finding.place.to_string())
            .collect();
        assert_eq!(places, ["/recu/empreinte"]);
    }
}

#[test]
fn what_another_engine_decided_otherwise_is_another_decision() {
    let decision = by_another(&evaluate(engine(), &request(OPEN, &[])).unwrap());
    for (place, value) in [
        ("/decisions/bourse/verdict", json!("eligible")),
        ("/decisions/bourse/conditions/0/etat", json!("inconnue")),
        ("/decisions/bourse/bornes/mensualite/1", json!("501.00")),
        ("/decisions/bourse/avertissements/0/code", json!("incoherence")),
        ("/avertissements/0/lieu", json!("/age")),
        ("/meilleure_combinaison/valeur_annuelle", json!("1.00")),
    ] {
        let mut changed = decision.clone();
        *changed.pointer_mut(place).unwrap() = value;
        let findings = verify(engine(), &with_its_fingerprint(changed).to_string()).unwrap_err();
        assert_eq!(findings.list.len(), 1);
        // Bounds count as a whole.
        let place = place.strip_suffix("/1").unwrap_or(place);
        assert_eq!(findings.list[0].place.to_string(), place);
    }
    // Each engine chooses its words.
    let mut reworded = decision;
    reworded["avertissements"][0]["message"] = "dit autrement".into();
    assert!(verify(engine(), &with_its_fingerprint(reworded).to_string()).is_ok());
}
