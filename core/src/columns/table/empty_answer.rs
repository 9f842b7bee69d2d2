//! Answers without rows yet: new ones, and earlier ones whose columns are used again.

use super::output::{
    ColumnAnswer, Counts, DispositifColumns, DroitBounds, DroitColumn, DroitValues, Mask, PriorityColumn,
};
use crate::{
    columns::{
        instruction::{program::Program, register::Register},
        kernel::block::ROWS,
        narrow,
    },
    vocabulary::{DeclaredType, Kind},
};

/// Leaves the answer without rows, with room for those of a range.
pub(crate) fn empty_answer(
    known: &Program,
    partial: &Program,
    range: core::ops::Range<usize>,
    answer: &mut ColumnAnswer,
) {
    (answer.first, answer.rows) = (range.start, range.len());
    answer.refusals.clear();
    let narrow =
        |dispositif: usize, droit: usize| fits(known, dispositif, droit) && fits(partial, dispositif, droit);
    if answer.dispositifs.len() != partial.dispositifs.len()
        || !(answer.dispositifs.iter().enumerate())
            .all(|(index, columns)| is_of(partial, index, columns, narrow))
    {
        *answer = new_answer(partial, range, narrow);
        return;
    }
    for columns in &mut answer.dispositifs {
        columns.verdicts.clear();
        columns.first_failing.clear();
        columns.failing.iter_mut().for_each(|mask| mask.words.clear());
        columns.only_one.words.clear();
        columns.missing.words.clear();
        for priority in &mut columns.priorities {
            priority.held.words.clear();
            priority.known.words.clear();
        }
        columns.counts = Counts::default();
        let bounds = columns.granted.iter_mut().chain(&mut columns.due);
        let ends = bounds.flatten().flat_map(DroitBounds::ends);
        columns.droits.iter_mut().chain(ends).for_each(DroitColumn::clear);
        columns.if_eligible.clear();
    }
}

/// Has it the columns that the program fills?
fn is_of(
    program: &Program,
    index: usize,
    columns: &DispositifColumns,
    narrow: impl Fn(usize, usize) -> bool,
) -> bool {
    let Some(roots) = program.dispositifs.get(index) else {
        return false;
    };
    let Some(dispositif) = program.plan.dispositif(roots.dispositif) else {
        return false;
    };
    roots.dispositif == columns.dispositif
        && roots.conditions.len() == columns.failing.len()
        && roots.priorities.len() == columns.priorities.len()
        && dispositif.droits.len() == columns.droits.len()
        && columns.due.len()
            == if program.beside.bounds {
                columns.droits.len()
            } else {
                0
            }
        && columns.granted.len()
            == if program.beside.if_eligible {
                columns.due.len()
            } else {
                0
            }
        && dispositif
            .droits
            .iter()
            .zip(&columns.droits)
            .enumerate()
            .all(|(droit, (plan, column))| {
                let empty = values(&plan.declared, narrow(index, droit), 0);
                plan.id == column.id
                    && plan.declared == column.declared
                    && core::mem::discriminant(&empty) == core::mem::discriminant(&column.values)
            })
}

fn mask(rows: usize) -> Mask {
    Mask {
        words: Vec::with_capacity(rows.div_ceil(64)),
    }
}

fn values(declared: &DeclaredType, narrow: bool, rows: usize) -> DroitValues {
    match declared.kind {
        Kind::Boolean => DroitValues::Truths(mask(rows)),
        Kind::Choice(_) => DroitValues::Codes(Vec::with_capacity(rows)),
        Kind::Number { .. } | Kind::Date if narrow => DroitValues::Narrow(Vec::with_capacity(rows)),
        Kind::Number { .. } | Kind::Date => DroitValues::Wide(Vec::with_capacity(rows)),
    }
}

fn new_answer(
    program: &Program,
    range: core::ops::Range<usize>,
    narrow: impl Fn(usize, usize) -> bool,
) -> ColumnAnswer {
    let rows = range.len();
    // Rows are added a chunk at a time.
    let room = rows.next_multiple_of(ROWS);
    let dispositifs = program
        .dispositifs
        .iter()
        .filter_map(|roots| Some((roots, program.plan.dispositif(roots.dispositif)?)))
        .enumerate()
        .map(|(index, (roots, dispositif))| {
            let droits = dispositif
                .droits
                .iter()
                .enumerate()
                .map(|(droit, plan)| DroitColumn {
                    id: plan.id.clone(),
                    declared: plan.declared.clone(),
                    known: mask(rows),
                    values: values(&plan.declared, narrow(index, droit), room),
                });
            let droits: Vec<DroitColumn> = droits.collect();
            DispositifColumns {
                dispositif: roots.dispositif,
                verdicts: Vec::with_capacity(room),
                first_failing: Vec::with_capacity(room),
                failing: roots.conditions.iter().map(|_| mask(rows)).collect(),
                only_one: mask(rows),
                missing: mask(rows),
                priorities: roots
                    .priorities
                    .iter()
                    .map(|_| PriorityColumn {
                        held: mask(rows),
                        known: mask(rows),
                    })
                    .collect(),
                counts: Counts::default(),
                due: bounds(program, &droits, room),
                granted: if program.beside.if_eligible {
                    bounds(program, &droits, room)
                } else {
                    Vec::new()
                },
                droits,
                if_eligible: Vec::new(),
            }
        })
        .collect();
    ColumnAnswer {
        first: range.start,
        rows,
        dispositifs,
        refusals: Vec::new(),
    }
}

/// The columns of the bounds of droits, when they are asked for.
fn bounds(program: &Program, droits: &[DroitColumn], room: usize) -> Vec<Option<DroitBounds>> {
    if !program.beside.bounds {
        return Vec::new();
    }
    let of = |droit: &DroitColumn| {
        let kind = &droit.declared.kind;
        let end = || DroitColumn {
            id: droit.id.clone(),
            declared: droit.declared.clone(),
            known: mask(room),
            values: values(
                &droit.declared,
                matches!(droit.values, DroitValues::Narrow(_)),
                room,
            ),
        };
        (kind.is_number() || kind.is_date()).then(|| DroitBounds {
            min: end(),
            max: end(),
        })
    };
    droits.iter().map(of).collect()
}

/// Does a droit fit in 32 bits when this program computes it?
fn fits(program: &Program, dispositif: usize, droit: usize) -> bool {
    let roots = program.dispositifs.get(dispositif);
    let root = roots.and_then(|roots| roots.droits.get(droit));
    root.is_some_and(|root| match root.value {
        Register::Narrow { .. } | Register::PartialNarrow { .. } => true,
        Register::Constant(value) => narrow::fits(value),
        Register::Truth(_)
        | Register::Wide { .. }
        | Register::Codes(_)
        | Register::Partial { .. }
        | Register::Planes { .. } => false,
    })
}
