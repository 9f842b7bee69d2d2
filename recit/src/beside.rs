//! Two answers about one dossier, beside each other: only where they differ.

use std::collections::BTreeSet;

use bareme::{Answer, Verdict, answer::Decision};

use crate::{
    builder::Body,
    reasons,
    tree::{Block, Line, Mark, Row, Span, Table},
    verdict,
};

/// How what differs is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// In two columns: a page, Markdown.
    Columns,
    /// One after the other: a terminal.
    Lines,
}

/// What differs in the reasoning of two answers about one dossier: of one dispositif in each, maybe under two names. Nothing of what is said twice.
///
/// The answers hold their reasons: they were made with `Engine::explain`.
#[must_use]
pub fn beside(before: (&Answer, &str), after: (&Answer, &str), shown: Beside) -> Vec<Block> {
    let [old, new] = [before, after].map(|(answer, id)| told(answer, id));
    let mut found = differences(&old, &new);
    // A condition met before and after may rest on what a droit is told to rest on.
    let said: BTreeSet<String> = (found.iter().filter(|one| one.is_moved()))
        .flat_map(Difference::details)
        .cloned()
        .collect();
    found.retain(|one| one.is_moved() || one.details().any(|detail| !said.contains(detail)));
    vec![match shown {
        Beside::Columns => Block::Table(Table {
            columns: ["Sur", "Avant", "Après"].map(ToOwned::to_owned).to_vec(),
            rows: found.iter().flat_map(rows).collect(),
        }),
        Beside::Lines => Block::Lines {
            lines: found.iter().map(line).collect(),
        },
    }]
}

/// What differs in a few lines: the answer, the conditions and the amounts that are others, « non remplie → remplie ».
pub(crate) fn brief(before: (&Answer, &str), after: (&Answer, &str)) -> Vec<Line> {
    let found = differences(&told(before.0, before.1), &told(after.0, after.1));
    let answers = [before, after].map(|(answer, id)| {
        let decision = answer.decision(id);
        decision.map_or("", |decision| match decision.verdict() {
            Verdict::Eligible => "oui",
            Verdict::NotEligible => "non",
            Verdict::Undetermined => "à préciser",
            Verdict::OutOfPeriod => "pas en vigueur",
        })
    });
    let (moved, alike): (Vec<&Difference>, Vec<&Difference>) = found
        .iter()
        .filter(|one| one.about != ANSWER)
        .partition(|one| one.is_moved());
    let mut lines = Vec::new();
    if answers[0] != answers[1] {
        lines.push(Line::plain(format!(
            "{ANSWER}\u{a0}: {} → {}",
            answers[0], answers[1]
        )));
    }
    // Who is granted something newly, or no more, reads its amounts and what is not met: the rest is in the whole explanation.
    let granted = |one: &&&Difference| {
        let only = match (&one.before, &one.after) {
            (None, Some(only)) | (Some(only), None) => Some(only),
            (Some(_), Some(_)) | (None, None) => None,
        };
        let counts = |side: &Side| side.value.contains('€') || side.value.contains("non remplie");
        answers[0] == answers[1] || only.is_none_or(counts)
    };
    lines.extend(moved.iter().filter(granted).map(|one| one.brief()));
    if lines.is_empty() {
        // Neither the answer nor an amount: what it rests on.
        lines.extend(alike.iter().map(|one| one.brief()));
    }
    lines
}

/// What is granted, droit by droit: « Montant de la bourse : 1 454,00 € par an ».
pub(crate) fn droits(answer: &Answer, id: &str) -> Vec<Line> {
    let all = told(answer, id);
    let conditions = ["remplie", "à confirmer"];
    let droits = all.iter().filter(|one| {
        one.about != ANSWER
            && !one.value.is_empty()
            && !conditions.iter().any(|word| one.value.contains(word))
    });
    let lines = droits.map(|one| {
        Line::marked(
            Mark::Item,
            format!("{}\u{a0}: {}", one.about, first_sentence(&one.value)),
        )
    });
    lines.collect()
}

/// What the verdict is told about.
const ANSWER: &str = "Réponse";

/// Something that is told: the verdict, a condition, a droit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    about: String,
    value: String,
    /// How it comes.
    details: Vec<String>,
}

