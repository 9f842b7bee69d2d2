//! Reading tables under the unknown: every row that the keys may still select counts.

use super::{TableLayout, TablePlan, Value, meter};

/// The ceilings of one combination of keys.
#[derive(Clone, Copy)]
struct Ceilings<'t> {
    /// The members of the last key, in the order of the columns.
    ranks: &'t [i64],
    /// One for each.
    cells: &'t [i64],
}

impl Ceilings<'_> {
    /// The ceiling of the rank that is tried in this position, with the decimals of the amount.
    fn of(self, position: usize, rank: u8, factor: i64) -> i64 {
        let member = i64::from(rank);
        // Ranks are mostly tried in the order of the columns.
        let column = match self.ranks.get(position) {
            Some(here) if *here == member => Some(position),
            _ => self.ranks.iter().position(|other| {
                meter::add(1);
                *other == member
            }),
        };
        let cell = column.and_then(|column| self.cells.get(column));
        cell.map_or(i64::MAX, |cell| cell.saturating_mul(factor))
    }
}

impl TablePlan {
    /// What is known of a cell.
    #[must_use]
    pub fn cell(&self, column: u16, keys: &[Value], date: Value) -> Value {
        let column = usize::from(column);
        let is_choice = self
            .columns
            .get(column)
            .is_some_and(|column| column.declared.kind.is_choice());
        let mut known: Option<Value> = None;
        for layout in self.span(date) {
            let Some(cells) = layout.cells.get(column) else {
                continue;
            };
            self.rows(layout, keys, &mut |index| {
                meter::add(1);
                let Some(cell) = cells.get(index) else { return };
                let value = if is_choice {
                    Value::member(u8::try_from(*cell).unwrap_or(0))
                } else {
                    Value::point(*cell)
                };
                known = Some(known.map_or(value, |so_far| so_far.or_else(value, is_choice)));
            });
        }
        known.unwrap_or(Value::UNKNOWN)
    }

    /// The ranks that may be the first whose cell is not below the amount; the last one when the amount exceeds every cell.
    #[must_use]
    pub fn first_rank(&self, keys: &[Value], amount: Value, factor: i64, date: Value) -> Value {
        let ranks = self.ranks.as_deref().unwrap_or_default();
        let mut mask = 0_u64;
        self.ceilings(keys, date, &mut |ceilings| {
            let mut below = i64::MIN;
            for (position, rank) in ranks.iter().enumerate() {
                meter::add(1);
                let ceiling = ceilings.of(position, *rank, factor);
                let is_last = position.saturating_add(1) == ranks.len();
                // Possible when some amount lies above the ceiling before and not above this one. Ceilings never go down in the
                // order of the ranks: the plan checked it.
                if (position == 0 || amount.hi > below)
                    && (is_last || (amount.lo <= ceiling && below < ceiling))
                {
                    mask |= Value::member(*rank).mask();
                }
                below = ceiling;
                if amount.hi <= below {
                    // Nothing lies above this ceiling, nor above those that follow.
                    break;
                }
            }
        });
        Value::members(mask)
    }

    /// The ceilings of every rank but the last, when the keys (all but the last) and the date select one row.
    pub(crate) fn only_ceilings(&self, keys: &[Value], factor: i64, date: Value) -> Option<Vec<i64>> {
        let ranks = self.ranks.as_deref().unwrap_or_default();
        let (mut rows, mut found) = (0_usize, Vec::new());
        self.ceilings(keys, date, &mut |ceilings| {
            rows = rows.saturating_add(1);
            meter::add(ranks.len());
            let each = ranks.iter().enumerate();
            found = each
                .map(|(position, rank)| ceilings.of(position, *rank, factor))
                .collect();
        });
        (rows == 1).then_some(found)
    }

    /// The ceilings that an amount may be compared with, in no order: those of every rank, or of the last one alone.
    pub(crate) fn compared_ceilings(&self, keys: &[Value], factor: i64, date: Value, last: bool) -> Vec<i64> {
        let ranks = self.ranks.as_deref().unwrap_or_default();
        let first = if last { ranks.len().saturating_sub(1) } else { 0 };
        let mut found = Vec::new();
        self.ceilings(keys, date, &mut |ceilings| {
            let compared = ranks.iter().enumerate().skip(first);
            found.extend(compared.map(|(position, rank)| ceilings.of(position, *rank, factor)));
        });
        found
    }

    /// Does the amount exceed the cell of every rank? Ceilings never go down in the order of the ranks: that of the last one says.
    #[must_use]
    pub fn exceeds(&self, keys: &[Value], amount: Value, factor: i64, date: Value) -> Value {
        let ranks = self.ranks.as_deref().unwrap_or_default();
        let (mut always, mut never) = (true, true);
        self.ceilings(keys, date, &mut |ceilings| {
            meter::add(1);
            let highest = match ranks.last() {
                Some(rank) => ceilings.of(ranks.len().saturating_sub(1), *rank, factor),
                None => i64::MIN,
            };
            always &= amount.lo > highest;
            never &= amount.hi <= highest;
        });
        Value {
            lo: always.into(),
            hi: (!never).into(),
        }
    }

    /// Calls `visit` with the ceilings of every combination of `keys` (all but the last) still possible.
    fn ceilings(&self, keys: &[Value], date: Value, visit: &mut dyn FnMut(Ceilings<'_>)) {
        for layout in self.span(date) {
            if let (Some(cells), Some(ranks)) = (layout.cells.first(), layout.axes.last()) {
                self.rows(layout, keys, &mut |row| {
                    let start = row.saturating_mul(ranks.len());
                    let end = start.saturating_add(ranks.len());
                    let cells = cells.get(start..end).unwrap_or_default();
                    visit(Ceilings { ranks, cells });
                });
            }
        }
    }

    /// Calls `visit` with the row-major index of every combination of `keys` (some first keys, or all) still possible.
    pub(crate) fn rows(&self, layout: &TableLayout, keys: &[Value], visit: &mut dyn FnMut(usize)) {
        if let Some(index) = self.only_row(layout, keys) {
            visit(index);
        } else {
            self.all_rows(layout, keys, 0, 0, visit);
        }
    }

    /// The index when each key selects one row, the commonest case.
    fn only_row(&self, layout: &TableLayout, keys: &[Value]) -> Option<usize> {
        let mut index = 0_usize;
        for ((value, key), axis) in keys.iter().zip(&self.keys).zip(&layout.axes) {
            let position = if key.is_choice() {
                let member = i64::from(value.single_member()?);
                axis.iter().position(|m| {
                    meter::add(1);
                    *m == member
                })?
            } else if value.is_point() {
                key.row(axis, value.lo)
            } else {
                return None;
            };
            index = index.saturating_mul(axis.len()).saturating_add(position);
        }
        Some(index)
    }

    /// Recursion is as deep as the table has keys.
    fn all_rows(
        &self,
        layout: &TableLayout,
        keys: &[Value],
        depth: usize,
        index: usize,
        visit: &mut dyn FnMut(usize),
    ) {
        let (Some(value), Some(key), Some(axis)) =
            (keys.get(depth), self.keys.get(depth), layout.axes.get(depth))
        else {
            visit(index);
            return;
        };
        let (first, last) = if key.is_choice() {
            (0, axis.len().saturating_sub(1))
        } else {
            (key.row(axis, value.lo), key.row(axis, value.hi))
        };
        for position in first..=last {
            meter::add(1);
            if key.allows(axis, position, *value) {
                let index = index.saturating_mul(axis.len()).saturating_add(position);
                self.all_rows(layout, keys, depth.saturating_add(1), index, visit);
            }
        }
    }
}
