//! Proves parameters and tables.

use super::{
    held::{Held, cited, counted, on_calendar, require},
    vocabulary,
};
use crate::{
    date::Day,
    pack::model::TableColumn,
    plan::{PlanContent, Series, TableLayout, TablePlan, Value, step::MAX_KEYS},
    vocabulary::{Enumeration, Kind, Vocabulary},
};

/// Parameters and tables: dated, in order, with the shape that look-ups expect.
pub(super) fn check(content: &PlanContent) -> Held {
    on_calendar(content.sources.iter().filter_map(|source| source.date))?;
    content
        .parameters
        .iter()
        .try_for_each(|series| parameter(content, series))?;
    content.tables.iter().try_for_each(|plan| table(content, plan))
}

fn parameter(content: &PlanContent, series: &Series) -> Held {
    let Series {
        declared,
        points,
        until,
        ..
    } = series;
    vocabulary::declared(&content.vocabulary, declared)?;
    in_order(points.iter().map(|point| point.from), *until)?;
    on_calendar(points.iter().map(|point| point.verified))?;
    cited(content, points.iter().map(|point| &point.citation))?;
    require(
        points
            .iter()
            .all(|point| is_one(&content.vocabulary, &declared.kind, point.value)),
        "la valeur d'un paramètre n'est pas de son type",
    )
}

fn table(content: &PlanContent, table: &TablePlan) -> Held {
    let vocabulary = &content.vocabulary;
    let declared = table.keys.iter().map(|key| &key.declared);
    let columns = table.columns.iter().map(|column| &column.declared);
    declared
        .chain(columns)
        .try_for_each(|declared| vocabulary::declared(vocabulary, declared))?;
    counted(&[table.columns.len()])?;
    require(
        (1..=MAX_KEYS).contains(&table.keys.len()) && !table.columns.is_empty(),
        "une table n'a pas de clé, de colonne, ou trop de clés",
    )?;
    in_order(table.periods.iter().map(|layout| layout.from), table.until)?;
    on_calendar(table.periods.iter().map(|layout| layout.verified))?;
    cited(content, table.periods.iter().map(|layout| &layout.citation))?;
    table
        .periods
        .iter()
        .try_for_each(|layout| shaped(vocabulary, table, layout))
}

/// Has a period a row for each combination of its keys, and a cell of the right type in each column?
fn shaped(vocabulary: &Vocabulary, table: &TablePlan, layout: &TableLayout) -> Held {
    require(
        layout.axes.len() == table.keys.len() && layout.cells.len() == table.columns.len(),
        "une table n'a pas la forme de ses clés et de ses colonnes",
    )?;
    let mut rows = Some(1_usize);
    for (axis, key) in layout.axes.iter().zip(&table.keys) {
        let ascending = axis.iter().zip(axis.iter().skip(1)).all(|(one, next)| one < next);
        let typed = axis
            .iter()
            .all(|value| is_cell(vocabulary, &key.declared.kind, *value));
        require(
            !axis.is_empty() && ascending && typed,
            "les clés d'une table ne sont pas en ordre",
        )?;
        rows = rows.and_then(|rows| rows.checked_mul(axis.len()));
    }
    for (cells, TableColumn { declared, .. }) in layout.cells.iter().zip(&table.columns) {
        let typed = cells
            .iter()
            .all(|cell| is_cell(vocabulary, &declared.kind, *cell));
        require(
            Some(cells.len()) == rows && typed,
            "une colonne d'une table n'a pas une cellule par ligne",
        )?;
    }
    ranked(table, layout)
}

/// Is each rank a member of the last key, given once, and do ceilings never go down in the order of the ranks?
fn ranked(table: &TablePlan, layout: &TableLayout) -> Held {
    let Some(ranks) = &table.ranks else { return Ok(()) };
    let members = layout.axes.last().map_or(&[] as &[i64], Vec::as_slice);
    let columns: Option<Vec<usize>> = ranks
        .iter()
        .map(|rank| members.iter().position(|member| *member == i64::from(*rank)))
        .collect();
    let columns = columns.ok_or("un rang n'est pas une ligne de sa table")?;
    let mut once = columns.clone();
    once.sort_unstable();
    once.dedup();
    let is_choice = table
        .keys
        .last()
        .is_some_and(|key| matches!(key.declared.kind, Kind::Choice(_)));
    let rising = layout.cells.first().is_some_and(|cells| {
        cells
            .chunks(members.len().max(1))
            .all(|row| columns.iter().map(|column| row.get(*column)).is_sorted())
    });
    require(
        is_choice && !ranks.is_empty() && once.len() == columns.len() && rising,
        "les rangs d'une table ne montent pas",
    )
}

/// One value or more, in the order of their dates, the last one ending after it starts.
fn in_order(days: impl Iterator<Item = Day> + Clone, until: Day) -> Held {
    on_calendar(days.clone())?;
    let next = days.clone().skip(1).chain([until]);
    require(
        days.clone().next().is_some() && days.zip(next).all(|(day, next)| day < next),
        "les dates d'une valeur ne sont pas en ordre",
    )
}

/// Is it one value of this kind?
fn is_one(vocabulary: &Vocabulary, kind: &Kind, value: Value) -> bool {
    match kind {
        Kind::Choice(_) => {
            value.lo == value.hi && value.single_member().is_some() && holds(vocabulary, kind, value)
        }
        Kind::Boolean | Kind::Number { .. } | Kind::Date => {
            value.is_point() && is_cell(vocabulary, kind, value.lo)
        }
    }
}

/// Is it what a cell or a key of this kind holds: a number, a day, a truth, the position of a member?
fn is_cell(vocabulary: &Vocabulary, kind: &Kind, cell: i64) -> bool {
    match kind {
        Kind::Boolean | Kind::Number { .. } | Kind::Date => holds(vocabulary, kind, Value::point(cell)),
        Kind::Choice(_) => u8::try_from(cell)
            .is_ok_and(|member| member < 64 && holds(vocabulary, kind, Value::member(member))),
    }
}

/// Is it what may be known of a value of this kind?
pub(super) fn holds(vocabulary: &Vocabulary, kind: &Kind, value: Value) -> bool {
    let Value { lo, hi } = value;
    match kind {
        Kind::Boolean => 0 <= lo && lo <= hi && hi <= 1,
        Kind::Number { .. } => lo <= hi,
        Kind::Date => i64::from(Day::MIN.number()) <= lo && lo <= hi && hi <= i64::from(Day::MAX.number()),
        Kind::Choice(id) => {
            let all = vocabulary.enumeration(*id).map_or(0, Enumeration::all);
            lo == hi && value.mask() != 0 && value.mask() & !all == 0
        }
    }
}
