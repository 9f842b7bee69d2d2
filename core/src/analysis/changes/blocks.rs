//! Cells that stand together.

use super::{
    grid::Grid,
    model::{Block, Span},
};
use crate::pack::model::Matching;

/// What a block may do with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is to be in a block.
    In,
    /// It may be in one: what is said of the block is true of it too.
    May,
    /// It is in none.
    Out,
}

/// Blocks that hold every cell that is to be in one; `None` when there are more than `most`.
pub(super) fn blocks(grid: &Grid, mut parts: Vec<Part>, most: usize) -> Option<Vec<Block>> {
    let mut found = Vec::new();
    while let Some(start) = parts.iter().position(|part| *part == Part::In) {
        if found.len() == most {
            return None;
        }
        let ends = grown(grid, &parts, start);
        for index in inside(grid, &ends) {
            if let Some(part @ Part::In) = parts.get_mut(index) {
                *part = Part::May;
            }
        }
        found.push(told(grid, &ends));
    }
    Some(found)
}

/// First and last position along each axis.
type Ends = Vec<(usize, usize)>;

/// The larger of the blocks that grow from a cell: along the last axis first, or along the first.
fn grown(grid: &Grid, parts: &[Part], start: usize) -> Ends {
    let axes: Vec<usize> = (0..grid.axes.len()).collect();
    let back: Vec<usize> = axes.iter().rev().copied().collect();
    let (one, other) = (along(grid, parts, start, &back), along(grid, parts, start, &axes));
    let size = |ends: &Ends| {
        let each = ends
            .iter()
            .map(|(first, last)| last.saturating_sub(*first).saturating_add(1));
        each.fold(1_usize, usize::saturating_mul)
    };
    if size(&other) > size(&one) { other } else { one }
}

fn along(grid: &Grid, parts: &[Part], start: usize, order: &[usize]) -> Ends {
    let mut ends: Ends = grid.positions(start).into_iter().map(|at| (at, at)).collect();
    let fits =
        |ends: &Ends| inside(grid, ends).all(|index| parts.get(index).is_some_and(|part| *part != Part::Out));
    for axis in order {
        let last = grid
            .axes
            .get(*axis)
            .map_or(0, |axis| axis.values.len().saturating_sub(1));
        // Forward as far as it goes, then back.
        for step in [Step::Forward, Step::Back] {
            loop {
                let mut tried = ends.clone();
                let Some(end) = tried.get_mut(*axis) else { break };
                match step {
                    Step::Forward if end.1 < last => end.1 = end.1.saturating_add(1),
                    Step::Back if end.0 > 0 => end.0 = end.0.saturating_sub(1),
                    Step::Forward | Step::Back => break,
                }
                if !fits(&tried) {
                    break;
                }
                ends = tried;
            }
        }
    }
    ends
}

#[derive(Clone, Copy)]
enum Step {
    Forward,
    Back,
}

/// The cells of a block.
fn inside<'g>(grid: &'g Grid, ends: &'g Ends) -> impl Iterator<Item = usize> + 'g {
    let sizes: Vec<usize> = grid.axes.iter().map(|axis| axis.values.len()).collect();
    let total = ends
        .iter()
        .map(|(first, last)| last.saturating_sub(*first).saturating_add(1))
        .fold(1_usize, usize::saturating_mul);
    (0..total).map(move |number| {
        let mut rest = number;
        let mut index = 0_usize;
        let mut stride = 1_usize;
        for ((first, last), size) in ends.iter().zip(&sizes).rev() {
            let width = last.saturating_sub(*first).saturating_add(1);
            let position = first.saturating_add(rest.checked_rem(width).unwrap_or_default());
            rest = rest.checked_div(width).unwrap_or_default();
            index = index.saturating_add(position.saturating_mul(stride));
            stride = stride.saturating_mul(*size);
        }
        index
    })
}

fn told(grid: &Grid, ends: &Ends) -> Block {
    let spans = grid.axes.iter().zip(ends).filter_map(|(axis, (first, last))| {
        Some(Span {
            key: axis.key.clone(),
            first: axis.values.get(*first)?.clone(),
            last: axis.values.get(*last)?.clone(),
            whole: *first == 0 && last.saturating_add(1) == axis.values.len(),
            next: axis
                .values
                .get(last.saturating_add(1))
                .filter(|_| axis.matching == Matching::Threshold)
                .cloned(),
            open: axis.matching != Matching::Equal && last.saturating_add(1) == axis.values.len(),
        })
    });
    Block(spans.collect())
}
