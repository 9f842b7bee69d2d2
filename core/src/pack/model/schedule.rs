use serde::{Deserialize, Serialize};

use super::{Citation, CourseLength, Location, Reliability, Text};
use crate::vocabulary::EnumerationId;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versement {
    /// Its name in answers.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// How much, and for what; `None` when no text read says how much.
    pub amount: Option<(Text, Pace)>,
    /// For an amount in `EUR/h`, how many hours the whole course has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Text>,
    /// Who pays: position in the enumeration `payeur`.
    pub payer: (EnumerationId, u8),
    /// On which days it is paid; every day of the course when `None`.
    pub test: Option<Text>,
    /// Days on which it may change, each with what a person reads.
    pub changes: Vec<Change>,
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
    pub note: Option<String>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: Location,
}

/// A day on which something changes during a course, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The first day after the change.
    pub date: Text,
    /// What a person reads.
    pub cause: String,
}

/// From which day to which day a course runs, and how a part of a month counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// The first day.
    pub start: Text,
    /// The last day.
    pub end: Text,
    /// The name of the parameter: for how many days a month counts.
    pub month_days: Text,
    /// How long a course may be; [`CourseLength::DEFAULT`] when the pack does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<CourseLength>,
}
