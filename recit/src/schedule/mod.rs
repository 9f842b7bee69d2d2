//! What is paid over a course, as a table: from when to when, how much, who pays, and why it changes.

mod caveats;
mod incomes;
mod table;
mod titles;

use bareme::{Incomes, catalogue::DispositifPlan, schedule::Schedule};

use crate::{
    builder::{Body, part},
    data,
    reasons::{Notes, sources},
    tree::{Block, Mark, Recit, Text},
    words,
};

use caveats::caveats;
pub(crate) use incomes::months;
pub(crate) use titles::{all_relays, euros};
use titles::{facts, named, relays, title, titled};

/// What is paid, from the first day of the course to the last, and the ways to be paid, compared.
#[must_use]
pub fn schedule(incomes: &Incomes) -> Recit {
    let schedule = &incomes.schedule;
    let plan = schedule.plan();
    let mut body = Body::default();
    match schedule.course {
        Some(course) => {
            let (first, last) = (words::date(course.from), words::date(course.until.add_days(-1)));
            let days = if first == last {
                format!("Le {first}")
            } else {
                format!("Du {first} au {last}")
            };
            let said = words::date(schedule.date());
            body.line(0, format!("{days}, selon ce que le dossier dit au {said}."));
        }
        None => {
            let text = Text::from("Pour connaître les jours de la formation, il manque\u{a0}: ");
            body.marked(
                0,
                Mark::Open,
                text.join(facts(schedule, &schedule.missing)).and("."),
            );
        }
    }
    counted(schedule, &mut body);
    let mut blocks = body.into_blocks();
    let mut notes = Notes::new(plan);
    if schedule.course.is_some() {
        let relays = relays(schedule);
        blocks.push(Block::Table(table::table(schedule, &relays, &mut notes)));
        blocks.push(titled("Total", |body| totals(schedule, &relays, body)));
    }
    blocks.extend(incomes::section(incomes, &mut notes));
    if !schedule.open.is_empty() {
        blocks.push(titled("Ce qui reste à savoir", |body| open(schedule, body)));
    }
    if schedule.month_days.is_some() {
        let mut body = Body::default();
        caveats(incomes, &mut body, &mut notes);
        let inside = body.into_blocks();
        if !inside.is_empty() {
            blocks.push(part("À savoir", inside));
        }
    }
    blocks.extend(sources(&notes, 0));
    blocks.push(Block::Lines {
        lines: data::identity(plan, false),
    });
    Recit {
        title: format!(
            "{}\u{a0}: ce qui est versé pendant la formation",
            plan.header.title
        ),
        blocks,
    }
}

fn counted(schedule: &Schedule, body: &mut Body) {
    let titles: Vec<String> = schedule
        .dispositifs
        .iter()
        .filter_map(|position| schedule.plan().dispositif(*position))
        .filter(|dispositif| !dispositif.versements.is_empty())
        .map(|dispositif| named(schedule, dispositif))
        .collect();
    if titles.is_empty() {
        body.line(
            0,
            "Aucun dispositif dont le droit est établi ne verse d'argent pendant la formation.",
        );
    } else {
        body.line(0, format!("Compte ici\u{a0}: {}.", titles.join("\u{a0}; ")));
    }
}

fn totals(schedule: &Schedule, relays: &[&DispositifPlan], body: &mut Body) {
    let totals = &schedule.totals;
    for payer in &totals.payers {
        let more = if payer.complete {
            ""
        } else {
            ", sans ce dont le montant n'est pas connu"
        };
        let total = euros(&payer.total.to_string());
        let (total, more) = if payer.total.is_zero() && !payer.complete {
            ("montant inconnu".to_owned(), "")
        } else {
            (total, more)
        };
        body.marked(0, Mark::Item, format!("{}\u{a0}: {total}{more}", payer.label));
    }
    let total = euros(&totals.total.to_string());
    let nothing_yet = totals.total.is_zero() && !schedule.open.is_empty();
    let mut open = schedule.open.iter();
    let replaced = open.any(|open| !schedule.may_be_replaced(open).is_empty());
    let sentence = if replaced && !totals.total.is_zero() {
        format!(
            "Pour toute la formation\u{a0}: {total}, tant que rien n'est versé à la place. Ce qui reste à savoir peut changer ce total."
        )
    } else if totals.complete && !nothing_yet && relays.is_empty() {
        format!("Pour toute la formation\u{a0}: {total}.")
    } else if totals.total.is_zero() {
        "Pour toute la formation\u{a0}: aucun montant n'est encore connu.".to_owned()
    } else if totals.complete {
        format!("Pour toute la formation, {total} au moins\u{a0}: la suite n'est pas connue.")
    } else {
        format!("Pour toute la formation, au moins {total}\u{a0}: tous les montants ne sont pas connus.")
    };
    body.line(0, sentence);
}

fn open(schedule: &Schedule, body: &mut Body) {
    for open in &schedule.open {
        let text = Text::from(title(schedule, open)).and("\u{a0}: il manque ");
        let mut text = text.join(facts(schedule, &open.missing)).and(".");
        let replaced = schedule.may_be_replaced(open);
        let replaced: Vec<String> = replaced
            .into_iter()
            .filter_map(|position| schedule.plan().dispositif(position))
            .map(|other| format!("« {} »", schedule.titled(&other.title)))
            .collect();
        if !replaced.is_empty() {
            text.push(&format!(" Ce serait à la place de {}.", replaced.join(" et de ")));
        }
        body.marked(0, Mark::Open, text);
    }
}
