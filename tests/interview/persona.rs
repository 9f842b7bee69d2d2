//! The six situations of `tests/personas/`: what each person knows, and what is expected of their interview.

use std::{fs, path::Path};

use bareme::Day;
use serde_json::{Map, Value as Json};

use super::door::{list, word};

/// Somebody who answers.
pub(crate) struct Persona {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) date: Day,
    pub(crate) knows: Map<String, Json>,
    /// After how many questions it is to be useful, done, at most.
    pub(crate) useful: Option<usize>,
    pub(crate) done: Option<usize>,
    pub(crate) ask: Vec<String>,
    pub(crate) or: Vec<Vec<String>>,
    /// Dispositif, droit, value.
    pub(crate) amounts: Vec<(String, String, Json)>,
}

/// Every one, by name.
pub(crate) fn personas() -> Vec<Persona> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("personas");
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut personas: Vec<Persona> = files
        .filter_map(|entry| {
            let path = entry.expect("a folder is read").path();
            let name = path.file_stem()?.to_str()?.to_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            let json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            Some(persona(name, &json))
        })
        .collect();
    personas.sort_by(|one, other| one.name.cmp(&other.name));
    personas
}

fn persona(name: String, json: &Json) -> Persona {
    let expected = &json["attendu"];
    let limit = |key: &str| {
        expected[key]
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
    };
    let names = |json: &Json| list(json).iter().map(word).collect::<Vec<_>>();
    let amounts = expected["montants"].as_object().into_iter().flatten();
    let amounts = amounts.flat_map(|(id, droits)| {
        let droits = droits.as_object().into_iter().flatten();
        droits.map(|(droit, value)| (id.clone(), droit.clone(), value.clone()))
    });
    Persona {
        title: word(&json["titre"]),
        date: word(&json["date"])
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}")),
        knows: json["sait"]
            .as_object()
            .unwrap_or_else(|| panic!("{name}: `sait` is no object"))
            .clone(),
        useful: limit("questions_utile"),
        done: limit("questions_fini"),
        ask: names(&expected["demander"]),
        or: list(&expected["ou_bien"]).iter().map(names).collect(),
        amounts: amounts.collect(),
        name,
    }
}
