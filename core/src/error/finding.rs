//! A finding, where it is, and the list of them that a refused input gets.

use core::fmt;

use super::{Code, Remedy, Severity, visible};

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
///
/// # Example
/// ```
/// use bareme::{Code, guide};
///
/// let refused = guide::engine()?.dossier().set("agee", 16).unwrap_err();
/// assert_eq!(refused.code, Code::UnknownFact);
/// assert_eq!(refused.place.to_string(), "/agee");
/// assert_eq!(refused.suggestion.as_deref(), Some("age"));
/// assert!(refused.to_string().starts_with("/agee: aucun fait ne s'appelle `agee` [fait_inconnu]"));
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The same as something that a door may have a command for; `help` then names none.
    pub remedy: Option<Remedy>,
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
            remedy: None,
        }
    }

    /// The same finding with what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help.into()));
        self.remedy = None;
        self
    }

    /// The same finding with what to do, which a door may have a command for.
    #[must_use]
    pub fn with_remedy(self, remedy: Remedy) -> Self {
        Self {
            help: Some(visible(remedy.to_string())),
            remedy: Some(remedy),
            ..self
        }
    }

    /// The same finding in the words of a door: what `words` says of its remedy is its help.
    #[must_use]
    pub fn worded(self, words: impl Fn(&Remedy) -> Option<String>) -> Self {
        match self.remedy.as_ref().and_then(words) {
            Some(help) => Self {
                help: Some(visible(help)),
                ..self
            },
            None => self,
        }
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

/// Every finding about an input: at least one is an error when the input was refused, none when it was accepted with warnings.
#[derive(Clone, PartialEq, Eq)]
pub struct Findings {
    /// The findings, in the order of the input.
    pub list: Vec<Finding>,
    /// The files that the places point into; empty for a dossier.
    pub files: Vec<SourceFile>,
}

/// What was found, without the text of the files.
impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Finding;
    type IntoIter = core::slice::Iter<'f, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
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

    /// The same findings in the words of a door, which has commands of its own for some remedies.
    ///
    /// # Example
    /// ```
    /// use bareme::{Findings, error::Remedy, guide};
    ///
    /// let refused = guide::engine()?.dossier().set("agee", 16).unwrap_err();
    /// let told = Findings::new(vec![refused]).worded(|remedy| match remedy {
    ///     Remedy::ListFacts => Some("appelez `GET /faits`".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!(told.list[0].help.as_deref(), Some("appelez `GET /faits`"));
    /// # Ok::<(), Findings>(())
    /// ```
    #[must_use]
    pub fn worded(self, words: impl Fn(&Remedy) -> Option<String>) -> Self {
        let list = self.list.into_iter().map(|finding| finding.worded(&words));
        Self {
            list: list.collect(),
            files: self.files,
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

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self::new(vec![finding])
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
