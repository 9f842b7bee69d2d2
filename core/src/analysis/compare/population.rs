//! A population decided with two packs: who gains, who loses, how much in all, and for whom most changes.

use super::{
    bounds,
    comparison::Comparison,
    dossier::dossier,
    measured::Measured,
    model::Pair,
    rows::{Fate, RowCounts, amount},
    tally::{Change, Tally},
};
use crate::{
    analysis::changes,
    columns::{Batch, ColumnAnswer, ColumnEvaluator, DispositifColumns, verdict_code},
    date::Day,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{DispositifPlan, PlanContent},
};

/// So many rows that are not settled are looked at one by one; of the others only what is true of everyone is said.
const MOST_ALONE: usize = 2_000;

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
/// assert_eq!(bursary.measured.as_ref().unwrap().number(bursary.all.total).to_string(), "150.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Population {
    before: Engine,
    after: Engine,
    date: Day,
    comparison: Comparison,
    tallies: Vec<Tally>,
    /// For each tally, the most that anybody loses and gains, once it was looked for.
    everyone: Vec<Option<(i64, i64)>>,
    alone: usize,
    rows: u64,
}

impl Population {
    /// Nobody yet: the dispositifs that may decide otherwise, in the order of the new pack.
    #[must_use]
    pub fn new(before: &Engine, after: &Engine, date: Day) -> Self {
        let changes = changes::between(before.plan(), after.plan());
        let mut comparison = Comparison::new(before, after, &changes);
        let mut tallies = Vec::new();
        for pair in comparison.pairs() {
            if comparison.may_differ(&pair) {
                let was = pair.before.as_deref().and_then(|id| found(before.plan(), id));
                let is = pair.after.as_deref().and_then(|id| found(after.plan(), id));
                let counts = RowCounts::new(pair, was, is);
                let measured = counts.measured(is.or(was).map(|(_, dispositif)| dispositif));
                tallies.push(Tally::new(counts, measured));
            }
        }
        Self {
            before: before.clone(),
            after: after.clone(),
            date,
            comparison,
            everyone: vec![None; tallies.len()],
            tallies,
            alone: 0,
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
        for index in 0..self.tallies.len() {
            self.add_to(index, piece);
        }
    }

    fn add_to(&mut self, index: usize, piece: Piece<'_>) {
        let Some(tally) = self.tallies.get_mut(index) else {
            return;
        };
        let pair = tally.counts.pair.clone();
        let was = columns(piece.before.1, self.before.plan(), pair.before.as_deref());
        let is = columns(piece.after.1, self.after.plan(), pair.after.as_deref());
        for row in piece.rows {
            let Some(tally) = self.tallies.get_mut(index) else {
                return;
            };
            let fate = tally.counts.add(*row, was, is);
            let change = match (&tally.measured, fate) {
                (None, _) | (_, Fate::Refused) => Change::Nothing,
                (Some(measured), _) => match (due(was, measured, *row), due(is, measured, *row)) {
                    (Some(before), Some(after)) => Change::Known(before, after),
                    _ => {
                        let measured = measured.clone();
                        self.between(index, (&pair, &measured), piece, *row)
                    }
                },
            };
            let group = piece
                .groups
                .and_then(|groups| groups.get(*row))
                .map(String::as_str);
            let line = piece.lines.get(*row).copied().unwrap_or_default();
            let (before, after) = (&self.before, &self.after);
            if let Some(tally) = self.tallies.get_mut(index) {
                tally.add((fate, change), group, (line, self.date), || {
                    (
                        dossier(before, piece.before.0, *row),
                        dossier(after, piece.after.0, *row),
                    )
                });
            }
        }
    }

    /// Between what the amount of a row that is not settled changes.
    fn between(
        &mut self,
        index: usize,
        (pair, measured): (&Pair, &Measured),
        piece: Piece<'_>,
        row: usize,
    ) -> Change {
        let known = self.everyone.get(index).copied().flatten();
        let (loss, gain) = known.unwrap_or_else(|| {
            let proved = bounds::of_everyone(&mut self.comparison, pair, measured);
            if let Some(slot) = self.everyone.get_mut(index) {
                *slot = Some(proved);
            }
            proved
        });
        let (low, high) = (0_i64.saturating_sub(loss), gain);
        if self.alone >= MOST_ALONE {
            return Change::Between(low, high);
        }
        self.alone = self.alone.saturating_add(1);
        let of = |engine: &Engine, id: &Option<String>, batch: &Batch<'_>| {
            let dossier = dossier(engine, batch, row);
            bounds::of_dossier(engine, (id.as_deref(), measured), &dossier, self.date)
        };
        let before = of(&self.before, &pair.before, piece.before.0);
        let after = of(&self.after, &pair.after, piece.after.0);
        Change::Between(
            after.0.saturating_sub(before.1).max(low),
            after.1.saturating_sub(before.0).min(high),
        )
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
