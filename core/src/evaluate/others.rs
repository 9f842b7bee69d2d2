//! The dispositifs that others read, with what is doubted of their conditions.

use crate::plan::{DispositifPlan, Plan, meter, verdicts_read};

/// A dispositif that is read, and the doubts of each of its conditions.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) position: u16,
    pub(super) condition_doubts: Vec<Vec<u16>>,
}

/// The dispositifs that the conditions of one read, and those that these read.
pub(super) fn others(
    plan: &Plan,
    dispositif: &DispositifPlan,
    doubts: fn(&DispositifPlan) -> Vec<Vec<u16>>,
) -> Vec<Other> {
    let read = verdicts_read(&plan.dispositifs, dispositif);
    read.into_iter()
        .filter_map(|position| {
            meter::add(1);
            Some(Other {
                position,
                condition_doubts: doubts(plan.dispositif(position)?),
            })
        })
        .collect()
}
