//! The values that no fact may have.

use std::collections::BTreeMap;

use super::{block::Words, evaluator::rows_of, load};
use crate::{
    dossier::pointer,
    error::{Code, Finding},
    plan::Plan,
    vocabulary::FactId,
};

/// The most rows at fault that are told for one column.
pub const MOST_ROWS_TOLD: usize = 10;

/// The rows of each column whose values no fact may have.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    columns: BTreeMap<FactId, Rows>,
}

/// The first rows at fault of a column, and whether there are others.
#[derive(Debug, Default)]
struct Rows {
    first: Vec<usize>,
    more: bool,
}

impl Wrong {
    pub(super) fn note(&mut self, fact: FactId, start: usize, rows: &Words) {
        let column = self.columns.entry(fact).or_default();
        column.add(rows_of(rows).map(|row| start.saturating_add(row)));
    }

    /// Adds what was found in later rows.
    #[cfg(feature = "parallel")]
    pub(super) fn join(&mut self, later: Self) {
        for (fact, rows) in later.columns {
            let column = self.columns.entry(fact).or_default();
            column.add(rows.first.into_iter());
            column.more |= rows.more;
        }
    }

    /// Column by column in the order of the vocabulary: the first rows, then whether there are others.
    pub(super) fn findings(self, plan: &Plan) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (fact, rows) in self.columns {
            let told = rows.first.into_iter();
            findings.extend(told.filter_map(|row| load::outside(plan, fact, row)));
            if rows.more
                && let (Some(last), Some(fact)) = (findings.last(), plan.vocabulary.fact(fact))
            {
                findings.push(more_rows(last.code, &fact.name));
            }
        }
        findings
    }
}

impl Rows {
    fn add(&mut self, rows: impl Iterator<Item = usize>) {
        for row in rows {
            if self.first.len() >= MOST_ROWS_TOLD {
                self.more = true;
                return;
            }
            self.first.push(row);
        }
    }
}

/// What is said of a column that has more rows at fault than [`MOST_ROWS_TOLD`].
#[must_use]
pub fn more_rows(code: Code, column: &str) -> Finding {
    Finding::new(
        code,
        pointer(column),
        format!("d'autres lignes encore de `{column}` sont refusées"),
    )
    .with_help(format!(
        "seules les {MOST_ROWS_TOLD} premières sont dites : corrigez toute la colonne"
    ))
}
