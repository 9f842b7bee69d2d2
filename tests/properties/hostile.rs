//! Whatever is given as JSON, the answer is a decision or findings: never a panic.

use bareme::{
    Findings,
    wire::{MAX_DOSSIER_BYTES, Request, evaluate, findings_json, verify},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    string::string_regex,
};

use crate::{region, runs::law, warned::engine};

fn decide(dossier: &str, date: &str, dispositifs: &[&str]) -> Result<String, Findings> {
    let request = Request {
        dossier,
        date,
        dispositifs,
        hypotheses: true,
        explain: true,
        if_eligible: false,
    };
    evaluate(engine(), &request)
}

/// A decision that verifies, or findings that say something, of a bounded size.
fn answered(result: Result<String, Findings>) -> bool {
    match result {
        Ok(decision) => verify(engine(), &decision).is_ok(),
        Err(findings) => findings.has_errors() && findings_json(&findings).len() < 4 * MAX_DOSSIER_BYTES,
    }
}

/// Pieces of JSON, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "-0",
        "1e400",
        "1E-400",
        "0.1",
        "-1",
        "\"1e3\"",
        "\"\"",
        "\"2024-02-30\"",
        "99999999999999999999999",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"é\"",
        "\"0bis\"",
        "\"$serde_json::private::Number\"",
        "\"age\"",
        "\"statut\"",
        "\"date_entree_formation\"",
        "31",
        " ",
        "\n",
        "\u{feff}",
        "\"",
        "\\",
    ];
    vec(select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

/// `{"age": v, …}` with true names and wild values.
fn wild_objects() -> impl Strategy<Value = String> {
    let facts = engine().plan().vocabulary.facts.iter();
    let names: Vec<String> = facts.map(|fact| fact.name.clone()).collect();
    let nested = vec![
        "null",
        "true",
        "[]",
        "{}",
        "[[1]]",
        "\"cdi\"",
        "{\"$serde_json::private::Number\":\"1\"}",
    ];
    let values = prop_oneof![
        string_regex("-?[0-9]{0,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,4})?").unwrap(),
        string_regex("\"-?[0-9]{0,40}(\\.[0-9]{0,40})?\"").unwrap(),
        string_regex("\"[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}\"").unwrap(),
        select(nested).prop_map(str::to_owned),
    ];
    vec((select(names), values), 0..12).prop_map(|entries| {
        let entries: Vec<String> = entries
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        format!("{{{}}}", entries.join(","))
    })
}

#[test]
fn no_text_makes_the_wire_panic() {
    let texts = prop_oneof![
        any::<String>(),
        vec(any::<u8>(), 0..300).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        soup(),
        wild_objects(),
    ];
    let dates = prop_oneof![
        string_regex("[0-9]{0,5}-[0-9]{0,2}-[0-9]{0,2}").unwrap(),
        any::<String>(),
        Just("2024-09-02".to_owned()),
        Just("9999-12-31".to_owned()),
        Just("0001-01-01".to_owned()),
    ];
    let ids = vec(
        prop_oneof![any::<String>(), Just("bourse_regionale".to_owned())],
        0..2,
    );
    law(400, &(texts, dates, ids), |(text, date, ids)| {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        prop_assert!(answered(decide(&text, &date, &ids)));
        prop_assert!(verify(engine(), &text).is_err());
        Ok(())
    });
}

#[test]
fn damaged_decisions_do_not_make_verification_panic() {
    let space = region::space_of(&region::pack_files());
    let damage = vec((any::<Index>(), any::<u8>()), 1..4);
    law(
        40,
        &(space.partial(), space.date(), damage),
        |(facts, date, damage)| {
            let dossier = serde_json::to_string(&facts).unwrap();
            let mut bytes = decide(&dossier, &date.to_string(), &[]).unwrap().into_bytes();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] ^= byte;
                if byte == 0 {
                    bytes.truncate(at.max(1));
                }
            }
            // Whether it is accepted depends on what was hit: another fact may give the same answer.
            let _ = verify(engine(), &String::from_utf8_lossy(&bytes));
            Ok(())
        },
    );
}

#[test]
fn what_is_huge_or_deep_is_refused() {
    let many: String = (0..60_000).map(|n| format!("\"f{n}\":{n},")).collect();
    let twice = "\"age\":31,".repeat(MAX_DOSSIER_BYTES / 10);
    let long = "9".repeat(MAX_DOSSIER_BYTES - 100);
    let deep = MAX_DOSSIER_BYTES / 2 - 10;
    for text in [
        format!("{{\"age\": 31{}}}", " ".repeat(MAX_DOSSIER_BYTES)),
        format!("{{{many}\"age\":31}}"),
        format!("{{{twice}\"age\":31}}"),
        format!("{{\"age\": {long}}}"),
        format!("{{\"age\": \"{long}\"}}"),
        format!("{{\"{long}\": 1}}"),
        "[".repeat(deep),
        "{\"a\":".repeat(deep / 5),
        format!("{{\"age\": {}{}}}", "[".repeat(deep), "]".repeat(deep)),
    ] {
        let result = decide(&text, "2024-09-02", &[]);
        assert!(result.is_err() && answered(result), "{text:.60}");
        assert!(verify(engine(), &text).is_err(), "{text:.60}");
    }
}
