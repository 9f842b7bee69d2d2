//! Just enough of JSON Schema to hold our schemas to their word. A keyword that is not known here fails the test.

use regex_lite::Regex;
use serde_json::Value as Json;

/// What a value has against a schema: nothing when it is valid.
pub(crate) fn faults(root: &Json, value: &Json) -> Vec<String> {
    let mut faults = Vec::new();
    check(root, root, value, "", &mut faults);
    faults
}

fn check(root: &Json, schema: &Json, value: &Json, at: &str, faults: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        assert!(schema.is_boolean(), "{schema} is no schema");
        if schema == &Json::Bool(false) {
            faults.push(format!("{at}: nothing is allowed here"));
        }
        return;
    };
    for (keyword, rule) in keywords {
        let good = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "x-unite" | "x-sensible" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                let target = root.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
                check(root, target, value, at, faults);
                true
            }
            "type" => match rule {
                Json::Array(types) => types.iter().any(|one| is(value, one)),
                one => is(value, one),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "anyOf" => rule.as_array().unwrap().iter().any(|one| valid(root, one, value)),
            "oneOf" => {
                rule.as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| valid(root, one, value))
                    .count()
                    == 1
            }
            "required" => value.as_object().is_none_or(|object| {
                rule.as_array()
                    .unwrap()
                    .iter()
                    .all(|name| object.contains_key(name.as_str().unwrap()))
            }),
            "properties" => {
                for (name, inside) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(name) {
                        check(root, schema, inside, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                for (name, inside) in value.as_object().into_iter().flatten() {
                    if keywords
                        .get("properties")
                        .is_none_or(|known| known.get(name).is_none())
                    {
                        check(root, rule, inside, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            "propertyNames" => value.as_object().is_none_or(|object| {
                object
                    .keys()
                    .all(|name| valid(root, rule, &Json::String(name.clone())))
            }),
            "dependentRequired" => value.as_object().is_none_or(|object| {
                let present = |name: &str| object.contains_key(name);
                let mut needs = rule.as_object().into_iter().flatten();
                needs.all(|(name, needed)| {
                    let mut needed = needed.as_array().into_iter().flatten().filter_map(Json::as_str);
                    !present(name) || needed.all(present)
                })
            }),
            "items" => {
                for (index, inside) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, inside, &format!("{at}/{index}"), faults);
                }
                true
            }
            "minItems" => value.as_array().is_none_or(|list| list.len() >= size(rule)),
            "maxProperties" => value.as_object().is_none_or(|object| object.len() <= size(rule)),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() >= size(rule)),
            "maxLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() <= size(rule)),
            "minimum" => value
                .as_f64()
                .is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value
                .as_f64()
                .is_none_or(|number| number <= rule.as_f64().unwrap()),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            other => panic!("keyword {other} is not known"),
        };
        if !good {
            faults.push(format!("{at}: {value} against {keyword} {rule}"));
        }
    }
}

fn valid(root: &Json, schema: &Json, value: &Json) -> bool {
    let mut faults = Vec::new();
    check(root, schema, value, "", &mut faults);
    faults.is_empty()
}

fn is(value: &Json, kind: &Json) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value
            .as_number()
            .is_some_and(|number| !number.to_string().contains(['.', 'e', 'E'])),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("type {other} is not known"),
    }
}

fn size(rule: &Json) -> usize {
    usize::try_from(rule.as_u64().unwrap()).unwrap()
}
