use core::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value as Json;

use super::{Request, read_date};
use crate::{
    date::Day,
    decide::{Engine, Selection},
    dossier::{Dossier, FactValue, pointer, shortened},
    error::{Code, Finding, Findings, Place},
};

/// The largest dossier that is read: 1 MiB.
pub const MAX_DOSSIER_BYTES: usize = 1 << 20;

/// Reads a dossier: a flat JSON object, fact name → value; `null` is the same as a fact left out.
///
/// # Errors
/// Every [`Finding`] at once, each with a JSON pointer; the dossier is then refused whole.
///
/// # Example
/// ```
/// fn read(engine: &bareme::Engine) -> Result<bareme::Dossier, bareme::Findings> {
///     bareme::wire::read_dossier(engine, r#"{"age": 31, "revenu_brut_global": "18400.00"}"#)
/// }
/// ```
pub fn read_dossier(engine: &Engine, json: &str) -> Result<Dossier, Findings> {
    if json.len() > MAX_DOSSIER_BYTES {
        let message = format!("le dossier fait plus de {MAX_DOSSIER_BYTES} octets");
        return Err(Findings::new(vec![
            Finding::new(Code::InputTooLarge, Place::Whole, message)
                .with_help("un dossier ne contient que les faits de la personne"),
        ]));
    }
    let entries = match serde_json::from_str::<Document>(json) {
        Ok(Document::Object(entries)) => entries,
        Ok(Document::Other(found)) => {
            return Err(Findings::new(vec![
                Finding::new(
                    Code::NotAnObject,
                    Place::Whole,
                    format!("un dossier est un objet JSON, c'est {found}"),
                )
                .with_help("écrivez { \"fait\": valeur, … }"),
            ]));
        }
        Err(error) => {
            let message = format!(
                "ce n'est pas du JSON lisible, ligne {}, colonne {}",
                error.line(),
                error.column()
            );
            return Err(Findings::new(vec![
                Finding::new(Code::JsonInvalid, Place::Whole, message)
                    .with_help("vérifiez les guillemets, les virgules et les accolades"),
            ]));
        }
    };
    let mut dossier = engine.dossier();
    let mut findings = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for (name, value) in &entries {
        if findings.len() >= MOST_FINDINGS {
            break;
        }
        if names.contains(&name.as_str()) {
            findings.push(
                Finding::new(
                    Code::FactTwice,
                    pointer(name),
                    format!("le fait `{}` est donné deux fois", shortened(name)),
                )
                .with_help("gardez une seule valeur"),
            );
            continue;
        }
        names.push(name);
        if let Err(finding) = insert(&mut dossier, name, value) {
            findings.push(finding);
        }
    }
    if findings.is_empty() {
        Ok(dossier)
    } else {
        Err(Findings::new(findings))
    }
}

/// Reads the date and the dossier of a request, and reports all that is wrong with it.
pub(super) fn read_request(engine: &Engine, request: &Request<'_>) -> Result<(Dossier, Day), Findings> {
    let dossier = read_dossier(engine, request.dossier);
    accept(engine, dossier, read_date(request.date), request.selection())
}

/// A dossier and its reference date, each read from somewhere, to be decided for these dispositifs.
///
/// # Errors
/// What is wrong with the date, then with the dossier, then with the ids of the dispositifs; that the dossier is of another pack.
pub fn accept(
    engine: &Engine,
    dossier: Result<Dossier, Findings>,
    date: Result<Day, Finding>,
    selection: Selection<'_>,
) -> Result<(Dossier, Day), Findings> {
    match (dossier, date) {
        // The engine looks at the selection itself.
        (Ok(dossier), Ok(date)) => {
            engine.own(&dossier)?;
            Ok((dossier, date))
        }
        (dossier, date) => {
            let selected = engine.positions(selection).err();
            let others = [dossier.err(), selected].into_iter().flatten();
            let mut list: Vec<Finding> = date.err().into_iter().collect();
            list.extend(others.flat_map(|findings| findings.list));
            Err(Findings::new(list))
        }
    }
}

/// A hostile dossier does not get a report larger than itself.
const MOST_FINDINGS: usize = 200;

fn insert(dossier: &mut Dossier, name: &str, value: &Json) -> Result<(), Finding> {
    let text;
    let value = match value {
        Json::Null => {
            // An unknown fact must still exist: a misspelt name would otherwise pass for a fact that nobody knows.
            return if dossier.plan().vocabulary.fact_named(name).is_some() {
                Ok(())
            } else {
                dossier.insert(name, FactValue::Boolean(false))
            };
        }
        Json::Bool(value) => FactValue::Boolean(*value),
        Json::Number(number) => {
            text = number.to_string();
            FactValue::Number(&text)
        }
        Json::String(value) => FactValue::Text(value),
        Json::Array(_) | Json::Object(_) => FactValue::Nested,
    };
    dossier.insert(name, value)
}

/// A JSON document: the entries of an object in their order, repeated names included, or what else it is.
enum Document {
    Object(Vec<(String, Json)>),
    Other(&'static str),
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Document;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un objet JSON")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                // With exact numbers, serde_json shows a bare number as a map with one reserved name.
                match entries.as_slice() {
                    [(name, _)] if name == "$serde_json::private::Number" => Ok(Document::Other("un nombre")),
                    _ => Ok(Document::Object(entries)),
                }
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Document, A::Error> {
                while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(Document::Other("une liste"))
            }

            fn visit_str<E>(self, _: &str) -> Result<Document, E> {
                Ok(Document::Other("un texte"))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Document, E> {
                Ok(Document::Other("vrai ou faux"))
            }

            fn visit_unit<E>(self) -> Result<Document, E> {
                Ok(Document::Other("null"))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Document, E> {
                Ok(Document::Other("un nombre"))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Document, E> {
                Ok(Document::Other("un nombre"))
            }
        }

        deserializer.deserialize_any(Entries)
    }
}
