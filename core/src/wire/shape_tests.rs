//! Every member of the schema of a decision has a form.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{RECEIPT, Shape};

/// Walks the schema and the shape side by side.
fn compare(schema: &Json, node: &Json, shape: &Shape, at: &str, seen: &mut BTreeSet<String>) {
    if let Some(reference) = node["$ref"].as_str() {
        let pointer = reference.strip_prefix('#').unwrap();
        if seen.insert(format!("{pointer} {shape:p}")) {
            compare(schema, schema.pointer(pointer).unwrap(), shape, at, seen);
        }
        return;
    }
    match shape {
        Shape::Members(members) => {
            let described = node["properties"].as_object().unwrap_or_else(|| panic!("{at}"));
            let described: BTreeSet<&str> = described.keys().map(String::as_str).collect();
            let known: BTreeSet<&str> = members.iter().map(|member| member.name).collect();
            // The schema of a decision does not describe what is paid over a course.
            let known = known.into_iter().filter(|name| *name != "echeancier").collect();
            assert_eq!(described, known, "{at}: a member has no form");
            for member in members.iter().filter(|member| member.name != "echeancier") {
                let at = format!("{at}/{}", member.name);
                compare(schema, &node["properties"][member.name], member.shape, &at, seen);
            }
        }
        Shape::Named(inner) if node["additionalProperties"].is_object() => {
            compare(
                schema,
                &node["additionalProperties"],
                inner,
                &format!("{at}/*"),
                seen,
            );
        }
        Shape::List(inner) => compare(schema, &node["items"], inner, &format!("{at}/#"), seen),
        Shape::Named(_) => panic!("{at}: the schema has no names of the pack here"),
        // What is stated of a fact may be an interval: it is compared as one value.
        Shape::Whole | Shape::Words => {
            assert!(
                node["properties"].is_null() || at.ends_with("/faits/#/valeur") || at == "/dossier/*",
                "{at}"
            );
        }
    }
}

#[test]
fn every_member_of_the_schema_has_a_form() {
    let schema: Json = serde_json::from_str(include_str!("schema_decision.json")).unwrap();
    compare(&schema, &schema, &RECEIPT, "", &mut BTreeSet::new());
}
