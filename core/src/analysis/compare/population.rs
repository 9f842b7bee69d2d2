//! A population decided with two packs: who gains, who loses, how much in all, and for whom most changes.

use std::collections::BTreeSet;

use super::{
    bounds::{self, Difference},
    comparison::Comparison,
    dossier::Dossiers,
    measured::Measured,
    rows::{Fate, RowCounts, amount},
    tally::{Change, Tally},
    together::{self, Together},
};
use crate::{
    analysis::{
        changes,
        joint::{Joint, Side},
        search::Ends,
    },
    columns::{Batch, ColumnAnswer, ColumnEvaluator, DispositifColumns, verdict_code},
    date::Day,
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{DispositifPlan, PlanContent, Value},
};

/// The most steps of all the searches that bound what rows that are not settled change: a second or two. Without any, intervals bound it.
const SEARCHES: u64 = 60_000_000;

/// Of so many rows that may change it is said which facts are missing.
const MOST_ASKED: usize = 1_000;

/// Some rows of a table, decided with both packs.
#[derive(Clone, Copy)]
pub struct Piece<'p> {
    /// The columns as the old pack reads them, and its answer.
    pub before: (&'p Batch<'p>, &'p ColumnAnswer),
    /// As the new pack reads them, and its answer.
    pub after: (&'p Batch<'p>, &'p ColumnAnswer),
    /// The rows that have no fault, by their positions in the columns.
    pub rows: &'p [usize],
    /// For each row of the columns, where it is in the table: its line in a file, or its rank.
    pub lines: &'p [u64],
    /// For each row of the columns, the value of the column by which they are told apart.
    pub groups: Option<&'p [String]>,
}

/// A population to decide with two packs, piece by piece.
///
/// # Example
/// ```
/// use bareme::{
///     analysis::compare::{Piece, Population},
///     columns::{Batch, Column, Values},
///     guide,
///     reform::Reform,
/// };
///
/// let engine = guide::engine()?;
/// let reform = Reform::new("Bourse relevée", "2025-01-01".parse()?).change("montant", "+ 10 %");
/// let reformed = engine.with_reform(&reform)?;
/// let mut population = Population::new(&engine, &reformed, "2025-09-01".parse()?);
/// let (mut before, mut after) = population.evaluators()?;
///
/// let columns = [
///     Column { fact: "age", values: Values::Narrow(&[14, 15]), known: None },
///     Column { fact: "situation", values: Values::Codes(&[0, 0]), known: None },
///     Column { fact: "entree", values: Values::Narrow(&[20_000, 20_333]), known: None },
/// ];
/// let batch = Batch { rows: 2, columns: &columns };
/// population.add(Piece {
///     before: (&batch, &before.evaluate(&batch)?),
///     after: (&batch, &after.evaluate(&batch)?),
///     rows: &[0, 1],
///     lines: &[2, 3],
///     groups: None,
/// });
/// let bursary = &population.tallies()[0];
/// // The one of fifteen gains a tenth of 1 500 €.
/// assert_eq!((bursary.all.gain, bursary.all.same), (1, 1));
/// let (amount, cost) = (&bursary.measured[0], bursary.all.costs[0]);
/// assert_eq!((amount.droit.as_str(), amount.number(cost.total).to_string()), ("montant", "150.00".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Population {
    before: Engine,
    after: Engine,
    date: Day,
    comparison: Comparison,
    tallies: Vec<Tally>,
    /// For each tally, by how much each of its amounts changes, as a question.
    differences: Vec<Vec<Option<Difference>>>,
    /// For each tally, the most that anybody loses and gains of each amount, once it was looked for.
    everyone: Vec<Option<Vec<(i64, i64)>>>,
    together: Vec<Together>,
    /// The steps of searches that are left, and the rows of which it is still said what is missing.
    left: u64,
    asked: usize,
    rows: u64,
}

impl Population {
    /// Nobody yet: the dispositifs that may decide otherwise, in the order of the new pack.
    #[must_use]
    pub fn new(before: &Engine, after: &Engine, date: Day) -> Self {
        let changes = changes::between(before.plan(), after.plan());
        let mut comparison = Comparison::new(before, after, &changes);
        let (mut tallies, mut differences) = (Vec::new(), Vec::new());
        for pair in comparison.pairs() {
            if comparison.may_differ(&pair) {
                let was = pair.before.as_deref().and_then(|id| found(before.plan(), id));
                let is = pair.after.as_deref().and_then(|id| found(after.plan(), id));
                let counts = RowCounts::new(pair, was, is);
                let measured = counts.measured(is.or(was), date);
                differences.push(bounds::differences(&mut comparison, &counts.pair, &measured));
                tallies.push(Tally::new(counts, measured));
            }
        }
        Self {
            before: before.clone(),
            after: after.clone(),
            date,
            comparison,
            everyone: vec![None; tallies.len()],
            together: together::of(&tallies, [before.plan(), after.plan()]),
            tallies,
            differences,
            left: SEARCHES,
            asked: MOST_ASKED,
            rows: 0,
        }
    }

