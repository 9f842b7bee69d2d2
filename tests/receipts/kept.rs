//! The small pack, decisions made with it, and ways to change them.

use std::sync::OnceLock;

use bareme::{
    Engine,
    catalogue::from_files,
    pack::InputFile,
    wire::{Request, evaluate, schedule},
};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::files::files;

pub(crate) const DATE: &str = "2024-10-01";

/// Of these facts, `enfants` changes nothing.
pub(crate) const WHOLE: &str = r#"{"age":31,"revenu":"18250.00","statut":"sans_emploi","entree":"2024-10-01","sortie":"2025-02-14","enfants":1}"#;
/// A fact is missing, and two contradict each other.
pub(crate) const OPEN: &str = r#"{"age":31,"revenu":0,"enfants":2,"entree":"2024-10-01"}"#;

pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let read = files("tests/receipts/pack").into_iter();
        let read = read.map(|(path, bytes)| InputFile { path, bytes }).collect();
        Engine::new(from_files(read).unwrap().0)
    })
}

pub(crate) fn request<'r>(dossier: &'r str, dispositifs: &'r [&'r str]) -> Request<'r> {
    Request {
        dossier,
        date: DATE,
        dispositifs,
        hypotheses: false,
        explain: false,
        if_eligible: false,
    }
}

/// Decisions and schedules of every kind, as this engine writes them.
pub(crate) fn written() -> Vec<String> {
    let mut all = Vec::new();
    for dossier in [WHOLE, OPEN, "{}"] {
        for (dispositifs, hypotheses) in [
            (&[][..], false),
            (&[], true),
            (&["prime", "bourse"], false),
            (&["atelier"], false),
        ] {
            for explain in [false, true] {
                let request = Request {
                    explain,
                    hypotheses,
                    ..request(dossier, dispositifs)
                };
                all.push(evaluate(engine(), &request).unwrap());
            }
            let request = Request {
                hypotheses,
                ..request(dossier, dispositifs)
            };
            all.push(schedule(engine(), &request).unwrap());
        }
    }
    all
}

/// What engine 0.1.0 wrote, by the name of its file.
pub(crate) fn of_0_1_0() -> Vec<(String, String)> {
    let stored = files("tests/receipts/engine_0_1_0").into_iter();
    let text = |bytes| String::from_utf8(bytes).unwrap().trim_end().to_owned();
    let all: Vec<_> = stored.map(|(path, bytes)| (path, text(bytes))).collect();
    assert_eq!(all.len(), 7);
    all
}

pub(crate) fn read(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// The same with the fingerprint of what it now holds, as anyone can compute it.
pub(crate) fn with_its_fingerprint(mut decision: Json) -> Json {
    decision["recu"].as_object_mut().unwrap().remove("empreinte");
    let hash = Sha256::digest(decision.to_string());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    decision["recu"]["empreinte"] = format!("sha256:{hex}").into();
    decision
}

/// The pointers to everything inside a value, without the value itself.
pub(crate) fn pointers(value: &Json) -> Vec<String> {
    let entries: Vec<(String, &Json)> = match value {
        Json::Object(entries) => entries
            .iter()
            .map(|(name, inner)| (name.clone(), inner))
            .collect(),
        Json::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, inner)| (i.to_string(), inner))
            .collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (name, inner) in entries {
        let below = pointers(inner).into_iter().map(|below| format!("/{name}{below}"));
        all.extend(below);
        all.push(format!("/{name}"));
    }
    all
}

/// Every way to change what stands at a place: another value, none, `null`, one more.
pub(crate) fn changes(document: &Json, place: &str) -> Vec<Json> {
    let (parent, name) = place.rsplit_once('/').unwrap();
    let changed = |change: &dyn Fn(&mut Json)| {
        let mut changed = document.clone();
        change(changed.pointer_mut(place).unwrap());
        changed
    };
    let mut all = vec![
        changed(&|value| *value = Json::Null),
        changed(&|value| match value {
            Json::Object(entries) => drop(entries.insert("ajout".to_owned(), Json::Null)),
            Json::Array(list) => list.push(Json::Null),
            Json::Bool(truth) => *truth = !*truth,
            Json::String(text) => text.push('0'),
            Json::Number(number) => *number = (number.as_i64().unwrap() + 1).into(),
            Json::Null => *value = "0".into(),
        }),
    ];
    let mut removed = document.clone();
    match removed.pointer_mut(parent).unwrap() {
        Json::Object(entries) => drop(entries.remove(name)),
        Json::Array(list) => drop(list.remove(name.parse().unwrap())),
        _ => unreachable!(),
    }
    all.push(removed);
    all.retain(|changed| changed != document);
    all
}
