//! Whether a wrong figure would be seen: each dated value and each cell of a table is changed by one unit, and the cases that may
//! read it are run again.
//!
//! A figure that a case reads is not tested by it when the case would pass with another one: a ceiling far above the income,
//! an amount that another rule bounds. A figure that a transcription holds is compared with it, and needs no change.

use std::collections::BTreeSet;

use bareme::{
    Engine,
    catalogue::{Plan, PlanContent, Value},
    vocabulary::Kind,
};

use super::{
    case::Case,
    concerned::{Touched, concerned},
    coverage::{Coverage, Share},
    dealt::dealt,
    figure::Figure,
    run::run,
};

/// What came of changing every figure.
#[derive(Debug, Clone, Default)]
pub struct Tested {
    /// The figures that may change unseen.
    pub unseen: Vec<Figure>,
    /// Cells whose change is seen.
    pub cells: Share,
    /// Dated values whose change is seen.
    pub points: Share,
}

/// Changes every figure that no transcription holds, and says which changes no case sees. `read` is what each case read;
/// `tell` is called with how many figures are done, and of how many.
#[must_use]
pub fn tested(
    engine: &Engine,
    cases: &[Case],
    read: &[Coverage],
    transcribed: &BTreeSet<Figure>,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Tested {
    let plan = engine.plan();
    let figures = figures(plan);
    let seen = dealt(&figures, tell, |figure| {
        transcribed.contains(figure)
            || [1, -1].into_iter().any(|step| {
                let moved = moved(plan, *figure, step);
                moved.is_some_and(|value| change_is_seen(plan, cases, read, *figure, value))
            })
    });
    let mut tested = Tested::default();
    for (figure, seen) in figures.into_iter().zip(seen) {
        match figure {
            Figure::Cell { .. } => tested.cells.count(seen),
            Figure::Point { .. } => tested.points.count(seen),
        }
        if !seen {
            tested.unseen.push(figure);
        }
    }
    tested
}

/// Every figure of the pack, in the order of its files.
#[must_use]
pub fn figures(plan: &Plan) -> Vec<Figure> {
    let mut all = Vec::new();
    for (table, content) in (0_u16..).zip(&plan.tables) {
        for (period, layout) in content.periods.iter().enumerate() {
            for (column, cells) in layout.cells.iter().enumerate() {
                all.extend((0..cells.len()).map(|index| Figure::Cell {
                    table,
                    period,
                    column,
                    index,
                }));
            }
        }
    }
    for (parameter, series) in (0_u16..).zip(&plan.parameters) {
        all.extend((0..series.points.len()).map(|point| Figure::Point { parameter, point }));
    }
    all
}

/// Does some case fail when the figure has this value? `read` is what each case read.
#[must_use]
pub fn change_is_seen(plan: &Plan, cases: &[Case], read: &[Coverage], figure: Figure, value: i64) -> bool {
    // A figure that the pack cannot bear is seen at once by whoever types it.
    let Some(changed) = changed(plan, figure, value) else {
        return true;
    };
    let engine = Engine::new(changed);
    // Those that were seen to read it fail first, most often.
    let (first, others): (Vec<_>, Vec<_>) = cases
        .iter()
        .zip(read)
        .partition(|(_, read)| read.has_read(figure));
    [first, others].into_iter().any(|part| {
        let part = part.into_iter().map(|(case, _)| case);
        concerned(plan, part, Touched::Figure(figure))
            .into_iter()
            .any(|case| !run(&engine, case).failures.is_empty())
    })
}

/// The type and the value of a figure; of a choice the position of its member.
#[must_use]
pub fn held(plan: &Plan, figure: Figure) -> Option<(&Kind, i64)> {
    match figure {
        Figure::Cell {
            table,
            period,
            column,
            index,
        } => {
            let table = plan.tables.get(usize::from(table))?;
            let kind = &table.columns.get(column)?.declared.kind;
            let cell = table.periods.get(period)?.cells.get(column)?.get(index)?;
            Some((kind, *cell))
        }
        Figure::Point { parameter, point } => {
            let series = plan.parameters.get(usize::from(parameter))?;
            let kind = &series.declared.kind;
            let value = series.points.get(point)?.value;
            let held = match value.single_member() {
                Some(member) if kind.is_choice() => member.into(),
                _ => value.lo,
            };
            Some((kind, held))
        }
    }
}

/// The figure so many units of its last decimal further, or so many members; `None` when there is no such value.
#[must_use]
pub fn moved(plan: &Plan, figure: Figure, step: i64) -> Option<i64> {
    let (kind, held) = held(plan, figure)?;
    match kind {
        Kind::Boolean => Some(i64::from(held == 0)),
        Kind::Choice(_) => {
            let members = plan.vocabulary.enumeration_of(kind)?.members.len();
            held.checked_add(step)?
                .checked_rem_euclid(i64::try_from(members).ok()?)
        }
        Kind::Number { .. } | Kind::Date => held.checked_add(step),
    }
}

/// The plan with another value of one figure; `None` when the pack cannot bear it.
#[must_use]
pub fn changed(plan: &Plan, figure: Figure, other: i64) -> Option<Plan> {
    let mut content = PlanContent::clone(plan);
    match figure {
        Figure::Cell {
            table,
            period,
            column,
            index,
        } => {
            let layout = content
                .tables
                .get_mut(usize::from(table))?
                .periods
                .get_mut(period)?;
            *layout.cells.get_mut(column)?.get_mut(index)? = other;
        }
        Figure::Point { parameter, point } => {
            let series = content.parameters.get_mut(usize::from(parameter))?;
            series.points.get_mut(point)?.value = match series.declared.kind {
                Kind::Boolean => Value::truth(other != 0),
                Kind::Choice(_) => Value::member(u8::try_from(other).ok()?),
                Kind::Number { .. } | Kind::Date => Value::point(other),
            };
        }
    }
    Plan::proven(content).ok()
}
