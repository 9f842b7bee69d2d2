//! A dispositif: what it says of itself, and what it gives under which conditions.

use serde::{Deserialize, Serialize};

use super::{
    accepted::Accepted,
    canonical,
    deadline::Deadline,
    meaning::{After, Doubt, Nature, NextStep},
    rules::{Condition, Droit, Variable},
    schedule::Versement,
    source::{Citation, Reliability},
    stage::{Kept, Stage, Written},
};
use crate::{
    date::{Day, Period},
    vocabulary::FactId,
};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "S: Kept"))]
pub struct Dispositif<S: Stage = Written> {
    /// Its name everywhere.
    pub id: String,
    /// The names that it had: it may still be asked for under one of them.
    #[serde(serialize_with = "canonical::later")]
    pub former: Vec<String>,
    /// What a person reads.
    pub title: String,
    /// One or two sentences for a person.
    pub summary: String,
    /// Law, experiment or announcement.
    pub status: Status,
    /// What it is about.
    pub object: Object,
    /// What kind of thing it is; `None` in a pack of format 1.
    #[serde(serialize_with = "canonical::later")]
    pub nature: Option<Nature>,
    /// Who grants it: « la commission de Transitions Pro ».
    #[serde(serialize_with = "canonical::later")]
    pub decider: Option<String>,
    /// What a person does to obtain it.
    #[serde(serialize_with = "canonical::later")]
    pub next_step: Option<NextStep>,
    /// What the end of `in_force` means.
    #[serde(serialize_with = "canonical::later")]
    pub after: Option<After>,
    /// The day on which its existence and its conditions were read.
    #[serde(serialize_with = "canonical::later_day")]
    pub verified: Option<Day>,
    /// From when it is to be read again.
    #[serde(serialize_with = "canonical::later")]
    pub freshness: S::Freshness,
    /// The date fact that selects dated values; the reference date when `None`.
    pub effect_date: Option<FactId>,
    /// The node of the date of effect.
    #[serde(serialize_with = "canonical::later")]
    pub date: S::Node,
    /// When it is in force.
    #[serde(serialize_with = "crate::date::counted::period")]
    pub in_force: Period,
    /// The node « in force on the date of effect ».
    #[serde(serialize_with = "canonical::later")]
    pub applies: S::Node,
    /// The node « in force, and every condition holds ».
    #[serde(serialize_with = "canonical::later")]
    pub eligible: S::Node,
    /// Where it comes from: one or more.
    pub sources: Vec<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The question that the Region should settle, in a pack of format 1.
    pub to_confirm: Option<String>,
    /// The questions that are open.
    #[serde(serialize_with = "canonical::later")]
    pub doubts: Vec<Doubt<S>>,
    /// Positions of the dispositifs that replace it.
    pub replaced_by: Vec<u16>,
    /// Positions of the dispositifs that exclude it, both ways.
    pub incompatible_with: Vec<u16>,
    /// What it is worth in a year, in EUR/an; a node has two decimals.
    pub yearly_value: Option<S::Expression>,
    /// Is it said that it has no value that can be compared?
    #[serde(serialize_with = "canonical::later")]
    pub incomparable: bool,
    /// For engineers.
    #[serde(skip_deserializing)]
    pub note: S::OnlyWritten<Option<String>>,
    /// What an analysis finds of it, and why it is right.
    #[serde(skip)]
    pub accepted: S::OnlyWritten<Vec<Accepted>>,
    /// Named intermediate values.
    pub variables: Vec<Variable<S>>,
    /// In the order in which a person would read them.
    pub conditions: Vec<Condition<S>>,
    /// What it gives.
    pub droits: Vec<Droit<S>>,
    /// What is paid during the course; no decision needs it.
    #[serde(serialize_with = "canonical::later")]
    pub versements: Vec<Versement<S>>,
    /// The days by which what is to be done is done; no decision needs them.
    #[serde(serialize_with = "canonical::later")]
    pub deadlines: Vec<Deadline<S>>,
    /// What ranks people without excluding anyone.
    pub priorities: Vec<Condition<S>>,
    /// Position of its quota.
    pub quota: Option<u16>,
    /// The nodes that it needs, in ascending order: those of what is paid and of deadlines apart.
    #[serde(serialize_with = "canonical::later")]
    pub order: Vec<S::Node>,
    /// Its id in the file.
    #[serde(skip)]
    pub at: S::Place,
}

impl Dispositif {
    /// What it says of itself, at another stage: its expressions are still to come.
    #[cfg(feature = "reader")]
    pub(crate) fn described<S: Stage>(&self) -> Dispositif<S> {
        Dispositif {
            id: self.id.clone(),
            former: self.former.clone(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            status: self.status,
            object: self.object,
            nature: self.nature,
            decider: self.decider.clone(),
            next_step: self.next_step.clone(),
            // Nobody said why it ends: the document stops there.
            after: self
                .after
                .or_else(|| self.nature.and(self.in_force.last()).map(|_| After::Unknown)),
            verified: self.verified,
            freshness: S::Freshness::default(),
            effect_date: self.effect_date,
            date: S::Node::default(),
            in_force: self.in_force,
            applies: S::Node::default(),
            eligible: S::Node::default(),
            sources: self.sources.clone(),
            reliability: self.reliability,
            to_confirm: self.to_confirm.clone(),
            doubts: Vec::new(),
            replaced_by: self.replaced_by.clone(),
            incompatible_with: self.incompatible_with.clone(),
            yearly_value: None,
            incomparable: self.incomparable,
            note: Default::default(),
            accepted: Default::default(),
            variables: Vec::new(),
            conditions: Vec::new(),
            droits: Vec::new(),
            versements: Vec::new(),
            deadlines: Vec::new(),
            priorities: Vec::new(),
            quota: self.quota,
            order: Vec::new(),
            at: S::Place::default(),
        }
    }
}

impl<S: Stage> Dispositif<S> {
    /// Can a person ask for it? An aid or a decision about a person; in a pack that does not say, whatever is about a person.
    #[must_use]
    pub fn is_for_a_person(&self) -> bool {
        match self.nature {
            Some(nature) => nature.is_asked_for() && self.object == Object::Person,
            None => true,
        }
    }
}
