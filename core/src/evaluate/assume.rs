//! What is usually so of a dossier, and what the dispositifs whose outcome it reads give: the dossier that an answer under reserve is about.

use super::{
    Engine, evaluator,
    ordered::insert_once,
    relevance::{Marks, Relevance},
};
use crate::{
    date::Day,
    decision::{Assumption, Ground, Verdict},
    dossier::Dossier,
    plan::{MOST_PASSES, MOST_TRIES, Node, NodeId, Value, interval, meter},
    vocabulary::{FactId, Kind},
};

/// What the dispositif whose outcome a fact is gives.
struct Outcome {
    fact: FactId,
    dispositif: u16,
    /// Is it granted, when that is settled?
    granted: Option<bool>,
    /// What that rests on.
    relied: Vec<Assumption>,
}

/// A dossier with what is supposed of it.
pub(super) struct Assumed {
    /// With what is usually so.
    pub(super) dossier: Dossier,
    /// What was supposed, in the order of the vocabulary.
    pub(super) made: Vec<Assumption>,
    /// What the dispositifs whose outcome is read give, when they are settled.
    outcomes: Vec<Outcome>,
    /// The values of the program of suppositions in that dossier.
    pub(super) values: Vec<Value>,
}

impl Engine {
    /// What is usually so of a dossier that was accepted. What the dossier states is never replaced, nor what follows from it.
    pub(super) fn assume(&self, dossier: &Dossier, date: Day) -> Assumed {
        let suppositions = self.suppositions();
        let mut refused = Vec::new();
        let mut assumed = self.supposed(dossier, date, &refused);
        for last in (0..MOST_TRIES).rev() {
            let against = self.against(&assumed, date);
            if against.is_empty() {
                break;
            }
            if last == 0 {
                refused = suppositions.list.iter().map(|one| one.fact).collect();
            }
            against
                .into_iter()
                .for_each(|fact| insert_once(&mut refused, fact));
            assumed = self.supposed(dossier, date, &refused);
        }
        assumed.made.sort_unstable_by_key(|made| made.fact);
        let outcomes = suppositions.outcomes.iter();
        let outcomes = outcomes.filter(|(fact, _)| !dossier.is_known(*fact));
        assumed.outcomes = outcomes
            .map(|(fact, dispositif)| Outcome {
                fact: *fact,
                dispositif: *dispositif,
                granted: None,
                relied: Vec::new(),
            })
            .collect();
        // An outcome may rest on another: each pass settles one more.
        for _ in 0..assumed.outcomes.len() {
            let mut settled = false;
            for index in 0..assumed.outcomes.len() {
                let waits = assumed
                    .outcomes
                    .get(index)
                    .filter(|outcome| outcome.granted.is_none());
                let Some(position) = waits.map(|outcome| outcome.dispositif) else {
                    continue;
                };
                let decided = self.decided_under(&assumed, date, position);
                let (granted, relied) = decided.map_or((None, Vec::new()), |(outcome, relied)| {
                    (granted(outcome.verdict), relied)
                });
                settled |= granted.is_some();
                if let Some(outcome) = assumed.outcomes.get_mut(index) {
                    (outcome.granted, outcome.relied) = (granted, relied);
                }
            }
            if !settled {
                break;
            }
        }
        assumed
    }

    /// The dossier with what is usually so, but of these facts.
    fn supposed(&self, dossier: &Dossier, date: Day, refused: &[FactId]) -> Assumed {
        let suppositions = self.suppositions();
        let mut assumed = Assumed {
            dossier: dossier.clone(),
            made: Vec::new(),
            outcomes: Vec::new(),
            values: Vec::new(),
        };
        for _ in 0..MOST_PASSES {
            let Assumed {
                dossier: completed,
                made,
                values,
                ..
            } = &mut assumed;
            evaluator::values(&suppositions.program, &self.environment(completed, date), values);
            let before = made.len();
            meter::add(suppositions.list.len());
            for one in &suppositions.list {
                let at = |id: NodeId| values.get(id.index()).copied();
                let has_object = one.gate.and_then(at).is_none_or(Value::is_true);
                if completed.is_known(one.fact) || refused.contains(&one.fact) || !has_object {
                    continue;
                }
                let (Some(value), Some(kind)) = (at(one.supposed), self.kind_of(one.fact)) else {
                    continue;
                };
                let any = completed.values().get(usize::from(one.fact.0)).copied();
                let Some(known) = one.effective.map_or(any, at) else {
                    continue;
                };
                let may_be = interval::meet(value, known, kind.is_choice()) == value
                    && interval::meet(known, value, kind.is_choice()) == value;
                if value.is_settled(kind) && !known.is_settled(kind) && may_be {
                    completed.put(one.fact, Some(value));
                    made.push(Assumption {
                        fact: one.fact,
                        value,
                        ground: Ground::Usual,
                    });
                }
            }
            if made.len() == before {
                break;
            }
        }
        assumed
    }

