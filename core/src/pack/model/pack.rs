//! A whole pack, and its fingerprint.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::Digest as _;

use super::{
    accepted::Accepted,
    asking::Asking,
    canonical,
    definition::Definition,
    dispositif::Dispositif,
    follow::Follow,
    header::{Format, Header},
    meaning::UnitWords,
    quota::Quota,
    reform::Reform,
    rules::{Coherence, Deduction},
    schedule::Course,
    source::Source,
    text::Location,
    values::{Parameter, Table},
};
use crate::{
    date::Period,
    error::{Place, SourceFile},
    seal::hexadecimal,
    vocabulary::Vocabulary,
};

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
    /// How a person is asked for some facts, in the order of the vocabulary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub askings: Vec<Asking>,
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
    /// The reform that was applied to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reform: Option<Reform>,
    /// What an analysis finds of the whole, and why it is right.
    #[serde(skip)]
    pub accepted: Vec<Accepted>,
    /// Positions of the sources that something cites.
    #[serde(skip)]
    pub cited: BTreeSet<u16>,
    /// Every file, in the order of their paths.
    #[serde(skip)]
    pub files: Vec<SourceFile>,
}

impl Pack {
    /// SHA-256 of the canonical pack, in hexadecimal: sorted JSON of its content, without comments, order of keys or places.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hexadecimal(&sha2::Sha256::digest(canonical::text(self).as_bytes()))
    }

    /// Is something written in a reform? There a number is a hypothesis, and has the reform for its source.
    #[cfg(feature = "reader")]
    pub(crate) fn is_supposed(&self, at: Location) -> bool {
        self.reform.as_ref().is_some_and(|reform| reform.writes(at))
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
