use core::fmt;

use serde::{Deserialize, Serialize};

use super::{Code, visible};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The input is accepted, but look.
    Warning,
    /// The input is refused.
    Error,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The whole input.
    Whole,
    /// A JSON pointer into a dossier or a decision: `/age`.
    Pointer(String),
    /// A byte range of a file of a pack.
    File {
        /// Path from the root of the pack, with `/`.
        path: String,
        /// First byte.
        start: usize,
        /// First byte after the last; equal to `start` when there is nothing to underline.
        end: usize,
        /// Line of the first byte, from 1.
        line: usize,
        /// Column of the first byte, in characters, from 1.
        column: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Pointer(pointer) => f.write_str(pointer),
            Self::File {
                path, line, column, ..
            } => write!(f, "{path}:{line}:{column}"),
        }
    }
}

/// One thing that is wrong with an input.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable, for machines; `docs/errors.md` explains each.
    pub code: Code,
    /// Whether the input is refused.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, in French, with the user's words in backticks.
    pub message: String,
    /// The nearest known word when one was probably meant.
    pub suggestion: Option<String>,
    /// What to do, in French.
    pub help: Option<String>,
}

impl Finding {
    /// A finding with the severity of its code, and neither suggestion nor help.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            message: visible(message.into()),
            suggestion: None,
            help: None,
        }
    }

    /// The same finding with what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help.into()));
        self
    }

    /// The same finding with the word that was probably meant.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion.map(visible);
        self
    }
}

/// The message may hold what a person wrote: it is for that person, not for a log.
impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({} at {:?})", self.code, self.place.to_string())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place != Place::Whole {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} [{}]", self.message, self.code.as_str())?;
        if let Some(suggestion) = &self.suggestion {
            write!(f, " ; vouliez-vous écrire `{suggestion}` ?")?;
        }
        if let Some(help) = &self.help {
            write!(f, " ; {help}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Finding {}

/// A file of a pack as it was read, kept to show the faulty line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the root of the pack, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// The place of the bytes `start..end`.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Place {
        let before = self.text.get(..start).unwrap_or(&self.text);
        let line = before.bytes().filter(|b| *b == b'\n').count().saturating_add(1);
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or("")
            .chars()
            .count()
            .saturating_add(1);
        Place::File {
            path: self.path.clone(),
            start,
            end: end.max(start),
            line,
            column,
        }
    }
}

/// Every finding about an input that was refused: at least one of them is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The findings, in the order of the input.
    pub list: Vec<Finding>,
    /// The files that the places point into; empty for a dossier.
    pub files: Vec<SourceFile>,
}

impl Findings {
    /// Findings about something that is not a file.
    #[must_use]
    pub fn new(list: Vec<Finding>) -> Self {
        Self {
            list,
            files: Vec::new(),
        }
    }

    /// Is there at least one error?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, finding) in self.list.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Findings {}

/// The known word nearest to `word`, when it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if word.len() > 100 {
        return None;
    }
    let most = word.chars().count().checked_div(3).unwrap_or(0).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
