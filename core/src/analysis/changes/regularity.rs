//! What explains that cells changed: a coefficient, an amount, one value for another; and which cells it does not explain.

use std::collections::BTreeMap;

use super::{
    blocks::{Part, blocks},
    grid::{Cell, Grid},
    model::{Range, Regularity},
};
use crate::decimal::{Rounding, divide, pow10};

/// How many blocks a reader takes in.
const MOST_BLOCKS: usize = 8;

/// So many cells are told one by one.
const FEW_CELLS: usize = 12;

/// The fewest cells that make a rule.
const FEWEST: usize = 3;

/// From how many cells coefficients are guessed: the largest say theirs most finely, and one of them is seldom the slip.
const GUESSED: usize = 16;

/// So many cells may be told apart from the rule of all others.
const FEW_EXCEPT: usize = 5;

/// The decimals of a coefficient.
const DECIMALS: u8 = 6;

/// A rule that cells may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Difference(i64),
    Coefficient(i64),
}

impl Rule {
    fn gives(self, before: i64) -> Option<i64> {
        match self {
            Self::Difference(difference) => before.checked_add(difference),
            Self::Coefficient(millionths) => raised(before, millionths),
        }
    }

    fn explains(self, cell: Cell) -> bool {
        matches!(cell, (Some(before), Some(after)) if self.gives(before) == Some(after))
    }
}

/// A value times so many millionths, rounded to its unit.
fn raised(value: i64, millionths: i64) -> Option<i64> {
    let product = i128::from(value).checked_mul(i128::from(millionths))?;
    i64::try_from(divide(
        product,
        i128::from(pow10(DECIMALS)),
        Rounding::HalfAwayFromZero,
    ))
    .ok()
}

/// The cells that changed, as few ranges.
pub(super) fn ranges(grid: &Grid) -> Vec<Range> {
    let changed = |cell: &&Cell| cell.0 != cell.1;
    let count = grid.cells.iter().filter(changed).count();
    if count == 0 {
        return Vec::new();
    }
    let rule = rule(grid, count);
    let mut ranges = Vec::new();
    if let Some(rule) = rule {
        // A few exceptions do not break what is said of the whole.
        let except = grid.cells.iter().filter(|cell| !rule.explains(**cell)).count();
        let beside = if except <= FEW_EXCEPT {
            Part::May
        } else {
            Part::Out
        };
        let parts = grid
            .cells
            .iter()
            .map(|cell| match (rule.explains(*cell), cell.0 == cell.1) {
                (true, false) => Part::In,
                (true, true) => Part::May,
                (false, _) => beside,
            });
        let parts: Vec<Part> = parts.collect();
        let cells = parts.iter().filter(|part| **part == Part::In).count();
        ranges.push(Range {
            regularity: match rule {
                Rule::Difference(difference) => Regularity::Difference(grid.quantity(difference)),
                Rule::Coefficient(millionths) => Regularity::Coefficient(millionths),
            },
            blocks: blocks(grid, parts, MOST_BLOCKS).unwrap_or_default(),
            cells,
            except: if beside == Part::May { except } else { 0 },
        });
    }
    let left: Vec<bool> = grid
        .cells
        .iter()
        .map(|cell| cell.0 != cell.1 && !rule.is_some_and(|rule| rule.explains(*cell)))
        .collect();
    others(grid, &left, &mut ranges);
    ranges
}