    /// An evaluator of each pack, for the dispositifs that may decide otherwise.
    ///
    /// # Errors
    /// Never: they are named by their packs.
    pub fn evaluators(&self) -> Result<(ColumnEvaluator, ColumnEvaluator), Findings> {
        let pairs = || self.tallies.iter().map(|tally| &tally.counts.pair);
        let old: Vec<&str> = pairs().filter_map(|pair| pair.before.as_deref()).collect();
        let new: Vec<&str> = pairs().filter_map(|pair| pair.after.as_deref()).collect();
        Ok((
            self.before.columns(self.date, Selection::Named(&old))?,
            self.after.columns(self.date, Selection::Named(&new))?,
        ))
    }

    /// Adds some rows.
    pub fn add(&mut self, piece: Piece<'_>) {
        let counted = u64::try_from(piece.rows.len()).unwrap_or(u64::MAX);
        self.rows = self.rows.saturating_add(counted);
        let found: Vec<Vec<Change>> = (0..self.tallies.len())
            .map(|index| self.add_to(index, piece))
            .collect();
        for position in 0..piece.rows.len() {
            let changes: Vec<&[Change]> = found
                .iter()
                .zip(&self.tallies)
                .map(|(changes, tally)| of_row(changes, tally.measured.len(), position))
                .collect();
            for together in &mut self.together {
                together.add([self.before.plan(), self.after.plan()], &self.tallies, &changes);
            }
        }
    }

    /// Adds some rows to what is counted of a dispositif; gives what becomes of each amount, row by row.
    fn add_to(&mut self, index: usize, piece: Piece<'_>) -> Vec<Change> {
        let Some(tally) = self.tallies.get_mut(index) else {
            return Vec::new();
        };
        let was = columns(
            piece.before.1,
            self.before.plan(),
            tally.counts.pair.before.as_deref(),
        );
        let is = columns(
            piece.after.1,
            self.after.plan(),
            tally.counts.pair.after.as_deref(),
        );
        let amounts = tally.measured.len();
        let mut fates = Vec::with_capacity(piece.rows.len());
        let mut changes: Vec<Change> = Vec::with_capacity(piece.rows.len().saturating_mul(amounts));
        let mut open: Vec<usize> = Vec::new();
        for (position, row) in piece.rows.iter().enumerate() {
            let fate = tally.counts.add(*row, was, is);
            fates.push(fate);
            for measured in &tally.measured {
                let known = due(was, measured, *row).zip(due(is, measured, *row));
                changes.push(match (fate, known) {
                    (Fate::Refused, _) => Change::Nothing,
                    (_, Some((before, after))) => Change::Known(before, after),
                    (_, None) => {
                        if open.last() != Some(&position) {
                            open.push(position);
                        }
                        Change::Between(i64::MIN, i64::MAX)
                    }
                });
            }
        }
        self.bounded(index, piece, &open, &mut changes);
        let Some(tally) = self.tallies.get_mut(index) else {
            return changes;
        };
        let (old, new) = (
            Dossiers::of(&self.before, piece.before.0),
            Dossiers::of(&self.after, piece.after.0),
        );
        for (position, (row, fate)) in piece.rows.iter().zip(fates).enumerate() {
            let groups = piece.groups.and_then(|groups| groups.get(*row));
            let line = piece.lines.get(*row).copied().unwrap_or_default();
            let own = of_row(&changes, amounts, position);
            tally.add((fate, own), groups.map(String::as_str), (line, self.date), || {
                (old.row(*row), new.row(*row))
            });
        }
        changes
    }

