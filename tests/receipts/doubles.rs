//! A name that stands twice in one object is refused at every door that reads JSON.

use bareme::{
    quota::{Event, EventKey, EventKind, Group, Ledger, LedgerId, Moment, QuotaId},
    wire::{read_dossier, verify},
};
use serde_json::{Map, Value as Json, json};

use crate::kept::{engine, pointers, read, written};

#[test]
fn in_a_decision() {
    for decision in written().into_iter().step_by(5) {
        for (place, text) in doubled(&read(&decision)) {
            let findings = verify(engine(), &text).unwrap_err();
            assert_eq!(findings.list.len(), 1, "{text}");
            assert_eq!(findings.list[0].code.as_str(), "nom_en_double");
            assert_eq!(findings.list[0].place.to_string(), place);
        }
    }
}

#[test]
fn in_a_dossier() {
    let codes = |text: &str| -> Vec<String> {
        let found = read_dossier(engine(), text).unwrap_err().list.into_iter();
        found
            .map(|finding| format!("{} {}", finding.code, finding.place))
            .collect()
    };
    assert_eq!(codes(r#"{"age":31,"age":31}"#), ["fait_en_double /age"]);
    let nested = codes(r#"{"age":{"min":1,"max":3,"min":2},"revenu":[{"a":0,"a":0}]}"#);
    assert!(
        nested.contains(&"nom_en_double /age/min".to_owned()),
        "{nested:?}"
    );
    assert!(
        nested.contains(&"nom_en_double /revenu/0/a".to_owned()),
        "{nested:?}"
    );
}

#[test]
fn in_an_event_and_in_a_snapshot_of_a_ledger() {
    let at = |text: &str| text.parse::<Moment>().unwrap();
    let key = |text: &str| EventKey::new(text).unwrap();
    let opened = Event::new(
        at("2024-01-01T00:00:00Z"),
        key("1"),
        serde_json::from_value::<EventKind>(
            json!({"changement_de_limite": {"limite": 1, "ordre": "reception"}}),
        )
        .unwrap(),
    );
    let asked = |number: &str, minute: u8| {
        let kind = json!({"demande": {"dossier": number, "priorite": 0, "pack": ""}});
        Event::new(
            at(&format!("2024-01-02T00:0{minute}:00Z")),
            key(number),
            serde_json::from_value(kind).unwrap(),
        )
    };
    let mut ledger = Ledger::new(LedgerId {
        quota: QuotaId::new("parcours").unwrap(),
        group: Group::new("2024").unwrap(),
    });
    for event in [opened, asked("2", 1), asked("3", 2)] {
        let text = event.to_json();
        assert!(Event::from_json(&text).is_ok());
        for (place, text) in doubled(&read(&text)) {
            assert!(Event::from_json(&text).is_err(), "{place} {text}");
        }
        ledger = ledger.apply(&event).unwrap().ledger;
    }
    let text = ledger.to_json();
    assert!(Ledger::from_json(&text).is_ok());
    let texts = doubled(&read(&text));
    assert!(texts.iter().any(|(place, _)| place == "/dossiers/3"), "{text}");
    for (place, text) in texts {
        assert!(Ledger::from_json(&text).is_err(), "{place} {text}");
    }
}

/// The texts of a document in which one entry of an object stands twice, each with the pointer to it.
fn doubled(document: &Json) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for place in pointers(document) {
        let (parent, name) = place.rsplit_once('/').unwrap();
        if let Some(Json::Object(entries)) = document.pointer(parent) {
            let entry = format!("{}:{}", json!(name), entries[name]);
            all.push((place.clone(), with_entry(document, parent, &entry)));
        }
    }
    assert!(!all.is_empty());
    all
}

/// The text of a document in which an object starts with an entry more.
fn with_entry(document: &Json, parent: &str, entry: &str) -> String {
    let mut marked = document.clone();
    let object = marked.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    // A space sorts before every name.
    let entries: Map<String, Json> = std::mem::take(object);
    object.insert(" ".to_owned(), 0.into());
    object.extend(entries);
    let text = marked.to_string();
    assert_eq!(text.matches("\" \":0").count(), 1);
    text.replace("\" \":0", entry)
}
