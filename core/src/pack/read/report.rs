//! The findings of a reading, and what is excused because another fault was reported.

use std::collections::BTreeSet;

use super::reading::Unread;
use crate::{
    error::{Code, Finding, Omitted, Place, SourceFile, nearest, visible},
    pack::model::Location,
};

/// Beyond this many suggestions no more are looked for: a hostile pack must not buy a quadratic search.
const MOST_SUGGESTIONS: u16 = 200;

/// Where a finding is, before lines are counted.
enum Spot {
    Bytes(Location),
    Path(String),
    Whole,
}

/// The findings of a reading, and the names that a fault keeps out of the pack.
#[derive(Default)]
pub(super) struct Report {
    list: Vec<(Spot, Finding)>,
    suggestions: u16,
    omitted: Omitted,
    pub(super) unread: Unread,
    /// Positions of the sources that something cites.
    pub(super) cited: BTreeSet<u16>,
    /// How many expressions were read.
    pub(super) expressions: usize,
    /// Must the files have the newest form, whatever the pack says?
    pub(super) checked: bool,
    /// Must rules say what they are to a person?
    pub(super) says_meanings: bool,
    /// Is there no `sources.toml`? Then no source is unknown.
    pub(super) sources_unread: bool,
}

impl Report {
    /// One that asks for the newest form of files.
    pub(super) fn for_check() -> Self {
        Self {
            checked: true,
            ..Self::default()
        }
    }

    /// Adds a finding about a part of a file.
    pub(super) fn add(&mut self, at: Location, code: Code, message: impl Into<String>) -> Added<'_> {
        self.push(Spot::Bytes(at), code, message.into())
    }

    /// Adds a finding about a file that is missing, misplaced or unreadable.
    pub(super) fn add_file(&mut self, path: &str, code: Code, message: impl Into<String>) -> Added<'_> {
        self.push(Spot::Path(path.to_owned()), code, message.into())
    }

    /// Adds a finding about the pack as a whole.
    pub(super) fn add_whole(&mut self, code: Code, message: impl Into<String>) -> Added<'_> {
        self.push(Spot::Whole, code, message.into())
    }

    fn push(&mut self, spot: Spot, code: Code, message: String) -> Added<'_> {
        let kept = self.omitted.keeps(code.severity());
        if kept {
            self.list.push((spot, Finding::new(code, Place::Whole, message)));
        }
        Added { report: self, kept }
    }

    /// Records a declared name that will not be in the pack.
    pub(super) fn unread(&mut self, name: &str) {
        self.unread.names.insert(name.to_owned());
    }

    /// The number of findings so far: unchanged after a step that found nothing wrong.
    pub(super) fn count(&self) -> usize {
        self.omitted.count()
    }

    /// The findings with their lines and columns, in the order of the files.
    pub(super) fn finish(self, files: &[SourceFile]) -> (Vec<Finding>, Unread) {
        let path = |spot: &Spot| match spot {
            Spot::Bytes(at) => files.get(usize::from(at.file)).map(|file| file.path.clone()),
            Spot::Path(path) => Some(path.clone()),
            Spot::Whole => None,
        };
        let mut keyed: Vec<_> = self
            .list
            .into_iter()
            .map(|(spot, finding)| {
                let (start, end) = match spot {
                    Spot::Bytes(at) => (at.start, at.end),
                    Spot::Path(_) | Spot::Whole => (0, 0),
                };
                ((path(&spot), start, end), spot, finding)
            })
            .collect();
        keyed.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        let mut cursor = Cursor::default();
        let list = keyed
            .into_iter()
            .map(|(_, spot, mut finding)| {
                finding.place = match spot {
                    Spot::Whole => Place::Whole,
                    Spot::Path(path) => Place::File {
                        path,
                        start: 0,
                        end: 0,
                        line: 1,
                        column: 1,
                    },
                    Spot::Bytes(at) => cursor.place(files, at),
                };
                finding
            })
            .chain(self.omitted.finding())
            .collect();
        (list, self.unread)
    }
}

/// A finding that was just added.
pub(super) struct Added<'r> {
    report: &'r mut Report,
    /// Is it told? Beyond the most findings, it is only counted.
    kept: bool,
}

impl Added<'_> {
    fn finding(&mut self) -> Option<&mut Finding> {
        self.report
            .list
            .last_mut()
            .filter(|_| self.kept)
            .map(|(_, finding)| finding)
    }

    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(finding) = self.finding() {
            finding.help = Some(visible(help));
        }
        self
    }

    /// Proposes a word that was already looked for.
    pub(super) fn suggest(mut self, suggestion: Option<String>) -> Self {
        if let Some(finding) = self.finding() {
            finding.suggestion = suggestion;
        }
        self
    }

    /// Proposes the known word nearest to `word`.
    pub(super) fn nearest<'w>(mut self, word: &str, known: impl IntoIterator<Item = &'w str>) -> Self {
        // Every short word is near another one: that would be no help.
        if self.kept && self.report.suggestions < MOST_SUGGESTIONS && word.chars().count() > 2 {
            self.report.suggestions = self.report.suggestions.saturating_add(1);
            if let Some(finding) = self.finding() {
                finding.suggestion = nearest(word, known);
            }
        }
        self
    }
}

/// Counts lines forward only: findings come in order, so that a file is walked once however many there are.
#[derive(Default)]
struct Cursor {
    file: u16,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor {
    fn place(&mut self, files: &[SourceFile], at: Location) -> Place {
        let Some(file) = files.get(usize::from(at.file)) else {
            return Place::Whole;
        };
        let bytes = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let (start, end) = (bytes(at.start), bytes(at.end));
        if self.line == 0 || self.file != at.file || start < self.at {
            (self.file, self.at, self.line, self.column) = (at.file, 0, 1, 1);
        }
        let Some(between) = file.text.get(self.at..start) else {
            return file.place(start, end);
        };
        let lines = between.bytes().filter(|byte| *byte == b'\n').count();
        let last = between.rsplit('\n').next().unwrap_or("").chars().count();
        self.column = if lines == 0 { self.column } else { 1 }.saturating_add(last);
        self.line = self.line.saturating_add(lines);
        self.at = start;
        Place::File {
            path: file.path.clone(),
            start,
            end: end.max(start),
            line: self.line,
            column: self.column,
        }
    }
}
