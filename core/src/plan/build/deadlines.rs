//! The days by which what is to be done is done: no decision needs them, and they are read on the date of effect.

use super::free_rule::free_rule;
use crate::{
    plan::{
        DeadlinePlan,
        lower::{Lowering, Scope},
    },
    vocabulary::Kind,
};

/// The deadlines of a dispositif.
pub(super) fn deadlines(lowering: &mut Lowering<'_>, position: u16) -> Option<Vec<DeadlinePlan>> {
    let pack = lowering.pack;
    let source = pack.dispositifs.get(usize::from(position))?;
    let date = lowering.effect_date(position);
    let scope = |text| Scope {
        dispositif: Some(position),
        date,
        effect: date,
        text,
    };
    // Each is lowered, also after a fault: all are told at once.
    let plans: Vec<_> = source
        .deadlines
        .iter()
        .map(|source| {
            let day = free_rule(lowering, scope(&source.day), Some(&Kind::Date));
            let test = source
                .test
                .as_ref()
                .map(|text| free_rule(lowering, scope(text), Some(&Kind::Boolean)));
            let test = match test {
                Some(test) => Some(test?),
                None => None,
            };
            Some(source.described(day?, test))
        })
        .collect();
    plans.into_iter().collect()
}
