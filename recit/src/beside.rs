//! Two answers about one dossier, beside each other: only where they differ.

use bareme::{Answer, answer::Decision};

use crate::{
    builder::Body,
    reasons,
    tree::{Block, Line, Mark, Row, Span, Table, Text},
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
    let rows = differences(&old, &new);
    match shown {
        Beside::Columns => vec![Block::Table(Table {
            columns: ["Sur", "Avant", "Après"].map(ToOwned::to_owned).to_vec(),
            rows: rows.into_iter().map(row).collect(),
        })],
        Beside::Lines => vec![Block::Lines {
            lines: rows.iter().map(line).collect(),
        }],
    }
}

/// A line that was told, and how far to the right it stands.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    depth: usize,
    text: String,
}

/// What is told otherwise, under the last line that both tell.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    about: String,
    before: Option<String>,
    after: Option<String>,
}

/// The verdict, then every line of the reasoning.
fn told(answer: &Answer, id: &str) -> Vec<Told> {
    let Some(decision) = answer.decision(id) else {
        return vec![Told {
            depth: 0,
            text: "n'existe pas".to_owned(),
        }];
    };
    let mut lines = vec![Told {
        depth: 0,
        text: verdict_told(&decision),
    }];
    let mut notes = reasons::Notes::new(answer.plan());
    let mut body = Body::default();
    reasons::Reasons::of(answer, decision).reasoning(&mut body, &mut notes);
    flattened(&body.into_blocks(), 0, &mut lines);
    lines
}

fn verdict_told(decision: &Decision<'_>) -> String {
    format!(
        "{} {}",
        verdict::mark(decision).sign(),
        verdict::sentence(decision)
    )
}

fn flattened(blocks: &[Block], depth: usize, lines: &mut Vec<Told>) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                lines.push(Told {
                    depth,
                    text: section.title.clone(),
                });
                flattened(&section.blocks, depth + 1, lines);
            }
            Block::Lines { lines: inside } => each(inside, depth, lines),
            Block::Fold(fold) => flattened(&fold.blocks, depth, lines),
            Block::Table(_) | Block::Card(_) | Block::Sources { .. } => {}
        }
    }
}

fn each(inside: &[Line], depth: usize, lines: &mut Vec<Told>) {
    for line in inside {
        lines.push(Told {
            depth,
            text: signed(line),
        });
        each(&line.lines, depth + 1, lines);
    }
}

/// The words after their sign, without the numbers of notes, which are of one answer.
fn signed(line: &Line) -> String {
    let words = line
        .text
        .0
        .iter()
        .filter(|span| !matches!(span, Span::Note { .. }));
    let words: String = words.map(|span| span.plain().into_owned()).collect();
    let words = words.trim_end();
    match line.mark {
        Mark::None | Mark::Item => words.to_owned(),
        mark
        @ (Mark::Yes | Mark::No | Mark::Open | Mark::Warn | Mark::Equals | Mark::Next | Mark::Closed) => {
            format!("{} {words}", mark.sign())
        }
    }
}

/// The lines that only one side tells, those that stand together side by side.
fn differences(old: &[Told], new: &[Told]) -> Vec<Difference> {
    let common = common(old, new);
    let mut found = Vec::new();
    let (mut from, mut to) = (0, 0);
    let ends = [(old.len(), new.len())];
    for (at, and) in common.iter().chain(&ends) {
        let gone = old.get(from..*at).unwrap_or_default();
        let come = new.get(to..*and).unwrap_or_default();
        let first = gone.first().or(come.first());
        let about = first.map_or("", |first| above(new.get(..to).unwrap_or_default(), first.depth));
        for position in 0..gone.len().max(come.len()) {
            let text = |lines: &[Told]| lines.get(position).map(|line| line.text.clone());
            found.push(Difference {
                about: if position == 0 {
                    about.to_owned()
                } else {
                    String::new()
                },
                before: text(gone),
                after: text(come),
            });
        }
        (from, to) = (at + 1, and + 1);
    }
    found
}

/// The last line before that stands further left: what this one belongs to.
fn above(before: &[Told], depth: usize) -> &str {
    let found = before.iter().rev().find(|line| line.depth < depth);
    found.map_or("Réponse", |line| &line.text)
}

/// The positions of the longest list of lines that both tell, in order.
fn common(old: &[Told], new: &[Told]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_usize; (old.len() + 1) * width];
    let at = |longest: &[usize], i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or_default();
    for (i, before) in old.iter().enumerate().rev() {
        for (j, after) in new.iter().enumerate().rev() {
            let best = if before == after {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while let (Some(before), Some(after)) = (old.get(i), new.get(j)) {
        if before == after {
            common.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

fn row(difference: Difference) -> Row {
    Row {
        cells: vec![
            difference.about,
            difference.before.unwrap_or_default(),
            difference.after.unwrap_or_default(),
        ],
        under: Vec::new(),
    }
}

fn line(difference: &Difference) -> Line {
    let side = |word: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        Some(Line::plain(format!("{word}\u{a0}: {text}")))
    };
    let lines = [
        side("avant", &difference.before),
        side("après", &difference.after),
    ];
    let lines: Vec<Line> = lines.into_iter().flatten().collect();
    Line::marked(Mark::Item, Text::from(difference.about.as_str())).with(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Told> {
        let told = texts.iter().map(|text| Told {
            depth: text.len() - text.trim_start().len(),
            text: text.trim_start().to_owned(),
        });
        told.collect()
    }

    fn found(old: &[&str], new: &[&str]) -> Vec<(String, Option<String>, Option<String>)> {
        let found = differences(&lines(old), &lines(new)).into_iter();
        found.map(|one| (one.about, one.before, one.after)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn only_what_differs_is_shown_under_what_it_belongs_to() {
        let old = [
            "oui",
            "Conditions",
            " âge : remplie",
            "  18 ans",
            " revenu : remplie",
            "  9 €",
        ];
        let new = [
            "oui",
            "Conditions",
            " âge : remplie",
            "  18 ans",
            " revenu : remplie",
            "  8 €",
        ];
        assert_eq!(
            found(&old, &new),
            [("revenu : remplie".to_owned(), some("9 €"), some("8 €"))]
        );
        assert_eq!(found(&old, &old), []);
    }

    #[test]
    fn a_line_that_one_side_alone_has_stands_alone() {
        assert_eq!(
            found(&["oui", "Conditions", " a"], &["non", "Conditions", " b", " a"]),
            [
                ("Réponse".to_owned(), some("oui"), some("non")),
                ("Conditions".to_owned(), None, some("b")),
            ]
        );
    }
}
