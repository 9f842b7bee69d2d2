//! The engine against a naive evaluator of the same meaning (`oracle/`), on random dossiers of the region's pack and on random
//! packs. `BAREME_CASES=100000` tries more, `BAREME_SEED` others.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "columns/agree.rs"]
mod agree;
#[path = "support/answers.rs"]
mod answers;
#[path = "support/dossiers.rs"]
mod dossiers;
#[path = "support/files.rs"]
mod files;
#[path = "oracle/forms.rs"]
mod forms;
#[path = "oracle/judged.rs"]
mod judged;
#[path = "support/meanings.rs"]
mod meanings;
#[path = "oracle/naive.rs"]
mod naive;
#[path = "support/object.rs"]
mod object;
#[path = "oracle/tables.rs"]
mod oracle_tables;
#[path = "support/packs.rs"]
mod packs;
#[path = "support/random.rs"]
mod random;
#[path = "support/region.rs"]
mod region;
#[path = "support/runs.rs"]
mod runs;
#[path = "support/sentences.rs"]
mod sentences;
#[path = "columns/dossiers.rs"]
mod tables;
#[path = "support/warned.rs"]
mod warned;

use answers::decided;
use bareme::{
    Day, Decision, Engine,
    answer::Bounds,
    catalogue::from_files,
    internals::expression::{Expression, Operation, operations, parse},
};
use dossiers::{Facts, Space, over};
use judged::{judged, known, same};
use naive::{Judged, Known, Naive};
use object::accepted;
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};
use runs::law;

/// How many completions of a partial dossier are drawn.
const COMPLETIONS: usize = 6;

/// On a complete dossier everything is settled, and both say the same.
fn agree_on_complete(engine: &Engine, naive: &Naive, facts: &Facts, date: Day) -> TestCaseResult {
    let question = naive.question(facts, date);
    let answer = decided(engine, facts, date);
    for (decision, dispositif) in answer.decisions().zip(&naive.pack.dispositifs) {
        let (theirs, ours) = (judged(&decision), question.judge(dispositif));
        let id = &dispositif.id;
        prop_assert_eq!(
            theirs.verdict,
            ours.verdict,
            "{}: {:?}, naive {:?}",
            id,
            theirs,
            ours
        );
        prop_assert_ne!(theirs.verdict, "indetermine", "{}", id);
        prop_assert_eq!(decision.missing().count(), 0, "{}", id);
        // Outside its period a rule may read values that do not exist: nothing is due, nothing is compared.
        if ours.verdict == "hors_periode" {
            continue;
        }
        prop_assert_eq!(&theirs.conditions, &ours.conditions, "{}", id);
        for (position, (a, b)) in theirs.droits.iter().zip(&ours.droits).enumerate() {
            prop_assert!(
                same(a, b),
                "{} droit {}: engine {:?}, naive {:?}",
                id,
                position,
                a,
                b
            );
        }
    }
    let broken = question
        .coherences()
        .iter()
        .filter(|held| **held == Some(false))
        .count();
    prop_assert_eq!(answer.warnings().len(), broken);
    Ok(())
}

/// On a partial dossier the engine settles at least what the naive evaluator does, in the same way, and what it settles holds
/// for every completion.
fn agree_on_partial(
    engine: &Engine,
    naive: &Naive,
    facts: &Facts,
    rest: &[Facts],
    date: Day,
) -> TestCaseResult {
    let question = naive.question(facts, date);
    let answer = decided(engine, facts, date);
    for (decision, dispositif) in answer.decisions().zip(&naive.pack.dispositifs) {
        let (theirs, ours) = (judged(&decision), question.judge(dispositif));
        let id = &dispositif.id;
        if ours.verdict != "indetermine" {
            prop_assert_eq!(theirs.verdict, ours.verdict, "{}", id);
        }
        if theirs.verdict == "hors_periode" {
            continue;
        }
        for (position, (a, b)) in theirs.conditions.iter().zip(&ours.conditions).enumerate() {
            prop_assert!(
                *b == Some(None) || a == b,
                "{} condition {}: engine {:?}, naive {:?}",
                id,
                position,
                a,
                b
            );
        }
        if theirs.verdict == ours.verdict {
            for (position, (a, b)) in theirs.droits.iter().zip(&ours.droits).enumerate() {
                prop_assert!(
                    b.is_none() || same(a, b),
                    "{} droit {}: engine {:?}, naive {:?}",
                    id,
                    position,
                    a,
                    b
                );
            }
        }
    }
    for rest in rest {
        let complete = accepted(engine, &over(facts, rest), date);
        if facts.keys().any(|fact| !complete.contains_key(fact)) {
            // The rest says that a question answered here has no object: it is no completion.
            continue;
        }
        let question = naive.question(&complete, date);
        for (decision, dispositif) in answer.decisions().zip(&naive.pack.dispositifs) {
            holds_for(&decision, &question.judge(dispositif), &complete)?;
        }
    }
    Ok(())
}

