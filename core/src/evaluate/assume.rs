//! What is usually so of a dossier, and what the dispositifs whose outcome it reads give: the dossier that an answer under reserve is about.

use super::{
    Engine, evaluator,
    evaluator::Wanted,
    ordered::insert_once,
    relevance::{Marks, Relevance},
};
use crate::{
    date::Day,
    decision::{Assumption, Ground, Verdict},
    dossier::Dossier,
    plan::{MOST_PASSES, MOST_TRIES, Node, NodeId, Value, interval, meter},
    vocabulary::FactId,
};

/// A dossier with what is supposed of it.
pub(super) struct Assumed {
    /// With what is usually so.
    pub(super) dossier: Dossier,
    /// What was supposed, in the order of the vocabulary.
    pub(super) made: Vec<Assumption>,
    /// What the dispositifs whose outcome is read give, when they are settled.
    outcomes: Vec<(FactId, u16, Option<bool>)>,
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
            .map(|(fact, position)| (*fact, *position, self.granted(&assumed.dossier, date, *position)))
            .collect();
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
                if completed.is_known(one.fact) || refused.contains(&one.fact) {
                    continue;
                }
                let at = |id: NodeId| values.get(id.index()).copied();
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

    fn kind_of(&self, fact: FactId) -> Option<&crate::vocabulary::Kind> {
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

    /// Is a dispositif granted to this dossier, when that is settled?
    fn granted(&self, dossier: &Dossier, date: Day, position: u16) -> Option<bool> {
        let (dispositif, program) = self.program(position, false)?;
        let mut values = Vec::new();
        evaluator::values(program, &self.environment(dossier, date), &mut values);
        let outcome = evaluator::outcome(
            self.plan(),
            position,
            dispositif,
            program,
            &values,
            &mut Marks::default(),
            Wanted::default(),
        );
        match outcome.verdict {
            Verdict::Eligible => Some(true),
            Verdict::NotEligible | Verdict::OutOfPeriod => Some(false),
            Verdict::Undetermined => None,
        }
    }

    /// The dossier under reserve as one dispositif reads it: an outcome that it excludes is not asked for.
    pub(super) fn assumed_for(&self, assumed: &Assumed, position: u16) -> (Dossier, Vec<Assumption>) {
        let mut dossier = assumed.dossier.clone();
        let mut outcomes = Vec::new();
        for (fact, other, granted) in &assumed.outcomes {
            let dispositif = self.inner.plan.dispositif(position);
            let excluded = dispositif.is_some_and(|own| own.incompatible_with.contains(other));
            let (value, ground) = match granted {
                _ if excluded => (false, Ground::Excluded(*other)),
                Some(granted) => (*granted, Ground::Outcome(*other)),
                None => continue,
            };
            let value = Value::truth(value);
            dossier.put(*fact, Some(value));
            outcomes.push(Assumption {
                fact: *fact,
                value,
                ground,
            });
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
            let mut relevance = relevance.with_reasons();
            relevance.mark(one.supposed, true);
            relevance.visit(Some(&mut |_, node| {
                if let Node::Fact(fact) = node {
                    left.push(*fact);
                }
            }));
        }
        found.sort_unstable_by_key(|made| made.fact);
        found
    }
}
