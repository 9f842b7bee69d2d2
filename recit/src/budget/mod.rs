//! What a table of decisions comes to, for whoever signs it: tables of totals with their range, and a chart.

mod chart;
mod tables;
mod weight;

use bareme::{
    budget::{Budget, BudgetLine, Group, Total},
    catalogue::DroitPlan,
    decimal::written,
};

use crate::words::{self, Words};

pub use chart::budget_svg;
pub use tables::budget;

/// The words of the amounts of one total.
#[derive(Clone, Copy)]
struct Amounts<'b> {
    words: Words<'b>,
    unit: &'b str,
    decimals: u8,
}

impl Amounts<'_> {
    fn told(&self, number: i128) -> String {
        let text = bareme::follow::written(number, self.decimals);
        self.words.quantity(&text, Some(self.unit), false)
    }

    /// The number, without its unit.
    fn number(&self, number: i128) -> String {
        written(&bareme::follow::written(number, self.decimals))
    }

    /// What is settled, at least, at most; « non connu » of a range that nobody proved.
    fn cells(&self, total: &Total) -> [String; 3] {
        let unknown = || "non connu".to_owned();
        let (low, high) = total.range().unzip();
        let shown = |end: Option<i128>| end.map_or_else(unknown, |end| self.told(end));
        [self.told(total.sum), shown(low), shown(high)]
    }
}

/// What is put in one figure for a group: what the dispositifs come to together, or the amount of the only one.
struct Main<'b> {
    unit: String,
    decimals: u8,
    total: &'b Total,
}

fn mains<'b>(budget: &'b Budget, group: &'b Group) -> Vec<Main<'b>> {
    let together = budget.together(group).map(|ranked| Main {
        unit: ranked.unit().to_string(),
        decimals: ranked.decimals(),
        total: ranked.total(),
    });
    let together: Vec<Main<'b>> = together.collect();
    if !together.is_empty() {
        return together;
    }
    let lines = budget.lines(group).flat_map(|line| main_amounts(&line));
    let alone = lines.map(|(droit, total)| Main {
        unit: droit.declared.unit().map(ToString::to_string).unwrap_or_default(),
        decimals: droit.declared.decimals(),
        total,
    });
    alone.collect()
}

/// The main amount says what a dispositif costs; without one, each that the table has.
fn main_amounts<'b>(line: &BudgetLine<'b>) -> Vec<(&'b DroitPlan, &'b Total)> {
    let mut amounts: Vec<_> = line.totals().collect();
    if amounts.iter().any(|(droit, _)| droit.principal) {
        amounts.retain(|(droit, _)| droit.principal);
    }
    amounts
}

fn rows(count: u64) -> String {
    words::counted(count, "ligne", "lignes")
}
