//! What more knowledge may change: it settles, it narrows, it asks less; and what is not asked does not matter.

use std::collections::BTreeSet;

use bareme::{
    Answer, Day, Decision, Engine, Selection, Verdict,
    answer::ConditionState::{Met, NotMet, Unknown},
    catalogue::{Value, from_files},
    vocabulary::Kind,
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};

use crate::{
    answers::decided,
    dossiers::{Facts, over},
    object::{accepted, without_gates},
    packs, region,
    runs::law,
    warned::{engine, warned_files},
};

fn missing<'a>(decision: &Decision<'a>) -> BTreeSet<&'a str> {
    decision.missing().map(|fact| fact.name.as_str()).collect()
}

/// Is every value that `inner` leaves also left by `outer`?
fn within(inner: Value, outer: Value, kind: &Kind) -> bool {
    match kind {
        Kind::Choice(_) => inner.mask() & !outer.mask() == 0,
        _ => outer.lo <= inner.lo && inner.hi <= outer.hi,
    }
}

/// Verdicts, conditions and droits stay once they are settled; bounds shrink; no new question appears.
fn more_facts_only_settle(engine: &Engine, facts: &Facts, more: &Facts, date: Day) -> TestCaseResult {
    let before = decided(engine, facts, date);
    let after = decided(engine, &over(facts, more), date);
    only_settles(&before, &after)?;
    for (before, after) in before.decisions().zip(after.decisions()) {
        let (asked, still_asked) = (missing(&before), missing(&after));
        prop_assert!(
            still_asked.is_subset(&asked),
            "{}: {:?} then {:?}",
            before.id(),
            asked,
            still_asked
        );
    }
    Ok(())
}

/// What is settled in an answer is settled alike in one about a person of whom more is known; bounds shrink.
pub(crate) fn only_settles(before: &Answer, after: &Answer) -> TestCaseResult {
    for (before, after) in before.decisions().zip(after.decisions()) {
        let id = before.id();
        match (before.verdict(), after.verdict()) {
            (Verdict::Undetermined, _) => {}
            // A condition that fails is said at once; the date that may put the dispositif out of force is asked for.
            (Verdict::NotEligible, Verdict::OutOfPeriod) => {
                prop_assert!(before.missing().next().is_some(), "{}", id);
            }
            (before, after) => prop_assert_eq!(before, after, "{}", id),
        }
        if after.verdict() == Verdict::OutOfPeriod {
            continue;
        }
        let (was, is) = (before.outcome(), after.outcome());
        for (position, (was, is)) in was.conditions.iter().zip(&is.conditions).enumerate() {
            // A condition that may not apply is as good as met.
            let kept = match was {
                Some(Unknown) => true,
                Some(Met) => !matches!(is, Some(NotMet | Unknown)),
                Some(NotMet) | None => is == was,
            };
            prop_assert!(kept, "{} condition {}: {:?} then {:?}", id, position, was, is);
        }
        let droits = before.dispositif().droits.iter();
        for (droit, (was, is)) in droits.zip(was.droits.iter().zip(&is.droits)) {
            if let (Some(was), Some(is)) = (was, is) {
                let within = within(*is, *was, &droit.declared.kind);
                prop_assert!(within, "{} {}: {:?} then {:?}", id, droit.id, was, is);
            }
        }
    }
    Ok(())
}