    fn kind_of(&self, fact: FactId) -> Option<&Kind> {
        self.inner
            .plan
            .vocabulary
            .fact(fact)
            .map(|fact| &fact.declared.kind)
    }

    /// What was supposed that makes the dossier contradict itself, be it a warning.
    fn against(&self, assumed: &Assumed, date: Day) -> Vec<FactId> {
        let mut found = Vec::new();
        if assumed.made.is_empty() {
            return found;
        }
        let program = &self.inner.coherences;
        let mut values = Vec::new();
        evaluator::values(program, &self.environment(&assumed.dossier, date), &mut values);
        for (root, _) in &program.conditions {
            if !values.get(root.index()).is_some_and(|value| value.is_false()) {
                continue;
            }
            let mut seen = vec![false; program.nodes.len()];
            let mut left = vec![*root];
            while let Some(id) = left.pop() {
                meter::add(1);
                let Some((slot, node)) = seen.get_mut(id.index()).zip(program.nodes.get(id.index())) else {
                    continue;
                };
                if core::mem::replace(slot, true) {
                    continue;
                }
                if let Node::Fact(fact) = node
                    && assumed.made.iter().any(|made| made.fact == *fact)
                {
                    insert_once(&mut found, *fact);
                }
                node.operands(|operand| left.push(operand));
            }
        }
        found
    }

    /// The dossier under reserve as one dispositif reads it: an outcome that it excludes is not asked for.
    pub(super) fn assumed_for(&self, assumed: &Assumed, position: u16) -> (Dossier, Vec<Assumption>) {
        let mut dossier = assumed.dossier.clone();
        let mut outcomes = Vec::new();
        for outcome in &assumed.outcomes {
            let (fact, other) = (outcome.fact, outcome.dispositif);
            let dispositif = self.inner.plan.dispositif(position);
            let excluded = dispositif.is_some_and(|own| own.incompatible_with.contains(&other));
            let (value, ground) = match outcome.granted {
                _ if excluded => (false, Ground::Excluded(other)),
                Some(granted) => (granted, Ground::Outcome(other)),
                None => continue,
            };
            let value = Value::truth(value);
            dossier.put(fact, Some(value));
            outcomes.push(Assumption { fact, value, ground });
        }
        (dossier, outcomes)
    }

    /// Of these facts those that were supposed, and those that what is supposed of them rests on.
    pub(super) fn relied_upon(&self, assumed: &Assumed, read: &[FactId]) -> Vec<Assumption> {
        let suppositions = self.suppositions();
        let (mut found, mut left): (Vec<Assumption>, Vec<FactId>) = (Vec::new(), read.to_vec());
        let mut marks = Marks::default();
        while let Some(fact) = left.pop() {
            let made = assumed.made.binary_search_by_key(&fact, |made| made.fact);
            let Some(made) = made.ok().and_then(|at| assumed.made.get(at)) else {
                continue;
            };
            if found.contains(made) {
                continue;
            }
            found.push(*made);
            let Some(one) = suppositions.list.iter().find(|one| one.fact == fact) else {
                continue;
            };
            let plan = self.plan();
            let relevance = Relevance::new(plan, &suppositions.program, &assumed.values, &mut marks);
            left.extend(relevance.facts(&[one.supposed]));
        }
        found.sort_unstable_by_key(|made| made.fact);
        found
    }

    /// The same with these outcomes, as far as they were read, and what they rest on.
    pub(super) fn relied_with(
        &self,
        assumed: &Assumed,
        outcomes: &[Assumption],
        read: &[FactId],
    ) -> Vec<Assumption> {
        let mut found = self.relied_upon(assumed, read);
        for outcome in outcomes.iter().filter(|outcome| read.contains(&outcome.fact)) {
            found.push(*outcome);
            let told = assumed.outcomes.iter().filter(|told| told.fact == outcome.fact);
            let rests = told.filter(|_| matches!(outcome.ground, Ground::Outcome(_)));
            for more in rests.flat_map(|told| &told.relied) {
                meter::add(1);
                if !found.contains(more) {
                    found.push(*more);
                }
            }
        }
        found.sort_unstable_by_key(|made| made.fact);
        found
    }
}

/// Does a settled verdict grant?
const fn granted(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Eligible => Some(true),
        Verdict::NotEligible | Verdict::OutOfPeriod => Some(false),
        Verdict::Undetermined => None,
    }
}
