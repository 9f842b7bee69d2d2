//! Slips in figures: every dated value, every cell of a table, every threshold of a table.

use std::collections::BTreeSet;

use super::{
    files::{Edit, Row, text},
    mutant::{Change, Kind, Mutant},
    places::{Lines, Written, located, places},
};
use crate::cases::{Figure, Touched, figures, held, moved};
use bareme::{
    catalogue::{Plan, TableLayout, TablePlan},
    pack::InputFile,
    vocabulary::Kind as Type,
};

/// Every slip in the figures of a pack.
pub(super) fn mutants(plan: &Plan, files: &[InputFile]) -> Vec<Mutant> {
    let places = places(plan, files);
    let mut found = Vec::new();
    for figure in figures(plan) {
        found.extend(of_figure(plan, figure, places.get(&figure), files));
    }
    for (position, table) in (0_u16..).zip(&plan.tables) {
        found.extend(thresholds(plan, (position, table), files));
    }
    found
}

fn of_figure(plan: &Plan, figure: Figure, at: Option<&Written>, files: &[InputFile]) -> Vec<Mutant> {
    let Some((kind, value)) = held(plan, figure) else {
        return Vec::new();
    };
    let (rule, part) = called(plan, figure);
    others(plan, figure, kind, value)
        .into_iter()
        .map(|(slip, other)| {
            let after = plan.vocabulary.written(kind, other);
            let edit = at.map(|at| {
                let before = text(files, &at.path).and_then(|text| text.get(at.start..at.end));
                let quoted = before.is_some_and(|before| before.starts_with('"'));
                let text = if quoted {
                    format!("\"{after}\"")
                } else {
                    after.clone()
                };
                Edit {
                    path: at.path.clone(),
                    start: at.start,
                    end: at.end,
                    text,
                }
            });
            Mutant {
                kind: slip,
                rule: rule.clone(),
                part: part.clone(),
                path: at.map_or_else(String::new, |at| at.path.clone()),
                line: at.map_or(0, |at| at.line),
                before: plan.vocabulary.written(kind, value),
                after,
                change: Change::Figure {
                    figure,
                    value: other,
                    edit,
                },
            }
        })
        .collect()
}

/// What a figure may be typed for: itself with two digits swapped, or one unit away.
fn others(plan: &Plan, figure: Figure, kind: &Type, value: i64) -> Vec<(Kind, i64)> {
    let swapped = match kind {
        Type::Number { .. } => swaps(value, &plan.vocabulary.written(kind, value)),
        Type::Boolean | Type::Choice(_) | Type::Date => Vec::new(),
    };
    let units: BTreeSet<i64> = [1, -1]
        .into_iter()
        .filter_map(|step| moved(plan, figure, step))
        .filter(|other| *other != value)
        .collect();
    let swapped = swapped.into_iter().map(|other| (Kind::Swap, other));
    swapped
        .chain(units.into_iter().map(|other| (Kind::Unit, other)))
        .collect()
}

/// A number with two neighbouring digits swapped, once for each pair of different ones. Zeros that the type writes after the last
/// decimal that counts are nobody's typing.
fn swaps(value: i64, written: &str) -> Vec<i64> {
    let typed = if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        written
    };
    let dropped = written
        .bytes()
        .skip(typed.len())
        .filter(u8::is_ascii_digit)
        .count();
    let digits: Vec<u8> = typed.bytes().filter(u8::is_ascii_digit).collect();
    let mut found = BTreeSet::new();
    for position in 1..digits.len() {
        let mut other = digits.clone();
        other.swap(position - 1, position);
        let number = other.iter().fold(0_i64, |number, digit| {
            number.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
        });
        let scaled = (0..dropped).fold(number, |number, _| number.saturating_mul(10));
        let signed = if value < 0 { -scaled } else { scaled };
        if signed != value {
            found.insert(signed);
        }
    }
    found.into_iter().collect()
}

/// The parameter or the table of a figure, and which of its figures it is.
fn called(plan: &Plan, figure: Figure) -> (String, String) {
    match figure {
        Figure::Point { parameter, point } => {
            let series = plan.parameters.get(usize::from(parameter));
            let since = series.and_then(|series| series.points.get(point));
            (
                series.map(|series| series.name.clone()).unwrap_or_default(),
                since.map(|point| point.from.to_string()).unwrap_or_default(),
            )
        }
        Figure::Cell {
            table,
            period,
            column,
            index,
        } => {
            let table = plan.tables.get(usize::from(table));
            let layout = table.and_then(|table| table.periods.get(period));
            let (Some(table), Some(layout)) = (table, layout) else {
                return (String::new(), String::new());
            };
            let mut words: Vec<String> = keys_of(table, layout, index)
                .into_iter()
                .zip(&table.keys)
                .map(|(value, key)| plan.vocabulary.written(&key.declared.kind, value))
                .collect();
            words.insert(0, layout.from.to_string());
            let name = table.columns.get(column).filter(|_| table.columns.len() > 1);
            words.extend(name.map(|column| column.name.clone()));
            (table.name.clone(), words.join(" "))
        }
    }
}

