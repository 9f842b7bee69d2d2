//! Why something changes on a day.

use super::{
    Cause, Cited,
    runs::{Payment, Worth},
};
use crate::{
    date::Day,
    decision::{DroitValue, Used},
    dossier::Dossier,
    evaluate::DatedChange,
    plan::{Plan, Value, meter},
    vocabulary::DeclaredType,
};

/// Why a versement is not worth on a day what it was the day before: what its rule says, or else what changed in it.
pub(super) fn causes(
    plan: &Plan,
    payment: &Payment<'_>,
    dossier: &Dossier,
    day: Day,
    (before, after): (Worth, Worth),
) -> Vec<Cause> {
    let stated = stated(payment, dossier, day);
    if !stated.is_empty() {
        return stated;
    }
    let was = payment.probe.read(dossier, Value::day(day.add_days(-1)));
    let is = payment.probe.read(dossier, Value::day(day));
    let paid = before != Worth::Nothing && after != Worth::Nothing;
    let roots = if paid {
        payment.roots()
    } else {
        payment.conditions()
    };
    let changes = is.changed_since(&was, &roots);
    let found: Vec<Cause> = changes.iter().filter_map(|change| dated(plan, change)).collect();
    if !found.is_empty() {
        return found;
    }
    let title = plan.titled(&payment.plan.title, Some(day)).into_owned();
    let stated = |cause: &Option<String>| cause.clone().map(Cause::Stated);
    vec![match (before, after) {
        (Worth::Nothing, _) => stated(&payment.plan.starts).unwrap_or(Cause::Begins(title)),
        (_, Worth::Nothing) => stated(&payment.plan.ends).unwrap_or(Cause::Ends(title)),
        _ => Cause::Differs(title),
    }]
}

/// The causes that the rule states for this day.
fn stated(payment: &Payment<'_>, dossier: &Dossier, day: Day) -> Vec<Cause> {
    let Some(probe) = &payment.changes else {
        return Vec::new();
    };
    let probed = probe.read(dossier, Value::day(day));
    let changes = &payment.plan.changes;
    changes
        .iter()
        .enumerate()
        .inspect(|_| meter::add(1))
        .filter(|(index, _)| probed.value(*index) == Value::day(day))
        .map(|(_, change)| Cause::Stated(change.cause.clone()))
        .collect()
}

fn dated(plan: &Plan, change: &DatedChange<'_>) -> Option<Cause> {
    let source = Cited {
        citation: change.citation.clone(),
        reliability: change.reliability,
        since: change.since,
    };
    match change.used {
        Used::Parameter(position) => {
            let series = plan.parameters.get(usize::from(position))?;
            let shown = |value| text(plan, &series.declared, value);
            Some(Cause::Parameter {
                title: series.title.clone(),
                unit: series
                    .declared
                    .unit()
                    .filter(|unit| !unit.is_none())
                    .map(ToString::to_string),
                before: shown(change.before),
                after: shown(change.after),
                source,
            })
        }
        Used::Table(position) => {
            let table = plan.tables.get(usize::from(position))?;
            Some(Cause::Table {
                title: table.title.clone(),
                source,
            })
        }
        Used::Dispositif | Used::Condition(_) | Used::Droit(_) => None,
    }
}

fn text(plan: &Plan, declared: &DeclaredType, value: Value) -> String {
    DroitValue::settled(value, declared, &plan.vocabulary).map_or_else(String::new, |value| value.to_string())
}
