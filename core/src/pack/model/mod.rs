//! The content of a pack, each part with its place in the files.

mod deadline;
mod definition;
mod follow;
mod length;
mod meaning;
mod rules;
mod schedule;
mod values;

pub use deadline::{Deadline, Side};
pub use definition::Definition;
pub use follow::{Axis, Beside, Counting, Follow, Indicator, Repere, RepereKind};
pub use length::CourseLength;
pub use meaning::{After, Concern, Doubt, DroitRole, Nature, NextStep, Renewal, UnitWords};
pub use rules::{
    Coherence, Condition, Deduction, Dispositif, Droit, Object, Quota, QuotaOrder, Status, Variable,
};
pub use schedule::{Change, Course, Pace, Versement};
pub use values::{DatedValue, Matching, Parameter, Table, TableColumn, TableKey, TablePeriod};

use core::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::{
    date::{Day, Period},
    error::{Place, SourceFile},
    vocabulary::Vocabulary,
};

/// A byte range of a file of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Location {
    /// Position in [`Pack::files`].
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// First byte after the last.
    pub end: u32,
}

/// Text with the place of its first character: expressions report their findings inside it.
///
/// `at.start` is the first byte of the content (after the opening quotes), `at.end` the first byte after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The content.
    pub value: String,
    /// Where the content stands.
    pub at: Location,
    /// Does each byte of `value` stand at `at.start` plus its position? False when the TOML string has escapes.
    pub verbatim: bool,
}

/// The canonical form of a text is its content: where it stands and how it was quoted do not change a decision.
impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

/// How sure a value is. The order is from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// `a_confirmer`: inferred, or unknown.
    ToConfirm,
    /// `secondaire`: another published page was read.
    Secondary,
    /// `texte`: the law or an official publication was read.
    Text,
}

impl Reliability {
    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ToConfirm => "a_confirmer",
            Self::Secondary => "secondaire",
            Self::Text => "texte",
        }
    }
}

/// A document or law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in the rules.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The date of the text.
    #[serde(serialize_with = "crate::date::counted::maybe")]
    pub date: Option<Day>,
    /// Where it can be read.
    pub url: Option<String>,
    /// How sure it is.
    pub reliability: Reliability,
}

/// A place in a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Position in the list of sources.
    pub source: u16,
    /// Article, section or page.
    pub locator: Option<String>,
}

/// What identifies a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The territory it is for.
    pub region: String,
    /// The language of its texts.
    pub language: String,
}

/// The form of the files of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Rules did not say what they are to a person.
    First,
    /// They do.
    Second,
}

impl Format {
    /// The newest form, as its number in files.
    pub const NEWEST: u8 = 2;

    /// The number in files.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// Do rules say what they are to a person?
    #[must_use]
    pub const fn says_meanings(self) -> bool {
        matches!(self, Self::Second)
    }

    // serde gives a reference.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    const fn is_first(&self) -> bool {
        matches!(self, Self::First)
    }
}

/// A pack as its files state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// What identifies it.
    pub header: Header,
    /// The form of its files.
    #[serde(skip_serializing_if = "Format::is_first")]
    pub format: Format,
    /// After how many months a value or a rule that was read is past its day; `None` when the pack does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh_months: Option<u16>,
    /// Facts and enumerations.
    pub vocabulary: Vocabulary,
    /// How units are written for a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitWords>,
    /// Where each fact is declared, in the order of the vocabulary.
    #[serde(skip)]
    pub fact_places: Vec<Location>,
    /// What follows of some facts from others, in the order of the vocabulary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Deduction>,
    /// What some facts mean in law, in the order of the vocabulary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Definition>,
    /// What must hold in a dossier.
    pub coherences: Vec<Coherence>,
    /// Documents and laws.
    pub sources: Vec<Source>,
    /// Where each source is declared, in their order.
    #[serde(skip)]
    pub source_places: Vec<Location>,
    /// Of some sources, by position, the days of the version that was read.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "crate::date::counted::numbered"
    )]
    pub versions: Vec<(u16, Period)>,
    /// Dated scalars.
    pub parameters: Vec<Parameter>,
    /// Dated tables.
    pub tables: Vec<Table>,
    /// Schemes, in the order of their paths.
    pub dispositifs: Vec<Dispositif>,
    /// Caps.
    pub quotas: Vec<Quota>,
    /// When a course runs; absent when the pack has no schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// What is followed.
    #[serde(skip_serializing_if = "Follow::is_empty")]
    pub follow: Follow,
    /// Every file, in the order of their paths.
    #[serde(skip)]
    pub files: Vec<SourceFile>,
}

impl Pack {
    /// SHA-256 of the canonical pack, in hexadecimal: sorted JSON of its content, without comments, order of keys or places.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // A map of a pack has string keys only, so that writing it as JSON cannot fail.
        let canonical = serde_json::to_value(self)
            .map(|value| value.to_string())
            .unwrap_or_default();
        sha2::Sha256::digest(canonical.as_bytes())
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                // Writing to a string cannot fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    /// The place that a location means.
    #[must_use]
    pub fn place(&self, at: Location) -> Place {
        let bytes = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        self.files
            .get(usize::from(at.file))
            .map_or(Place::Whole, |file| file.place(bytes(at.start), bytes(at.end)))
    }
}