/// The entries of `facts` whose name is, or is not, among `names`.
fn among(facts: &Facts, names: &BTreeSet<&str>, wanted: bool) -> Facts {
    let entries = facts
        .iter()
        .filter(|(name, _)| names.contains(name.as_str()) == wanted);
    entries
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// A fact that a decision does not ask for changes neither its verdict nor a droit, whatever its value.
fn what_is_not_asked_does_not_matter(
    engine: &Engine,
    facts: &Facts,
    others: &[Facts],
    date: Day,
) -> TestCaseResult {
    let before = decided(engine, facts, date);
    for decision in before.decisions() {
        let asked = missing(&decision);
        for other in others {
            let facts = over(facts, &among(other, &asked, false));
            let after = decided(engine, &facts, date);
            let after = after.decision(decision.id()).unwrap();
            let (was, is) = (decision.outcome(), after.outcome());
            prop_assert_eq!(was.verdict, is.verdict, "{} with {:?}", decision.id(), facts);
            prop_assert_eq!(&was.droits, &is.droits, "{} with {:?}", decision.id(), facts);
        }
    }
    Ok(())
}

/// Once every fact that a decision asks for is known, its verdict and its droits are settled, and nothing more is asked.
fn what_is_asked_is_enough(engine: &Engine, facts: &Facts, rest: &Facts, date: Day) -> TestCaseResult {
    let before = decided(engine, facts, date);
    // Without the answers to questions that would have no object.
    let whole = accepted(engine, &over(facts, rest), date);
    for decision in before.decisions() {
        let asked = missing(&decision);
        prop_assert!(
            asked.iter().all(|name| !facts.contains_key(*name)),
            "a known fact is asked for"
        );
        let after = decided(engine, &over(facts, &among(&whole, &asked, true)), date);
        let after = after.decision(decision.id()).unwrap();
        prop_assert_ne!(after.verdict(), Verdict::Undetermined, "{}", decision.id());
        prop_assert_eq!(missing(&after), BTreeSet::new(), "{}", decision.id());
        for droit in after.droits() {
            prop_assert!(droit.value().is_some(), "{} {}", decision.id(), droit.droit.id);
        }
    }
    Ok(())
}

/// A decision asks for something exactly when something is not settled: the verdict, a droit that may be due, or, beside a
/// condition that fails, whether the dispositif is in force.
fn nothing_is_asked_once_all_is_settled(engine: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    for decision in decided(engine, facts, date).decisions() {
        let due_are_settled = decision.droits().all(|droit| droit.value().is_some());
        let settled = decision.verdict() != Verdict::Undetermined && due_are_settled;
        let effect_date = decision.dispositif().effect_date;
        let name = |fact| engine.plan().vocabulary.fact(fact).map(|fact| fact.name.as_str());
        let dated = effect_date
            .and_then(name)
            .is_none_or(|name| facts.contains_key(name));
        if settled && dated {
            prop_assert_eq!(missing(&decision), BTreeSet::new(), "{}", decision.id());
        }
        if !settled {
            prop_assert!(!missing(&decision).is_empty(), "{}", decision.id());
        }
    }
    Ok(())
}

/// Who does not ask for the reasons is told the same: how sure it is, until when it was checked and what is missing too, though
/// the walk that learns them is spared where it can.
fn reasons_change_nothing(engine: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let without = decided(engine, facts, date);
    let with = engine
        .explain(without.dossier(), date, Selection::WithHypotheses)
        .unwrap();
    for (without, with) in without.decisions().zip(with.decisions()) {
        prop_assert_eq!(without.outcome(), with.outcome(), "{}", without.id());
    }
    Ok(())
}

#[test]
fn in_the_region_reasons_change_nothing() {
    let space = region::space_of(&region::pack_files());
    for facts in [space.partial(), space.complete()] {
        law(150, &(facts, space.date()), |(facts, date)| {
            reasons_change_nothing(engine(), &facts, date)
        });
    }
}

#[test]
fn in_the_region_more_facts_only_settle() {
    let space = region::space_of(&region::pack_files());
    law(
        150,
        &(space.partial(), space.partial(), space.date()),
        |(facts, more, date)| more_facts_only_settle(engine(), &facts, &more, date),
    );
}

#[test]
fn in_the_region_what_is_not_asked_does_not_matter() {
    let space = region::space_of(&region::pack_files());
    law(
        50,
        &(space.partial(), vec(space.complete(), 3), space.date()),
        |(facts, others, date)| what_is_not_asked_does_not_matter(engine(), &facts, &others, date),
    );
}

#[test]
fn in_the_region_what_is_asked_is_enough() {
    let (space, every) = (
        region::space_of(&region::pack_files()),
        region::space_of(&without_gates(&warned_files())),
    );
    law(
        60,
        &(space.partial(), every.complete(), space.date()),
        |(facts, rest, date)| what_is_asked_is_enough(engine(), &facts, &rest, date),
    );
}

#[test]
fn in_the_region_nothing_is_asked_once_all_is_settled() {
    let space = region::space_of(&region::pack_files());
    law(150, &(space.partial(), space.date()), |(facts, date)| {
        nothing_is_asked_once_all_is_settled(engine(), &facts, date)
    });
}

#[test]
fn in_random_packs_knowledge_behaves_likewise() {
    let space = packs::space();
    let dossiers = vec((space.partial(), vec(space.complete(), 3), space.date()), 6);
    law(30, &(packs::packs(), dossiers), |(pack, dossiers)| {
        let engine = Engine::new(from_files(pack.0).unwrap().0);
        for (facts, others, date) in &dossiers {
            let half = others[0].iter().step_by(2);
            let more: Facts = half.map(|(name, value)| (name.clone(), value.clone())).collect();
            more_facts_only_settle(&engine, facts, &more, *date)?;
            what_is_not_asked_does_not_matter(&engine, facts, others, *date)?;
            what_is_asked_is_enough(&engine, facts, &others[1], *date)?;
            nothing_is_asked_once_all_is_settled(&engine, facts, *date)?;
            for facts in [facts, &others[2]] {
                reasons_change_nothing(&engine, facts, *date)?;
            }
        }
        Ok(())
    });
}
