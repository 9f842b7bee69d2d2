//! Whether a wrong figure would be seen: each dated value and each cell of a table is changed by one unit, and the cases that may
//! read it are run again.
//!
//! A figure that a case reads is not tested by it when the case would pass with another one: a ceiling far above the income,
//! an amount that another rule bounds. A figure that a transcription holds is compared with it, and needs no change.

use std::collections::BTreeSet;

use bareme::{
    Engine,
    catalogue::{Plan, PlanContent, Role, Rule, Value},
    vocabulary::Kind,
};

use super::{
    case::Case,
    coverage::{Coverage, Share},
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
    let total = figures.len();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let seen = |figure: &Figure| {
        let seen = transcribed.contains(figure) || changed_is_seen(plan, cases, read, *figure);
        tell(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
        (*figure, seen)
    };
    // Neighbours take as long as each other: dealt one by one, they leave no thread idle.
    let dealt: Vec<Vec<(Figure, bool)>> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads)
            .map(|first| {
                let hand = figures.iter().skip(first).step_by(threads);
                scope.spawn(move || hand.map(seen).collect::<Vec<_>>())
            })
            .collect();
        hands.into_iter().filter_map(|hand| hand.join().ok()).collect()
    });
    let mut tested = Tested::default();
    let mut all: Vec<(Figure, bool)> = dealt.into_iter().flatten().collect();
    all.sort_unstable();
    for (figure, seen) in all {
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
fn figures(plan: &Plan) -> Vec<Figure> {
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

/// Does some case fail when the figure is one unit more, or one unit less?
fn changed_is_seen(plan: &Plan, cases: &[Case], read: &[Coverage], figure: Figure) -> bool {
    let readers = readers(plan, figure);
    // A coherence is of every dossier.
    let of_all = plan
        .coherences
        .iter()
        .any(|coherence| names(&coherence.test, figure));
    let concerned = |case: &&Case| {
        let named = case.named();
        of_all || named.is_empty() || named.iter().any(|id| readers.contains(*id))
    };
    // Those that were seen to read it fail first, most often.
    let (first, others): (Vec<_>, Vec<_>) = cases
        .iter()
        .zip(read)
        .partition(|(_, read)| read.has_read(figure));
    let ordered = first.iter().chain(&others).map(|(case, _)| *case);
    let ordered: Vec<&Case> = ordered.filter(concerned).collect();
    [1, -1].into_iter().any(|step| {
        let Some(content) = changed(plan, figure, step) else {
            return false;
        };
        // A figure that the pack cannot bear is seen at once by whoever types it.
        let Ok(plan) = Plan::proven(content) else {
            return true;
        };
        let engine = Engine::new(plan);
        ordered.iter().any(|case| !run(&engine, case).failures.is_empty())
    })
}

/// The dispositifs whose rules, or those of another that they read, name the parameter or the table of a figure.
fn readers(plan: &Plan, figure: Figure) -> BTreeSet<&str> {
    let names = |rule: &Rule| names(rule, figure);
    let month_days = |figure| match (figure, &plan.course) {
        (Figure::Point { parameter, .. }, Some(course)) => course.month_days == parameter,
        _ => false,
    };
    let mut found: BTreeSet<u16> = (0_u16..)
        .zip(&plan.dispositifs)
        .filter(|(_, dispositif)| month_days(figure) || dispositif.rules().any(names))
        .map(|(position, _)| position)
        .collect();
    loop {
        let before = found.len();
        for (position, dispositif) in (0_u16..).zip(&plan.dispositifs) {
            let reads = |rule: &Rule| {
                (rule.parts.iter()).any(|part| {
                    matches!(part.role, Role::Eligible(other) | Role::Droit(other, _) if found.contains(&other))
                })
            };
            if dispositif.rules().any(reads) {
                found.insert(position);
            }
        }
        if found.len() == before {
            break;
        }
    }
    let ids = found.into_iter().filter_map(|position| plan.dispositif(position));
    ids.map(|dispositif| dispositif.id.as_str()).collect()
}

/// Does an expression name the parameter or the table of a figure?
fn names(rule: &Rule, figure: Figure) -> bool {
    rule.parts.iter().any(|part| match (part.role, figure) {
        (Role::Parameter(position), Figure::Point { parameter, .. }) => position == parameter,
        (Role::Table(position), Figure::Cell { table, .. }) => position == table,
        _ => false,
    })
}

/// The content with one figure changed by so many units of its last decimal; `None` when there is no such value.
fn changed(plan: &Plan, figure: Figure, step: i64) -> Option<PlanContent> {
    let mut content = PlanContent::clone(plan);
    let members = |kind: &Kind| {
        let known = plan.vocabulary.enumeration_of(kind);
        known.map(|known| known.members.len())
    };
    match figure {
        Figure::Cell {
            table,
            period,
            column,
            index,
        } => {
            let table = content.tables.get_mut(usize::from(table))?;
            let column_type = &table.columns.get(column)?.declared;
            let members = members(&column_type.kind);
            let layout = table.periods.get_mut(period)?;
            let cell = layout.cells.get_mut(column)?.get_mut(index)?;
            *cell = moved(*cell, step, members)?;
        }
        Figure::Point { parameter, point } => {
            let series = content.parameters.get_mut(usize::from(parameter))?;
            let (kind, members) = (series.declared.kind.clone(), members(&series.declared.kind));
            let value = &mut series.points.get_mut(point)?.value;
            *value = match kind {
                Kind::Boolean => Value::truth(!value.is_true()),
                Kind::Choice(_) => {
                    let member = moved(value.single_member()?.into(), step, members)?;
                    Value::member(u8::try_from(member).ok()?)
                }
                Kind::Number { .. } | Kind::Date => Value::point(moved(value.lo, step, None)?),
            };
        }
    }
    Some(content)
}

/// The next number, or the next member of an enumeration of so many.
fn moved(value: i64, step: i64, members: Option<usize>) -> Option<i64> {
    match members {
        None => value.checked_add(step),
        Some(members) => value
            .checked_add(step)?
            .checked_rem_euclid(i64::try_from(members).ok()?),
    }
}