/// The rule that explains the most cells, when it explains most of them; equal values are told as such.
fn rule(grid: &Grid, count: usize) -> Option<Rule> {
    let pairs = grid.cells.iter().filter_map(|cell| Some((cell.0?, cell.1?)));
    let pairs: Vec<(i64, i64)> = pairs.filter(|(before, after)| before != after).collect();
    if !grid.numeric || pairs.len() < FEWEST || pairs.iter().all(|pair| Some(pair) == pairs.first()) {
        return None;
    }
    let mut differences: BTreeMap<i64, usize> = BTreeMap::new();
    for (before, after) in &pairs {
        let times = differences.entry(after.saturating_sub(*before)).or_default();
        *times = times.saturating_add(1);
    }
    let difference = differences.into_iter().max_by_key(|(_, times)| *times);
    let difference = difference.map(|(difference, _)| Rule::Difference(difference));
    let mut largest = pairs.clone();
    largest.sort_by_key(|(before, _)| core::cmp::Reverse(before.unsigned_abs()));
    let guesses = largest.iter().take(GUESSED).flat_map(|pair| guesses(*pair));
    let times = |rule: Rule| {
        pairs
            .iter()
            .filter(|(before, after)| rule.gives(*before) == Some(*after))
            .count()
    };
    let mut best: Option<(Rule, usize)> = None;
    for guess in difference.into_iter().chain(guesses.map(Rule::Coefficient)) {
        let times = times(guess);
        if best.is_none_or(|(_, most)| times > most) {
            best = Some((guess, times));
        }
    }
    best.filter(|(_, times)| *times >= FEWEST && times.saturating_mul(2) > count)
        .map(|(rule, _)| rule)
}

/// The coefficients of few decimals that make one value of another, those of the fewest first.
fn guesses((before, after): (i64, i64)) -> impl Iterator<Item = i64> {
    (2..=DECIMALS).filter_map(move |decimals| {
        let unit = i128::from(pow10(decimals));
        // The smallest that is rounded to the value: (2 × after − 1) ÷ (2 × before).
        let dividend = i128::from(after)
            .checked_mul(2)?
            .checked_sub(1)?
            .checked_mul(unit)?;
        let divisor = i128::from(before).checked_mul(2).filter(|divisor| *divisor > 0)?;
        let least = i64::try_from(divide(dividend, divisor, Rounding::Ceiling)).ok()?;
        let millionths = least.checked_mul(pow10(DECIMALS.saturating_sub(decimals)))?;
        (millionths > 0 && raised(before, millionths) == Some(after)).then_some(millionths)
    })
}

/// The cells that no rule explains: those of equal values together, else one by one when they are few, else by their ends.
fn others(grid: &Grid, left: &[bool], ranges: &mut Vec<Range>) {
    let mut values: BTreeMap<Cell, usize> = BTreeMap::new();
    let cells = || {
        grid.cells
            .iter()
            .zip(left)
            .filter(|(_, left)| **left)
            .map(|(cell, _)| *cell)
    };
    for cell in cells() {
        let times = values.entry(cell).or_default();
        *times = times.saturating_add(1);
    }
    if values.is_empty() {
        return;
    }
    let parts = |keep: &dyn Fn(&Cell) -> bool| -> Vec<Part> {
        let each = grid.cells.iter().zip(left);
        each.map(|(cell, left)| if *left && keep(cell) { Part::In } else { Part::Out })
            .collect()
    };
    let quantity = |value: Option<i64>| value.map(|value| grid.quantity(value));
    if values.len() <= FEW_CELLS {
        let alike = values.iter().map(|(value, times)| Range {
            regularity: Regularity::Same {
                before: quantity(value.0),
                after: quantity(value.1),
            },
            blocks: blocks(grid, parts(&|cell| cell == value), MOST_BLOCKS).unwrap_or_default(),
            cells: *times,
            except: 0,
        });
        ranges.extend(alike);
        return;
    }
    let ends = |side: fn(Cell) -> Option<i64>| {
        let (least, most) = (cells().filter_map(side).min()?, cells().filter_map(side).max()?);
        Some((grid.quantity(least), grid.quantity(most)))
    };
    ranges.push(Range {
        regularity: Regularity::Various {
            before: ends(|cell| cell.0),
            after: ends(|cell| cell.1),
        },
        blocks: blocks(grid, parts(&|_| true), MOST_BLOCKS).unwrap_or_default(),
        cells: cells().count(),
        except: 0,
    });
}
