//! What to know before counting on the amounts.

use bareme::{
    Incomes,
    schedule::{LineView, Schedule},
};

use crate::{
    builder::Body,
    month,
    reasons::Notes,
    tree::{Mark, Text},
    words,
};

/// Everything that is paid, in one way or another.
fn paid(incomes: &Incomes) -> impl Iterator<Item = LineView<'_>> {
    let ways = incomes.sequences.iter().map(|sequence| &sequence.schedule);
    core::iter::once(&incomes.schedule).chain(ways).flat_map(lines)
}

fn lines(schedule: &Schedule) -> impl Iterator<Item = LineView<'_>> {
    let segments = schedule.segments.iter();
    segments.flat_map(|segment| schedule.lines(segment))
}

/// What to know before counting on these amounts.
pub(super) fn caveats<'a>(incomes: &'a Incomes, body: &mut Body, notes: &mut Notes<'a>) {
    let schedule = &incomes.schedule;
    let Some(counting) = &schedule.month_days else {
        return;
    };
    let mut said: Vec<String> = Vec::new();
    for view in paid(incomes) {
        if let Some(caveat) = &view.versement.caveat {
            let text = format!("{}\u{a0}: {}.", view.versement.title, words::inside(caveat));
            if !said.contains(&text) {
                body.marked(0, Mark::Item, text.as_str());
                said.push(text);
            }
        }
    }
    doubts(incomes, body);
    let ways = incomes.sequences.iter().map(|sequence| &sequence.schedule);
    // The same sentence for all, but that one may pay a day that adds nothing: the longest says so.
    let counted = core::iter::once(schedule)
        .chain(ways)
        .filter_map(|schedule| month::sentence(schedule, counting))
        .max_by_key(String::len);
    if let Some(sentence) = counted {
        let text = Text::from(sentence).note(notes.sign(counting.source.view(schedule.plan())));
        body.marked(0, Mark::Item, text.and("."));
    }
    let outdated = paid(incomes).filter_map(|view| view.line.outdated).min();
    if let Some(verified) = outdated {
        let day = words::date(verified);
        body.marked(
            0,
            Mark::Warn,
            format!("Des valeurs n'ont pas été lues après le {day} : la suite est ce que l'on en sait aujourd'hui."),
        );
    }
}

/// The questions about what is paid, each once; of the others, how many there are.
fn doubts(incomes: &Incomes, body: &mut Body) {
    let plan = incomes.schedule.plan();
    let (mut said, mut others): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let paid: Vec<&str> = paid(incomes).map(|view| view.dispositif.id.as_str()).collect();
    for (position, doubts) in &incomes.doubts {
        let Some(dispositif) = plan
            .dispositif(*position)
            .filter(|one| paid.contains(&one.id.as_str()))
        else {
            continue;
        };
        for doubt in doubts
            .iter()
            .filter_map(|doubt| dispositif.doubts.get(usize::from(*doubt)))
        {
            let about_payments = doubt
                .concerns
                .iter()
                .any(|concern| concern.word.starts_with("versement:"));
            let list = if about_payments { &mut said } else { &mut others };
            if !list.contains(&doubt.question.as_str()) {
                list.push(&doubt.question);
            }
        }
    }
    for question in &said {
        body.marked(0, Mark::Warn, format!("À confirmer\u{a0}: {question}"));
    }
    others.retain(|question| !said.contains(question));
    if !others.is_empty() {
        let (these, which) = match others.len() {
            1 => ("Une question reste ouverte".to_owned(), "elle est écrite"),
            count => (
                format!("{count} questions restent ouvertes"),
                "elles sont écrites",
            ),
        };
        body.marked(
            0,
            Mark::Warn,
            format!("{these} sur le droit même à ces revenus\u{a0}: {which} avec les raisons de chacun."),
        );
    }
}