/// What is told otherwise of one thing.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    about: String,
    before: Option<Side>,
    after: Option<Side>,
}

impl Difference {
    /// Is it another value, whatever it rests on?
    fn is_moved(&self) -> bool {
        self.before.as_ref().map(|side| &side.value) != self.after.as_ref().map(|side| &side.value)
    }

    fn details(&self) -> impl Iterator<Item = &String> {
        let sides = self.before.iter().chain(&self.after);
        sides.flat_map(|side| &side.details)
    }

    /// « Âge : non remplie → remplie », with what it comes from when both say it.
    fn brief(&self) -> Line {
        let value = |side: &Option<Side>| side.as_ref().map(|side| first_sentence(&side.value).to_owned());
        let told = match (value(&self.before), value(&self.after)) {
            (Some(old), Some(new)) if old == new => old,
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (None, Some(only)) if only.contains("remplie") => format!("{only} (nouvelle condition)"),
            (None, Some(only)) => format!("rien → {only}"),
            (Some(only), None) if only.contains("remplie") => format!("{only} → n'est plus demandé"),
            (Some(only), None) => format!("{only} → plus rien"),
            (None, None) => String::new(),
        };
        let line = Line::plain(format!("{}\u{a0}: {told}", self.about));
        let reason = |side: &Option<Side>| {
            side.as_ref()
                .and_then(|side| side.details.iter().find(|one| one.starts_with("= ")).cloned())
        };
        match (reason(&self.before), reason(&self.after)) {
            (Some(old), Some(new)) => line.with(vec![
                Line::plain(format!("avant {old}")),
                Line::plain(format!("après {new}")),
            ]),
            (None | Some(_), None) | (None, Some(_)) => line,
        }
    }
}

/// « 1 454,00 € par an » of « 1 454,00 € par an. Qui paie : Région ».
fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first)
}

/// What one of the answers tells, with what it alone says of how it comes.
#[derive(Debug, PartialEq, Eq)]
struct Side {
    value: String,
    details: Vec<String>,
}

/// The verdict, then each condition and each droit.
fn told(answer: &Answer, id: &str) -> Vec<Told> {
    let Some(decision) = answer.decision(id) else {
        return Vec::new();
    };
    let mut all = vec![Told {
        about: ANSWER.to_owned(),
        value: verdict_told(&decision),
        details: Vec::new(),
    }];
    let mut notes = reasons::Notes::new(answer.plan());
    let mut body = Body::default();
    reasons::Reasons::of(answer, decision).reasoning(&mut body, &mut notes);
    gathered(&body.into_blocks(), &mut all);
    all
}

fn verdict_told(decision: &Decision<'_>) -> String {
    format!(
        "{} {}",
        verdict::mark(decision).sign(),
        verdict::sentence(decision)
    )
}

fn gathered(blocks: &[Block], all: &mut Vec<Told>) {
    for block in blocks {
        match block {
            Block::Section(section) => gathered(&section.blocks, all),
            Block::Fold(fold) => gathered(&fold.blocks, all),
            Block::Lines { lines } => all.extend(lines.iter().map(one)),
            Block::Table(_) | Block::Card(_) | Block::Sources { .. } => {}
        }
    }
}

/// « Âge : remplie » is « remplie », about « Âge ».
fn one(line: &Line) -> Told {
    let words = plain(line);
    let (about, value) = words.split_once("\u{a0}: ").unwrap_or((&words, ""));
    let mut details = Vec::new();
    inside(&line.lines, &mut details);
    Told {
        about: about.to_owned(),
        value: signed(line.mark, value),
        details,
    }
}

fn inside(lines: &[Line], details: &mut Vec<String>) {
    for line in lines {
        details.push(signed(line.mark, &plain(line)));
        inside(&line.lines, details);
    }
}

/// The words without the numbers of notes, which are of one answer.
fn plain(line: &Line) -> String {
    let words = line
        .text
        .0
        .iter()
        .filter(|span| !matches!(span, Span::Note { .. }));
    let words: String = words.map(|span| span.plain().into_owned()).collect();
    words.trim_end().to_owned()
}

