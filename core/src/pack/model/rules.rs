//! The rules of a dispositif, and those of all dossiers: variables, conditions, droits, deductions, coherences.

use serde::{Deserialize, Serialize};

use super::{
    canonical,
    direction::Direction,
    meaning::DroitRole,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};
use crate::{
    date::Period,
    vocabulary::{DeclaredType, FactId},
};

/// A named intermediate value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Variable<S: Stage = Written> {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: Option<String>,
    /// Its type when the file states it.
    #[serde(skip_deserializing)]
    pub declared: S::OnlyWritten<Option<DeclaredType>>,
    /// Its expression.
    #[serde(rename = "value")]
    pub rule: S::Expression,
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_deserializing, serialize_with = "canonical::later")]
    pub day: S::OnlyWritten<Option<S::Expression>>,
    /// Its name in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Variable {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, rule: S::Expression) -> Variable<S> {
        Variable {
            name: self.name.clone(),
            title: self.title.clone(),
            declared: Default::default(),
            rule,
            day: Default::default(),
            at: S::Place::default(),
        }
    }
}

/// What follows of a fact from other facts: its key `deduit_de`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Deduction<S: Stage = Written> {
    /// The fact.
    pub fact: FactId,
    /// The node that rules read: what was given and what follows from others.
    #[serde(serialize_with = "canonical::later")]
    pub node: S::Node,
    /// The expression of what follows.
    #[serde(rename = "value")]
    pub rule: S::Expression,
}

/// A condition, or a priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Condition<S: Stage = Written> {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The expression that must be true.
    #[serde(rename = "test")]
    pub rule: S::Expression,
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_deserializing, serialize_with = "canonical::later")]
    pub day: S::OnlyWritten<Option<S::Expression>>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it applies.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub period: Period,
    /// The node « applies on the date of effect »; `None` when it always does.
    #[serde(serialize_with = "canonical::later")]
    pub applies: Option<S::Node>,
    /// For engineers.
    #[serde(skip_deserializing)]
    pub note: S::OnlyWritten<Option<String>>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Condition {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, rule: S::Expression) -> Condition<S> {
        Condition {
            id: self.id.clone(),
            title: self.title.clone(),
            rule,
            day: Default::default(),
            citation: self.citation.clone(),
            reliability: self.reliability,
            period: self.period,
            applies: None,
            note: Default::default(),
            at: S::Place::default(),
        }
    }
}

/// Something that an eligible person receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Droit<S: Stage = Written> {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// Its expression; a node has the decimals of the type.
    #[serde(rename = "value")]
    pub rule: S::Expression,
    /// The day on which its parameters and tables are read, when it is not the date of effect.
    #[serde(skip_deserializing, serialize_with = "canonical::later")]
    pub day: S::OnlyWritten<Option<S::Expression>>,
    /// What it is to a person; `None` in a pack of format 1.
    #[serde(serialize_with = "canonical::later")]
    pub role: Option<DroitRole>,
    /// Is it the one that a person reads first?
    #[serde(serialize_with = "canonical::later")]
    pub principal: bool,
    /// Who pays.
    pub payer: Option<S::Payer>,
    /// The cost of which it is the share of the payer; the shares of one cost are compared.
    #[serde(skip_deserializing, serialize_with = "canonical::later")]
    pub cost: S::OnlyWritten<Option<String>>,
    /// For some facts, which way it goes as the fact grows and the others stay, among those who are granted it.
    #[serde(skip)]
    pub monotone: S::OnlyWritten<Vec<(FactId, Direction)>>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// The days on which it exists.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub period: Period,
    /// The node « exists on the date of effect »; `None` when it always does.
    #[serde(serialize_with = "canonical::later")]
    pub applies: Option<S::Node>,
    /// For engineers.
    #[serde(skip_deserializing)]
    pub note: S::OnlyWritten<Option<String>>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl<S: Stage> Droit<S> {
    /// Does a person receive it? In a pack that does not say, all of them.
    #[must_use]
    pub fn is_received(&self) -> bool {
        self.role.is_none_or(|role| role == DroitRole::Benefit)
    }
}

impl Droit {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, rule: S::Expression) -> Droit<S> {
        Droit {
            id: self.id.clone(),
            title: self.title.clone(),
            declared: self.declared.clone(),
            rule,
            day: Default::default(),
            role: self.role,
            principal: self.principal,
            payer: None,
            cost: Default::default(),
            monotone: Default::default(),
            citation: self.citation.clone(),
            reliability: self.reliability,
            period: self.period,
            applies: None,
            note: Default::default(),
            at: S::Place::default(),
        }
    }
}

/// Something that must hold in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Coherence<S: Stage = Written> {
    /// Its name in findings.
    pub id: String,
    /// What must hold, as a person reads it.
    pub title: String,
    /// What must hold.
    pub test: S::Expression,
    /// Is a dossier that breaks it refused? Otherwise a warning.
    pub refuses: bool,
    /// The fact that is stated against what follows from others; `None` for a rule that the pack writes.
    #[serde(serialize_with = "canonical::later")]
    pub deduced: Option<FactId>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Coherence {
    /// What it says of itself, at another stage.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self, test: S::Expression) -> Coherence<S> {
        Coherence {
            id: self.id.clone(),
            title: self.title.clone(),
            test,
            refuses: self.refuses,
            deduced: self.deduced,
            at: S::Place::default(),
        }
    }
}

impl<S: Stage> Coherence<S> {
    /// What a person reads of a dossier that breaks it.
    #[must_use]
    pub fn broken(&self) -> String {
        if self.deduced.is_some() {
            return format!(
                "« {} » : le dossier dit autre chose que ce qui suit de ses autres réponses",
                self.title
            );
        }
        format!("le dossier dit le contraire de « {} »", self.title)
    }
}
