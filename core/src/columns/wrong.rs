//! The values that no fact may have.

use super::{block::Words, evaluator::rows_of, load};
use crate::{error::Finding, plan::Plan, vocabulary::FactId};

/// The most rows at fault that are told for one column.
const TOLD: usize = 10;

/// The values that no fact may have, the first of each column.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    pub(super) findings: Vec<Finding>,
    told: std::collections::BTreeMap<FactId, usize>,
}

impl Wrong {
    pub(super) fn note(&mut self, plan: &Plan, fact: FactId, start: usize, rows: &Words) {
        let told = self.told.entry(fact).or_default();
        for row in rows_of(rows).take(TOLD.saturating_sub(*told)) {
            *told = told.saturating_add(1);
            self.findings
                .extend(load::outside(plan, fact, start.saturating_add(row)));
        }
    }
}
