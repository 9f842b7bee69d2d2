//! What is paid over a course, as a table: from when to when, how much, who pays, and why it changes.

use bareme::{
    plan::{DispositifPlan, Object, Plan, Reliability},
    schedule::{Cause, LineView, Open, Schedule},
};

use crate::{
    answer::{self, Nature},
    builder::Body,
    data, month, part,
    reasons::Notes,
    sources,
    tree::{Block, Line, Mark, Recit, Row, Span, Table, Text},
    words::{self, Words},
};

/// What is paid, from the first day of the course to the last.
#[must_use]
pub fn schedule(schedule: &Schedule) -> Recit {
    let plan = schedule.plan();
    let mut body = Body::default();
    match schedule.course {
        Some(course) => body.line(
            0,
            format!(
                "Du {} au {}, selon ce que le dossier dit au {}.",
                words::date(course.from),
                words::date(course.until.add_days(-1)),
                words::date(schedule.date())
            ),
        ),
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
        blocks.push(Block::Table(table(schedule, &relays, &mut notes)));
        blocks.push(titled("Total", |body| totals(schedule, &relays, body)));
    }
    if !schedule.open.is_empty() {
        blocks.push(titled("Ce qui reste à savoir", |body| open(schedule, body)));
    }
    if schedule.month_days.is_some() {
        let mut body = Body::default();
        caveats(schedule, &mut body, &mut notes);
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
        .map(|dispositif| {
            let title = schedule.plan().titled(&dispositif.title, Some(schedule.date()));
            match answer::nature_of(dispositif) {
                Nature::Decision => format!("« {title} », si la demande est acceptée"),
                _ => format!("« {title} »"),
            }
        })
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

/// « Nous ne savons pas si « … » existe encore »
fn unsure(schedule: &Schedule, relays: &[&DispositifPlan]) -> Option<Line> {
    let titles: Vec<String> = relays
        .iter()
        .map(|relay| format!("« {} »", schedule.titled(&relay.title)))
        .collect();
    let read = relays.first()?.in_force.last()?;
    let same = relays.iter().all(|relay| relay.in_force.last() == Some(read));
    let until = if same {
        format!("\u{a0}: ce qui a été lu s'arrête au {}", words::date(read))
    } else {
        String::new()
    };
    let exists = if titles.len() == 1 { "existe" } else { "existent" };
    Some(Line::marked(
        Mark::Warn,
        format!(
            "Nous ne savons pas si {} {exists} encore{until}.",
            words::list(&titles, "et")
        ),
    ))
}

fn table<'a>(schedule: &'a Schedule, relays: &[&DispositifPlan], notes: &mut Notes<'a>) -> Table {
    let mut rows = Vec::new();
    for segment in &schedule.segments {
        let from = words::short_date(segment.days.from);
        let to = words::short_date(segment.days.until.add_days(-1));
        let mut dates = [from, to];
        let mut row = |amount: String, total: String, payer: &str, under| {
            let [from, to] = std::mem::take(&mut dates);
            rows.push(Row {
                cells: vec![from, to, amount, total, payer.to_owned()],
                under,
            });
        };
        if segment.lines.is_empty() {
            let nothing = if schedule.open.is_empty() && relays.is_empty() {
                "rien"
            } else {
                "rien d'établi"
            };
            let unsure = unsure(schedule, relays);
            row(
                nothing.to_owned(),
                String::new(),
                "",
                unsure.into_iter().collect(),
            );
        }
        for view in schedule.lines(segment) {
            let total = view
                .line
                .total
                .map_or_else(String::new, |total| euros(&total.to_string()));
            let sure = match view.line.reliability {
                Reliability::ToConfirm => ", à confirmer",
                Reliability::Secondary | Reliability::Text => "",
            };
            let text = Text::from(view.versement.title.as_str())
                .note(notes.sign(view.source(schedule.plan())))
                .and(sure);
            row(
                amount(&view),
                total,
                &view.versement.payer.1,
                vec![Line::plain(text)],
            );
        }
        if segment.lines.len() > 1 {
            row(
                "ensemble".to_owned(),
                euros(&segment.total.to_string()),
                "",
                Vec::new(),
            );
        }
        let causes = segment
            .causes
            .iter()
            .map(|cause| Line::marked(Mark::Item, why(schedule.plan(), cause, notes)));
        if let Some(last) = rows.last_mut() {
            last.under.extend(causes);
        }
    }
    Table {
        columns: ["Du", "Au", "Montant", "En tout", "Qui paie"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

fn amount(view: &LineView<'_>) -> String {
    match (view.line.amount, view.pace()) {
        (Some(amount), Some(pace)) => {
            let text = Words::default().quantity(&amount.to_string(), Some("EUR"), false);
            let per = pace.unit().trim_start_matches("EUR");
            format!("{text}{per}")
        }
        _ => "montant inconnu".to_owned(),
    }
}

fn why<'a>(plan: &'a Plan, cause: &'a Cause, notes: &mut Notes<'a>) -> Text {
    match cause {
        Cause::Parameter {
            title,
            unit,
            before,
            after,
            source,
        } => {
            let shown = |text: &str| Words::of(plan).quantity(text, unit.as_deref(), false);
            Text::from(format!("{title}\u{a0}: {} puis {}", shown(before), shown(after)))
                .note(notes.sign(source.view(plan)))
        }
        Cause::Table { title, source } => {
            Text::from(format!("nouveau barème\u{a0}: {}", words::inside(title)))
                .note(notes.sign(source.view(plan)))
        }
        other => other.text().into(),
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
    let sentence = if totals.complete && !nothing_yet && relays.is_empty() {
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
        body.marked(0, Mark::Open, text.join(facts(schedule, &open.missing)).and("."));
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
fn caveats<'a>(schedule: &'a Schedule, body: &mut Body, notes: &mut Notes<'a>) {
    let Some(month) = &schedule.month_days else {
        return;
    };
    let mut said: Vec<String> = Vec::new();
    for view in schedule
        .segments
        .iter()
        .flat_map(|segment| schedule.lines(segment))
    {
        if let Some(caveat) = &view.versement.caveat {
            let text = format!("{}\u{a0}: {}.", view.versement.title, words::inside(caveat));
            if !said.contains(&text) {
                body.marked(0, Mark::Item, text.as_str());
                said.push(text);
            }
        }
    }
    doubts(schedule, body);
    if let Some(sentence) = month::sentence(schedule, month) {
        let text = Text::from(sentence).note(notes.sign(month.source.view(schedule.plan())));
        body.marked(0, Mark::Item, text.and("."));
    }
    let outdated = schedule
        .segments
        .iter()
        .flat_map(|segment| &segment.lines)
        .filter_map(|line| line.outdated)
        .min();
    if let Some(verified) = outdated {
        let day = words::date(verified);
        body.marked(
            0,
            Mark::Warn,
            format!("Des valeurs n'ont pas été lues après le {day} : la suite est ce que l'on en sait aujourd'hui."),
        );
    }
}

/// The questions about what is paid, each once.
fn doubts(schedule: &Schedule, body: &mut Body) {
    let mut said: Vec<&str> = Vec::new();
    for view in (schedule.segments.iter()).flat_map(|segment| schedule.lines(segment)) {
        let word = format!("versement:{}", view.versement.id);
        for doubt in &view.dispositif.doubts {
            let concerned = doubt.concerns.iter().any(|concern| concern.word == word);
            if concerned && doubt.test.is_none() && !said.contains(&doubt.question.as_str()) {
                said.push(&doubt.question);
                body.marked(0, Mark::Warn, format!("À confirmer\u{a0}: {}", doubt.question));
            }
        }
    }
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
