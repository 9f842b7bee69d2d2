//! What is counted of a table of decisions.

use std::{collections::BTreeMap, sync::Arc};

use super::total::Total;
use crate::{
    decision::Verdict,
    plan::{DispositifPlan, DroitPlan, Plan},
    vocabulary::Unit,
};

/// What is counted: the dispositifs that the table has, with their amounts; and those that are put together.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// Positions of a dispositif in the plan, and of its amounts among its droits.
    pub(super) lines: Vec<(u16, Vec<u16>)>,
    pub(super) together: Vec<Together>,
}

/// Dispositifs whose main amounts have one unit.
#[derive(Debug, Clone)]
pub(super) struct Together {
    pub(super) unit: Unit,
    pub(super) decimals: u8,
    /// Positions in the plan, in its order.
    pub(super) dispositifs: Vec<u16>,
    /// Of each, its position among the lines, and of its main amount among those of the line.
    pub(super) amounts: Vec<(usize, usize)>,
}

/// What a table of decisions comes to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Budget {
    pub(super) plan: Arc<Plan>,
    pub(super) layout: Layout,
    /// Every row.
    pub whole: Group,
    /// The column that makes groups.
    pub by: Option<String>,
    /// The rows of each of its texts; an empty one where it says nothing.
    pub groups: BTreeMap<String, Group>,
    /// Other columns that make groups, each on its own.
    pub others: Vec<Grouping>,
    /// How many decisions rest on each value that is past its day, by its id; none where the table does not say it.
    pub stale: BTreeMap<String, u64>,
    /// Does the table say which decisions rest on a doubt?
    pub tells_doubts: bool,
}

/// The rows that were decided, by the texts of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grouping {
    /// The column.
    pub by: String,
    /// The position in the plan of the dispositif whose choice it is; none of a column that was kept.
    pub dispositif: Option<u16>,
    /// The rows of each of its texts; an empty one where it says nothing.
    pub groups: BTreeMap<String, Group>,
}

/// Some rows of a table of decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// How many rows there are.
    pub rows: u64,
    /// Those that were not decided: they contradict themselves, or cannot be read. Nothing of them is in a total.
    pub refused: u64,
    pub(super) counted: Vec<Counted>,
    pub(super) together: Vec<Total>,
}

/// One dispositif over some rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) verdicts: [u64; Verdict::ALL.len()],
    pub(super) totals: Vec<Total>,
}

/// A dispositif over some rows.
#[derive(Debug, Clone, Copy)]
pub struct BudgetLine<'b> {
    dispositif: &'b DispositifPlan,
    droits: &'b [u16],
    counted: &'b Counted,
}

/// What several dispositifs come to together, those whose main amounts have one unit: in each row the compatible ones that are worth the most.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'b> {
    together: &'b Together,
    total: &'b Total,
}

impl Budget {
    /// The rules.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Each dispositif that the table decides, over some rows of this budget, in the order of the pack.
    pub fn lines<'b>(&'b self, group: &'b Group) -> impl Iterator<Item = BudgetLine<'b>> {
        let each = self.layout.lines.iter().zip(&group.counted);
        each.filter_map(|((position, droits), counted)| {
            let dispositif = self.plan.dispositif(*position)?;
            Some(BudgetLine {
                dispositif,
                droits,
                counted,
            })
        })
    }

    /// What dispositifs come to together, one total for each unit of which there are several dispositifs.
    pub fn together<'b>(&'b self, group: &'b Group) -> impl Iterator<Item = Ranked<'b>> {
        let each = self.layout.together.iter().zip(&group.together);
        each.map(|(together, total)| Ranked { together, total })
    }
}

impl<'b> BudgetLine<'b> {
    /// The dispositif.
    #[must_use]
    pub const fn dispositif(&self) -> &'b DispositifPlan {
        self.dispositif
    }

    /// How many rows have a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> u64 {
        let position = Verdict::ALL.iter().position(|known| *known == verdict);
        let count = position.and_then(|position| self.counted.verdicts.get(position));
        count.copied().unwrap_or(0)
    }

    /// Each amount that the table has, and what it comes to.
    pub fn totals(&self) -> impl Iterator<Item = (&'b DroitPlan, &'b Total)> {
        let (dispositif, counted) = (self.dispositif, self.counted);
        let each = self.droits.iter().zip(&counted.totals);
        each.filter_map(move |(droit, total)| Some((dispositif.droits.get(usize::from(*droit))?, total)))
    }
}

impl<'b> Ranked<'b> {
    /// The unit of their main amounts.
    #[must_use]
    pub const fn unit(&self) -> &'b Unit {
        &self.together.unit
    }

    /// How many decimals these have.
    #[must_use]
    pub const fn decimals(&self) -> u8 {
        self.together.decimals
    }

    /// The positions of the dispositifs in the plan, in its order.
    #[must_use]
    pub fn dispositifs(&self) -> &'b [u16] {
        &self.together.dispositifs
    }

    /// What they come to.
    #[must_use]
    pub const fn total(&self) -> &'b Total {
        self.total
    }
}
