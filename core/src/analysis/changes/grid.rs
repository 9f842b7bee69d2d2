//! The cells of one column of a table on one day, before and after, under all the keys that either has.

use super::content::Quantity;
use crate::{
    decimal::pow10,
    pack::model::Matching,
    plan::{PlanContent, TableKey, TableLayout, TablePlan},
    vocabulary::DeclaredType,
};

/// A table of a pack.
pub(super) type Of<'p> = (&'p PlanContent, &'p TablePlan);

/// A key: its values, in order, with the row that each selects before and after.
#[derive(Debug)]
pub(super) struct Axis {
    /// The name of the key.
    pub(super) key: String,
    /// Its values for a person.
    pub(super) values: Vec<Quantity>,
    /// Which values select a row.
    pub(super) matching: Matching,
    rows: Vec<[Option<usize>; 2]>,
}

/// What a cell was and is, as numbers of one scale; `None` where there is no cell.
pub(super) type Cell = (Option<i64>, Option<i64>);

/// The cells before and after.
#[derive(Debug)]
pub(super) struct Grid {
    /// In the order of the keys: the last moves fastest.
    pub(super) axes: Vec<Axis>,
    /// In row-major order of the axes.
    pub(super) cells: Vec<Cell>,
    /// Are cells numbers, that may be raised?
    pub(super) numeric: bool,
    unit: Quantity,
    decimals: u8,
    words: Vec<Quantity>,
}

impl Grid {
    /// The grid of the column called `name`; `None` when the keys are not the same, or when it is on no side.
    pub(super) fn of(
        old: (Option<Of<'_>>, Option<&TableLayout>),
        new: (Option<Of<'_>>, Option<&TableLayout>),
        name: &str,
    ) -> Option<Self> {
        let sides = [old, new].map(|(of, layout)| {
            let ((plan, table), layout) = of.zip(layout)?;
            let position = table.columns.iter().position(|column| column.name == name)?;
            Some(Column {
                plan,
                table,
                layout,
                declared: &table.columns.get(position)?.declared,
                cells: layout.cells.get(position)?,
            })
        });
        let [before, after] = &sides;
        let any = after.as_ref().or(before.as_ref())?;
        let axes = axes(&sides)?;
        let decimals = sides
            .iter()
            .flatten()
            .map(|side| side.declared.decimals())
            .max()?;
        let mut grid = Self {
            numeric: any.declared.kind.is_number(),
            unit: Quantity::of(any.plan, any.declared, 0),
            decimals,
            words: Vec::new(),
            cells: Vec::new(),
            axes,
        };
        grid.fill(&sides);
        Some(grid)
    }

    fn fill(&mut self, sides: &[Option<Column<'_>>; 2]) {
        let total = self
            .axes
            .iter()
            .fold(1_usize, |n, axis| n.saturating_mul(axis.rows.len()));
        for index in 0..total {
            let rows = self.rows(index);
            let [old, new] = sides;
            let cell = [old, new].into_iter().enumerate().map(|(side, column)| {
                let column = column.as_ref()?;
                let at = column.index(rows.iter().map(|row| row.get(side).copied().flatten()))?;
                column.cells.get(at).map(|value| (column, *value))
            });
            let values: Vec<Option<i64>> = cell
                .map(|found| found.map(|(column, value)| self.scaled(column, value)))
                .collect();
            if let [before, after] = values.as_slice() {
                self.cells.push((*before, *after));
            }
        }
    }

    /// A value on the scale of both sides: with the decimals of the finer one, and members by their names.
    fn scaled(&mut self, column: &Column<'_>, value: i64) -> i64 {
        let declared = column.declared;
        if declared.kind.is_number() {
            let more = self.decimals.saturating_sub(declared.decimals());
            return value.saturating_mul(pow10(more));
        }
        let quantity = Quantity::of(column.plan, declared, value);
        let known = self.words.iter().position(|word| word.text == quantity.text);
        let position = known.unwrap_or_else(|| {
            self.words.push(quantity);
            self.words.len().saturating_sub(1)
        });
        i64::try_from(position).unwrap_or(i64::MAX)
    }

    /// A value of a cell for a person.
    pub(super) fn quantity(&self, value: i64) -> Quantity {
        if !self.numeric {
            let word = usize::try_from(value).ok().and_then(|at| self.words.get(at));
            return word.unwrap_or(&self.unit).clone();
        }
        Quantity {
            text: crate::decimal::format(value, self.decimals),
            ..self.unit.clone()
        }
    }

    /// The position along each axis of the cell at `index`.
    pub(super) fn positions(&self, index: usize) -> Vec<usize> {
        let mut rest = index;
        let mut positions: Vec<usize> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let size = axis.rows.len().max(1);
                let position = rest.checked_rem(size).unwrap_or_default();
                rest = rest.checked_div(size).unwrap_or_default();
                position
            })
            .collect();
        positions.reverse();
        positions
    }

    fn rows(&self, index: usize) -> Vec<[Option<usize>; 2]> {
        let positions = self.positions(index);
        let each = self.axes.iter().zip(positions);
        each.map(|(axis, position)| axis.rows.get(position).copied().unwrap_or_default())
            .collect()
    }
}

/// A column of a table on one side.
struct Column<'p> {
    plan: &'p PlanContent,
    table: &'p TablePlan,
    layout: &'p TableLayout,
    declared: &'p DeclaredType,
    cells: &'p [i64],
}

