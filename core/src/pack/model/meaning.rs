//! What a dispositif is to a person: what kind of thing, who grants it, what to do next, and what nobody knows for sure.

use serde::{Deserialize, Serialize};

use super::{
    canonical,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};
use crate::date::Day;

/// What kind of thing a dispositif is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Nature {
    /// `aide`: whoever meets the conditions has it.
    Aid,
    /// `decision`: the conditions let a person ask; somebody decides.
    Decision,
    /// `classement`: a category or a public, never an aid.
    Classification,
    /// `plancher`: a computation that bounds or feeds another.
    Floor,
    /// `regle`: a rule about a programme, a file or an employer's duty.
    Rule,
}

impl Nature {
    /// Every nature, in the order of the documentation.
    pub const ALL: [Self; 5] = [
        Self::Aid,
        Self::Decision,
        Self::Classification,
        Self::Floor,
        Self::Rule,
    ];

    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Aid => "aide",
            Self::Decision => "decision",
            Self::Classification => "classement",
            Self::Floor => "plancher",
            Self::Rule => "regle",
        }
    }

    /// Can a person ask for it?
    #[must_use]
    pub const fn is_asked_for(self) -> bool {
        matches!(self, Self::Aid | Self::Decision)
    }
}

/// What the end of a period means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum After {
    /// `fin`: a text ends it.
    End,
    /// `inconnu`: the last document that was read stops there.
    Unknown,
    /// `prolonge_probable`: it was prolonged until now, and probably is again.
    LikelyProlonged,
}

impl After {
    /// Every meaning, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::End, Self::Unknown, Self::LikelyProlonged];

    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::End => "fin",
            Self::Unknown => "inconnu",
            Self::LikelyProlonged => "prolonge_probable",
        }
    }
}

/// What a person does to obtain something. A part that is not stated is not known, and told so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// `ou`: where, or to whom.
    pub place: Option<String>,
    /// `quoi`: what to do.
    pub what: Option<String>,
    /// `quand`: when, or until when.
    pub when: Option<String>,
    /// `pieces`: the documents to give.
    pub documents: Option<Vec<String>>,
    /// `lien`: an address on the web.
    pub link: Option<String>,
    /// Where it comes from.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
}

/// A question that is open, tied to what it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Doubt<S: Stage = Written> {
    /// What the Region, or a reader of the text, should settle.
    pub question: String,
    /// Whom it concerns: whoever this is not false of; everyone when `None`.
    #[serde(serialize_with = "canonical::later")]
    pub test: Option<S::Expression>,
    /// What it is about: one or more.
    pub concerns: Vec<S::Concern>,
    /// Where each is written.
    #[serde(skip)]
    pub places: Vec<S::Place>,
}

/// What a droit is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DroitRole {
    /// `benefice`: what the person gets; the only ones that headline, add up or rank.
    Benefit,
    /// `seuil`: a limit.
    Threshold,
    /// `information`
    Information,
}

impl DroitRole {
    /// Every role, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::Benefit, Self::Threshold, Self::Information];

    /// The word in files and decisions.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Benefit => "benefice",
            Self::Threshold => "seuil",
            Self::Information => "information",
        }
    }
}

/// The day of each year on which a next value is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Renewal {
    /// 1 to 12.
    pub month: u8,
    /// 1 to the length of the month; 29 February counts as 1 March in other years.
    pub day: u8,
}

impl Renewal {
    /// Reads `MM-JJ`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (month, day) = text.split_once('-')?;
        let two = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten();
        let (month, day) = (two(month)?, two(day)?);
        // A leap year has every day.
        Day::from_calendar(2024, month, day).ok()?;
        Some(Self { month, day })
    }

    /// The first renewal after a day.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        let in_year = |year: i32| {
            Day::from_calendar(year, self.month, self.day)
                .or_else(|_| Day::from_calendar(year, 3, 1))
                .unwrap_or(Day::AFTER)
        };
        let year = day.year();
        let this = in_year(year);
        if this > day {
            this
        } else {
            in_year(year.saturating_add(1))
        }
    }
}

/// How a unit is written for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitWords {
    /// The symbol in files: `an`.
    pub symbol: String,
    /// For less than two.
    pub one: String,
    /// For two or more.
    pub several: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renewal_is_the_next_one_after_a_day() {
        let renewal = Renewal::read("09-01").unwrap();
        let after = |day: &str| renewal.after(day.parse().unwrap()).to_string();
        assert_eq!(after("2026-07-23"), "2026-09-01");
        assert_eq!(after("2026-09-01"), "2027-09-01");
        assert_eq!(after("2026-12-31"), "2027-09-01");
        let leap = Renewal::read("02-29").unwrap();
        assert_eq!(
            leap.after("2026-01-01".parse().unwrap()).to_string(),
            "2026-03-01"
        );
        for bad in ["9-1", "13-01", "02-30", "0901", ""] {
            assert_eq!(Renewal::read(bad), None, "{bad}");
        }
    }
}
