//! Whether two packs decide the same: for each dispositif a proof, a dossier for which they do not, or that it is not known.
//!
//! What is compared is what a decision says: in force, granted, each droit. What is paid over a course, deadlines and quotas are told in words by
//! [`changes`](super::changes).

mod rows;
mod spread;

pub use rows::{Euros, RowCounts};
pub use spread::{Reached, Spread};

use super::{
    changes::{Changes, Sort},
    joint::{Joint, Side, Term},
    search::{Budget, Found, Witness},
};
use crate::{date::Day, dossier::Dossier, evaluate::Engine};

/// A dispositif of one of the packs, or of both, maybe under two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its id before; `None` when it is added.
    pub before: Option<String>,
    /// Its id after; `None` when it is removed.
    pub after: Option<String>,
}

impl Pair {
    /// Its id now, or before when it is removed.
    #[must_use]
    pub fn id(&self) -> &str {
        self.after
            .as_deref()
            .or(self.before.as_deref())
            .unwrap_or_default()
    }
}

/// A dossier for which the packs do not decide the same, as each of them reads it.
#[derive(Debug, Clone)]
pub struct Differing {
    /// For the old pack.
    pub before: Dossier,
    /// For the new one.
    pub after: Dossier,
    /// The reference date.
    pub date: Day,
}

/// Does a dispositif decide as before?
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Proof {
    /// For every dossier: it is the same computation.
    SameNodes,
    /// For every complete and coherent dossier: no other was left.
    SameForAll,
    /// Not for this one.
    Witness(Box<Differing>),
    /// The work that was allowed ended before.
    Undecided {
        /// How many boxes of dossiers were left.
        boxes: usize,
    },
}

impl Proof {
    /// The word in JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SameNodes | Self::SameForAll => "identique",
            Self::Witness(_) => "temoin",
            Self::Undecided { .. } => "indecis",
        }
    }

    /// Is it proved that every dossier is decided as before?
    #[must_use]
    pub const fn is_same(&self) -> bool {
        matches!(self, Self::SameNodes | Self::SameForAll)
    }
}

/// What is proved of a dispositif.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Which.
    pub pair: Pair,
    /// Does it decide as before?
    pub proof: Proof,
    /// Of each amount that may differ, the most that anybody gains and loses.
    pub spreads: Vec<Spread>,
    /// The steps that it took.
    pub steps: u64,
}

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
    joint: Joint,
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
        Self {
            joint: Joint::between(old, new),
            pairs,
        }
    }

    /// The dispositifs, in the order of the new pack; those that are removed come last.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        self.pairs.clone()
    }

    /// The facts that have another type in the two packs: no dossier states one for both, and what rests on them is not compared.
    pub fn incomparable(&self) -> impl Iterator<Item = &str> {
        self.joint.incomparable()
    }

    /// Compares a dispositif; each question that it takes has the whole budget.
    pub fn compare(&mut self, pair: &Pair, budget: Budget) -> Compared {
        let differs = self.differs(pair);
        let never = self.joint.truth(false);
        if differs == never {
            return Compared {
                pair: pair.clone(),
                proof: Proof::SameNodes,
                spreads: Vec::new(),
                steps: 0,
            };
        }
        let searched = self.joint.search(differs, budget);
        let mut steps = searched.steps;
        let proof = match searched.found {
            Found::Nothing => Proof::SameForAll,
            Found::Witness(witness) => Proof::Witness(Box::new(self.differing(&witness))),
            Found::Undecided(left) => Proof::Undecided { boxes: left.boxes },
        };
        let spreads = if proof.is_same() {
            Vec::new()
        } else {
            self.spreads(pair, budget, &mut steps)
        };
        Compared {
            pair: pair.clone(),
            proof: settled(proof, &spreads),
            spreads,
            steps,
        }
    }

    /// The truth that a decision is another; of what only one pack has, that somebody has it.
    fn differs(&mut self, pair: &Pair) -> Term {
        let (before, after) = (pair.before.as_deref(), pair.after.as_deref());
        let differs = match (before, after) {
            (Some(before), Some(after)) => {
                let alike = self.joint.decided_alike(before, after);
                alike.map(|alike| self.joint.not(alike))
            }
            (Some(before), None) => self.joint.eligible(Side::Before, before),
            (None, Some(after)) => self.joint.eligible(Side::After, after),
            (None, None) => None,
        };
        differs.unwrap_or_else(|| self.joint.truth(false))
    }

    fn differing(&self, witness: &Witness) -> Differing {
        Differing {
            before: self.joint.dossier(Side::Before, witness),
            after: self.joint.dossier(Side::After, witness),
            date: witness.date,
        }
    }
}

/// What somebody gains or loses is a witness too.
fn settled(proof: Proof, spreads: &[Spread]) -> Proof {
    let reached = || spreads.iter().flat_map(|spread| [&spread.loss, &spread.gain]);
    match proof {
        Proof::Undecided { boxes } => {
            let found = reached().find_map(|one| one.found.as_ref());
            found.map_or(Proof::Undecided { boxes }, |(_, differing)| {
                Proof::Witness(Box::new(differing.clone()))
            })
        }
        known @ (Proof::SameNodes | Proof::SameForAll | Proof::Witness(_)) => known,
    }
}
