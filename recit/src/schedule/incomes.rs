//! The ways to be paid during a course, compared: one sentence for each, and the months side by side.

use bareme::{
    Incomes,
    catalogue::{DispositifPlan, Reliability},
    date::Day,
    schedule::{Month, Schedule, Segment, Sequence},
    vocabulary::FactId,
};

use super::{
    table,
    titles::{euros, facts, named, relays, title, titled},
};
use crate::{
    builder::Body,
    reasons::Notes,
    tree::{Block, Mark, Row, Table, Text},
    words,
};

/// How many stand side by side.
const MOST_COLUMNS: usize = 3;

const NOTHING: &str = "rien";
const NOTHING_YET: &str = "rien d'établi";
const UNKNOWN: &str = "pas encore connu";

/// « Quel revenu pendant la formation ? »; nothing when there is neither an income nor one that may be.
pub(super) fn section<'a>(incomes: &'a Incomes, notes: &mut Notes<'a>) -> Option<Block> {
    let alone = incomes.sequences.len() == 1;
    let mut found = Vec::new();
    let block = titled("Quel revenu pendant la formation ?", |body| {
        for (position, sequence) in incomes.sequences.iter().enumerate() {
            let text = sentence(incomes, position, sequence, notes);
            body.marked(0, Mark::Item, text);
        }
        if !alone && let Some(best) = incomes.best() {
            conclusion(incomes, best, body);
        }
        unknown(incomes, body);
        let shown: Vec<&Sequence> = incomes.sequences.iter().take(MOST_COLUMNS).collect();
        found = months(&shown, is_established(incomes));
    });
    if incomes.sequences.is_empty() && may_be(incomes).is_empty() {
        return None;
    }
    let Block::Section(mut section) = block else {
        return Some(block);
    };
    if !found.is_empty() {
        let mut columns = vec!["Mois".to_owned()];
        let shown = incomes.sequences.len().min(MOST_COLUMNS);
        columns.extend((1..=shown).map(|number| label(alone, number)));
        section.blocks.push(Block::Table(Table { columns, rows: found }));
    }
    Some(Block::Section(section))
}

fn label(alone: bool, number: usize) -> String {
    if alone {
        "Revenu".to_owned()
    } else {
        format!("Revenu {number}")
    }
}

/// « Revenu 1 : « A », 41,20 €/jour jusqu'au 31 août 2027 ; « B », 652,02 €/mois à partir du 1er septembre 2027. En tout : 9 000 €. »
fn sentence<'a>(incomes: &Incomes, position: usize, sequence: &'a Sequence, notes: &mut Notes<'a>) -> Text {
    let alone = incomes.sequences.len() == 1;
    let number = position.saturating_add(1);
    let mut text = Text::default().strong(format!("{}\u{a0}: ", label(alone, number)));
    let schedule = &sequence.schedule;
    let mut first = true;
    for dispositif in in_order(schedule) {
        text = text.and(if first { "" } else { "\u{a0}; " });
        text = text.join(stretch(schedule, dispositif, notes));
        first = false;
    }
    if sequence.total().is_zero() && !sequence.is_complete() {
        return text.and(". Aucun montant n'est encore connu.");
    }
    let total = euros(&sequence.total().to_string());
    let more = if sequence.is_complete() && relays(schedule).is_empty() {
        ""
    } else {
        "au moins "
    };
    text = text.and(&format!(". En tout\u{a0}: {more}{total}"));
    text.and(&match sequence.gap {
        _ if alone => ".".to_owned(),
        None => ", car tous les montants ne sont pas connus.".to_owned(),
        Some(gap) if gap.is_zero() => ".".to_owned(),
        Some(gap) => {
            let complete = incomes.best().is_some_and(Sequence::is_complete);
            let least = if complete { "" } else { "au moins " };
            format!(", soit {least}{} de moins.", euros(&gap.to_string()))
        }
    })
}

/// The dispositifs, those that are paid first before the others.
fn in_order(schedule: &Schedule) -> Vec<u16> {
    let starts = |position: u16| -> Option<Day> {
        let mut segments = schedule.segments.iter();
        let paid = segments.find(|segment| segment.lines.iter().any(|line| line.dispositif == position))?;
        Some(paid.days.from)
    };
    let mut list = schedule.dispositifs.clone();
    list.sort_by_key(|position| starts(*position).map_or((true, Day::MAX), |day| (false, day)));
    list
}