/// The keys of a cell: the last moves fastest.
fn keys_of(table: &TablePlan, layout: &TableLayout, index: usize) -> Vec<i64> {
    let mut rest = index;
    let mut found: Vec<i64> = Vec::new();
    for axis in layout.axes.iter().take(table.keys.len()).rev() {
        let edge = rest.checked_rem(axis.len()).and_then(|at| axis.get(at));
        found.push(edge.copied().unwrap_or_default());
        rest = rest.checked_div(axis.len()).unwrap_or(0);
    }
    found.reverse();
    found
}

/// Slips in the numbers that rows are found by: each as it stands in all the rows of its period.
fn thresholds(plan: &Plan, (position, table): (u16, &TablePlan), files: &[InputFile]) -> Vec<Mutant> {
    let path = format!("tables/{}.csv", table.name);
    let Some(text) = text(files, &path) else {
        return Vec::new();
    };
    let lines = Lines::of(table, text);
    let mut found = Vec::new();
    for (period, layout) in table.periods.iter().enumerate() {
        for (key, axis) in table.keys.iter().zip(&layout.axes) {
            let kind = &key.declared.kind;
            if !matches!(kind, Type::Number { .. }) {
                continue;
            }
            for edge in axis {
                let written = plan.vocabulary.written(kind, *edge);
                let rows: Vec<(&Row, (usize, usize))> = lines
                    .rows
                    .iter()
                    .filter_map(|row| {
                        let at = |name: &str| row.cells.get(*lines.columns.get(name)?).copied();
                        let cell = |name: &str| text.get(at(name)?.0..at(name)?.1);
                        let here = located(plan, table, &cell)?.0 == period;
                        let same = plan.vocabulary.stored(kind, cell(&key.name)?.trim()) == Some(*edge);
                        Some((row, at(&key.name)?)).filter(|_| here && same)
                    })
                    .collect();
                let units = [edge.saturating_add(1), edge.saturating_sub(1)].map(|other| (Kind::Unit, other));
                let swapped = swaps(*edge, &written)
                    .into_iter()
                    .map(|other| (Kind::Swap, other));
                for (slip, other) in swapped.chain(units) {
                    let after = plan.vocabulary.written(kind, other);
                    let edits = rows.iter().map(|(_, (start, end))| Edit {
                        path: path.clone(),
                        start: *start,
                        end: *end,
                        text: after.clone(),
                    });
                    found.push(Mutant {
                        kind: slip,
                        rule: table.name.clone(),
                        part: format!("{} {}", layout.from, key.name),
                        path: path.clone(),
                        line: rows.first().map_or(0, |(row, _)| row.line),
                        before: written.clone(),
                        after: after.clone(),
                        change: Change::Files {
                            edits: edits.collect(),
                            figures: cells_at(position, period, layout, (table, &key.name), *edge),
                            touched: Touched::Figure(Figure::Cell {
                                table: position,
                                period,
                                column: 0,
                                index: 0,
                            }),
                        },
                    });
                }
            }
        }
    }
    found
}

/// The cells whose row has this key: a transcription of one names it.
fn cells_at(
    position: u16,
    period: usize,
    layout: &TableLayout,
    (table, key): (&TablePlan, &str),
    edge: i64,
) -> BTreeSet<Figure> {
    let place = table.keys.iter().position(|known| known.name == key);
    let mut found = BTreeSet::new();
    for (column, cells) in layout.cells.iter().enumerate() {
        for index in 0..cells.len() {
            let keys = keys_of(table, layout, index);
            if place.and_then(|place| keys.get(place)) == Some(&edge) {
                found.insert(Figure::Cell {
                    table: position,
                    period,
                    column,
                    index,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::swaps;

    #[test]
    fn each_pair_of_different_digits_is_swapped_once() {
        assert_eq!(swaps(1234, "1234"), [1243, 1324, 2134]);
        assert_eq!(swaps(1100, "1100"), [1010]);
        assert_eq!(swaps(-12, "-12"), [-21]);
        assert!(swaps(7, "7").is_empty());
    }

    #[test]
    fn a_decimal_is_swapped_as_it_is_typed() {
        // 150.00 is typed 150: 15.00 would be a slip of the point, not of two digits.
        assert_eq!(swaps(15_000, "150.00"), [10_500, 51_000]);
        assert_eq!(swaps(32_93, "32.93"), [2_393, 3_239, 3_923]);
    }
}
