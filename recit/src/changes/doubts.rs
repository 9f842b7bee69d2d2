//! Doubts about values that have a new period, and that nobody changed with them.

use std::collections::BTreeSet;

use bareme::{
    Day,
    analysis::changes::Changes,
    catalogue::{Concerned, DoubtPlan, PlanContent},
};

use super::labels::quoted;
use crate::{builder::Body, tree::Mark};

/// « « Le montant de 2026 est-il connu ? » porte sur « Montant », qui a une nouvelle période\u{a0}: ce doute n'a pas changé. »
pub(super) fn left(old: &PlanContent, new: &PlanContent, changes: &Changes, body: &mut Body) {
    let values = changes.values.iter().filter(|one| {
        one.before != one.after
            && begins(
                &days(old, &one.parameter),
                &days(new, &one.parameter),
                one.period.from,
            )
    });
    let tables = changes.tables.iter().filter(|one| {
        let starts = |plan| layouts(plan, &one.table);
        !one.columns.is_empty() && begins(&starts(old), &starts(new), one.period.from)
    });
    let moved: BTreeSet<(bool, &str)> = values
        .map(|one| (true, one.parameter.as_str()))
        .chain(tables.map(|one| (false, one.table.as_str())))
        .collect();
    let mut told: Vec<&str> = Vec::new();
    for dispositif in &new.dispositifs {
        for doubt in &dispositif.doubts {
            let Some(title) = about(new, doubt, &moved) else {
                continue;
            };
            if told.contains(&doubt.question.as_str()) || !asked(old, doubt) {
                continue;
            }
            if told.is_empty() {
                body.heading("Doutes à relire");
            }
            told.push(&doubt.question);
            let title = quoted(new, title);
            body.marked(
                0,
                Mark::Warn,
                format!(
                    "{} ({}) porte sur {title}, qui a une nouvelle période\u{a0}: ce doute n'a pas changé.",
                    quoted(new, &doubt.question),
                    dispositif.id
                ),
            );
        }
    }
}

/// Does a value begin on a day on which none began?
fn begins(old: &[Day], new: &[Day], day: Day) -> bool {
    new.contains(&day) && !old.contains(&day) && !old.is_empty()
}

/// The days on which the values of a parameter begin.
fn days(plan: &PlanContent, name: &str) -> Vec<Day> {
    let found = plan.parameters.iter().find(|one| one.name == name);
    let points = found.into_iter().flat_map(|one| &one.points);
    points.map(|point| point.from).collect()
}

/// The days on which the periods of a table begin.
fn layouts(plan: &PlanContent, name: &str) -> Vec<Day> {
    let found = plan.tables.iter().find(|one| one.name == name);
    let periods = found.into_iter().flat_map(|one| &one.periods);
    periods.map(|layout| layout.from).collect()
}

/// Had the old pack the same doubt?
fn asked(old: &PlanContent, doubt: &DoubtPlan) -> bool {
    let doubts = old.dispositifs.iter().flat_map(|one| &one.doubts);
    doubts.into_iter().any(|other| other.question == doubt.question)
}

/// The title of the table or the parameter that a doubt names, when it has a new period.
fn about<'p>(plan: &'p PlanContent, doubt: &DoubtPlan, moved: &BTreeSet<(bool, &str)>) -> Option<&'p str> {
    let parameter = |at: u16| {
        let found = plan.parameters.get(usize::from(at))?;
        moved
            .contains(&(true, found.name.as_str()))
            .then_some(found.title.as_str())
    };
    let table = |at: u16| {
        let found = plan.tables.get(usize::from(at))?;
        moved
            .contains(&(false, found.name.as_str()))
            .then_some(found.title.as_str())
    };
    doubt.concerns.iter().find_map(|concern| match concern.on {
        Concerned::Parameter(at) => parameter(at),
        Concerned::Table(at) => table(at),
        Concerned::Conditions(_)
        | Concerned::Droits(_)
        | Concerned::Aside
        | Concerned::Period
        | Concerned::Existence => None,
    })
}