fn signed(mark: Mark, words: &str) -> String {
    match mark {
        Mark::None | Mark::Item => words.to_owned(),
        Mark::Yes | Mark::No | Mark::Open | Mark::Warn | Mark::Equals | Mark::Next | Mark::Closed => {
            format!("{} {words}", mark.sign())
        }
    }
}

/// What is told otherwise, in the order of the new answer; what it tells no more comes last. How something comes is compared when both tell it, wherever
/// they do.
fn differences(old: &[Told], new: &[Told]) -> Vec<Difference> {
    // « Les 1 200 premières heures » may be 1 300 in the other: what is said about is the same.
    let named = |list: &[Told], others: &[Told], about: &str| {
        let same = list.iter().find(|one| one.about == about);
        let alone = |one: &&Told| others.iter().all(|other| other.about != one.about);
        let alike = || {
            let mut alike = list.iter().filter(|one| letters(&one.about) == letters(about));
            alike.find(alone)
        };
        same.or_else(alike).cloned()
    };
    let alone = |told: Told| Side {
        value: told.value,
        details: Vec::new(),
    };
    let (said_before, said_after) = (said(old), said(new));
    let mut found = Vec::new();
    for is in new {
        let Some(was) = named(old, new, &is.about) else {
            found.push(Difference {
                about: is.about.clone(),
                before: None,
                after: Some(alone(is.clone())),
            });
            continue;
        };
        let only = |details: &[String], others: &BTreeSet<String>| {
            let own = details.iter().filter(|one| !others.contains(without_place(one)));
            own.cloned().collect::<Vec<_>>()
        };
        let before = Side {
            details: only(&was.details, &said_after),
            value: was.value.clone(),
        };
        let after = Side {
            details: only(&is.details, &said_before),
            value: is.value.clone(),
        };
        // One that says more of the same says nothing else.
        let same = before.value == after.value && (before.details.is_empty() || after.details.is_empty());
        if !same {
            found.push(Difference {
                about: is.about.clone(),
                before: Some(before),
                after: Some(after),
            });
        }
    }
    for was in old.iter().filter(|was| named(new, old, &was.about).is_none()) {
        found.push(Difference {
            about: was.about.clone(),
            before: Some(alone(was.clone())),
            after: None,
        });
    }
    found
}

/// A title without its numbers.
fn letters(about: &str) -> String {
    about
        .chars()
        .filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace())
        .collect()
}

/// All that an answer says, line by line.
fn said(list: &[Told]) -> BTreeSet<String> {
    let lines = list.iter().flat_map(|one| {
        let head = format!("{}\u{a0}: {}", one.about, one.value);
        core::iter::once(head).chain(one.details.iter().cloned())
    });
    lines.map(|line| without_place(&line).to_owned()).collect()
}

/// Where something is worked out is of one answer.
fn without_place(line: &str) -> &str {
    let places = [" (calcul plus haut)", " (calcul plus bas)"];
    places
        .into_iter()
        .find_map(|place| line.strip_suffix(place))
        .unwrap_or(line)
}

/// A row for what is told, and one for each line of how it comes.
fn rows(difference: &Difference) -> Vec<Row> {
    let texts = |side: &Option<Side>| -> Vec<String> {
        let side = side.iter();
        side.flat_map(|side| core::iter::once(&side.value).chain(&side.details).cloned())
            .collect()
    };
    let (before, after) = (texts(&difference.before), texts(&difference.after));
    let text = |side: &[String], position: usize| side.get(position).cloned().unwrap_or_default();
    (0..before.len().max(after.len()))
        .map(|position| Row {
            cells: vec![
                if position == 0 {
                    difference.about.clone()
                } else {
                    String::new()
                },
                text(&before, position),
                text(&after, position),
            ],
            under: Vec::new(),
        })
        .collect()
}

fn line(difference: &Difference) -> Line {
    let side = |word: &str, side: &Option<Side>| {
        let side = side.as_ref()?;
        let details = side.details.iter().map(|one| Line::plain(one.as_str()));
        Some(Line::plain(format!("{word}\u{a0}: {}", side.value)).with(details.collect()))
    };
    let lines = [
        side("avant", &difference.before),
        side("après", &difference.after),
    ];
    Line::marked(Mark::Item, difference.about.as_str()).with(lines.into_iter().flatten().collect())
}

#[cfg(test)]
#[path = "beside_tests.rs"]
mod tests;