    /// Bounds what changes on the rows that are not settled.
    fn bounded(&mut self, index: usize, piece: Piece<'_>, open: &[usize], changes: &mut [Change]) {
        let (Some(tally), Some(differences)) = (self.tallies.get_mut(index), self.differences.get(index))
        else {
            return;
        };
        if open.is_empty() {
            return;
        }
        let (pair, amounts) = (tally.counts.pair.clone(), tally.measured.len());
        if let Some(everyone @ None) = self.everyone.get_mut(index) {
            *everyone = Some(bounds::of_everyone(&mut self.comparison, &pair, &tally.measured));
        }
        let everyone = self
            .everyone
            .get(index)
            .and_then(Option::as_deref)
            .unwrap_or_default();
        let joint = &self.comparison.joint;
        let mut ends: Vec<Option<Ends<'_>>> = differences
            .iter()
            .map(|one| one.as_ref().map(|one| Ends::of(joint, &one.extent)))
            .collect();
        let (before, after) = (
            Dossiers::of(&self.before, piece.before.0),
            Dossiers::of(&self.after, piece.after.0),
        );
        for position in open {
            let Some(row) = piece.rows.get(*position) else {
                continue;
            };
            let (old, new) = (before.row(*row), after.row(*row));
            let known = stated(joint, &old, &new);
            let mut is_open = false;
            let own = position.saturating_mul(amounts);
            for (amount, (ends, difference)) in ends.iter_mut().zip(differences).enumerate() {
                let Some(change) = changes.get_mut(own.saturating_add(amount)) else {
                    continue;
                };
                if !matches!(change, Change::Between(..)) {
                    continue;
                }
                let (loss, gain) = everyone.get(amount).copied().unwrap_or((0, 0));
                let (mut low, mut high) = (0_i64.saturating_sub(loss), gain);
                if let (Some(ends), Some(difference)) = (ends, difference)
                    && let Some((least, most)) = ends.among(&known, self.date, &mut self.left)
                {
                    low = low.max(least.saturating_mul(difference.factor));
                    high = high.min(most.saturating_mul(difference.factor));
                }
                is_open |= (low, high) != (0, 0);
                *change = Change::Between(low, high);
            }
            if is_open && self.asked > 0 {
                self.asked = self.asked.saturating_sub(1);
                let before = missing((&self.before, pair.before.as_deref()), &old, self.date);
                let after = missing((&self.after, pair.after.as_deref()), &new, self.date);
                for name in before.union(&after) {
                    let count = tally.missing.entry(name.clone()).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
    }

    /// What everything that changes costs together, unit by unit: nothing of a unit of which one amount alone is compared.
    #[must_use]
    pub fn together(&self) -> &[Together] {
        &self.together
    }

    /// What was counted, dispositif by dispositif: those that may decide otherwise, in the order of the new pack.
    #[must_use]
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// How many rows were decided.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The old pack.
    #[must_use]
    pub const fn before(&self) -> &Engine {
        &self.before
    }

    /// The new one.
    #[must_use]
    pub const fn after(&self) -> &Engine {
        &self.after
    }

    /// The date for which they were decided.
    #[must_use]
    pub const fn date(&self) -> Day {
        self.date
    }
}

/// What becomes of the amounts of one row.
fn of_row(changes: &[Change], amounts: usize, position: usize) -> &[Change] {
    let start = position.saturating_mul(amounts);
    changes
        .get(start..start.saturating_add(amounts))
        .unwrap_or_default()
}

/// What a dossier states, as each pack reads it, by the positions of facts in the joint.
fn stated(joint: &Joint, old: &Dossier, new: &Dossier) -> Vec<(usize, Value)> {
    let mut known = joint.stated(Side::Before, old);
    for (position, value) in joint.stated(Side::After, new) {
        if let Err(place) = known.binary_search_by_key(&position, |(fact, _)| *fact) {
            known.insert(place, (position, value));
        }
    }
    known
}

/// The facts that a dispositif waits for, by their names.
fn missing((engine, id): (&Engine, Option<&str>), dossier: &Dossier, date: Day) -> BTreeSet<String> {
    let names = id.as_slice();
    let answer = engine.evaluate_selected(dossier, date, Selection::Named(names));
    let Ok(answer) = answer else {
        return BTreeSet::new();
    };
    let Some(decision) = id.and_then(|id| answer.decision(id)) else {
        return BTreeSet::new();
    };
    decision.missing().map(|fact| fact.name.clone()).collect()
}

/// What is due of an amount on a row, when it is known; `None` also of an undetermined decision.
fn due(columns: Option<&DispositifColumns>, measured: &Measured, row: usize) -> Option<i64> {
    let code = columns.and_then(|columns| columns.verdicts.get(row).copied());
    match code {
        Some(verdict_code::UNDETERMINED) => None,
        code => amount(
            columns,
            &measured.droit,
            row,
            code == Some(verdict_code::ELIGIBLE),
            measured.decimals,
        ),
    }
}

fn found<'p>(plan: &'p PlanContent, id: &str) -> Option<(&'p PlanContent, &'p DispositifPlan)> {
    plan.dispositif_named(id)
        .map(|(_, dispositif)| (plan, dispositif))
}

fn columns<'a>(
    answer: &'a ColumnAnswer,
    plan: &PlanContent,
    id: Option<&str>,
) -> Option<&'a DispositifColumns> {
    let (position, _) = plan.dispositif_named(id?)?;
    let mut all = answer.dispositifs.iter();
    all.find(|columns| columns.dispositif == position)
}

unseen!(Piece<'_> => "Piece");
