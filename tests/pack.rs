//! Cross-checks on the whole pack: nothing stands twice, nothing is idle, nothing is out of reach, everything has a name.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "support/files.rs"]
mod files;
#[path = "support/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    catalogue::{Plan, from_files},
    pack::{model::Dispositif, read},
};
use bareme_pays_de_la_loire::engine;

fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn the_files_are_read_without_a_warning() {
    // Unused facts, parameters and tables are warnings of the reader.
    let (_, warnings) = from_files(files::pack_files()).unwrap();
    let told: Vec<String> = warnings
        .list
        .iter()
        .map(|finding| finding.message.clone())
        .collect();
    none(&told);
}

/// The conditions of a dispositif as a set, each as it is printed after parsing: layout and order do not matter.
fn conditions(dispositif: &Dispositif) -> BTreeSet<String> {
    dispositif
        .conditions
        .iter()
        .map(|condition| {
            bareme::internals::expression::parse(&condition.rule.value)
                .unwrap()
                .to_string()
        })
        .collect()
}

#[test]
fn no_two_dispositifs_ask_the_same() {
    let pack = read(files::pack_files()).pack;
    let mut seen: BTreeMap<BTreeSet<String>, &str> = BTreeMap::new();
    let mut same = Vec::new();
    for dispositif in &pack.dispositifs {
        if let Some(other) = seen.insert(conditions(dispositif), &dispositif.id) {
            same.push(format!(
                "`{other}` and `{}` have the same conditions",
                dispositif.id
            ));
        }
    }
    none(&same);
}

#[test]
fn every_dispositif_has_a_condition() {
    let without: Vec<String> = engine()
        .plan()
        .dispositifs
        .iter()
        .filter(|dispositif| dispositif.conditions.is_empty())
        .map(|dispositif| format!("`{}` asks nothing", dispositif.id))
        .collect();
    none(&without);
}

#[test]
fn every_choice_is_named_by_a_rule_a_table_or_a_case() {
    let pack = read(files::pack_files()).pack;
    let named = words::named(&pack);
    let stated = words::stated(&pack);
    let mut idle = Vec::new();
    for enumeration in &pack.vocabulary.enumerations {
        for member in &enumeration.members {
            let reached = named.contains(member.name.as_str())
                || stated.contains(&(enumeration.name.clone(), member.name.clone()));
            if !reached {
                idle.push(format!(
                    "`{}` of `{}` is out of reach",
                    member.name, enumeration.name
                ));
            }
        }
    }
    none(&idle);
}

/// Every text of the pack that a person reads, with where it stands.
fn titles(plan: &Plan) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for dispositif in &plan.dispositifs {
        let id = &dispositif.id;
        found.push((id.clone(), dispositif.title.clone()));
        for condition in dispositif.conditions.iter().chain(&dispositif.priorities) {
            found.push((format!("{id}.{}", condition.id), condition.title.clone()));
        }
        for droit in &dispositif.droits {
            found.push((format!("{id}.{}", droit.id), droit.title.clone()));
        }
        for variable in &dispositif.variables {
            found.push((
                format!("{id}.{}", variable.name),
                variable.title.clone().unwrap_or_default(),
            ));
        }
    }
    let series = plan
        .parameters
        .iter()
        .map(|series| (series.name.clone(), series.title.clone()));
    let tables = plan
        .tables
        .iter()
        .map(|table| (table.name.clone(), table.title.clone()));
    let facts = plan
        .vocabulary
        .facts
        .iter()
        .map(|fact| (fact.name.clone(), fact.title.clone()));
    found.extend(series.chain(tables).chain(facts));
    found
}

#[test]
fn whatever_a_person_may_see_has_a_title_in_french() {
    let poor: Vec<String> = titles(engine().plan())
        .into_iter()
        // What a person reads has the numbers of the parameters that the title names.
        .map(|(place, title)| (place, engine().plan().titled(&title, None).into_owned()))
        .filter(|(_, title)| {
            let first = title.chars().next();
            let starts =
                first.is_some_and(|letter| letter.is_uppercase() || letter.is_numeric() || letter == '«');
            // No name of the rules, no operator, no end of sentence.
            !starts || title.contains(['_', '<', '>', '{', '}']) || title.ends_with('.')
        })
        .map(|(place, title)| format!("{place}: « {title} »"))
        .collect();
    none(&poor);
}

#[test]
fn the_titles_of_dispositifs_are_all_different() {
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = engine()
        .plan()
        .dispositifs
        .iter()
        .filter(|dispositif| !seen.insert(&dispositif.title))
        .map(|dispositif| format!("« {} » stands twice", dispositif.title))
        .collect();
    none(&twice);
}
