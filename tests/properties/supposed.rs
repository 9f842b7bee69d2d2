//! What is usually so: verdicts ignore it, « sous réserve » is what would be decided had it been stated, and turns nothing that is settled.

use std::cell::Cell;

use bareme::{Day, Engine, Selection, Verdict, catalogue::from_files, wire};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};

use crate::{
    answers::decided,
    asked::{pairs, space, without_suppositions},
    dossiers::Facts,
    knowledge::only_settles,
    object::{accepted, without_gates},
    region,
    runs::law,
    warned::{engine, warned_files},
    written::written,
};

/// To state what is supposed gives, in the verdict and the droits, what was said under reserve; `seen` counts the reserves.
fn to_state_it_gives_what_was_said(
    engine: &Engine,
    facts: &Facts,
    date: Day,
    seen: &Cell<usize>,
) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let answer = decided(engine, &facts, date);
    for decision in answer.decisions() {
        let Some(reserve) = decision.under_reserve() else {
            continue;
        };
        seen.set(seen.get() + 1);
        let mut stated = facts.clone();
        for one in reserve.suppositions() {
            prop_assert!(
                !facts.contains_key(&one.fact.name),
                "{}: {} is stated",
                decision.id(),
                one.fact.name
            );
            stated.insert(one.fact.name.clone(), written(one.value));
        }
        prop_assert!(
            stated.len() > facts.len(),
            "{}: nothing is supposed",
            decision.id()
        );
        let dossier = wire::read_dossier(engine, &serde_json::to_string(&stated).unwrap()).unwrap();
        let after = engine.evaluate_selected(&dossier, date, Selection::WithHypotheses);
        let after = after.unwrap_or_else(|findings| panic!("{}: {findings:?} of {stated:?}", decision.id()));
        let after = after.decision(decision.id()).unwrap();
        let (said, so) = (reserve.decision(), after);
        prop_assert_eq!(
            said.verdict(),
            so.verdict(),
            "{} with {:?}",
            decision.id(),
            stated
        );
        if said.verdict() == Verdict::NotEligible {
            // One condition that fails is enough: what the others rest on is not told.
            continue;
        }
        prop_assert_eq!(
            &said.outcome().conditions,
            &so.outcome().conditions,
            "{}",
            decision.id()
        );
        prop_assert_eq!(&said.outcome().droits, &so.outcome().droits, "{}", decision.id());
    }
    Ok(())
}

/// What is settled stays so under reserve.
fn reserve_turns_nothing(engine: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let answer = decided(engine, &facts, date);
    answer
        .under_reserve()
        .map_or(Ok(()), |reserve| only_settles(&answer, reserve))
}

/// Verdicts, droits and what is missing are those of a pack that supposes nothing.
fn verdicts_ignore_it(engine: &Engine, silent: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let (answer, plain) = (decided(engine, &facts, date), decided(silent, &facts, date));
    prop_assert!(plain.under_reserve().is_none());
    for (one, other) in answer.decisions().zip(plain.decisions()) {
        prop_assert_eq!(one.outcome(), other.outcome(), "{}", one.id());
    }
    Ok(())
}

/// To say that one does not know a fact changes no verdict, and nothing under reserve.
fn not_to_know_changes_nothing(
    engine: &Engine,
    facts: &Facts,
    unknown: &[bool],
    date: Day,
) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let answer = decided(engine, &facts, date);
    let open = engine
        .plan()
        .vocabulary
        .facts
        .iter()
        .filter(|fact| !facts.contains_key(&fact.name));
    let skipped: Vec<&str> = open
        .zip(unknown.iter().cycle())
        .filter(|(_, skipped)| **skipped)
        .map(|(fact, _)| fact.name.as_str())
        .collect();
    let mut told = facts.clone();
    told.insert("ne_sait_pas".to_owned(), skipped.into());
    let other = decided(engine, &told, date);
    for (one, other) in answer.decisions().zip(other.decisions()) {
        prop_assert_eq!(one.outcome(), other.outcome(), "{}", one.id());
        let outcome = |reserve: bareme::answer::UnderReserve<'_>| reserve.decision().outcome().clone();
        prop_assert_eq!(
            one.under_reserve().map(outcome),
            other.under_reserve().map(outcome),
            "{}",
            one.id()
        );
    }
    Ok(())
}

#[test]
fn in_the_region_reserves_are_what_would_be_decided() {
    let space = region::space_of(&without_gates(&warned_files()));
    let silent = Engine::new(from_files(without_suppositions(&warned_files())).unwrap().0);
    let cases = (space.partial(), vec(any::<bool>(), 5..30), space.date());
    let seen = Cell::new(0);
    law(150, &cases, |(facts, unknown, date)| {
        to_state_it_gives_what_was_said(engine(), &facts, date, &seen)?;
        reserve_turns_nothing(engine(), &facts, date)?;
        verdicts_ignore_it(engine(), &silent, &facts, date)?;
        not_to_know_changes_nothing(engine(), &facts, &unknown, date)
    });
    assert!(
        seen.get() > 50,
        "{} reserves: these dossiers say little",
        seen.get()
    );
}

#[test]
fn in_random_packs_reserves_are_what_would_be_decided() {
    let cases = pairs().prop_flat_map(|pair| {
        let space = space(&pair);
        let dossiers = vec((space.partial(), vec(any::<bool>(), 3..12), space.date()), 8);
        (Just(pair), dossiers)
    });
    let seen = Cell::new(0);
    law(40, &cases, |(pair, dossiers)| {
        let engine = |files: &Vec<_>| Engine::new(from_files(files.clone()).unwrap().0);
        let (gated, silent) = (engine(&pair.gated.0), engine(&pair.silent.0));
        for (facts, unknown, date) in &dossiers {
            to_state_it_gives_what_was_said(&gated, facts, *date, &seen)?;
            reserve_turns_nothing(&gated, facts, *date)?;
            verdicts_ignore_it(&gated, &silent, facts, *date)?;
            not_to_know_changes_nothing(&gated, facts, unknown, *date)?;
        }
        Ok(())
    });
    assert!(
        seen.get() > 50,
        "{} reserves: these dossiers say little",
        seen.get()
    );
}
