//! What a plan holds.

use serde::{Deserialize, Serialize};

use super::{
    conflicts::{Conflicts, MOST_BRANCHES},
    follow::FollowPlan,
    node::{Node, NodeId},
    reform::ReformPlan,
    series::Series,
    stage::{AskingPlan, CoherencePlan, CoursePlan, DeductionPlan, DispositifPlan, QuotaPlan},
    table::TablePlan,
    value::Value,
};
use crate::{
    date::{Day, Period},
    pack::model::{Citation, Definition, Format, Header, Source, UnitWords},
    vocabulary::{FactId, Kind, Vocabulary},
};

/// What a [`Plan`](super::Plan) holds. Anyone may copy it and change the copy, which is then no plan any more.
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
    #[doc(hidden)]
    pub nodes: Vec<Node>,
    /// For each node, the position of its kind in `kinds`.
    #[doc(hidden)]
    pub node_kinds: Vec<u16>,
    /// The kinds that nodes have.
    #[doc(hidden)]
    pub kinds: Vec<Kind>,
    /// What follows of some facts from others.
    pub deductions: Vec<DeductionPlan>,
    /// How a person is asked for some facts, in the order of the vocabulary.
    pub askings: Vec<AskingPlan>,
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
    /// The reform that it supposes.
    pub reform: Option<ReformPlan>,
    /// How the dispositifs exclude each other, laid out from their `incompatible_with`; no part of what identifies the plan.
    #[serde(skip)]
    pub(crate) conflicts: Conflicts,
}

impl PlanContent {
    /// How a fact follows from others, when it does.
    #[must_use]
    pub fn deduction(&self, fact: FactId) -> Option<&DeductionPlan> {
        self.deductions.iter().find(|deduction| deduction.fact == fact)
    }

    /// How a person is asked for a fact, when the pack says something of it.
    #[must_use]
    pub fn asking(&self, fact: FactId) -> Option<&AskingPlan> {
        let found = self.askings.binary_search_by_key(&fact, |one| one.fact);
        self.askings.get(found.ok()?)
    }

    /// The value of a fact whose question is without object, when it has a gate.
    #[must_use]
    pub fn without_object(&self, fact: FactId) -> Option<Value> {
        let Some(Node::Select { otherwise, .. }) = self.node(self.deduction(fact)?.rule.node) else {
            return None;
        };
        if let Some(Node::Constant(value)) = self.node(*otherwise) {
            Some(*value)
        } else {
            None
        }
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

    /// The dispositif called `id`, or that was, with its position.
    ///
    /// # Example
    /// ```
    /// let engine = bareme::guide::engine()?;
    /// assert!(engine.plan().dispositif_of_any_name("bourse").is_some());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn dispositif_of_any_name(&self, id: &str) -> Option<(u16, &DispositifPlan)> {
        self.dispositif_named(id).or_else(|| {
            (0_u16..)
                .zip(&self.dispositifs)
                .find(|(_, dispositif)| dispositif.former.iter().any(|former| former == id))
        })
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