impl Column<'_> {
    /// The index of the cell in these rows.
    fn index(&self, rows: impl Iterator<Item = Option<usize>>) -> Option<usize> {
        let axes = self.layout.axes.iter();
        axes.zip(rows).try_fold(0_usize, |index, (axis, row)| {
            index.checked_mul(axis.len())?.checked_add(row?)
        })
    }

    fn key(&self, position: usize) -> Option<(&TableKey, &[i64])> {
        let axis = self.layout.axes.get(position)?;
        Some((self.table.keys.get(position)?, axis))
    }
}

/// The keys of both sides, when they are the same.
fn axes(sides: &[Option<Column<'_>>; 2]) -> Option<Vec<Axis>> {
    let any = sides.iter().flatten().last()?;
    let count = any.table.keys.len();
    if sides.iter().flatten().any(|side| side.table.keys.len() != count) {
        return None;
    }
    (0..count).map(|position| axis(sides, position)).collect()
}

fn axis(sides: &[Option<Column<'_>>; 2], position: usize) -> Option<Axis> {
    let [old, new] = sides;
    let any = new.as_ref().or(old.as_ref())?;
    let (named, _) = any.key(position)?;
    let keys = [old, new].map(|side| side.as_ref().and_then(|side| Some((side, side.key(position)?))));
    // A choice may not stand beside a number.
    let choice = named.is_choice();
    if keys.iter().flatten().any(|(_, (key, _))| {
        key.is_choice() != choice
            || key.name != named.name
            || key.declared.decimals() != named.declared.decimals()
    }) {
        return None;
    }
    let mut values: Vec<(i64, Quantity)> = Vec::new();
    for (side, (key, axis)) in keys.iter().rev().flatten() {
        for value in *axis {
            let quantity = Quantity::of(side.plan, &key.declared, *value);
            if values.iter().all(|(_, known)| known.text != quantity.text) {
                values.push((*value, quantity));
            }
        }
    }
    if !choice {
        values.sort_by_key(|(value, _)| *value);
    }
    let rows = values.iter().map(|(value, quantity)| {
        keys.each_ref().map(|side| {
            let (side, (key, axis)) = side.as_ref()?;
            if choice {
                let text = |member: &i64| Quantity::of(side.plan, &key.declared, *member).text;
                return axis.iter().position(|member| text(member) == quantity.text);
            }
            Some(key.row(axis, *value))
        })
    });
    Some(Axis {
        key: named.name.clone(),
        matching: named.matching,
        rows: rows.collect(),
        values: values.into_iter().map(|(_, quantity)| quantity).collect(),
    })
}
