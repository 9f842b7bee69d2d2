//! Days on which nobody can be granted a dispositif that is in force, although others can on other days.

use std::collections::BTreeSet;

use super::review::{About, Answer, Review, cone, planned};
use crate::{
    date::Day,
    error::Code,
    plan::{Dated, DispositifPlan, Node, Plan},
};

/// Tells the days on which the conditions of a dispositif contradict each other.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let about = About::part(position, "periode", written.at);
    let days: Vec<Day> = changes(&plan, dispositif).into_iter().collect();
    let (eligible, in_force) = (review.term(dispositif.eligible), review.term(dispositif.applies));
    let date = review.term(dispositif.date);
    // Periods that follow each other and that nobody is granted it in are told as one.
    let mut empty: Option<(Day, Day)> = None;
    for (from, until) in days.iter().zip(days.iter().skip(1)) {
        let within = review.joint.within(date, *from, *until);
        let granted = review.joint.all([within, eligible]);
        let question = format!("quelqu'un a-t-il droit à `{}` à partir du {from} ?", written.id);
        let nobody = matches!(review.ask(granted, &about, &question), Answer::No(_)) && {
            let possible = review.joint.all([within, in_force]);
            matches!(review.ask(possible, &about, &question), Answer::Yes(_))
        };
        empty = match (empty, nobody) {
            (Some((first, last)), true) if last == *from => Some((first, *until)),
            (None, true) => Some((*from, *until)),
            (found, true) => {
                tell(review, &about, &written.id, found);
                Some((*from, *until))
            }
            (found, false) => {
                tell(review, &about, &written.id, found);
                None
            }
        };
    }
    tell(review, &about, &written.id, empty);
}

fn tell(review: &mut Review<'_>, about: &About<'_>, id: &str, days: Option<(Day, Day)>) {
    let Some((from, until)) = days else { return };
    let last = until.add_days(-1);
    let when = match (from == Day::MIN, until > Day::MAX) {
        (true, _) => format!("jusqu'au {last}"),
        (false, true) => format!("à partir du {from}"),
        (false, false) => format!("du {from} au {last}"),
    };
    let message = format!(
        "`{id}` est en vigueur {when}, et personne ne peut alors en remplir toutes les conditions (prouvé pour tout dossier)"
    );
    let help = "corrigez `en_vigueur`, ou les dates des conditions et des valeurs qu'elles lisent";
    review.tell(about, Code::NobodyEligible, message, help);
}

/// The days on which what decides of a dispositif may change, in order: between two of them the rules are the same.
fn changes(plan: &Plan, dispositif: &DispositifPlan) -> BTreeSet<Day> {
    let mut days = BTreeSet::from([dispositif.in_force.from, dispositif.in_force.until]);
    let mut between = |period: crate::date::Period| {
        days.extend(
            [period.from, period.until]
                .into_iter()
                .filter(|day| (dispositif.in_force.from..dispositif.in_force.until).contains(day)),
        );
    };
    for condition in &dispositif.conditions {
        between(condition.period);
    }
    for id in cone(plan, [dispositif.eligible]) {
        let Some((read, date)) = plan.nodes.get(id.index()).and_then(Node::read) else {
            continue;
        };
        if date != dispositif.date {
            continue;
        }
        let begins: Vec<Day> = match read {
            Dated::Parameter(position) => plan
                .parameters
                .get(usize::from(position))
                .map(|series| series.points.iter().map(|point| point.from).collect()),
            Dated::Table(position) => plan
                .tables
                .get(usize::from(position))
                .map(|table| table.periods.iter().map(|layout| layout.from).collect()),
        }
        .unwrap_or_default();
        for day in begins {
            between(crate::date::Period {
                from: day,
                until: day,
            });
        }
    }
    days
}
