//! What to know before counting on the amounts.

use bareme::{plan::Pace, schedule::Schedule};

use crate::{
    builder::Body,
    reasons::Notes,
    tree::{Mark, Text},
    words,
};

/// What to know before counting on these amounts.
pub(super) fn caveats<'a>(schedule: &'a Schedule, body: &mut Body, notes: &mut Notes<'a>) {
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
    let by_month = schedule
        .segments
        .iter()
        .flat_map(|segment| schedule.lines(segment));
    if by_month
        .filter_map(|view| view.pace())
        .any(|pace| pace == Pace::Month)
    {
        body.marked(
        0,
        Mark::Item,
        Text::from(format!(
            "Un mois entier compte pour un mois ; un mois incomplet compte par ses jours, chacun pour un {}e de mois",
            month.value
        ))
        .note(notes.sign(month.source.view(schedule.plan())))
        .and("."),
        );
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
