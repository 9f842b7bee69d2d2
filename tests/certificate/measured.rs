//! What calls really take, compared with the certificate, on random packs and dossiers.

use bareme::{
    Day, Dossier, Engine, Selection,
    catalogue::{
        cost::{Calls, Certificate, Cost},
        from_files,
    },
    internals::plan::meter,
    wire::{decision_json, questions_json, schedule_json},
};
use proptest::{prelude::*, test_runner::TestCaseResult};

use crate::{
    dossiers::{Facts, over},
    packs, region,
    runs::law,
    warned::engine,
};

/// What each call takes for a dossier; nothing when it is refused.
pub(crate) fn measured(
    engine: &Engine,
    dossier: &Dossier,
    date: Day,
    selection: Selection<'_>,
) -> Option<Calls> {
    let _ = meter::taken();
    let first = engine.evaluate_selected(dossier, date, selection).ok()?;
    let explained = engine.explain(dossier, date, selection).ok()?;
    let preparation = meter::taken();
    let evaluate = Cost {
        bytes: decision_json(&first).len() as u64,
        steps: {
            let _ = meter::taken();
            let _ = engine.evaluate_selected(dossier, date, selection);
            meter::taken()
        },
    };
    let explain = Cost {
        bytes: decision_json(&explained).len() as u64,
        steps: {
            let _ = meter::taken();
            let _ = engine.explain(dossier, date, selection);
            meter::taken()
        },
    };
    let questions = Cost {
        steps: {
            let _ = engine.next_questions(dossier, date, selection);
            meter::taken()
        },
        bytes: questions_json(engine, dossier, date, selection).map_or(0, |text| text.len() as u64),
    };
    let _ = meter::taken();
    let schedule = engine
        .incomes(dossier, date, selection)
        .map_or(Cost::default(), |incomes| {
            let bytes = schedule_json(engine, dossier, &incomes).unwrap().len() as u64;
            Cost {
                steps: meter::taken(),
                bytes,
            }
        });
    Some(Calls {
        preparation: preparation
            .saturating_sub(evaluate.steps)
            .saturating_sub(explain.steps),
        evaluate,
        explain,
        schedule,
        questions,
    })
}

/// The figures of calls, with their names.
pub(crate) fn figures(calls: &Calls) -> [(&'static str, u64); 9] {
    [
        ("preparation", calls.preparation),
        ("evaluate, steps", calls.evaluate.steps),
        ("evaluate, bytes", calls.evaluate.bytes),
        ("explain, steps", calls.explain.steps),
        ("explain, bytes", calls.explain.bytes),
        ("schedule, steps", calls.schedule.steps),
        ("schedule, bytes", calls.schedule.bytes),
        ("questions, steps", calls.questions.steps),
        ("questions, bytes", calls.questions.bytes),
    ]
}

fn keeps(given: &Calls, certified: &Calls) -> TestCaseResult {
    for ((name, given), (_, certified)) in figures(given).into_iter().zip(figures(certified)) {
        prop_assert!(given <= certified, "{name}: {given} beyond {certified}");
    }
    Ok(())
}

/// No dossier takes more than the certificate says, whether all dispositifs are asked for or one.
fn holds(engine: &Engine, certificate: &Certificate, facts: &Facts, date: Day) -> TestCaseResult {
    let Ok(dossier) = read(engine, facts) else {
        return Ok(());
    };
    if let Some(given) = measured(engine, &dossier, date, Selection::WithHypotheses) {
        keeps(&given, &certificate.pack)?;
    }
    for (dispositif, certified) in engine
        .plan()
        .dispositifs
        .iter()
        .zip(&certificate.dispositifs)
        .take(6)
    {
        if let Some(given) = measured(engine, &dossier, date, Selection::Named(&[&dispositif.id])) {
            keeps(&given, certified)?;
        }
    }
    Ok(())
}

pub(crate) fn read(engine: &Engine, facts: &Facts) -> Result<Dossier, bareme::Findings> {
    bareme::wire::read_dossier(engine, &serde_json::to_string(facts).unwrap())
}

#[test]
fn no_decision_of_a_random_pack_costs_more_than_its_certificate() {
    let space = packs::space();
    let dossiers = prop_oneof![space.partial(), space.complete()];
    law(
        60,
        &(packs::packs(), dossiers, space.date()),
        |(pack, facts, date)| {
            let engine = Engine::new(from_files(pack.0).unwrap().0);
            let certificate = Certificate::of(engine.plan());
            holds(&engine, &certificate, &facts, date)
        },
    );
}

#[test]
fn no_call_of_the_regional_pack_costs_more_than_its_certificate() {
    let space = region::space_of(&region::pack_files());
    let certificate = Certificate::of(engine().plan());
    let dossiers = (space.partial(), space.complete(), any::<bool>());
    law(60, &(dossiers, space.date()), |((facts, rest, filled), date)| {
        let facts = if filled { over(&facts, &rest) } else { facts };
        holds(engine(), &certificate, &facts, date)
    });
}

#[test]
fn what_is_not_known_at_all_costs_no_more_either() {
    let certificate = Certificate::of(engine().plan());
    let date = "2024-09-02".parse().unwrap();
    let given = measured(engine(), &engine().dossier(), date, Selection::WithHypotheses).unwrap();
    keeps(&given, &certificate.pack).unwrap();
    for ((name, given), (_, certified)) in figures(&given).into_iter().zip(figures(&certificate.pack)) {
        println!("{name}: {given} of {certified}");
    }
}
