//! The values that no fact may have.

use std::collections::BTreeMap;

use crate::{
    columns::kernel::{block::Words, words::rows_of},
    date::Day,
    decimal,
    dossier::pointer,
    error::{Code, Finding, Place},
    plan::Plan,
    vocabulary::{Fact, FactId, Kind},
};

/// The most rows at fault that are told for one column.
pub const MOST_ROWS_TOLD: usize = 10;

/// The rows of each column whose values no fact may have.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    columns: BTreeMap<FactId, Rows>,
}

/// The first rows at fault of a column, and whether there are others.
#[derive(Debug, Default)]
struct Rows {
    first: Vec<usize>,
    more: bool,
}

impl Faults {
    pub(crate) fn note(&mut self, fact: FactId, start: usize, rows: &Words) {
        let column = self.columns.entry(fact).or_default();
        column.add(rows_of(rows).map(|row| start.saturating_add(row)));
    }

    /// Adds what was found in later rows.
    #[cfg(feature = "parallel")]
    pub(crate) fn join(&mut self, later: Self) {
        for (fact, rows) in later.columns {
            let column = self.columns.entry(fact).or_default();
            column.add(rows.first.into_iter());
            column.more |= rows.more;
        }
    }

    /// Column by column in the order of the vocabulary: the first rows, then whether there are others.
    pub(crate) fn findings(self, plan: &Plan) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (fact, rows) in self.columns {
            let told = rows.first.into_iter();
            findings.extend(told.filter_map(|row| outside(plan, fact, row)));
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

/// A value that the fact may not have.
pub(super) fn outside(plan: &Plan, id: FactId, row: usize) -> Option<Finding> {
    let fact = plan.vocabulary.fact(id)?;
    let place = Place::Pointer(format!("{}/{row}", pointer(&fact.name)));
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
            format!("la ligne {row} de `{}` est hors des bornes du fait", fact.name),
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
