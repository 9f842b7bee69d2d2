//! What is paid over a course, as a table: from when to when, how much, who pays, and why it changes.

mod caveats;
mod incomes;
mod table;

use bareme::{
    Incomes,
    catalogue::{DispositifPlan, Object},
    schedule::{Open, Schedule},
};

use crate::{
    answer::{self, Nature},
    builder::Body,
    data, part,
    reasons::Notes,
    sources,
    tree::{Block, Mark, Recit, Span, Text},
    words::{self, Words},
};

use caveats::caveats;

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

fn titled(title: &str, write: impl FnOnce(&mut Body)) -> Block {
    let mut body = Body::default();
    write(&mut body);
    part(title, body.into_blocks())
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

/// « Titre », and whether it must be granted first.
fn named(schedule: &Schedule, dispositif: &DispositifPlan) -> String {
    let title = schedule.titled(&dispositif.title);
    match answer::nature_of(dispositif) {
        Nature::Decision => format!("« {title} », si la demande est acceptée"),
        _ => format!("« {title} »"),
    }
}

/// What may pay on the days on which nothing is established: it goes with what counts, pays over time, and nobody knows
/// whether it still exists.
fn relays(schedule: &Schedule) -> Vec<&DispositifPlan> {
    let (plan, Some(course)) = (schedule.plan(), schedule.course) else {
        return Vec::new();
    };
    if schedule.segments.iter().all(|segment| !segment.lines.is_empty()) {
        return Vec::new();
    }
    // What is still open would pay on those days instead.
    let paid: Vec<u16> = (schedule.dispositifs.iter().copied())
        .chain(schedule.open.iter().map(|open| open.dispositif))
        .collect();
    let counted = |position: &u16| paid.contains(position);
    let asked = &schedule.asked().dispositifs;
    let excluded = |position: u16, dispositif: &DispositifPlan| {
        dispositif.incompatible_with.iter().any(counted)
            || paid
                .iter()
                .filter_map(|counted| plan.dispositif(*counted))
                .any(|counted| counted.incompatible_with.contains(&position))
    };
    (0_u16..)
        .zip(&plan.dispositifs)
        .filter(|(_, dispositif)| !dispositif.versements.is_empty() && answer::is_end_unknown(dispositif))
        .filter(|(_, dispositif)| {
            let day = dispositif.effect_date.map_or(schedule.date(), |_| course.from);
            dispositif.object == Object::Person && dispositif.in_force.until <= day
        })
        .filter(|(position, _)| asked.as_ref().is_none_or(|asked| asked.contains(position)))
        .filter(|(position, dispositif)| !excluded(*position, dispositif))
        .map(|(_, dispositif)| dispositif)
        .collect()
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

fn title(schedule: &Schedule, open: &Open) -> String {
    let dispositif = schedule.plan().dispositif(open.dispositif);
    let versement = open
        .versement
        .and_then(|position| dispositif?.versements.get(usize::from(position)));
    versement
        .map(|versement| versement.title.clone())
        .or_else(|| dispositif.map(|dispositif| dispositif.title.clone()))
        .unwrap_or_default()
}

/// « a ; b ; c », each a fact that a form can ask for.
fn facts(schedule: &Schedule, ids: &[bareme::vocabulary::FactId]) -> Text {
    let mut text = Text::default();
    for fact in schedule.facts(ids) {
        if !text.0.is_empty() {
            text.push("\u{a0}; ");
        }
        text.0.push(Span::Fact {
            name: fact.name.clone(),
            text: words::inside(&fact.title),
        });
    }
    text
}

fn euros(text: &str) -> String {
    Words::default().quantity(text, Some("EUR"), false)
}