/// What one dispositif pays, from when to when, and why it changes.
fn stretch<'a>(schedule: &'a Schedule, position: u16, notes: &mut Notes<'a>) -> Text {
    let Some(dispositif) = schedule.plan().dispositif(position) else {
        return Text::default();
    };
    let segments = schedule.segments.iter();
    let lines: Vec<_> = segments
        .flat_map(|segment| schedule.lines(segment))
        .filter(|view| view.line.dispositif == position)
        .collect();
    let mut text = Text::from(named(schedule, dispositif));
    if let Some(view) = lines.first() {
        text = text.note(notes.sign(view.source(schedule.plan())));
    }
    let mut before: Option<String> = None;
    let mut begun = false;
    for segment in &schedule.segments {
        let now = paid(schedule, segment, dispositif);
        if now == before {
            continue;
        }
        let from = words::date(segment.days.from);
        let is_first = segment.days.from == schedule.course.map_or(Day::MIN, |course| course.from);
        text = match (&now, is_first, begun) {
            (Some(amount), true, _) => text.and(&format!(", {amount}")),
            (Some(amount), false, false) => text
                .and(&format!(", à partir du {from}"))
                .join(because(schedule, segment, notes))
                .and(&format!("\u{a0}: {amount}")),
            (Some(amount), false, true) => text
                .and(&format!(", puis {amount} à partir du {from}"))
                .join(because(schedule, segment, notes)),
            (None, ..) => {
                let last = words::date(segment.days.from.add_days(-1));
                text.and(&format!(", jusqu'au {last}"))
            }
        };
        begun |= now.is_some();
        before = now;
    }
    if !begun {
        text = text.and(", montant à déterminer");
    }
    if lines
        .iter()
        .any(|view| view.line.reliability == Reliability::ToConfirm)
    {
        text = text.and(", à confirmer");
    }
    text
}

/// « 41,20 €/jour et 54 €/mois »; nothing when it pays nothing on these days.
fn paid(schedule: &Schedule, segment: &Segment, dispositif: &DispositifPlan) -> Option<String> {
    let own = schedule
        .lines(segment)
        .filter(|view| view.dispositif.id == dispositif.id);
    let amounts: Vec<String> = own.map(|view| table::amount(&view)).collect();
    (!amounts.is_empty()).then(|| words::list(&amounts, "et"))
}

/// « (fin des droits au chômage) »
fn because<'a>(schedule: &'a Schedule, segment: &'a Segment, notes: &mut Notes<'a>) -> Text {
    let mut text = Text::default();
    for cause in &segment.causes {
        text.push(if text.0.is_empty() { " (" } else { "\u{a0}; " });
        text = text.join(table::why(schedule.plan(), cause, notes));
    }
    if text.0.is_empty() { text } else { text.and(")") }
}

fn conclusion(incomes: &Incomes, best: &Sequence, body: &mut Body) {
    let second = incomes.sequences.get(1).and_then(|second| second.gap);
    let sentence = match second {
        _ if !incomes.is_settled() => {
            "Nous ne pouvons pas dire lequel donne le plus\u{a0}: tous les montants ne sont pas connus."
                .to_owned()
        }
        Some(gap) if gap.is_zero() && best.is_complete() => {
            "Les deux premiers donnent autant sur toute la formation.".to_owned()
        }
        Some(gap) => {
            let least = if best.is_complete() { "" } else { "au moins " };
            let known = if is_established(incomes) {
                "Le"
            } else {
                "Parmi ce qui est établi, le"
            };
            format!(
                "{known} meilleur est le revenu 1\u{a0}: {least}{} de plus que le revenu 2 sur toute la formation.",
                euros(&gap.to_string())
            )
        }
        None => String::new(),
    };
    if !sentence.is_empty() {
        body.strong(0, Mark::None, sentence);
    }
    match (incomes.omitted, incomes.more) {
        (0, false) => {}
        (1, false) => body.line(
            0,
            "Un autre revenu possible n'est pas montré\u{a0}: il ne donne pas plus.",
        ),
        (many, false) => body.line(
            0,
            format!("{many} autres revenus possibles ne sont pas montrés\u{a0}: ils ne donnent pas plus."),
        ),
        (_, true) => body.marked(
            0,
            Mark::Warn,
            "Il y a trop de revenus possibles pour que tous aient été comparés.",
        ),
    }
    body.aside(
        0,
        "Ces revenus ne se cumulent pas. Seuls les versements pendant la formation sont comparés\u{a0}: ni l'impôt, ni les cotisations, ni les aides qui dépendent des ressources n'y sont.",
    );
}

