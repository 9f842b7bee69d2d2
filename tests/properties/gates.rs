//! Questions without object, and what follows from other facts: what is left out is what it would be, stated or not; gates settle, and turn nothing.

use bareme::{
    Answer, Day, Decision, Engine, Selection,
    answer::{Bounds, DroitValue},
    catalogue::from_files,
    pack::read,
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};
use serde_json::json;

use crate::{
    answers::decided,
    asked::{ECHO, echo, follow, pairs, space},
    dossiers::{Facts, Space},
    knowledge::only_settles,
    object::{accepted, without_gates},
    region,
    runs::law,
    warned::warned_files,
    written::written,
};

/// What the engine makes of each fact that follows from others, as a dossier may state it; nothing of « yes or no ».
fn echoed(engine: &Engine, answer: &Answer) -> Facts {
    let supposed = engine
        .suppose(answer.dossier(), answer.date(), Selection::Named(&[ECHO]), false)
        .unwrap();
    let echo = supposed.decision(ECHO).unwrap();
    let stated = echo.droits().filter_map(|view| {
        let value = match (view.value(), view.bounds()) {
            (Some(value), _) => written(value),
            (None, Some(Bounds::Members(names))) => json!({ "parmi": names }),
            (None, Some(Bounds::Between(DroitValue::Boolean(_), _)) | None) => return None,
            (None, Some(Bounds::Between(low, high))) => json!({ "min": written(low), "max": written(high) }),
        };
        Some((view.droit.id.clone(), value))
    });
    stated.collect()
}

/// Verdict, conditions and droits are the same.
fn same(one: &Decision<'_>, other: &Decision<'_>) -> TestCaseResult {
    let (one_said, other_said) = (one.outcome(), other.outcome());
    prop_assert_eq!(one_said.verdict, other_said.verdict, "{}", one.id());
    prop_assert_eq!(&one_said.conditions, &other_said.conditions, "{}", one.id());
    prop_assert_eq!(&one_said.droits, &other_said.droits, "{}", one.id());
    Ok(())
}

/// What follows from other facts, and what a question without object leaves, is the same when it is stated: each alone, then all.
fn what_follows_is_what_is_stated(engine: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let before = decided(engine, &facts, date);
    let mut all = facts.clone();
    for (name, value) in echoed(engine, &before) {
        if facts.contains_key(&name) {
            continue;
        }
        let mut stated = facts.clone();
        stated.insert(name.clone(), value.clone());
        all.insert(name, value);
        let after = decided(engine, &stated, date);
        for (before, after) in before.decisions().zip(after.decisions()) {
            same(&before, &after)?;
        }
    }
    let after = decided(engine, &all, date);
    for (before, after) in before.decisions().zip(after.decisions()) {
        same(&before, &after)?;
    }
    Ok(())
}

/// What is settled without gates is settled alike with them, where the dossier is accepted.
fn gates_turn_nothing(gated: &Engine, plain: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let facts = accepted(gated, &accepted(plain, facts, date), date);
    only_settles(&decided(plain, &facts, date), &decided(gated, &facts, date))
}

/// A further fact never turns what is settled, answers to gated questions included; those among `kept` are known first.
fn a_further_fact_turns_nothing(engine: &Engine, facts: &Facts, kept: &[bool], date: Day) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let some = facts.iter().zip(kept.iter().cycle());
    let some = some.filter(|(_, kept)| **kept);
    let some: Facts = some
        .map(|((name, value), _)| (name.clone(), value.clone()))
        .collect();
    only_settles(&decided(engine, &some, date), &decided(engine, &facts, date))
}

/// Of a person of whom everything is known, gates change nothing at all: what has no object is stated as the pack says it.
fn gates_change_nothing_of_a_whole_dossier(
    gated: &Engine,
    plain: &Engine,
    facts: &Facts,
    date: Day,
) -> TestCaseResult {
    let mut facts = accepted(gated, facts, date);
    let answer = decided(gated, &facts, date);
    for (name, value) in echoed(gated, &answer) {
        facts.entry(name).or_insert(value);
    }
    let plain = decided(plain, &facts, date);
    for (gated, plain) in answer.decisions().zip(plain.decisions()) {
        same(&gated, &plain)?;
    }
    Ok(())
}

/// The region's engine with gates and without, and the dossiers of the latter: those that answer every question.
fn region() -> (Engine, Engine, Space) {
    let files = warned_files();
    let pack = read(files.clone()).pack;
    let echo = echo(&pack.vocabulary, &follow(&pack), "code_travail_r6341_25");
    let engine = |files: &[_]| {
        let mut files = files.to_vec();
        files.push(echo.clone());
        Engine::new(
            from_files(files)
                .unwrap_or_else(|findings| panic!("{findings:?}"))
                .0,
        )
    };
    let plain = without_gates(&files);
    let space = region::space_of(&plain);
    (engine(&files), engine(&plain), space)
}

#[test]
fn in_the_region_what_follows_is_what_is_stated() {
    let (engine, _, space) = region();
    law(100, &(space.partial(), space.date()), |(facts, date)| {
        what_follows_is_what_is_stated(&engine, &facts, date)
    });
}

#[test]
fn in_the_region_gates_turn_nothing() {
    let (gated, plain, space) = region();
    law(100, &(space.partial(), space.date()), |(facts, date)| {
        gates_turn_nothing(&gated, &plain, &facts, date)
    });
    let kept = vec(any::<bool>(), 11..60);
    law(
        100,
        &(space.complete(), kept, space.date()),
        |(facts, kept, date)| a_further_fact_turns_nothing(&gated, &facts, &kept, date),
    );
    law(60, &(space.complete(), space.date()), |(facts, date)| {
        gates_change_nothing_of_a_whole_dossier(&gated, &plain, &facts, date)
    });
}

#[test]
fn in_random_packs_what_follows_is_what_is_stated_and_gates_turn_nothing() {
    let cases = pairs().prop_flat_map(|pair| {
        let space = space(&pair);
        let kept = vec(any::<bool>(), 3..16);
        let dossiers = vec((space.partial(), space.complete(), kept, space.date()), 6);
        (Just(pair), dossiers)
    });
    law(40, &cases, |(pair, dossiers)| {
        let engine = |files: &Vec<_>| Engine::new(from_files(files.clone()).unwrap().0);
        let (gated, plain) = (engine(&pair.gated.0), engine(&pair.plain.0));
        for (some, all, kept, date) in &dossiers {
            a_further_fact_turns_nothing(&gated, all, kept, *date)?;
            what_follows_is_what_is_stated(&gated, some, *date)?;
            gates_turn_nothing(&gated, &plain, some, *date)?;
            gates_change_nothing_of_a_whole_dossier(&gated, &plain, all, *date)?;
        }
        Ok(())
    });
}
