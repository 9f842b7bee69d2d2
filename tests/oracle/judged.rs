//! What the engine decides, in the terms of the naive evaluator.

use bareme::{
    Decision,
    answer::{ConditionState, DroitValue},
    vocabulary::Unit,
};

use super::{
    forms,
    naive::{Judged, Known, day},
};

/// What the engine says, in the terms of the naive evaluator.
pub(crate) fn judged(decision: &Decision<'_>) -> Judged {
    let outcome = decision.outcome();
    let state = |state: &ConditionState| match state {
        ConditionState::Met => Some(true),
        ConditionState::NotMet => Some(false),
        ConditionState::Unknown => None,
    };
    let mut views = decision.droits().peekable();
    let droits = decision.dispositif().droits.iter().map(|droit| {
        let view = views.next_if(|view| std::ptr::eq(view.droit, droit))?;
        Some(known(&view.value()?))
    });
    Judged {
        verdict: decision.verdict().word(),
        droits: droits.collect(),
        conditions: outcome
            .conditions
            .iter()
            .map(|known| known.as_ref().map(state))
            .collect(),
    }
}

/// A value of the engine, in the terms of the naive evaluator; its unit is that of the droit.
pub(crate) fn known(value: &DroitValue<'_>) -> Known {
    match value {
        DroitValue::Boolean(truth) => Known::Truth(*truth),
        DroitValue::Integer(count) => Known::Number((*count).into(), Unit::NONE),
        DroitValue::Decimal(number) => Known::Number(*number, Unit::NONE),
        DroitValue::Date(date) => Known::Day(day(*date)),
        DroitValue::Choice(name, _) => Known::Member((*name).to_owned()),
    }
}

/// Are both known and the same, or both unknown?
pub(crate) fn same(a: &Option<Known>, b: &Option<Known>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => forms::compare(a, b).is_eq(),
        (a, b) => a.is_none() && b.is_none(),
    }
}
