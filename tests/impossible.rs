//! Dossiers that no person can be: pairs of facts, from a list written by hand (`impossible/personnes.toml`), are refused or warned whichever
//! is stated first; alone, each is a person; and no rule of coherence is without a pair that breaks it.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

use std::collections::BTreeSet;

use bareme::{Code, Day, Dossier, FactValue};
use bareme_pays_de_la_loire::engine;

type Facts = toml::Table;

struct Impossible {
    why: String,
    code: Code,
    /// What the same life has besides.
    with: Facts,
    one: Vec<Facts>,
    other: Vec<Facts>,
}

fn list() -> Vec<Impossible> {
    let file: toml::Table = toml::from_str(include_str!("impossible/personnes.toml")).unwrap();
    let cases = file["impossible"].as_array().unwrap();
    cases
        .iter()
        .map(|case| impossible(case.as_table().unwrap()))
        .collect()
}

fn impossible(case: &toml::Table) -> Impossible {
    let known = ["pourquoi", "gravite", "avec", "l_un", "l_autre"];
    assert!(case.keys().all(|key| known.contains(&key.as_str())), "{case:?}");
    let lives = |key: &str| {
        let list = case[key].as_array().unwrap().iter();
        list.map(|facts| facts.as_table().unwrap().clone()).collect()
    };
    Impossible {
        why: case["pourquoi"].as_str().unwrap().to_owned(),
        code: match case["gravite"].as_str() {
            Some("erreur") => Code::Incoherent,
            Some("avertissement") => Code::IncoherentWarning,
            other => panic!("{other:?}"),
        },
        with: case
            .get("avec")
            .map_or_else(Facts::new, |facts| facts.as_table().unwrap().clone()),
        one: lives("l_un"),
        other: lives("l_autre"),
    }
}

fn state(dossier: Dossier, facts: &Facts) -> Dossier {
    facts.iter().fold(dossier, |dossier, (name, value)| {
        let value = match value {
            toml::Value::Boolean(truth) => FactValue::Boolean(*truth),
            toml::Value::Integer(count) => FactValue::Integer(*count),
            toml::Value::String(text) => FactValue::Text(text),
            other => panic!("{name} = {other:?}"),
        };
        dossier.set(name, value).unwrap()
    })
}

/// What is told of facts stated in this order: the code and the message.
fn told(all: &[&Facts]) -> BTreeSet<(Code, String)> {
    let day: Day = "2026-11-29".parse().unwrap();
    let dossier = all
        .iter()
        .fold(engine().dossier(), |dossier, facts| state(dossier, facts));
    let findings = engine().coherence(&dossier, day);
    findings
        .into_iter()
        .map(|finding| (finding.code, finding.message))
        .collect()
}

#[test]
fn what_no_person_can_be_is_refused_or_warned_whichever_is_stated_first() {
    let mut wrong = Vec::new();
    for case in list() {
        let expected = case.code;
        for one in &case.one {
            for other in &case.other {
                let pair = format!("{one:?} with {other:?} ({})", case.why);
                let found = told(&[&case.with, one, other]);
                if !found.iter().any(|(code, _)| *code == expected) {
                    wrong.push(format!("{pair}: {expected:?} expected, {found:?}"));
                }
                if expected == Code::IncoherentWarning
                    && found.iter().any(|(code, _)| *code == Code::Incoherent)
                {
                    wrong.push(format!("{pair}: refused, {found:?}"));
                }
                if found != told(&[other, &case.with, one]) || found != told(&[one, other, &case.with]) {
                    wrong.push(format!("{pair}: another order is told otherwise"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn alone_each_is_a_person() {
    let mut wrong = Vec::new();
    for case in list() {
        for one in case.one.iter().chain(&case.other) {
            let found = told(&[&case.with, one]);
            // A list may hold what already contradicts itself, when it takes three facts to be impossible.
            if !found.is_empty() {
                wrong.push(format!("{one:?} with {:?} ({}): {found:?}", case.with, case.why));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_rule_of_coherence_has_a_pair_that_breaks_it() {
    let mut broken = BTreeSet::new();
    for case in list() {
        for one in &case.one {
            for other in &case.other {
                broken.extend(
                    told(&[&case.with, one, other])
                        .into_iter()
                        .map(|(_, message)| message),
                );
            }
        }
    }
    let all = engine().plan().coherences.iter();
    let idle: Vec<&str> = all
        .filter(|coherence| !broken.contains(&coherence.broken()))
        .map(|coherence| coherence.id.as_str())
        .collect();
    assert!(idle.is_empty(), "nothing breaks {idle:?}");
}
