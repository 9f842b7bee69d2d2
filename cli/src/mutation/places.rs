//! Where the figures of a pack are written: rows of CSV files, dated values of TOML files.

use std::collections::BTreeMap;

use bareme::{
    Day,
    catalogue::{Plan, TablePlan},
    pack::InputFile,
};
use toml::de::DeTable;

use super::files::{Row, line_of, rows, text};
use crate::cases::Figure;

/// Where a figure is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where each figure is written.
pub(super) fn places(plan: &Plan, files: &[InputFile]) -> BTreeMap<Figure, Written> {
    let mut found = BTreeMap::new();
    for (position, table) in (0_u16..).zip(&plan.tables) {
        let path = format!("tables/{}.csv", table.name);
        let Some(text) = text(files, &path) else { continue };
        let lines = Lines::of(table, text);
        for row in lines.rows {
            let at = |name: &str| lines.columns.get(name).and_then(|at| row.cells.get(*at).copied());
            let cell = |name: &str| text.get(at(name)?.0..at(name)?.1);
            let Some((period, index)) = located(plan, table, &cell) else {
                continue;
            };
            for (column, declared) in table.columns.iter().enumerate() {
                let Some((start, end)) = at(&declared.name) else {
                    continue;
                };
                let figure = Figure::Cell {
                    table: position,
                    period,
                    column,
                    index,
                };
                let written = Written {
                    path: path.clone(),
                    line: row.line,
                    start,
                    end,
                };
                found.insert(figure, written);
            }
        }
    }
    for file in files.iter().filter(|file| file.path.starts_with("parametres/")) {
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            continue;
        };
        let (document, _) = DeTable::parse_recoverable(text);
        for (name, body) in document.get_ref() {
            let named = (0_u16..)
                .zip(&plan.parameters)
                .find(|(_, series)| series.name == name.get_ref().as_ref());
            let values = body
                .get_ref()
                .get("valeurs")
                .and_then(|list| list.get_ref().as_array());
            let (Some((parameter, series)), Some(values)) = (named, values) else {
                continue;
            };
            for value in values.iter() {
                let (Some(since), Some(held)) =
                    (value.get_ref().get("depuis"), value.get_ref().get("valeur"))
                else {
                    continue;
                };
                let since = since
                    .get_ref()
                    .as_datetime()
                    .and_then(|day| day.to_string().parse::<Day>().ok());
                let point = series.points.iter().position(|point| Some(point.from) == since);
                let (Some(point), span) = (point, held.span()) else {
                    continue;
                };
                let written = Written {
                    path: file.path.clone(),
                    line: line_of(text, span.start),
                    start: span.start,
                    end: span.end,
                };
                found.insert(Figure::Point { parameter, point }, written);
            }
        }
    }
    found
}

/// The rows of a table, and where each column is.
pub(super) struct Lines<'t> {
    pub(super) columns: BTreeMap<&'t str, usize>,
    pub(super) rows: Vec<Row>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(table: &'t TablePlan, text: &str) -> Self {
        let mut rows = rows(text).into_iter();
        let titles = rows.next().map(|row| row.cells).unwrap_or_default();
        let names = table.keys.iter().map(|key| key.name.as_str());
        let names = names.chain(table.columns.iter().map(|column| column.name.as_str()));
        let columns = names
            .chain(["depuis"])
            .filter_map(|name| {
                let found = titles.iter().position(|(start, end)| {
                    text.get(*start..*end).is_some_and(|title| title.trim() == name)
                });
                Some((name, found?))
            })
            .collect();
        Self {
            columns,
            rows: rows.collect(),
        }
    }
}

/// The period and the cell of a row, from what each of its columns says.
pub(super) fn located<'t>(
    plan: &Plan,
    table: &TablePlan,
    cell: &impl Fn(&str) -> Option<&'t str>,
) -> Option<(usize, usize)> {
    let since: Day = cell("depuis")?.trim().parse().ok()?;
    let period = table.periods.iter().position(|layout| layout.from == since)?;
    let layout = table.periods.get(period)?;
    let mut index = 0;
    for (key, axis) in table.keys.iter().zip(&layout.axes) {
        let value = plan
            .vocabulary
            .stored(&key.declared.kind, cell(&key.name)?.trim())?;
        index = index * axis.len() + axis.iter().position(|edge| *edge == value)?;
    }
    Some((period, index))
}
