//! The values that no fact may have.

use std::collections::BTreeMap;

use super::naming::Part;
use crate::{
    columns::kernel::{
        block::Words,
        words::{any_row, rows_of},
    },
    date::Day,
    decimal,
    dossier::{crossed, pointer},
    error::{Code, Finding, Place},
    plan::Plan,
    vocabulary::{Fact, FactId, Kind},
};

/// The most rows at fault that are told for one column.
pub const MOST_ROWS_TOLD: usize = 10;

/// The rows of each column whose values no fact may have.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    columns: BTreeMap<(FactId, Wrong), Rows>,
}

/// What may be wrong with the row of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wrong {
    /// It is no value of the fact.
    Outside(Part),
    /// The smallest that the fact may be is above the largest.
    Crossed,
}

impl Wrong {
    /// The column that it is told of.
    const fn part(self) -> Part {
        match self {
            Self::Outside(part) => part,
            Self::Crossed => Part::Min,
        }
    }
}

/// The first rows at fault of a column, and whether there are others.
#[derive(Debug, Default)]
struct Rows {
    first: Vec<usize>,
    more: bool,
}

impl Faults {
    pub(crate) fn note(&mut self, wrong: (FactId, Wrong), start: usize, rows: &Words) {
        if !any_row(rows) {
            return;
        }
        let column = self.columns.entry(wrong).or_default();
        column.add(rows_of(rows).map(|row| start.saturating_add(row)));
    }

    /// Adds what was found in later rows.
    #[cfg(feature = "parallel")]
    pub(crate) fn join(&mut self, later: Self) {
        for (wrong, rows) in later.columns {
            let column = self.columns.entry(wrong).or_default();
            column.add(rows.first.into_iter());
            column.more |= rows.more;
        }
    }

    /// Column by column in the order of the vocabulary: the first rows, then whether there are others.
    pub(crate) fn findings(self, plan: &Plan) -> Vec<Finding> {
        let mut findings = Vec::new();
        for ((fact, wrong), rows) in self.columns {
            let told = rows.first.into_iter();
            findings.extend(told.filter_map(|row| at_fault(plan, fact, wrong, row)));
            if rows.more
                && let (Some(last), Some(fact)) = (findings.last(), plan.vocabulary.fact(fact))
            {
                findings.push(more_rows(last.code, &wrong.part().of(fact)));
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

/// What is wrong with a row.
pub(super) fn at_fault(plan: &Plan, id: FactId, wrong: Wrong, row: usize) -> Option<Finding> {
    let fact = plan.vocabulary.fact(id)?;
    let column = wrong.part().of(fact);
    let place = Place::Pointer(format!("{}/{row}", pointer(&column)));
    if wrong == Wrong::Crossed {
        return Some(Finding {
            place,
            ..crossed(fact)
        });
    }
    let finding = match fact.declared.kind {
        Kind::Choice(enumeration) => {
            let members = plan.vocabulary.enumeration(enumeration)?.members.len();
            Finding::new(
                Code::UnknownChoice,
                place,
                format!(
                    "la ligne {row} de `{}` n'est la position d'aucun membre",
                    fact.name
                ),
            )
            .with_help(format!(
                "l'énumération a {members} membres, numérotés à partir de 0"
            ))
        }
        Kind::Boolean | Kind::Number { .. } | Kind::Date => Finding::new(
            Code::OutOfBounds,
            place,
            format!("la ligne {row} de `{column}` est hors des bornes du fait"),
        )
        .with_help(format!(
            "donnez une valeur de {} à {}",
            shown(fact, fact.declared.min),
            shown(fact, fact.declared.max)
        )),
    };
    Some(finding)
}

fn shown(fact: &Fact, scaled: i64) -> String {
    match fact.declared.kind {
        Kind::Date => Day::from_number(scaled).to_string(),
        Kind::Boolean | Kind::Choice(_) | Kind::Number { .. } => {
            decimal::format(scaled, fact.declared.decimals())
        }
    }
}
