//! What a proof over two packs does not speak of: dossiers that one of them alone accepts, or of which they deduce different things.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Differing;
use crate::{
    analysis::{
        joint::{Joint, Side, Term},
        search::{Budget, Found},
    },
    pack::model::Status,
    plan::{CoherencePlan, Plan},
    vocabulary::Fact,
};

/// How much work a dossier that a rule refuses may take: some tenths of a second.
const REFUSAL: Budget = Budget { steps: 20_000_000 };

/// What changes of the dossiers themselves. A proof speaks of complete dossiers that both packs accept: these are the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Domain {
    /// The facts with other bounds, or that one pack alone has, by their names.
    pub facts: Vec<String>,
    /// The rules of coherence that refuse other dossiers, by their ids.
    pub coherences: Vec<String>,
    /// The dispositifs that are decided without being named in one pack alone, by their ids.
    pub offered: Vec<String>,
    /// The facts that follow otherwise from others, by their names: what is deduced where they are not stated.
    pub follows: Vec<String>,
    /// Dossiers that one pack accepts and the other refuses, one for each rule that changed.
    pub refused: Vec<Refused>,
}

/// A dossier that one pack accepts and the other refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The id of the rule that refuses it; that of what follows of a fact is `deduit_de.` and its name.
    pub rule: String,
    /// Which pack refuses it.
    pub by: Side,
    /// The dossier: enough of it for the other pack to accept it, whatever the rest is.
    pub dossier: Differing,
    /// The names of the facts that the rule reads.
    pub read: Vec<String>,
}

impl Domain {
    /// Do both packs accept the same dossiers, and decide of the same dispositifs when none is named?
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.facts.is_empty()
            && self.coherences.is_empty()
            && self.offered.is_empty()
            && self.refused.is_empty()
    }

    pub(super) fn between(joint: &mut Joint) -> Self {
        let refused = refused(joint);
        let plans = [Side::Before, Side::After].map(|side| joint.plan(side));
        Self {
            facts: facts(plans.map(AsRef::as_ref)),
            coherences: coherences(joint),
            offered: offered(plans.map(AsRef::as_ref)),
            follows: follows(joint),
            refused,
        }
    }

    /// The facts of `follows` that a term rests on.
    pub(super) fn unstated(&self, joint: &Joint, term: Term) -> Vec<String> {
        if self.follows.is_empty() {
            return Vec::new();
        }
        let names = joint.read_by(term);
        let found = self
            .follows
            .iter()
            .filter(|name| names.contains(name.as_str()) && !joint.is_apart(name));
        found.cloned().collect()
    }
}

/// The names that only one side has, or that are another thing on each.
fn otherwise<'p, T: PartialEq>(before: &BTreeMap<&'p str, T>, after: &BTreeMap<&'p str, T>) -> Vec<String> {
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let changed = names
        .into_iter()
        .filter(|name| before.get(name) != after.get(name));
    changed.map(ToOwned::to_owned).collect()
}

fn facts([before, after]: [&Plan; 2]) -> Vec<String> {
    // A fact that is new or gone changes what is asked, and refuses nobody; of one that both have, its bounds say what may be stated.
    let bounds = |fact: &Fact| (fact.declared.min, fact.declared.max);
    let both = after.vocabulary.facts.iter().filter_map(|fact| {
        let (_, old) = before.vocabulary.fact_of_any_name(&fact.name)?;
        (bounds(old) != bounds(fact) && old.declared.kind == fact.declared.kind).then(|| fact.name.clone())
    });
    both.collect()
}

fn coherences(joint: &Joint) -> Vec<String> {
    let of = |side: Side| {
        // What follows of a fact is told apart.
        let own = |rule: &&CoherencePlan| rule.refuses && !rule.id.starts_with("deduit_de.");
        let rules = joint.plan(side).coherences.iter().filter(own);
        rules
            .map(|rule| (rule.id.as_str(), joint.term(side, rule.test.node)))
            .collect::<BTreeMap<_, _>>()
    };
    otherwise(&of(Side::Before), &of(Side::After))
}

/// For each rule that one side has, or that is another in each, a dossier that it refuses and that the other side accepts.
fn refused(joint: &mut Joint) -> Vec<Refused> {
    let of = |joint: &Joint, side: Side| {
        let rules = joint.plan(side).coherences.iter().filter(|rule| rule.refuses);
        let rules = rules.map(|rule| (rule.id.clone(), joint.term(side, rule.test.node)));
        rules.collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for (by, other) in [(Side::After, Side::Before), (Side::Before, Side::After)] {
        let known: Vec<Term> = of(joint, other).into_iter().map(|(_, test)| test).collect();
        for (rule, test) in of(joint, by) {
            if known.contains(&test) {
                continue;
            }
            let (accepted, broken) = (joint.coherent(other), joint.not(test));
            let asked = joint.all([accepted, broken]);
            if let Found::Witness(witness) = joint.search_among(asked, &[], REFUSAL).found {
                let dossier = Differing::of(joint, &witness);
                let read = joint.read_by(test).into_iter().map(str::to_owned).collect();
                found.push(Refused {
                    rule,
                    by,
                    dossier,
                    read,
                });
            }
        }
    }
    found
}

fn offered([before, after]: [&Plan; 2]) -> Vec<String> {
    let is_announced = |plan: &Plan, id: &str| {
        let found = plan.dispositif_named(id);
        found.map(|(_, one)| one.status == Status::Hypothesis)
    };
    // One that is new, or gone, or has another name, is told as such.
    let changed = before.dispositifs.iter().filter(|one| {
        let now = is_announced(after, &one.id);
        now.is_some() && now != is_announced(before, &one.id)
    });
    changed.map(|one| one.id.clone()).collect()
}

fn follows(joint: &Joint) -> Vec<String> {
    let of = |side: Side| {
        let plan = joint.plan(side);
        let each = plan.deductions.iter().filter_map(|one| {
            // Under the name that both know it by.
            Some((joint.name_of(side, one.fact)?, joint.term(side, one.rule.node)))
        });
        each.collect::<BTreeMap<_, _>>()
    };
    otherwise(&of(Side::Before), &of(Side::After))
}