/// What is decided of a partial dossier holds for one of its completions.
fn holds_for(decision: &Decision<'_>, complete: &Judged, facts: &Facts) -> TestCaseResult {
    let (id, partial) = (decision.id(), judged(decision));
    // A condition that fails is said at once, even when the date that may put the dispositif out of force is not known yet.
    let out_of_force = complete.verdict == "hors_periode" && decision.missing().next().is_some();
    let settled = partial.verdict != "indetermine" && !(partial.verdict == "non_eligible" && out_of_force);
    if settled {
        prop_assert_eq!(partial.verdict, complete.verdict, "{} with {:?}", id, facts);
    }
    if complete.verdict != "hors_periode" {
        for (position, (a, b)) in partial.conditions.iter().zip(&complete.conditions).enumerate() {
            // A condition that may not apply counts as met: then it may turn out not to apply.
            let holds = *a == Some(None) || a == b || (*a == Some(Some(true)) && b.is_none());
            prop_assert!(
                holds,
                "{} condition {}: {:?}, then {:?} with {:?}",
                id,
                position,
                a,
                b,
                facts
            );
        }
    }
    if !matches!(complete.verdict, "eligible") {
        return Ok(());
    }
    let mut views = decision.droits().peekable();
    for (droit, actual) in decision.dispositif().droits.iter().zip(&complete.droits) {
        let Some(view) = views.next_if(|view| std::ptr::eq(view.droit, droit)) else {
            continue;
        };
        // While the date that chooses among versions of one droit is not known, the first stands for all of them, and none may exist.
        let open = partial_of(decision);
        let versions = decision.dispositif().droits.iter().zip(&complete.droits);
        let mut versions = versions.filter(|(other, _)| open && other.id == droit.id);
        let existing = versions.find_map(|(_, actual)| actual.as_ref());
        if open && existing.is_none() && actual.is_none() && droit.applies.is_some() {
            continue;
        }
        let existing = existing.cloned();
        let actual = if open { &existing } else { actual };
        let contained = match (view.value(), view.bounds(), actual) {
            (Some(value), _, actual) => same(&Some(known(&value)), actual),
            (None, Some(Bounds::Members(names)), Some(Known::Member(name))) => names.contains(&name.as_str()),
            (None, Some(Bounds::Between(low, high)), Some(actual)) => {
                forms::compare(&known(&low), actual).is_le() && forms::compare(actual, &known(&high)).is_le()
            }
            // A droit of the engine that exists, and no value, is a fault of the naive evaluator.
            (None, Some(_), _) => false,
            (None, None, _) => droit.declared.kind.is_boolean(),
        };
        prop_assert!(
            contained,
            "{} droit {}: {:?} not in {:?} with {:?}",
            id,
            droit.id,
            actual,
            view.bounds(),
            facts
        );
    }
    Ok(())
}

/// Is the decision about a droit still open?
fn partial_of(decision: &Decision<'_>) -> bool {
    decision.verdict() == bareme::Verdict::Undetermined
}

fn of_the_region() -> (Engine, Naive, Space) {
    (
        warned::engine().clone(),
        Naive::new(warned::warned_files()),
        // Questions that may have no object are answered too.
        region::space_of(&object::without_gates(&region::pack_files())),
    )
}

#[test]
fn complete_dossiers_of_the_region_are_decided_as_the_naive_evaluator_does() {
    let (engine, naive, space) = of_the_region();
    law(300, &(space.complete(), space.date()), |(facts, date)| {
        agree_on_complete(&engine, &naive, &accepted(&engine, &facts, date), date)
    });
}

#[test]
fn partial_dossiers_of_the_region_settle_only_what_every_completion_confirms() {
    let (engine, naive, space) = of_the_region();
    let cases = (space.partial(), vec(space.complete(), COMPLETIONS), space.date());
    law(300, &cases, |(facts, rest, date)| {
        let facts = accepted(&engine, &facts, date);
        agree_on_partial(&engine, &naive, &facts, &rest, date)
    });
}

/// Does the expression use the operation?
fn uses(expression: &Expression, operation: &Operation) -> bool {
    let form = &expression.form;
    form.operation() == Some(operation) || form.parts().iter().any(|part| uses(part, operation))
}

#[test]
fn every_operation_of_the_language_is_in_random_packs() {
    let shown = sentences::Sort::ALL
        .into_iter()
        .flat_map(sentences::Sort::templates)
        .map(|template| {
            let text = template.chars().fold(String::new(), |text, letter| match letter {
                '?' => text + "2",
                '%' => text + "EUR/an",
                _ if sentences::Sort::of_letter(letter).is_some() => text + "x",
                other => text + &other.to_string(),
            });
            parse(&text).expect(&text)
        });
    let shown: Vec<Expression> = shown.collect();
    let left_out: Vec<String> = operations()
        .filter(|operation| !shown.iter().any(|expression| uses(expression, operation)))
        .map(Operation::usage)
        .collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}

#[test]
fn random_packs_are_decided_as_the_naive_evaluator_does() {
    let dossiers = packs::space();
    let complete = vec((dossiers.complete(), dossiers.date()), 12);
    let partial = vec(
        (
            dossiers.partial(),
            vec(dossiers.complete(), COMPLETIONS),
            dossiers.date(),
        ),
        8,
    );
    law(
        200,
        &(packs::packs(), complete, partial, any::<u64>()),
        |(pack, complete, partial, seed)| {
            let (plan, _) = from_files(pack.0.clone()).unwrap();
            let mut random = random::Random::new(seed);
            let (engine, naive) = (Engine::new(plan), Naive::new(pack.0));
            for (facts, date) in &complete {
                agree_on_complete(&engine, &naive, facts, *date)?;
            }
            for (facts, rest, date) in &partial {
                agree_on_partial(&engine, &naive, facts, rest, *date)?;
            }
            // Two evaluators that agree on one dossier at a time must also agree on many at once.
            for (missing, (_, date)) in [0, 30].into_iter().zip(&complete) {
                let table = tables::Table::random(engine.plan(), &mut random, 70, missing, 5);
                agree::check(&engine, &table, *date, &format!("seed {seed}"));
            }
            Ok(())
        },
    );
}
