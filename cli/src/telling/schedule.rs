//! What is paid over a course, as a table: from when to when, how much, who pays, and why it changes.

use bareme::{
    plan::{Plan, Reliability},
    schedule::{Cause, LineView, Open, Schedule, Segment},
};

use super::notes::Notes;
use crate::{
    commands::Scheduled,
    french,
    page::{ITEM, OPEN, Page, WARN},
};

/// What is paid, from the first day of the course to the last.
pub(crate) fn schedule(scheduled: &Scheduled) -> String {
    let schedule = &scheduled.schedule;
    let plan = schedule.plan();
    let mut page = Page::new();
    page.heading(&format!(
        "{}\u{a0}: ce qui est versé pendant la formation",
        plan.header.title
    ));
    page.gap();
    match schedule.course {
        Some(course) => page.line(
            0,
            &format!(
                "Du {} au {}, selon ce que le dossier dit au {}.",
                french::date(course.from),
                french::date(course.until.add_days(-1)),
                french::date(schedule.date())
            ),
        ),
        None => {
            let facts = facts(schedule, &schedule.missing);
            page.marked(
                0,
                OPEN,
                &format!("Pour connaître les jours de la formation, il manque\u{a0}: {facts}."),
            );
        }
    }
    counted(schedule, &mut page);
    let mut notes = Notes::new(plan);
    if schedule.course.is_some() {
        table(schedule, &mut page, &mut notes);
        totals(schedule, &mut page);
    }
    open(schedule, &mut page);
    caveats(schedule, &mut page, &mut notes);
    notes.write(&mut page);
    super::identity(plan, &mut page);
    page.into_text()
}

fn counted(schedule: &Schedule, page: &mut Page) {
    let titles: Vec<String> = schedule
        .dispositifs
        .iter()
        .filter_map(|position| schedule.plan().dispositif(*position))
        .filter(|dispositif| !dispositif.versements.is_empty())
        .map(|dispositif| format!("« {} »", dispositif.title))
        .collect();
    if titles.is_empty() {
        page.line(
            0,
            "Aucun dispositif dont le droit est établi ne verse d'argent pendant la formation.",
        );
    } else {
        page.line(0, &format!("Compte ici\u{a0}: {}.", french::list(&titles, "et")));
    }
}

/// Widths of the columns: from, to, amount, total; who pays ends the line.
fn row(page: &mut Page, [from, to, amount, total, payer]: [&str; 5]) {
    page.row(&format!(
        "{from:<10}  {to:<10}  {amount:>18}  {total:>13}   {payer}"
    ));
}

fn table<'a>(schedule: &'a Schedule, page: &mut Page, notes: &mut Notes<'a>) {
    page.gap();
    row(page, ["Du", "Au", "Montant", "En tout", "Qui paie"]);
    page.row(&"─".repeat(80));
    for (position, segment) in schedule.segments.iter().enumerate() {
        if position > 0 {
            page.gap();
        }
        let from = french::short_date(segment.days.from);
        let to = french::short_date(segment.days.until.add_days(-1));
        let mut dates = [from.as_str(), to.as_str()];
        if segment.lines.is_empty() {
            row(page, [dates[0], dates[1], "rien", "", ""]);
        }
        for view in schedule.lines(segment) {
            let total = view
                .line
                .total
                .map_or_else(String::new, |total| euros(&total.to_string()));
            row(
                page,
                [
                    dates[0],
                    dates[1],
                    &amount(&view),
                    &total,
                    &view.versement.payer.1,
                ],
            );
            let source = notes.sign(view.source(schedule.plan()));
            let sure = match view.line.reliability {
                Reliability::ToConfirm => ", à confirmer",
                Reliability::Secondary | Reliability::Text => "",
            };
            page.line(4, &format!("{} {source}{sure}", view.versement.title));
            dates = ["", ""];
        }
        for cause in &segment.causes {
            page.marked(4, ITEM, &why(schedule.plan(), cause, notes));
        }
        several(segment, page);
    }
}

