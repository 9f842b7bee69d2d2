//! What evaluators run: every name resolved, every number scaled, every table laid out, in an order that never looks ahead.
//!
//! A [`Plan`] is one list of nodes, operands first. Each dispositif knows which of them it needs, so that one decision
//! touches nothing else, and keeps the tree of each expression as it was written, so that a decision can be explained.

mod bounds;
#[cfg(feature = "reader")]
mod build;
mod calendar;
mod compact;
mod conflicts;
pub mod cost;
mod deadline;
mod doubt;
mod follow;
mod freshness;
pub mod interval;
mod invariants;
mod limits;
mod lookup;
#[cfg(feature = "reader")]
mod lower;
pub mod meter;
mod node;
mod opaque;
mod order;
mod schedule;
mod series;
mod step;
mod table;
mod titles;
mod tree;
mod value;

#[cfg(feature = "reader")]
pub use build::{build, check_files, from_files};
pub use compact::CompactError;
#[cfg(test)]
pub(crate) use conflicts::MOST_STEPS;
pub(crate) use conflicts::{Component, Conflicts, MOST_BRANCHES, MOST_SEARCH, MOST_SEQUENCES, MOST_SETS};
pub use deadline::DeadlinePlan;
pub use doubt::{ConcernPlan, Concerned, DoubtPlan};
pub use follow::{
    AxisPlan, Beside, ColumnRole, FollowColumn, FollowPlan, FollowRule, IndicatorPlan, Repere, RepereKind,
};
pub use freshness::Freshness;
pub use node::{Comparison, Dated, Node, NodeId};
pub use opaque::Plan;
pub(crate) use order::{others_tests, verdicts_read};
pub use schedule::{ChangePlan, CoursePlan, VersementPlan};
pub use series::{Series, SeriesPoint};
pub use step::{Environment, MAX_KEYS, step};
pub use table::{KeyLayout, TableLayout, TablePlan};
pub use tree::{Part, Role, Rule};
pub use value::Value;

use serde::{Deserialize, Serialize};

pub use crate::pack::model::{
    After, Citation, CourseLength, Definition, DroitRole, Format, Header, Nature, NextStep, Object, Pace,
    QuotaOrder, Reliability, Side, Source, Status, UnitWords,
};
use crate::{
    date::{Day, Period},
    vocabulary::{DeclaredType, FactId, Kind, Vocabulary},
};

/// The most conditions of one dispositif: columns tell the first that fails by one byte, which keeps a value for « none ».
pub(crate) const MOST_CONDITIONS: usize = 255;

/// What a [`Plan`] holds. Anyone may copy it and change the copy, which is then no plan any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanContent {
    /// What identifies the pack.
    pub header: Header,
    /// SHA-256 of the canonical pack, in hexadecimal.
    pub fingerprint: String,
    /// The form of the files of the pack.
    pub format: Format,
    /// Facts and enumerations.
    pub vocabulary: Vocabulary,
    /// How units are written for a person.
    pub units: Vec<UnitWords>,
    /// Documents and laws.
    pub sources: Vec<Source>,
    /// Of some sources, by position, the days of the version that was read.
    pub versions: Vec<(u16, Period)>,
    /// What some facts mean in law, in the order of the vocabulary.
    pub definitions: Vec<Definition>,
    /// Dated scalars.
    pub parameters: Vec<Series>,
    /// Dated tables.
    pub tables: Vec<TablePlan>,
    /// Every node, operands first.
    pub nodes: Vec<Node>,
    /// For each node, the position of its kind in `kinds`.
    pub node_kinds: Vec<u16>,
    /// The kinds that nodes have.
    pub kinds: Vec<Kind>,
    /// What follows of some facts from others.
    pub deductions: Vec<DeductionPlan>,
    /// What must hold in a dossier.
    pub coherences: Vec<CoherencePlan>,
    /// Schemes, in the order of the pack.
    pub dispositifs: Vec<DispositifPlan>,
    /// Caps.
    pub quotas: Vec<QuotaPlan>,
    /// When a course runs; absent when the pack has no schedule.
    pub course: Option<CoursePlan>,
    /// What is followed.
    pub follow: FollowPlan,
    /// How the dispositifs exclude each other, laid out from their `incompatible_with`; no part of what identifies the plan.
    #[serde(skip)]
    pub(crate) conflicts: Conflicts,
}

