//! What is given of a fact: its column, or those of the ends between which it is.

use super::{
    input::{Batch, Bitmap, Column, Values},
    naming::{Part, ends_at_fault, fact_of_column, has_ends},
};
use crate::{
    columns::{instruction::program::Presence, kernel::words::live},
    dossier::{pointer, unknown_fact},
    error::{Code, Finding, Findings},
    plan::{Plan, Value},
    vocabulary::{DeclaredType, Fact, FactId, Kind},
};

/// The columns of a fact; none, and it is unknown on every row.
#[derive(Clone, Copy, Default)]
pub(crate) struct Given<'a> {
    pub(crate) value: Option<Column<'a>>,
    pub(crate) min: Option<Column<'a>>,
    pub(crate) max: Option<Column<'a>>,
}

impl<'a> Given<'a> {
    /// The place of a column.
    pub(super) const fn part(&mut self, part: Part) -> &mut Option<Column<'a>> {
        match part {
            Part::Value => &mut self.value,
            Part::Min => &mut self.min,
            Part::Max => &mut self.max,
        }
    }

    /// Do columns give the ends between which it is?
    pub(crate) const fn is_interval(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// What is known on a row, as a dossier holds it; `None` where nothing is.
    pub(super) fn on(&self, row: usize, declared: &DeclaredType) -> Option<Value> {
        if let Some(column) = self.value {
            return column.value(row);
        }
        let end = |column: Option<Column<'_>>| column.and_then(|column| column.value(row));
        let (min, max) = (end(self.min), end(self.max));
        (min.is_some() || max.is_some()).then(|| {
            Value::between(
                min.map_or(declared.min, |min| min.lo),
                max.map_or(declared.max, |max| max.hi),
            )
        })
    }
}

impl Column<'_> {
    /// The value of a row, as a dossier holds it; `None` where the fact is unknown.
    pub(super) fn value(&self, row: usize) -> Option<Value> {
        if self.known.is_some_and(|known| !known.get(row)) {
            return None;
        }
        Some(match self.values {
            Values::Bits(bits) => Value::truth(bits.get(row)),
            Values::Booleans(values) => Value::truth(*values.get(row)?),
            Values::Narrow(values) => Value::point((*values.get(row)?).into()),
            Values::Wide(values) => Value::point(*values.get(row)?),
            Values::Codes(values) => Value::member(*values.get(row)?),
        })
    }
}

/// For each fact of the vocabulary, its columns.
pub(crate) fn by_fact<'b>(plan: &Plan, batch: &'b Batch<'b>) -> Result<Vec<Given<'b>>, Findings> {
    let vocabulary = &plan.vocabulary;
    let mut facts: Vec<Given<'b>> = vec![Given::default(); vocabulary.facts.len()];
    let mut findings = Vec::new();
    for column in batch.columns {
        let name = column.fact;
        let Some((FactId(id), fact, part)) = fact_of_column(vocabulary, name) else {
            findings.push(unknown_fact(vocabulary, name));
            continue;
        };
        // Of ends that the fact does not have, that is said.
        if let Some(help) = wrong_type(fact, column).filter(|_| part == Part::Value || has_ends(fact)) {
            findings.push(
                Finding::new(
                    Code::WrongType,
                    pointer(name),
                    format!("la colonne `{name}` n'est pas du type du fait"),
                )
                .with_help(help),
            );
        }
        let lengths = [Some(column.values.len()), column.known.map(|known| known.len())];
        if let Some(length) = lengths.into_iter().flatten().find(|length| *length != batch.rows) {
            findings.push(
                Finding::new(
                    Code::LengthMismatch,
                    pointer(name),
                    format!("la colonne `{name}` a {length} lignes au lieu de {}", batch.rows),
                )
                .with_help("donnez à chaque colonne, et à chaque masque, une valeur par dossier"),
            );
        }
        match facts.get_mut(usize::from(id)).map(|given| given.part(part)) {
            Some(slot @ None) => *slot = Some(*column),
            _ => findings.push(
                Finding::new(
                    Code::FactTwice,
                    pointer(name),
                    format!("deux colonnes donnent `{name}`"),
                )
                .with_help("gardez-en une"),
            ),
        }
    }
    findings.extend(ends_at_fault(
        vocabulary,
        batch.columns.iter().map(|column| column.fact),
    ));
    if findings.is_empty() {
        Ok(facts)
    } else {
        Err(Findings::new(findings))
    }
}

/// What to give, when the values of a column are not of the type of the fact.
const fn wrong_type(fact: &Fact, column: &Column<'_>) -> Option<&'static str> {
    match (&fact.declared.kind, &column.values) {
        (Kind::Boolean, Values::Bits(_) | Values::Booleans(_))
        | (Kind::Number { .. } | Kind::Date, Values::Narrow(_) | Values::Wide(_))
        | (Kind::Choice(_), Values::Codes(_)) => None,
        (Kind::Boolean, _) => Some("donnez une colonne de booléens"),
        (Kind::Number { .. }, _) => Some("donnez une colonne d'entiers, à l'échelle des décimales du fait"),
        (Kind::Date, _) => Some("donnez une colonne de jours depuis le 1970-01-01"),
        (Kind::Choice(_), _) => Some("donnez une colonne de positions dans l'énumération"),
    }
}

/// How each fact comes.
pub(crate) fn presence(facts: &[Given<'_>], rows: usize) -> Vec<Presence> {
    let all_known = |known: Bitmap<'_>| {
        (0..rows).step_by(64).all(|start| {
            let left = rows.saturating_sub(start);
            known.word(start) == live(left)
        })
    };
    facts
        .iter()
        .map(|given| match given.value {
            _ if given.is_interval() => Presence::Interval,
            None => Presence::Absent,
            Some(column) if column.known.is_none_or(all_known) => Presence::Known,
            Some(_) => Presence::Partial,
        })
        .collect()
}