/// The sum of a segment in which several things are paid.
fn several(segment: &Segment, page: &mut Page) {
    if segment.lines.len() > 1 {
        row(page, ["", "", "ensemble", &euros(&segment.total.to_string()), ""]);
    }
}

fn amount(view: &LineView<'_>) -> String {
    match (view.line.amount, view.pace()) {
        (Some(amount), Some(pace)) => {
            let text = french::quantity(&amount.to_string(), Some("EUR"), false);
            let per = pace.unit().trim_start_matches("EUR");
            format!("{text}{per}")
        }
        _ => "montant inconnu".to_owned(),
    }
}

fn why<'a>(plan: &'a Plan, cause: &'a Cause, notes: &mut Notes<'a>) -> String {
    match cause {
        Cause::Parameter {
            title,
            unit,
            before,
            after,
            source,
        } => {
            let shown = |text: &str| french::quantity(text, unit.as_deref(), false);
            format!(
                "{title}\u{a0}: {} puis {} {}",
                shown(before),
                shown(after),
                notes.sign(source.view(plan))
            )
        }
        Cause::Table { title, source } => {
            format!(
                "nouveau barème\u{a0}: {} {}",
                french::inside(title),
                notes.sign(source.view(plan))
            )
        }
        other => other.text(),
    }
}

fn totals(schedule: &Schedule, page: &mut Page) {
    let totals = &schedule.totals;
    page.part("Total");
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
        page.marked(0, ITEM, &format!("{}\u{a0}: {total}{more}", payer.label));
    }
    let total = euros(&totals.total.to_string());
    let sentence = if totals.complete {
        format!("Pour toute la formation\u{a0}: {total}.")
    } else {
        format!("Pour toute la formation, au moins {total}\u{a0}: tous les montants ne sont pas connus.")
    };
    page.line(0, &sentence);
}

fn open(schedule: &Schedule, page: &mut Page) {
    if schedule.open.is_empty() {
        return;
    }
    page.part("Ce qui reste à savoir");
    for open in &schedule.open {
        let facts = facts(schedule, &open.missing);
        page.marked(
            0,
            OPEN,
            &format!("{}\u{a0}: il manque {facts}.", title(schedule, open)),
        );
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

/// What to know before counting on these amounts.
fn caveats<'a>(schedule: &'a Schedule, page: &mut Page, notes: &mut Notes<'a>) {
    let Some(month) = &schedule.month_days else {
        return;
    };
    page.part("À savoir");
    let mut said: Vec<String> = Vec::new();
    for view in schedule
        .segments
        .iter()
        .flat_map(|segment| schedule.lines(segment))
    {
        if let Some(caveat) = &view.versement.caveat {
            let text = format!("{}\u{a0}: {}.", view.versement.title, french::inside(caveat));
            if !said.contains(&text) {
                page.marked(0, ITEM, &text);
                said.push(text);
            }
        }
    }
    page.marked(
        0,
        ITEM,
        &format!(
            "Un mois entier compte pour un mois ; un mois incomplet compte par ses jours, chacun pour un {}e de mois {}.",
            month.value,
            notes.sign(month.source.view(schedule.plan()))
        ),
    );
    let outdated = schedule
        .segments
        .iter()
        .flat_map(|segment| &segment.lines)
        .filter_map(|line| line.outdated)
        .min();
    if let Some(verified) = outdated {
        let day = french::date(verified);
        page.marked(
            0,
            WARN,
            &format!("Des valeurs n'ont pas été vérifiées après le {day} : la suite est ce que l'on en sait aujourd'hui."),
        );
    }
}

fn facts(schedule: &Schedule, ids: &[bareme::vocabulary::FactId]) -> String {
    let titles: Vec<String> = schedule
        .facts(ids)
        .map(|fact| french::inside(&fact.title))
        .collect();
    french::list(&titles, "et")
}

fn euros(text: &str) -> String {
    french::quantity(text, Some("EUR"), false)
}
