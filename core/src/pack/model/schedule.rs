//! What is paid during a course, and when a course runs.

use serde::{Deserialize, Serialize};

use super::{
    canonical,
    length::CourseLength,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};

/// What an amount that is paid over time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pace {
    /// `EUR/mois`: whole months, and parts of a month by days.
    Month,
    /// `EUR/mois` by whole months: one payment for each month that is paid at all.
    WholeMonth,
    /// `EUR/jour`: every day of the calendar.
    Day,
    /// `EUR/h`: the hours really done. It has a total when the rule says how many hours the course has.
    Hour,
}

impl Pace {
    /// One pace for each unit, in the order of the documentation.
    pub const UNITS: [Self; 3] = [Self::Month, Self::Day, Self::Hour];

    /// The unit in files and answers.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Month | Self::WholeMonth => "EUR/mois",
            Self::Day => "EUR/jour",
            Self::Hour => "EUR/h",
        }
    }

    /// The number of decimals of the amount.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        match self {
            Self::Month | Self::WholeMonth | Self::Day => 2,
            Self::Hour => 4,
        }
    }
}

/// Something that is paid during a course, to whoever is entitled to its dispositif.
///
/// Its expressions read parameters and tables on the day that is paid, which is the reference date while they are evaluated;
/// the variables and droits of its dispositif keep their date of effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Versement<S: Stage = Written> {
    /// Its name in answers.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// How much, and for what; a node has the decimals of the pace. `None` when no text read says how much.
    pub amount: Option<(S::Expression, Pace)>,
    /// For an amount in `EUR/h`, how many hours the whole course has; a node counts hundredths.
    #[serde(serialize_with = "canonical::later")]
    pub hours: Option<S::Expression>,
    /// Who pays.
    pub payer: S::Payer,
    /// On which days it is paid; every day of the course when `None`.
    pub test: Option<S::Expression>,
    /// Days on which it may change, each with what a person reads.
    pub changes: Vec<Change<S>>,
    /// What a person reads when it starts inside a course, and no other cause is known.
    pub starts: Option<String>,
    /// What a person reads when it ends inside a course, and no other cause is known.
    pub ends: Option<String>,
    /// Positions of the dispositifs that pay nothing when this one does.
    pub replaces: Vec<u16>,
    /// What a person must know before counting on it.
    pub caveat: Option<String>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// For engineers.
    #[serde(skip_deserializing)]
    pub note: S::OnlyWritten<Option<String>>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Versement {
    /// What it says of itself, at another stage: its expressions are still to come.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, payer: S::Payer) -> Versement<S> {
        Versement {
            id: self.id.clone(),
            title: self.title.clone(),
            amount: None,
            hours: None,
            payer,
            test: None,
            changes: Vec::new(),
            starts: self.starts.clone(),
            ends: self.ends.clone(),
            replaces: self.replaces.clone(),
            caveat: self.caveat.clone(),
            citation: self.citation.clone(),
            reliability: self.reliability,
            note: Default::default(),
            at: S::Place::default(),
        }
    }
}

impl<S: Stage> Versement<S> {
    /// Its expressions.
    pub fn rules(&self) -> impl Iterator<Item = &S::Expression> {
        let amount = self.amount.iter().map(|(rule, _)| rule);
        let changes = self.changes.iter().map(|change| &change.date);
        amount.chain(&self.hours).chain(&self.test).chain(changes)
    }
}

/// A day on which something changes during a course, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Change<S: Stage = Written> {
    /// The first day after the change.
    pub date: S::Expression,
    /// What a person reads.
    pub cause: String,
}

/// From which day to which day a course runs, and how a part of a month counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Course<S: Stage = Written> {
    /// The first day.
    pub start: S::Expression,
    /// The last day.
    pub end: S::Expression,
    /// The parameter: for how many days a month counts.
    pub month_days: S::Parameter,
    /// Its value on the first day of the course.
    #[serde(serialize_with = "canonical::later")]
    pub month_days_node: S::Node,
    /// How long a course may be, when the pack says it.
    #[serde(serialize_with = "canonical::later")]
    pub longest: Option<CourseLength>,
}

impl<S: Stage> Course<S> {
    /// How long a course may be.
    #[must_use]
    pub fn longest(&self) -> CourseLength {
        self.longest.unwrap_or(CourseLength::DEFAULT)
    }
}
