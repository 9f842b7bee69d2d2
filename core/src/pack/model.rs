//! The content of a pack, each part with its place in the files.

use crate::{
    date::{Day, Period},
    error::{Place, SourceFile},
    vocabulary::{DeclaredType, EnumerationId, FactId, Vocabulary},
};
use core::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

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

/// A value with the days on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// When it is in force.
    pub period: Period,
    /// Scaled number, day number, position of a member, or 0 and 1.
    pub value: i64,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day until which it was checked.
    pub verified: Day,
    /// For engineers.
    pub note: Option<String>,
}

/// A dated scalar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit (its bounds are those of its values).
    pub declared: DeclaredType,
    /// In order, without hole or overlap; at least one.
    pub values: Vec<DatedValue>,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// How a key of a table is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Matching {
    /// `egal`
    Equal,
    /// `seuil`: the last row whose key is not above the value.
    Threshold,
    /// `au_plus`: above the last row, the last row.
    Saturating,
}

/// A key column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableKey {
    /// Its column.
    pub name: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// How it is matched.
    pub matching: Matching,
}

/// A value column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableColumn {
    /// Its column.
    pub name: String,
    /// Its type and unit.
    pub declared: DeclaredType,
}

/// The cells of a table for one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TablePeriod {
    /// When it is in force.
    pub period: Period,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The day until which it was checked.
    pub verified: Day,
    /// For each key, its values in ascending order (positions of members for a choice).
    pub axes: Vec<Vec<i64>>,
    /// For each value column, the cells in row-major order of the axes: the last key moves fastest.
    pub cells: Vec<Vec<i64>>,
}

/// A dated lookup table. Every period is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// Its keys, in the order in which an expression gives them: one or more.
    pub keys: Vec<TableKey>,
    /// Its values: one or more.
    pub columns: Vec<TableColumn>,
    /// Positions of the members of the last key, in the order in which `premier_rang` tries them.
    pub ranks: Option<Vec<u8>>,
    /// In order, without hole or overlap; at least one.
    pub periods: Vec<TablePeriod>,
    /// Its name in the header file.
    #[serde(skip)]
    pub at: Location,
}

/// A named intermediate value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variable {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: Option<String>,
    /// Its type when the file states it.
    pub declared: Option<DeclaredType>,
    /// Its expression.
    pub value: Text,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// A condition, or a priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The expression that must be true.
    pub test: Text,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it applies.
    pub period: Period,
    /// For engineers.
    pub note: Option<String>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}

/// Something that an eligible person receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Droit {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// Its expression.
    pub value: Text,
    /// Who pays: position in the enumeration `payeur`.
    pub payer: Option<(EnumerationId, u8)>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it exists.
    pub period: Period,
    /// For engineers.
    pub note: Option<String>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}

/// Whether a dispositif is law, an experiment or an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// `en_vigueur`
    InForce,
    /// `experimentation`
    Experiment,
    /// `hypothese`: announced, never proven in force; evaluated only when asked for.
    Hypothesis,
}

impl Status {
    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InForce => "en_vigueur",
            Self::Experiment => "experimentation",
            Self::Hypothesis => "hypothese",
        }
    }
}

/// What a dispositif is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Object {
    /// `personne`
    Person,
    /// `employeur`
    Employer,
    /// `programme`
    Programme,
    /// `dossier_formation`
    TrainingFile,
}

impl Object {
    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "personne",
            Self::Employer => "employeur",
            Self::Programme => "programme",
            Self::TrainingFile => "dossier_formation",
        }
    }
}

/// One scheme: its conditions and what it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispositif {
    /// Its name everywhere.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// One or two sentences for a person.
    pub summary: String,
    /// Law, experiment or announcement.
    pub status: Status,
    /// What it is about.
    pub object: Object,
    /// The date fact that selects dated values; the reference date when `None`.
    pub effect_date: Option<FactId>,
    /// When it is in force.
    pub in_force: Period,
    /// Where it comes from: one or more.
    pub sources: Vec<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The question that the Region should settle.
    pub to_confirm: Option<String>,
    /// Positions of the dispositifs that replace it.
    pub replaced_by: Vec<u16>,
    /// Positions of the dispositifs that exclude it, both ways.
    pub incompatible_with: Vec<u16>,
    /// What it is worth in a year, in EUR/an.
    pub yearly_value: Option<Text>,
    /// For engineers.
    pub note: Option<String>,
    /// Named intermediate values.
    pub variables: Vec<Variable>,
    /// In the order in which a person would read them.
    pub conditions: Vec<Condition>,
    /// What it gives.
    pub droits: Vec<Droit>,
    /// What ranks people without excluding anyone.
    pub priorities: Vec<Condition>,
    /// Position of its quota.
    pub quota: Option<u16>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}

/// The order in which the places of a quota are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuotaOrder {
    /// `reception`: date and time of the request.
    Reception,
    /// `priorites`: declared priorities first.
    Priorities,
}

/// A cap on the number of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quota {
    /// Its name in the rules.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The name of the parameter that gives the limit.
    pub limit: Text,
    /// The expression whose value separates the counts.
    pub group: Text,
    /// In which order places are given.
    pub order: QuotaOrder,
    /// Where it comes from.
    pub sources: Vec<Citation>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}

/// Something that must hold in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coherence {
    /// Its name in findings.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// What must hold.
    pub test: Text,
    /// Is a dossier that breaks it refused? Otherwise a warning.
    pub refuses: bool,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
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

/// A pack as its files state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// What identifies it.
    pub header: Header,
    /// Facts and enumerations.
    pub vocabulary: Vocabulary,
    /// Where each fact is declared, in the order of the vocabulary.
    #[serde(skip)]
    pub fact_places: Vec<Location>,
    /// What must hold in a dossier.
    pub coherences: Vec<Coherence>,
    /// Documents and laws.
    pub sources: Vec<Source>,
    /// Dated scalars.
    pub parameters: Vec<Parameter>,
    /// Dated tables.
    pub tables: Vec<Table>,
    /// Schemes, in the order of their paths.
    pub dispositifs: Vec<Dispositif>,
    /// Caps.
    pub quotas: Vec<Quota>,
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
