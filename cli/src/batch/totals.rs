//! Decisions added up as they are made: with their bounds, whether these are written or not.

use std::{io, sync::Arc};

use bareme::{
    Code, Engine, Finding,
    budget::Cell,
    catalogue::Plan,
    columns::{Beside, DispositifColumns, DroitColumn, Grounds, verdict_of},
};

use super::{
    names::{Extras, UNREAD, decided},
    rows::{Decided, Rows},
    source::Source,
    summary::{Summary, Summing},
    tally::Tally as _,
};

/// Where a column of a table of decisions is.
#[derive(Clone, Copy)]
enum At {
    /// Among those that are copied.
    Kept(usize),
    /// What is said of the dispositif at a position of the answer.
    Of(usize, What),
}

#[derive(Clone, Copy)]
enum What {
    Verdict,
    Droit(usize),
    Beside(usize, Beside),
    Doubts,
    Stale,
    /// What is in no total.
    Other,
}

/// What is written, added up.
pub(crate) struct Totals {
    summing: Summing,
    plan: Arc<Plan>,
    /// Of the columns that are added up.
    columns: Vec<At>,
    /// The names of those that are copied, in their places.
    kept: Vec<Option<String>>,
}

impl Totals {
    /// Of the dispositifs at `positions`.
    pub(crate) fn new(
        engine: &Engine,
        source: &Source,
        positions: &[u16],
        extras: Extras,
    ) -> Result<Self, Vec<Finding>> {
        let plan = engine.plan();
        let extras = Extras {
            bounds: true,
            if_eligible: false,
            priorities: false,
            ..extras
        };
        let kept = source.kept_names().into_iter().map(str::to_owned);
        let mut names: Vec<String> = kept.collect();
        let mut all: Vec<At> = (0..names.len()).map(At::Kept).collect();
        for (at, position) in positions.iter().enumerate() {
            if let Some(dispositif) = plan.dispositif(*position) {
                let mut own = vec![What::Verdict];
                for (droit, of) in dispositif.droits.iter().enumerate() {
                    own.push(What::Droit(droit));
                    own.extend(
                        extras
                            .beside(&of.declared)
                            .map(|beside| What::Beside(droit, beside)),
                    );
                }
                own.extend([What::Other; 3]);
                if extras.grounds {
                    own.extend([What::Doubts, What::Stale]);
                }
                names.extend(decided(dispositif, extras));
                all.extend(own.into_iter().map(|what| At::Of(at, what)));
            }
        }
        // INVARIANT: the names of columns that are copied are those of no other, which was looked at before.
        let summing = Summing::new(engine, &names, None, Code::Internal)?;
        let columns = summing.columns().iter();
        let columns: Vec<At> = columns.filter_map(|column| all.get(*column).copied()).collect();
        let kept = columns.iter().map(|at| match at {
            At::Kept(position) => names.get(*position).cloned(),
            At::Of(..) => None,
        });
        Ok(Self {
            plan: Arc::clone(plan),
            kept: kept.collect(),
            summing,
            columns,
        })
    }

    /// Adds the rows of a piece up.
    pub(crate) fn add(&mut self, source: &Source, rows: &Rows, decided: Decided<'_>) -> io::Result<()> {
        let count = rows.lines.len();
        let mut texts = Vec::with_capacity(self.kept.len());
        for name in &self.kept {
            let name = name.as_deref().filter(|_| count > 0);
            let of_name = name.map(|name| source.kept_texts(name, count)).transpose()?;
            texts.push(of_name.flatten().unwrap_or_default());
        }
        let decisions: Vec<_> = decided.dispositifs().collect();
        let amounts = self.summing.decimals();
        let mut faulty = rows.refused.iter().copied().peekable();
        for (row, line) in rows.lines.iter().enumerate() {
            let refused = faulty.next_if_eq(&row).is_some();
            let each = self.columns.iter().zip(&texts).zip(&amounts);
            let cells = each.map(|((at, texts), amount)| match at {
                At::Kept(_) => texts.get(row).map_or(Cell::Nothing, |text| Cell::Text(text)),
                At::Of(position, what) => decisions.get(*position).map_or(Cell::Nothing, |decision| {
                    cell(&self.plan, *decision, *what, row, (refused, amount.is_some()))
                }),
            });
            let cells: Vec<Cell<'_>> = cells.collect();
            self.summing.add(*line, &cells);
        }
        Ok(())
    }

    /// What everything comes to.
    pub(crate) fn finish(self) -> Result<Summary, Vec<Finding>> {
        self.summing.finish()
    }
}

/// What a column says of a row, which may be one that could not be read.
fn cell<'a>(
    plan: &'a Plan,
    (columns, grounds): (&'a DispositifColumns, Option<&'a Grounds>),
    what: What,
    row: usize,
    (refused, is_amount): (bool, bool),
) -> Cell<'a> {
    let verdict = columns.verdicts.get(row).filter(|_| !refused);
    let Some(verdict) = verdict.and_then(|code| verdict_of(*code)) else {
        return if matches!(what, What::Verdict) {
            Cell::Text(UNREAD)
        } else {
            Cell::Nothing
        };
    };
    let droit = |droit: Option<&DroitColumn>| match droit.and_then(|droit| Some((droit, droit.get(row)?))) {
        None => Cell::Nothing,
        Some((_, value)) if is_amount => Cell::Scaled(value),
        Some((droit, value)) => {
            let members = plan.vocabulary.enumeration_of(&droit.declared.kind);
            let member = u8::try_from(value)
                .ok()
                .zip(members)
                .and_then(|(code, of)| of.member(code));
            member.map_or(Cell::Nothing, |member| Cell::Text(&member.name))
        }
    };
    match what {
        What::Verdict => Cell::Text(verdict.word()),
        What::Droit(at) => droit(columns.droits.get(at)),
        What::Beside(at, beside) => droit(beside.column(at, columns)),
        What::Doubts => {
            let doubts = grounds.and_then(|grounds| grounds.doubts.get(row));
            Cell::Text(if doubts.is_some_and(|count| *count > 0) {
                "1"
            } else {
                "0"
            })
        }
        What::Stale => {
            let stale = grounds.and_then(|grounds| grounds.stale.get(row));
            stale.map_or(Cell::Nothing, |ids| Cell::Text(ids))
        }
        What::Other => Cell::Nothing,
    }
}
