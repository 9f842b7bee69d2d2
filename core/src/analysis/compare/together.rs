//! What everything that changes costs together: amounts of one unit, never those that exclude each other.

use rust_decimal::Decimal;

use super::{
    measured,
    model::Pair,
    tally::{Change, Cost, Tally},
};
use crate::{
    decimal::pow10,
    evaluate::most_of_compatible,
    plan::{DispositifPlan, Plan, PlanContent},
};

/// What several amounts of one unit cost together. A person receives the dispositifs that are compatible and worth the most; of the amounts of one
/// dispositif the largest counts, since one may say another again, or stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The unit, as files write it.
    pub unit: String,
    /// The amounts: the position of a dispositif among those that are compared, and of the amount among its own.
    pub amounts: Vec<(usize, usize)>,
    /// What they cost.
    pub cost: Cost,
    decimals: u8,
}

impl Together {
    /// A sum, as a number.
    #[must_use]
    pub fn number(&self, sum: i128) -> Decimal {
        measured::number(sum, self.decimals)
    }

    /// Adds a row, with what becomes of the amounts of each dispositif.
    pub(super) fn add(&mut self, plans: [&Plan; 2], tallies: &[Tally], changes: &[&[Change]]) {
        let (mut is_known, mut same) = (true, true);
        let mut rows: Vec<(usize, Row)> = Vec::new();
        for (tally, amount) in &self.amounts {
            let change = changes.get(*tally).and_then(|changes| changes.get(*amount));
            let measured = tallies.get(*tally).and_then(|one| one.measured.get(*amount));
            let (Some(change), Some(measured)) = (change, measured) else {
                continue;
            };
            is_known &= !matches!(change, Change::Between(..));
            same &= change.ends() == (0, 0);
            let row = Row::of(*change, pow10(self.decimals.saturating_sub(measured.decimals)));
            match rows.last_mut().filter(|(known, _)| known == tally) {
                Some((_, known)) => known.or(row),
                None => rows.push((*tally, row)),
            }
        }
        if same {
            return;
        }
        let change = if is_known {
            let [before, after] = [(0_usize, plans[0]), (1, plans[1])].map(|(side, plan)| {
                let mut candidates: Vec<(u16, i64)> = rows
                    .iter()
                    .filter_map(|(tally, row)| {
                        let pair = &tallies.get(*tally)?.counts.pair;
                        let (id, worth) = if side == 0 {
                            (pair.before.as_deref()?, row.before)
                        } else {
                            (pair.after.as_deref()?, row.after)
                        };
                        Some((plan.dispositif_named(id)?.0, worth))
                    })
                    .collect();
                candidates.sort_unstable();
                most_of_compatible(plan, &candidates)
            });
            Change::Known(before, after)
        } else {
            // What the best compatible set gains is at most what all gain, and it loses at most what all lose.
            let sum = |end: fn(&Row) -> i64| {
                rows.iter()
                    .fold(0_i64, |sum, (_, row)| sum.saturating_add(end(row)))
            };
            Change::Between(sum(|row| row.low.min(0)), sum(|row| row.high.max(0)))
        };
        self.cost.add(change);
    }
}

/// What becomes of the largest amount of a dispositif on a row.
#[derive(Clone, Copy)]
struct Row {
    before: i64,
    after: i64,
    low: i64,
    high: i64,
}

impl Row {
    fn of(change: Change, factor: i64) -> Self {
        let (low, high) = change.ends();
        let (before, after) = match change {
            Change::Known(before, after) => (before, after),
            Change::Between(..) | Change::Nothing => (0, 0),
        };
        let [before, after, low, high] = [before, after, low, high].map(|end| end.saturating_mul(factor));
        Self {
            before,
            after,
            low,
            high,
        }
    }

    /// Of two amounts the larger, before and after: it changes no more than one of them.
    fn or(&mut self, other: Self) {
        self.before = self.before.max(other.before);
        self.after = self.after.max(other.after);
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
    }
}

/// The totals of the dispositifs that are compared: none for a unit of which there is but one amount, none when what excludes what changes.
pub(super) fn of(tallies: &[Tally], plans: [&Plan; 2]) -> Vec<Together> {
    if excluded(tallies, plans[0], before) != excluded(tallies, plans[1], after) {
        return Vec::new();
    }
    let mut all: Vec<Together> = Vec::new();
    for (position, tally) in tallies.iter().enumerate() {
        for (amount, measured) in tally.measured.iter().enumerate() {
            match all.iter_mut().find(|one| one.unit == measured.unit) {
                Some(one) => {
                    one.amounts.push((position, amount));
                    one.decimals = one.decimals.max(measured.decimals);
                }
                None => all.push(Together {
                    unit: measured.unit.clone(),
                    amounts: vec![(position, amount)],
                    cost: Cost::default(),
                    decimals: measured.decimals,
                }),
            }
        }
    }
    all.retain(|one| one.amounts.len() > 1);
    all
}

fn before(pair: &Pair) -> Option<&str> {
    pair.before.as_deref()
}

fn after(pair: &Pair) -> Option<&str> {
    pair.after.as_deref()
}

/// Which of the dispositifs that both packs have exclude each other, by their positions among those that are compared.
fn excluded(tallies: &[Tally], plan: &PlanContent, id: fn(&Pair) -> Option<&str>) -> Vec<(usize, usize)> {
    let of = |tally: &Tally| -> Option<(u16, &DispositifPlan)> {
        let pair = &tally.counts.pair;
        let both = pair.before.is_some() && pair.after.is_some();
        plan.dispositif_named(id(pair)?).filter(|_| both)
    };
    let places: Vec<(usize, u16, &DispositifPlan)> = tallies
        .iter()
        .enumerate()
        .filter_map(|(position, tally)| of(tally).map(|(place, one)| (position, place, one)))
        .collect();
    let mut found = Vec::new();
    for (one, _, dispositif) in &places {
        for (other, place, _) in &places {
            if dispositif.incompatible_with.contains(place) {
                found.push((*one, *other));
            }
        }
    }
    found
}