/// Something that must hold in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoherencePlan {
    /// Its name in findings.
    pub id: String,
    /// What must hold, as a person reads it.
    pub title: String,
    /// What must hold.
    pub test: Rule,
    /// Is a dossier that breaks it refused?
    pub refuses: bool,
    /// The fact that is stated against what follows from others; `None` for a rule that the pack writes.
    pub deduced: Option<FactId>,
}

/// What follows of a fact from other facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeductionPlan {
    /// The fact.
    pub fact: FactId,
    /// The node that rules read: what was given and what follows from others.
    pub node: NodeId,
    /// The expression of what follows.
    pub rule: Rule,
}

impl CoherencePlan {
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

/// One scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispositifPlan {
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
    pub nature: Option<Nature>,
    /// Who grants it: « la commission de Transitions Pro ».
    pub decider: Option<String>,
    /// What a person does to obtain it.
    pub next_step: Option<NextStep>,
    /// What the end of `in_force` means.
    pub after: Option<After>,
    /// The day on which its existence and its conditions were read.
    pub verified: Option<Day>,
    /// From when it is to be read again.
    pub freshness: Option<Freshness>,
    /// The date fact that selects dated values.
    pub effect_date: Option<FactId>,
    /// The node of the date of effect.
    pub date: NodeId,
    /// When it is in force.
    pub in_force: Period,
    /// The node « in force on the date of effect ».
    pub applies: NodeId,
    /// The node « in force, and every condition holds ».
    pub eligible: NodeId,
    /// Where it comes from.
    pub sources: Vec<Citation>,
    /// How sure it is.
    pub reliability: Reliability,
    /// The question that the Region should settle, in a pack of format 1.
    pub to_confirm: Option<String>,
    /// The questions that are open.
    pub doubts: Vec<DoubtPlan>,
    /// Positions of the dispositifs that replace it.
    pub replaced_by: Vec<u16>,
    /// Positions of the dispositifs that exclude it.
    pub incompatible_with: Vec<u16>,
    /// What it is worth in a year, in EUR/an with two decimals.
    pub yearly_value: Option<Rule>,
    /// Is it said that it has no value that can be compared?
    pub incomparable: bool,
    /// Named intermediate values.
    pub variables: Vec<VariablePlan>,
    /// In the order in which a person would read them.
    pub conditions: Vec<ConditionPlan>,
    /// What it gives.
    pub droits: Vec<DroitPlan>,
    /// What is paid during the course; its nodes are not in `order`, for no decision needs them.
    pub versements: Vec<VersementPlan>,
    /// The days by which what is to be done is done; their nodes are not in `order`.
    pub deadlines: Vec<DeadlinePlan>,
    /// What ranks people.
    pub priorities: Vec<ConditionPlan>,
    /// Position of its quota.
    pub quota: Option<u16>,
    /// The nodes that it needs, in ascending order.
    pub order: Vec<NodeId>,
}

/// A named intermediate value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariablePlan {
    /// Its name in expressions.
    pub name: String,
    /// What a person reads.
    pub title: Option<String>,
    /// Its expression.
    pub rule: Rule,
}

/// A condition, or a priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionPlan {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The expression that must be true.
    pub rule: Rule,
    /// The days on which it applies.
    pub period: Period,
    /// The node « applies on the date of effect »; `None` when it always does.
    pub applies: Option<NodeId>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
}

/// Something that an eligible person receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroitPlan {
    /// Its name in decisions.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Its type and unit.
    pub declared: DeclaredType,
    /// Its expression; the node has the decimals of the type.
    pub rule: Rule,
    /// What it is to a person; `None` in a pack of format 1.
    pub role: Option<DroitRole>,
    /// Is it the one that a person reads first?
    pub principal: bool,
    /// Who pays: what a person reads.
    pub payer: Option<(String, String)>,
    /// The days on which it exists.
    pub period: Period,
    /// The node « exists on the date of effect »; `None` when it always does.
    pub applies: Option<NodeId>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
}

