//! Two packs side by side.

use super::{
    domain::Domain,
    model::{Differing, Pair},
};
use crate::{
    analysis::{
        changes::{Changes, Element, Sort},
        joint::{Joint, Named},
        search::Witness,
    },
    evaluate::Engine,
};

/// Two packs to compare, dispositif by dispositif.
///
/// # Example
/// ```
/// use bareme::{analysis::{Budget, changes, compare::Comparison}, guide};
///
/// let engine = guide::engine()?;
/// let changes = changes::between(engine.plan(), engine.plan());
/// let mut comparison = Comparison::new(&engine, &engine, &changes);
/// for pair in comparison.pairs() {
///     assert!(comparison.compare(&pair, Budget::default()).proof.is_same());
/// }
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Debug)]
pub struct Comparison {
    pub(super) joint: Joint,
    pub(super) domain: Domain,
    /// What has another name, before and after.
    pub(super) renamed: Vec<(Element, Element)>,
    pairs: Vec<Pair>,
}

impl Comparison {
    /// The old and the new pack, with what changed between them, which says what was renamed.
    #[must_use]
    pub fn new(old: &Engine, new: &Engine, changes: &Changes) -> Self {
        let renamed = |after: &str| {
            let mut of_dispositifs = changes.rules.iter().filter_map(|change| {
                let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
                (after.sort == Sort::Dispositif).then_some((before, after))
            });
            of_dispositifs.find_map(|(before, now)| (now.id == after).then(|| before.id.clone()))
        };
        let mut pairs: Vec<Pair> = Vec::new();
        for after in &new.plan().dispositifs {
            let former = renamed(&after.id).unwrap_or_else(|| after.id.clone());
            let known = old.plan().dispositif_named(&former);
            pairs.push(Pair {
                before: known.map(|(_, one)| one.id.clone()),
                after: Some(after.id.clone()),
            });
        }
        for before in &old.plan().dispositifs {
            if pairs.iter().all(|pair| pair.before.as_ref() != Some(&before.id)) {
                pairs.push(Pair {
                    before: Some(before.id.clone()),
                    after: None,
                });
            }
        }
        let renamed = changes.rules.iter().filter(|change| change.is_renamed());
        let renamed = renamed.filter_map(|change| Some((change.before.clone()?, change.after.clone()?)));
        let renamed: Vec<(Element, Element)> = renamed.collect();
        let facts = renamed.iter().filter(|(_, after)| after.sort == Sort::Fact);
        let mut named = Named {
            renamed: facts
                .map(|(before, after)| (before.id.clone(), after.id.clone()))
                .collect(),
            ..Named::default()
        };
        let mut joint = Joint::between_named(old, new, &named);
        let domain = Domain::between(&mut joint);
        named.apart = joint.deduced_otherwise();
        if !named.apart.is_empty() {
            joint = Joint::between_named(old, new, &named);
        }
        Self {
            domain,
            joint,
            renamed,
            pairs,
        }
    }

    /// The dispositifs, in the order of the new pack; those that are removed come last.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        self.pairs.clone()
    }

    /// May a dispositif decide otherwise? When it may not, it is the same computation.
    pub fn may_differ(&mut self, pair: &Pair) -> bool {
        self.differs(pair) != self.joint.truth(false)
    }

    /// What changes of the dossiers themselves, of which the proofs do not speak.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The facts that have another type in the two packs: no dossier states one for both, and what rests on them is not compared.
    pub fn incomparable(&self) -> impl Iterator<Item = &str> {
        self.joint.incomparable()
    }

    pub(super) fn differing(&self, witness: &Witness) -> Differing {
        Differing::of(&self.joint, witness)
    }
}
