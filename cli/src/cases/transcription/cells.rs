//! A table that was typed again: a header, then a line for each value of the first key.

use bareme::{
    Day,
    catalogue::{Plan, TableLayout, TablePlan},
    vocabulary::Kind,
};

use super::{
    line::{Typed, Word},
    transcribed::Transcribed,
    typed::{help, scaled, shown},
};
use crate::{cases::figure::Figure, document::Document};

/// A column of what was typed: a value column, or a value of the second key.
#[derive(Clone, Copy)]
struct Head {
    column: usize,
    second: Option<usize>,
}

/// A table, and the period of it that was typed.
struct Read<'p> {
    plan: &'p Plan,
    table: &'p TablePlan,
    layout: &'p TableLayout,
}

/// The figures of a table: a header, then a line for each value of the first key.
pub(super) fn cells(
    document: &mut Document<'_>,
    plan: &Plan,
    (position, since): (u16, Day),
    typed: &Typed<'_>,
) -> Option<Vec<Transcribed>> {
    let table = plan.tables.get(usize::from(position))?;
    let found = table.periods.iter().position(|layout| layout.from == since);
    let Some((period, layout)) = found.and_then(|period| Some((period, table.periods.get(period)?))) else {
        let message = format!("`{}` n'a pas de période qui commence le {since}", table.name);
        document.invalid(
            typed.place(),
            message,
            "donnez le `depuis` d'une période de la table",
        );
        return None;
    };
    let mut lines = typed.lines();
    let header = lines.next().unwrap_or_default();
    let Some((key, heads)) = header.split_first() else {
        document.invalid(
            typed.place(),
            "`valeurs` est vide",
            "donnez la ligne de titre, puis les lignes de la table",
        );
        return None;
    };
    if table.keys.first().is_none_or(|first| first.name != key.text) || table.keys.len() > 2 {
        let message = format!(
            "la ligne de titre commence par la première clé de la table, et non par `{}`",
            key.text
        );
        document.invalid(
            typed.at(document, &[*key]),
            message,
            "une transcription est celle d'une table d'une ou de deux clés",
        );
        return None;
    }
    let read = Read { plan, table, layout };
    let columns: Vec<Option<Head>> = heads
        .iter()
        .map(|head| read.head(document, typed, head))
        .collect();
    let mut found = Vec::new();
    for line in lines {
        let Some((row, values)) = line.split_first() else {
            continue;
        };
        if values.len() != heads.len() {
            let message = format!(
                "la ligne `{}` a {} valeur{} pour {} titre{}",
                row.text,
                values.len(),
                if values.len() > 1 { "s" } else { "" },
                heads.len(),
                if heads.len() > 1 { "s" } else { "" },
            );
            let help = "donnez une valeur sous chaque titre, les nombres sans espace : `1766.92`";
            document.invalid(typed.at(document, &line), message, help);
            continue;
        }
        let Some(first) = read.key(document, typed, (0, row)) else {
            continue;
        };
        for ((head, column), value) in heads.iter().zip(&columns).zip(values) {
            let Some(head_of) = column else { continue };
            let place = typed.at(document, &[*value]);
            let Some((index, held, kind)) = read.held(first, *head_of) else {
                continue;
            };
            let Some(read) = scaled(plan, kind, value.text) else {
                let message = format!("`{}` n'est pas une valeur de `{}`", value.text, table.name);
                document.invalid(place, message, &help(plan, kind, value.text));
                continue;
            };
            found.push(Transcribed {
                figure: Figure::Cell {
                    table: position,
                    period,
                    column: head_of.column,
                    index,
                },
                name: format!("{}, {since}, {}, {}", table.name, row.text, head.text),
                value: read,
                held,
                written: shown(plan, kind, held),
                text: value.text.to_owned(),
                place,
            });
        }
    }
    Some(found)
}

impl<'p> Read<'p> {
    /// The position of a value of a key among those of the period.
    fn key(
        &self,
        document: &mut Document<'_>,
        typed: &Typed<'_>,
        (at, word): (usize, &Word<'_>),
    ) -> Option<usize> {
        let key = self.table.keys.get(at)?;
        let kind = &key.declared.kind;
        let value = scaled(self.plan, kind, word.text);
        let axis = self.layout.axes.get(at)?;
        let found = value.and_then(|value| axis.iter().position(|edge| *edge == value));
        if found.is_none() {
            let message = format!(
                "`{}` n'a pas de `{}` qui soit `{}`",
                self.table.name, key.name, word.text
            );
            let help = match value {
                Some(_) => "la période n'a pas cette ligne : corrigez la valeur, ou la table".to_owned(),
                None => help(self.plan, kind, word.text),
            };
            document.invalid(typed.at(document, &[*word]), message, &help);
        }
        found
    }

    /// What a title names.
    fn head(&self, document: &mut Document<'_>, typed: &Typed<'_>, word: &Word<'_>) -> Option<Head> {
        if self.table.keys.len() == 2 {
            let second = self.key(document, typed, (1, word))?;
            return Some(Head {
                column: 0,
                second: Some(second),
            });
        }
        let names = || self.table.columns.iter().map(|column| column.name.as_str());
        let Some(column) = names().position(|name| name == word.text) else {
            let message = format!("`{}` n'a pas de colonne `{}`", self.table.name, word.text);
            document.unknown(typed.at(document, &[*word]), message, word.text, names());
            return None;
        };
        Some(Head { column, second: None })
    }

    /// The place of a cell in its column, what the pack holds there, and its type.
    fn held(&self, row: usize, head: Head) -> Option<(usize, i64, &'p Kind)> {
        let index = match head.second {
            Some(second) => row
                .checked_mul(self.layout.axes.get(1)?.len())?
                .checked_add(second)?,
            None => row,
        };
        let kind = &self.table.columns.get(head.column)?.declared.kind;
        Some((index, *self.layout.cells.get(head.column)?.get(index)?, kind))
    }
}
