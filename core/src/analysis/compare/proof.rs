//! Whether a dispositif decides as before.

use super::{
    comparison::Comparison,
    model::{Compared, Pair, Proof, Spread},
};
use crate::analysis::{
    joint::{Side, Term},
    search::{Budget, Found},
};

impl Comparison {
    /// Compares a dispositif; each question that it takes has the whole budget.
    pub fn compare(&mut self, pair: &Pair, budget: Budget) -> Compared {
        let differs = self.differs(pair);
        let never = self.joint.truth(false);
        if differs == never {
            return Compared {
                pair: pair.clone(),
                proof: Proof::SameNodes,
                spreads: Vec::new(),
                told: self.told(pair, None),
                steps: 0,
            };
        }
        let searched = self.joint.search(differs, budget);
        let mut steps = searched.steps;
        let proof = match searched.found {
            Found::Nothing => match self.domain.unstated(&self.joint, differs) {
                facts if facts.is_empty() => Proof::SameForAll,
                facts => Proof::SameWhereStated { facts },
            },
            Found::Witness(witness) => {
                let answered = self.answered(pair);
                let likely = self.joint.likely(differs, &answered, None);
                Proof::Witness(Box::new(self.differing(&likely.unwrap_or(witness))))
            }
            Found::Undecided(left) => Proof::Undecided { boxes: left.boxes },
        };
        let alike = (!proof.is_same()).then(|| self.joint.not(differs));
        let told = self.told(pair, alike);
        let spreads = if matches!(proof, Proof::SameForAll | Proof::SameWhereStated { .. }) {
            Vec::new()
        } else {
            self.spreads(pair, budget, &mut steps)
        };
        Compared {
            pair: pair.clone(),
            proof: settled(proof, &spreads),
            spreads,
            told,
            steps,
        }
    }

    /// What each pack answers of a dispositif: whether it is granted.
    pub(super) fn answered(&self, pair: &Pair) -> Vec<Term> {
        let sides = [(Side::Before, &pair.before), (Side::After, &pair.after)];
        let each = sides
            .into_iter()
            .filter_map(|(side, id)| self.joint.eligible(side, id.as_deref()?));
        each.collect()
    }

    /// The truth that a decision is another; of what only one pack has, that somebody has it.
    pub(super) fn differs(&mut self, pair: &Pair) -> Term {
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
        known
        @ (Proof::SameNodes | Proof::SameForAll | Proof::SameWhereStated { .. } | Proof::Witness(_)) => known,
    }
}
