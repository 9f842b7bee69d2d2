//! The same decision is the same bytes, whatever the way to it.

use std::{sync::OnceLock, thread};

use bareme::{
    Day, Engine,
    catalogue::from_files,
    wire::{Request, evaluate, verify},
};
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Map, Value as Json};

use crate::{dossiers::Facts, region, runs::law, warned::engine};

/// The engine of the files of the pack, without its compact form.
fn from_the_files() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(from_files(crate::warned::warned_files()).unwrap().0))
}

fn text(facts: &Facts) -> String {
    serde_json::to_string(facts).unwrap()
}

fn decision(engine: &Engine, dossier: &str, date: Day, dispositifs: &[&str], explain: bool) -> String {
    let request = Request {
        dossier,
        date: &date.to_string(),
        dispositifs,
        hypotheses: dispositifs.is_empty(),
        explain,
        if_eligible: false,
    };
    evaluate(engine, &request).unwrap_or_else(|findings| panic!("{findings:?}"))
}

#[test]
fn the_order_of_the_facts_and_null_change_nothing() {
    let space = region::space_of(&region::pack_files());
    let order = vec(any::<u64>(), 200);
    law(
        50,
        &(space.partial(), order, space.date()),
        |(facts, order, date)| {
            let names = engine().plan().vocabulary.facts.iter().map(|fact| &fact.name);
            let mut entries: Vec<(u64, String)> = names
                .zip(order)
                .filter(|(name, key)| facts.contains_key(*name) || key % 2 == 0)
                .map(|(name, key)| {
                    let value = facts.get(name).unwrap_or(&Json::Null);
                    (key, format!(" \"{name}\" : {value} "))
                })
                .collect();
            entries.sort();
            let entries: Vec<String> = entries.into_iter().map(|(_, entry)| entry).collect();
            let shuffled = format!("{{\n{}}}", entries.join(",\n"));
            prop_assert_eq!(
                decision(engine(), &text(&facts), date, &[], true),
                decision(engine(), &shuffled, date, &[], true)
            );
            Ok(())
        },
    );
}

#[test]
fn two_engines_and_two_threads_write_the_same_bytes() {
    let space = region::space_of(&region::pack_files());
    law(
        30,
        &(space.partial(), space.date(), any::<bool>()),
        |(facts, date, explain)| {
            let dossier = text(&facts);
            let here = decision(engine(), &dossier, date, &[], explain);
            let there = thread::scope(|scope| {
                let run = |engine: &'static Engine| {
                    let dossier = &dossier;
                    scope.spawn(move || decision(engine, dossier, date, &[], explain))
                };
                [run(engine()), run(from_the_files())].map(|run| run.join().unwrap())
            });
            prop_assert!(there.iter().all(|there| *there == here), "{} {:?}", here, there);
            Ok(())
        },
    );
}

#[test]
fn canonical_json_is_sorted_and_reads_back_as_itself() {
    let space = region::space_of(&region::pack_files());
    law(
        50,
        &(space.partial(), space.date(), any::<bool>()),
        |(facts, date, explain)| {
            let written = decision(engine(), &text(&facts), date, &[], explain);
            // Objects of `serde_json` are sorted here: what reads back as itself was sorted, without space.
            let read: Json = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(read.to_string(), written);
            Ok(())
        },
    );
}

#[test]
fn one_dispositif_alone_is_decided_as_among_all() {
    let space = region::space_of(&region::pack_files());
    law(
        25,
        &(space.partial(), space.date(), any::<bool>()),
        |(facts, date, explain)| {
            let decisions = |dispositifs: &[&str]| {
                let written = decision(engine(), &text(&facts), date, dispositifs, explain);
                let mut read: Json = serde_json::from_str(&written).unwrap();
                let decisions = read["decisions"].as_object_mut().unwrap();
                // The most useful fact to ask first depends on what is decided together.
                for decision in decisions.values_mut() {
                    decision["manquants"]
                        .as_array_mut()
                        .unwrap()
                        .sort_by_key(Json::to_string);
                }
                std::mem::take(decisions)
            };
            let all: Map<String, Json> = decisions(&[]);
            prop_assert_eq!(all.len(), engine().plan().dispositifs.len());
            for (id, decision) in &all {
                prop_assert_eq!(&decisions(&[id])[id], decision, "{}", id);
            }
            Ok(())
        },
    );
}

#[test]
fn a_decision_verifies_and_a_changed_one_does_not() {
    let space = region::space_of(&region::pack_files());
    let cases = (
        space.partial(),
        space.date(),
        any::<bool>(),
        vec((any::<Index>(), 0..4_u8), 8),
    );
    law(40, &cases, |(facts, date, explain, changes)| {
        let written = decision(engine(), &text(&facts), date, &[], explain);
        prop_assert!(verify(engine(), &written).is_ok());
        let read: Json = serde_json::from_str(&written).unwrap();
        let places = pointers(&read, String::new());
        for (place, change) in changes {
            let (place, mut changed) = (place.get(&places), read.clone());
            tamper(&mut changed, place, change);
            if changed != read {
                prop_assert!(
                    verify(engine(), &changed.to_string()).is_err(),
                    "{} {}",
                    place,
                    change
                );
            }
        }
        Ok(())
    });
}

/// The pointers to everything inside a value, without the value itself.
fn pointers(value: &Json, at: String) -> Vec<String> {
    let inner: Vec<String> = match value {
        Json::Object(entries) => {
            let inner = entries.iter();
            inner
                .flat_map(|(name, inner)| pointers(inner, format!("{at}/{name}")))
                .collect()
        }
        Json::Array(list) => {
            let inner = list.iter().enumerate();
            inner
                .flat_map(|(index, inner)| pointers(inner, format!("{at}/{index}")))
                .collect()
        }
        _ => Vec::new(),
    };
    (!at.is_empty()).then_some(at).into_iter().chain(inner).collect()
}

/// Another value, no value, one value more, or null.
fn tamper(document: &mut Json, place: &str, change: u8) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    if change == 1 {
        match document.pointer_mut(parent).unwrap() {
            Json::Object(entries) => drop(entries.remove(name)),
            Json::Array(list) => drop(list.remove(name.parse().unwrap())),
            _ => {}
        }
        return;
    }
    let value = document.pointer_mut(place).unwrap();
    match (value, change) {
        (Json::Object(entries), 2) => drop(entries.insert("ajout".to_owned(), Json::Null)),
        (Json::Array(list), 2) => list.push(Json::Null),
        (value, 2) => *value = 12.into(),
        (Json::Bool(truth), 0) => *truth = !*truth,
        (Json::String(text), 0) => text.push('0'),
        (value @ Json::Null, 0) => *value = "0".into(),
        (value, _) => *value = Json::Null,
    }
}
