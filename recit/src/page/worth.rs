//! What sets that exclude each other are worth over the same days: as the engine compared them, or else as they are paid.

use bareme::{Answer, answer::Decision, date::Period};

use crate::{answer, paid::Paid, reserve};

/// The days of a year, by which a yearly value is brought to a course.
const YEAR: i64 = 365;

/// What a set is worth.
#[derive(Debug, Default)]
pub(super) struct Worth {
    /// Cents, at least and at most; `i64::MAX` when nobody knows how much more.
    pub(super) bounds: (i64, i64),
    /// The positions of those that have no value.
    pub(super) unranked: Vec<u16>,
}

/// What sets are worth, in their order.
pub(super) struct Compared {
    pub(super) worths: Vec<Worth>,
    /// The days over which they are compared; a year when there are none.
    pub(super) course: Option<Period>,
}

pub(super) fn bounds(answer: &Answer, paid: &Paid, sets: &[Vec<&Decision<'_>>]) -> Compared {
    let mut all = sets.iter().flatten();
    let supposed = all.any(|decision| reserve::rests_on_some(answer, decision));
    let best = answer.best_combination().filter(|_| !supposed);
    if let Some(best) = best {
        let value = |decision: &Decision<'_>| {
            let position = decision.outcome().dispositif;
            let found = best.compared.iter().find(|(other, _)| *other == position);
            found.map(|(_, bounds)| *bounds)
        };
        return Compared {
            worths: sets.iter().map(|set| sum(set, &value)).collect(),
            course: best.course.map(|course| course.days),
        };
    }
    over_the_course(paid, sets).unwrap_or_else(|| Compared {
        worths: sets.iter().map(|set| sum(set, &answer::yearly)).collect(),
        course: None,
    })
}

fn sum(set: &[&Decision<'_>], value: &dyn Fn(&Decision<'_>) -> Option<(i64, i64)>) -> Worth {
    let mut worth = Worth::default();
    for decision in set {
        match value(decision) {
            Some(bounds) => worth.add(bounds),
            None => worth.unranked.push(decision.outcome().dispositif),
        }
    }
    worth
}

impl Worth {
    fn add(&mut self, (low, high): (i64, i64)) {
        let bounds = &mut self.bounds;
        *bounds = (bounds.0.saturating_add(low), bounds.1.saturating_add(high));
    }
}

/// As they are paid, what is not paid over time being brought to the days of the course; nothing when these are not known.
fn over_the_course(paid: &Paid, sets: &[Vec<&Decision<'_>>]) -> Option<Compared> {
    let mut course = None;
    let pays = |decision: &Decision<'_>| !decision.dispositif().versements.is_empty();
    for set in sets.iter().filter(|set| set.iter().any(|one| pays(one))) {
        let sequence = paid.set(set)?;
        // What is paid and whose amount is not known yet compares better over a year.
        if sequence.total().is_zero() && !sequence.is_complete() {
            return None;
        }
        course = Some(sequence.schedule.course?);
    }
    let days = course?;
    let length = i64::from(days.until.number()).saturating_sub(days.from.number().into());
    let brought = |decision: &Decision<'_>| {
        if pays(decision) {
            return Some((0, 0));
        }
        let (low, high) = answer::yearly(decision)?;
        let times = |cents: i64| cents.saturating_mul(length);
        Some((times(low) / YEAR, times(high).saturating_add(YEAR - 1) / YEAR))
    };
    let worths = sets.iter().map(|set| {
        let mut worth = sum(set, &brought);
        if let Some(sequence) = paid.set(set) {
            let cents = sequence.total().checked_mul(bareme::Decimal::ONE_HUNDRED);
            let cents = cents
                .and_then(|cents| i64::try_from(cents.trunc().mantissa()).ok())
                .unwrap_or_default();
            let more = if sequence.is_complete() { cents } else { i64::MAX };
            worth.add((cents, more));
        }
        worth
    });
    Some(Compared {
        worths: worths.collect(),
        course: Some(days),
    })
}
