//! The most that anybody gains and loses.

use super::{
    comparison::Comparison,
    model::{Pair, Reached, Spread},
};
use crate::{
    analysis::{
        joint::{Side, Term},
        search::{Budget, Extreme},
    },
    vocabulary::Kind,
};

/// A droit in euros.
struct Amount {
    id: String,
    title: String,
    kind: Kind,
}

impl Comparison {
    /// The amounts that may differ: what a person receives, in euros.
    pub(super) fn spreads(&mut self, pair: &Pair, budget: Budget, steps: &mut u64) -> Vec<Spread> {
        let mut spreads = Vec::new();
        for Amount { id, title, kind } in self.amounts(pair) {
            let Some((before, after)) = self.dues(pair, &id, &kind).filter(|(old, new)| old != new) else {
                continue;
            };
            let (gained, lost) = (self.joint.more(before, after), self.joint.more(after, before));
            let [gain, loss] = [gained, lost].map(|term| self.reached(pair, term, budget, steps));
            spreads.push(Spread {
                droit: id,
                title,
                kind,
                gain,
                loss,
            });
        }
        spreads
    }

    /// The droits in euros that a person receives, of either pack; not those whose unit is another in the other.
    fn amounts(&self, pair: &Pair) -> Vec<Amount> {
        let sides = [(Side::After, &pair.after), (Side::Before, &pair.before)];
        let mut amounts: Vec<Amount> = Vec::new();
        for (side, id) in sides {
            let found = id
                .as_ref()
                .and_then(|id| self.joint.plan(side).dispositif_named(id));
            for droit in found.iter().flat_map(|(_, dispositif)| &dispositif.droits) {
                let kind = &droit.declared.kind;
                if !droit.is_received() || !kind.is_euros() {
                    continue;
                }
                match amounts.iter_mut().find(|known| known.id == droit.id) {
                    None => amounts.push(Amount {
                        id: droit.id.clone(),
                        title: self.joint.plan(side).titled(&droit.title, None).into_owned(),
                        kind: kind.clone(),
                    }),
                    Some(known) if known.kind.unit() != kind.unit() => known.kind = Kind::Boolean,
                    Some(known) if known.kind.decimals() < kind.decimals() => known.kind = kind.clone(),
                    Some(_) => {}
                }
            }
        }
        amounts.retain(|amount| amount.kind.is_number());
        amounts
    }

    /// What is due before and after; 0 where the droit is not.
    pub(super) fn dues(&mut self, pair: &Pair, droit: &str, kind: &Kind) -> Option<(Term, Term)> {
        let mut due =
            |side: Side, id: &Option<String>| id.as_ref().and_then(|id| self.joint.due(side, id, droit));
        let (before, after) = (due(Side::Before, &pair.before), due(Side::After, &pair.after));
        let nothing = self.joint.constant(0, kind);
        (before.is_some() || after.is_some()).then(|| (before.unwrap_or(nothing), after.unwrap_or(nothing)))
    }

    fn reached(&mut self, pair: &Pair, term: Term, budget: Budget, steps: &mut u64) -> Reached {
        let kind = self.joint.kind(term).clone();
        // Only who has more than before is looked for.
        let zero = self.joint.constant(0, &kind);
        let none = self.joint.at_most(term, zero);
        let given = self.joint.not(none);
        let Extreme {
            found,
            bound,
            steps: taken,
            ..
        } = self.joint.largest(term, given, budget);
        *steps = steps.saturating_add(taken);
        let found = found.filter(|(amount, _)| *amount > 0).map(|(amount, witness)| {
            let answered = self.answered(pair);
            let goal = Some((term, amount.saturating_sub(1)));
            let likely = self.joint.likely(given, &answered, goal);
            let likely = likely.and_then(|one| Some((self.joint.value(&one, term)?, one)));
            let (amount, witness) = likely.unwrap_or((amount, witness));
            (amount, self.differing(&witness))
        });
        Reached {
            found,
            bound: bound.unwrap_or(0).max(0),
        }
    }
}
