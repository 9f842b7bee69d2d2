//! Dispositifs that exclude each other are compared over the same days: those of the course when they are known, a year otherwise.

use super::running::Running;
use crate::{
    date::Period,
    decision::{Answer, Combination, CourseWorth},
    evaluate::{
        Engine,
        combination::{self, Eligible},
        worth::Worth,
    },
    plan::meter,
};

/// The days of a year, by which a yearly value is brought to a course.
const YEAR: i64 = 365;

/// The answer with the compatible dispositifs that are worth the most.
pub(super) fn with_best(engine: &Engine, answer: Answer) -> Answer {
    let best = best(engine, &answer);
    answer.with_best(best)
}

/// The compatible dispositifs that are worth the most.
pub(super) fn best(engine: &Engine, answer: &Answer) -> Option<Combination> {
    let plan = engine.plan();
    let eligible = Eligible::of(plan, answer.outcomes());
    let contested = eligible.contested(plan);
    if contested.is_empty() {
        return combination::best(plan, eligible);
    }
    let Some((days, ranked)) = over_the_course(engine, answer, &eligible, &contested) else {
        return combination::best(plan, eligible);
    };
    let yearly = eligible.ranked.clone();
    let best = combination::best(plan, Eligible { ranked, ..eligible })?;
    let (low, high) = yearly
        .iter()
        .filter(|worth| best.dispositifs.binary_search(&worth.position).is_ok())
        .fold((0_i64, 0_i64), |(low, high), worth| {
            (low.saturating_add(worth.low), high.saturating_add(worth.high))
        });
    Some(Combination {
        yearly_value: low,
        bounds: (low, high),
        course: Some(CourseWorth {
            days,
            bounds: best.bounds,
        }),
        ..best
    })
}

/// What each one that has a value is worth over the days of the course, when they are known.
fn over_the_course(
    engine: &Engine,
    answer: &Answer,
    eligible: &Eligible,
    contested: &[u16],
) -> Option<(Period, Vec<Worth>)> {
    let plan = engine.plan();
    let course = Running::of(engine, answer)?;
    let mut ranked = Vec::with_capacity(eligible.ranked.len());
    // What is paid in the place of another leaves nothing of it, when it is in every set.
    let replaced: Vec<u16> = eligible
        .ranked
        .iter()
        .filter(|worth| contested.binary_search(&worth.position).is_err())
        .filter_map(|worth| plan.dispositif(worth.position))
        .flat_map(|owner| &owner.versements)
        .flat_map(|versement| versement.replaces.iter().copied())
        .collect();
    for worth in &eligible.ranked {
        meter::add(1);
        let paid = course.paid_alone(engine, answer, worth.position).ok()?;
        let paid = if replaced.contains(&worth.position) {
            Some(0)
        } else {
            paid
        };
        ranked.push((*worth, paid));
    }
    let course = course.days;
    let length = i64::from(course.until.number()).saturating_sub(course.from.number().into());
    let ranked = ranked
        .into_iter()
        .map(|(worth, paid)| match paid {
            Some(cents) => Worth {
                low: cents,
                high: cents,
                ..worth
            },
            None => Worth {
                low: brought(worth.low, length, 0),
                high: brought(worth.high, length, YEAR.saturating_sub(1)),
                ..worth
            },
        })
        .collect();
    Some((course, ranked))
}

/// A yearly value over so many days: `up` is what is added before the division, so that bounds stay outside.
fn brought(yearly: i64, days: i64, up: i64) -> i64 {
    let product = i128::from(yearly)
        .saturating_mul(days.into())
        .saturating_add(up.into());
    let cents = product.checked_div(YEAR.into()).unwrap_or(0);
    i64::try_from(cents).unwrap_or(i64::MAX)
}
