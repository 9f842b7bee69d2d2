//! JSON Schemas, draft 2020-12: for forms that fill in a dossier, for programs that read a decision, for editors of rules.

use serde_json::{Map, Value as Json, json};

use super::{catalogue::bounds, dossier_out::SKIPPED};
use crate::{
    plan::Plan,
    vocabulary::{DeclaredType, Fact, Kind, Style, Vocabulary},
};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a dossier of this pack: each fact with its title, its question, its bounds, its members.
///
/// A schema cannot say everything: bounds of amounts written as text, bounds of dates and coherence between facts are checked
/// by [`read_dossier`](super::read_dossier) only; so is whether the smallest of an interval is the smallest.
#[must_use]
pub fn facts_schema(plan: &Plan) -> String {
    let facts = &plan.vocabulary.facts;
    let names: Vec<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
    let mut properties: Map<String, Json> = facts
        .iter()
        .map(|fact| (fact.name.clone(), fact_schema(fact, &plan.vocabulary)))
        .collect();
    for fact in facts {
        for former in &fact.former {
            let mut schema = fact_schema(fact, &plan.vocabulary);
            with_former(&mut schema, &fact.name);
            properties.insert(former.clone(), schema);
        }
    }
    properties.entry(SKIPPED).or_insert_with(|| {
        json!({
            "title": "Faits que la personne ne connaît pas : elle a été interrogée",
            "type": ["array", "null"],
            "items": { "enum": names },
        })
    });
    json!({
        "$schema": DRAFT,
        "title": format!("Dossier : {}", plan.header.title),
        "description": format!(
            "Les faits du barème {} {}. Un fait absent ou null est inconnu ; d'un nombre ou d'une date, `min` et `max` disent entre quoi il est, \
             bouts compris ; d'un choix, `parmi` dit ceux qui restent.",
            plan.header.id, plan.header.version
        ),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
    .to_string()
}

fn fact_schema(fact: &Fact, vocabulary: &Vocabulary) -> Json {
    let declared = &fact.declared;
    let mut schema = Map::new();
    schema.insert("title".to_owned(), json!(fact.title));
    let words: Vec<&str> = [&fact.question, &fact.help]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !words.is_empty() {
        schema.insert("description".to_owned(), json!(words.join(" ")));
    }
    if let Some(unit) = declared.unit().filter(|unit| !unit.is_none()) {
        schema.insert("x-unite".to_owned(), json!(unit.to_string()));
    }
    if fact.sensitive {
        schema.insert("x-sensible".to_owned(), json!(true));
    }
    let mut set = |name: &str, value: Json| _ = schema.insert(name.to_owned(), value);
    match &declared.kind {
        Kind::Boolean => set("type", json!(["boolean", "null"])),
        Kind::Choice(id) => {
            let members = vocabulary
                .enumeration(*id)
                .into_iter()
                .flat_map(|enumeration| &enumeration.members);
            let mut options: Vec<Json> = members
                .clone()
                .map(|member| json!({ "const": member.name, "title": member.label }))
                .collect();
            for member in members.clone() {
                options.extend(member.former.iter().map(|former| {
                    let mut option = json!({ "const": former, "title": member.label });
                    with_former(&mut option, &member.name);
                    option
                }));
            }
            let names: Vec<Json> = options.iter().map(|option| option["const"].clone()).collect();
            options.push(json!({ "type": "null" }));
            options.push(json!({
                "type": "object",
                "title": "L'un de ceux-là",
                "additionalProperties": false,
                "required": ["parmi"],
                "properties": { "parmi": { "type": "array", "minItems": 1, "items": { "enum": names } } },
            }));
            set("oneOf", Json::Array(options));
        }
        Kind::Number { .. } | Kind::Date => with_ends(declared, set),
    }
    Json::Object(schema)
}

/// Says that this is a former name, and which is the new one.
fn with_former(schema: &mut Json, today: &str) {
    if let Some(object) = schema.as_object_mut() {
        object.insert("deprecated".to_owned(), json!(true));
        object.insert("x-nouveau-nom".to_owned(), json!(today));
    }
}

/// A value, or the ends between which it is: what is said of objects alone says nothing of a value.
fn with_ends(declared: &DeclaredType, mut set: impl FnMut(&str, Json)) {
    let (types, value) = scalar(declared);
    let end = |more: &[&str]| {
        let mut end = value.clone();
        end.insert("type".to_owned(), json!([&types, more].concat()));
        end
    };
    for (name, rule) in end(&["object", "null"]) {
        set(&name, rule);
    }
    let ends = json!({ "min": end(&["null"]), "max": end(&["null"]) });
    let given = |name: &str| json!({ "required": [name], "properties": { name: { "type": types } } });
    set("properties", ends);
    set("additionalProperties", json!(false));
    set("anyOf", json!([given("min"), given("max")]));
}

/// The types of a number or a date that is known, and what else is asked of it.
fn scalar(declared: &DeclaredType) -> (Vec<&'static str>, Map<String, Json>) {
    let mut schema = Map::new();
    let mut set = |name: &str, value: Json| schema.insert(name.to_owned(), value);
    let types = match &declared.kind {
        Kind::Number { .. } if declared.style == Style::Integer => {
            set("minimum", json!(declared.min));
            set("maximum", json!(declared.max));
            vec!["integer"]
        }
        Kind::Number { decimals, .. } => {
            set(
                "pattern",
                json!(format!("^-?[0-9]+(\\.[0-9]{{1,{}}})?$", (*decimals).max(1))),
            );
            // A number in JSON, with the digits of the vocabulary.
            if let Some((Json::String(low), Json::String(high))) = bounds(declared) {
                for (name, text) in [("minimum", low), ("maximum", high)] {
                    if let Ok(number) = serde_json::from_str(&text) {
                        set(name, number);
                    }
                }
            }
            vec!["string", "number"]
        }
        Kind::Date | Kind::Boolean | Kind::Choice(_) => {
            set("format", json!("date"));
            vec!["string"]
        }
    };
    (types, schema)
}

/// The schema of a decision, whatever the pack.
#[must_use]
pub fn decision_schema() -> String {
    canonical(include_str!("schema_decision.json"))
}

/// The schema of the file of a reform.
#[must_use]
pub fn reform_schema() -> String {
    canonical(include_str!("schema_reform.json"))
}

/// The schema of one of the TOML files of a pack, or with `None` the definitions of them all.
///
/// `file` is `pack`, `sources`, `vocabulaire`, `parametres`, `tables`, `dispositif`, `quotas`, `echeancier`, `reperes` or
/// `indicateurs`; for any other word there is no schema.
#[must_use]
pub fn pack_schema(file: Option<&str>) -> Option<String> {
    let text = include_str!("schema_pack.json");
    let Some(file) = file else {
        return Some(canonical(text));
    };
    // INVARIANT: the schema is JSON; a test reads it.
    let mut schema: Json = serde_json::from_str(text).unwrap_or_default();
    PACK_FILES.contains(&file).then(|| {
        if let Some(object) = schema.as_object_mut() {
            object.remove("anyOf");
            object.insert("$ref".to_owned(), json!(format!("#/$defs/{file}")));
        }
        schema.to_string()
    })
}

/// The kinds of TOML files of a pack, as [`pack_schema`] names them.
pub const PACK_FILES: [&str; 10] = [
    "pack",
    "sources",
    "vocabulaire",
    "parametres",
    "tables",
    "dispositif",
    "quotas",
    "echeancier",
    "reperes",
    "indicateurs",
];

/// On one line, with sorted keys, as every JSON that this product writes.
fn canonical(text: &str) -> String {
    serde_json::from_str::<Json>(text).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_definition() {
        let whole: Json = serde_json::from_str(&pack_schema(None).unwrap()).unwrap();
        for file in PACK_FILES {
            assert!(whole["$defs"][file].is_object(), "{file}");
            assert!(pack_schema(Some(file)).unwrap().contains("\"$ref\""));
        }
        assert_eq!(pack_schema(Some("cas")), None);
    }

    #[test]
    fn the_schema_of_a_decision_is_json() {
        let schema: Json = serde_json::from_str(&decision_schema()).unwrap();
        assert_eq!(schema["$schema"], DRAFT);
    }

    #[test]
    fn the_schema_of_a_reform_is_json() {
        let schema: Json = serde_json::from_str(&reform_schema()).unwrap();
        assert_eq!(schema["$schema"], DRAFT);
        assert!(schema["properties"]["depuis"].is_object());
    }
}