/// Is there nothing else that may be paid?
fn is_established(incomes: &Incomes) -> bool {
    incomes.open.is_empty()
        && incomes
            .sequences
            .iter()
            .all(|sequence| relays(&sequence.schedule).is_empty())
}

/// What may be paid as well or instead, and is not told below.
fn may_be(incomes: &Incomes) -> Vec<&bareme::schedule::Open> {
    let told = &incomes.schedule.open;
    incomes.open.iter().filter(|open| !told.contains(open)).collect()
}

fn unknown(incomes: &Incomes, body: &mut Body) {
    let schedule = &incomes.schedule;
    for open in may_be(incomes) {
        // With what excludes it nobody has it as well.
        let plan = schedule.plan();
        let excluded = plan.dispositif(open.dispositif).is_some_and(|owner| {
            let all = |sequence: &Sequence| {
                let paid = &sequence.schedule.dispositifs;
                paid.iter().any(|other| owner.incompatible_with.contains(other))
            };
            !incomes.sequences.is_empty() && incomes.sequences.iter().all(all)
        });
        let how = if excluded {
            "à la place"
        } else {
            "aussi, ou à la place"
        };
        let text = Text::from(format!("« {} » pourrait être versé {how}", title(schedule, open)));
        // What another aid of the same list settles is asked of nobody.
        let asked = |id: &&FactId| plan.asking(**id).is_none_or(|asking| asking.outcome_of.is_none());
        let asked: Vec<FactId> = open.missing.iter().filter(asked).copied().collect();
        let text = match asked.as_slice() {
            [] => text,
            asked => text.and("\u{a0}: il manque ").join(facts(schedule, asked)),
        };
        body.marked(0, Mark::Open, text.and("."));
    }
}

/// The months, those that follow each other and pay the same in one row; `established`: nothing else may be paid.
pub(crate) fn months(shown: &[&Sequence], established: bool) -> Vec<Row> {
    let count = shown.first().map_or(0, |sequence| sequence.months.len());
    let nothing = if established { NOTHING } else { NOTHING_YET };
    let mut rows: Vec<(Day, Day, Vec<String>)> = Vec::new();
    for index in 0..count {
        let months: Vec<&Month> = shown
            .iter()
            .filter_map(|sequence| sequence.months.get(index))
            .collect();
        let Some(first) = months.first().map(|month| month.first()) else {
            continue;
        };
        let cells: Vec<String> = months.iter().map(|month| cell(month, nothing)).collect();
        match rows.last_mut() {
            Some((_, last, same)) if *same == cells => *last = first,
            _ => rows.push((first, first, cells)),
        }
    }
    rows.into_iter()
        .map(|(from, to, cells)| {
            let name = if from == to {
                words::month(from)
            } else {
                format!("{} à {}", words::month(from), words::month(to))
            };
            let each = if from == to { "" } else { "/mois" };
            let cells = cells.into_iter().map(|cell| match cell.as_str() {
                NOTHING | NOTHING_YET | UNKNOWN => cell,
                _ => cell + each,
            });
            Row {
                cells: core::iter::once(name).chain(cells).collect(),
                under: Vec::new(),
            }
        })
        .collect()
}

fn cell(month: &Month, nothing: &str) -> String {
    if month.complete && month.lines.is_empty() {
        return nothing.to_owned();
    }
    if month.complete {
        return euros(&month.total.to_string());
    }
    if month.total.is_zero() {
        return UNKNOWN.to_owned();
    }
    format!("au moins {}", euros(&month.total.to_string()))
}
