use serde::{Deserialize, Serialize};

use super::{
    After, Citation, Deadline, Doubt, DroitRole, Location, Nature, NextStep, Reliability, Text, Versement,
};
use crate::{
    date::{Day, Period},
    vocabulary::{DeclaredType, EnumerationId, FactId},
};

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
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Text>,
    /// Its name in the file.
    #[serde(skip)]
    pub at: Location,
}

/// What follows of a fact from other facts: its key `deduit_de`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deduction {
    /// The fact.
    pub fact: FactId,
    /// The expression of its value.
    pub value: Text,
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
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Text>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it applies.
    #[serde(serialize_with = "crate::date::counted::period")]
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
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Text>,
    /// What it is to a person; `None` in a pack of format 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<DroitRole>,
    /// Is it the one that a person reads first?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub principal: bool,
    /// Who pays: position in the enumeration `payeur`.
    pub payer: Option<(EnumerationId, u8)>,
    /// The cost of which it is the share of the payer; the shares of one cost are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it exists.
    #[serde(serialize_with = "crate::date::counted::period")]
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
    /// What kind of thing it is; `None` in a pack of format 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// Who grants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decider: Option<String>,
    /// What a person does to obtain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
    /// What the end of `in_force` means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
    /// The day on which its existence and its conditions were read.
    #[serde(
        serialize_with = "crate::date::counted::maybe",
        skip_serializing_if = "Option::is_none"
    )]
    pub verified: Option<Day>,
    /// The date fact that selects dated values; the reference date when `None`.
    pub effect_date: Option<FactId>,
    /// When it is in force.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub in_force: Period,
    /// Where it comes from: one or more.
    pub sources: Vec<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The question that the Region should settle, in a pack of format 1.
    pub to_confirm: Option<String>,
    /// The questions that are open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    /// Positions of the dispositifs that replace it.
    pub replaced_by: Vec<u16>,
    /// Positions of the dispositifs that exclude it, both ways.
    pub incompatible_with: Vec<u16>,
    /// What it is worth in a year, in EUR/an.
    pub yearly_value: Option<Text>,
    /// Is it said that it has no value that can be compared?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub incomparable: bool,
    /// For engineers.
    pub note: Option<String>,
    /// Named intermediate values.
    pub variables: Vec<Variable>,
    /// In the order in which a person would read them.
    pub conditions: Vec<Condition>,
    /// What it gives.
    pub droits: Vec<Droit>,
    /// What is paid during the course.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versements: Vec<Versement>,
    /// The days by which what is to be done is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
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