/// A cap on the number of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaPlan {
    /// Its name in the rules.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// Position of the parameter that gives the limit.
    pub limit: u16,
    /// The expression whose value separates the counts, for each dispositif that draws on the quota.
    pub groups: Vec<(u16, Rule)>,
    /// In which order places are given.
    pub order: QuotaOrder,
    /// Where it comes from.
    pub sources: Vec<Citation>,
}

impl DispositifPlan {
    /// Can a person ask for it? An aid or a decision about a person; in a pack that does not say, whatever is about a person.
    #[must_use]
    pub fn is_for_a_person(&self) -> bool {
        match self.nature {
            Some(nature) => nature.is_asked_for() && self.object == Object::Person,
            None => true,
        }
    }
}

impl PlanContent {
    /// How a fact follows from others, when it does.
    #[must_use]
    pub fn deduction(&self, fact: FactId) -> Option<&DeductionPlan> {
        self.deductions.iter().find(|deduction| deduction.fact == fact)
    }

    /// The node at `id`.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// The kind of the node at `id`.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> &Kind {
        self.node_kinds
            .get(id.index())
            .and_then(|kind| self.kinds.get(usize::from(*kind)))
            .unwrap_or(&Kind::Boolean)
    }

    /// The dispositif called `id`, with its position.
    #[must_use]
    pub fn dispositif_named(&self, id: &str) -> Option<(u16, &DispositifPlan)> {
        (0_u16..)
            .zip(&self.dispositifs)
            .find(|(_, dispositif)| dispositif.id == id)
    }

    /// The dispositif at `position`.
    #[must_use]
    pub fn dispositif(&self, position: u16) -> Option<&DispositifPlan> {
        self.dispositifs.get(usize::from(position))
    }

    /// The most steps that finding the best combination takes, whoever is eligible and whatever it is worth.
    ///
    /// A step looks at one dispositif, at one that it excludes, or at one branch of a search and a word of its set.
    #[must_use]
    pub fn combination_steps(&self) -> u64 {
        let looks = self.dispositifs.iter().fold(0_usize, |sum, dispositif| {
            sum.saturating_add(1)
                .saturating_add(dispositif.incompatible_with.len())
        });
        let looks = u64::try_from(looks).unwrap_or(u64::MAX);
        let close = self.conflicts.components().iter().fold(0_u64, |sum, component| {
            let members = u64::try_from(component.members.len()).unwrap_or(u64::MAX);
            // A search of few members has no more branches than they have subsets.
            let few = u32::try_from(members.saturating_add(1)).ok();
            let few = few.and_then(|power| 1_u64.checked_shl(power)).unwrap_or(u64::MAX);
            let branches = few.min(MOST_BRANCHES.saturating_add(2).saturating_add(members));
            sum.saturating_add(members.saturating_mul(branches))
        });
        self.conflicts
            .worst_steps()
            .saturating_add(looks)
            .saturating_add(close)
    }

    /// The first day on which the version of a source that was read is no more in force, when that day has come; of a source without
    /// version nothing is known.
    pub(crate) fn ended(&self, source: u16, day: Day) -> Option<Day> {
        // They are in the order of the sources.
        let found = self
            .versions
            .binary_search_by_key(&source, |(position, _)| *position);
        let (_, period) = self.versions.get(found.ok()?)?;
        (period.until <= day).then_some(period.until)
    }

    /// What a fact means in law; `None` when the pack does not say.
    #[must_use]
    pub fn definition(&self, fact: FactId) -> Option<&Definition> {
        let found = self.definitions.binary_search_by_key(&fact, |one| one.fact);
        self.definitions.get(found.ok()?)
    }

    /// The source of a citation.
    #[must_use]
    pub fn source(&self, citation: &Citation) -> Option<&Source> {
        self.sources.get(usize::from(citation.source))
    }
}
