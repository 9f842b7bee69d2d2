//! The facts on which a rule rests, by its text: those that it names, those that they follow from, those of what it reads elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    catalogue::{DispositifPlan, Plan, Role, Rule},
    vocabulary::FactId,
};

/// What the verdict of a dispositif may rest on.
#[derive(Default)]
pub(crate) struct Reads {
    /// Whether it is in force.
    pub(crate) in_force: BTreeSet<String>,
    /// Each condition.
    pub(crate) conditions: Vec<BTreeSet<String>>,
}

/// Of every dispositif, by its id.
pub(crate) fn of_dispositifs(plan: &Plan) -> BTreeMap<String, Reads> {
    let dispositifs = plan.dispositifs.iter();
    dispositifs
        .map(|one| {
            let of = |rule: &Rule| {
                let mut walk = Walk::new(plan);
                walk.rule(rule, one);
                walk.found
            };
            let mut in_force = Walk::new(plan);
            if let Some(day) = one.effect_date {
                in_force.fact(day);
            }
            let reads = Reads {
                in_force: in_force.found,
                conditions: one
                    .conditions
                    .iter()
                    .map(|condition| of(&condition.rule))
                    .collect(),
            };
            (one.id.clone(), reads)
        })
        .collect()
}

/// Of every gate, by the fact whose question it opens.
pub(crate) fn of_gates(plan: &Plan) -> BTreeMap<String, BTreeSet<String>> {
    let gated = plan.askings.iter().filter_map(|asking| {
        let mut walk = Walk::new(plan);
        walk.parts(asking.gate.as_ref()?, None);
        Some((plan.vocabulary.fact(asking.fact)?.name.clone(), walk.found))
    });
    gated.collect()
}

struct Walk<'p> {
    plan: &'p Plan,
    found: BTreeSet<String>,
    /// The dispositifs that were read, and their droits.
    seen: BTreeSet<(u16, Option<u16>)>,
}

impl<'p> Walk<'p> {
    const fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            found: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    fn fact(&mut self, id: FactId) {
        let Some(fact) = self.plan.vocabulary.fact(id) else {
            return;
        };
        if self.found.insert(fact.name.clone())
            && let Some(deduction) = self.plan.deduction(id)
        {
            self.parts(&deduction.rule, None);
        }
    }

    fn rule(&mut self, rule: &Rule, own: &DispositifPlan) {
        self.parts(rule, Some(own));
    }

    fn parts(&mut self, rule: &Rule, own: Option<&DispositifPlan>) {
        for part in &rule.parts {
            match part.role {
                Role::Fact(id) => self.fact(id),
                Role::Variable(at) => {
                    let variable = own.and_then(|own| own.variables.get(usize::from(at)));
                    if let Some(variable) = variable {
                        self.parts(&variable.rule, own);
                    }
                }
                Role::Eligible(at) => self.verdict(at),
                Role::Droit(at, droit) => self.droit(at, droit),
                Role::Literal
                | Role::Date
                | Role::Parameter(_)
                | Role::Table(_)
                | Role::Cases
                | Role::Match
                | Role::Operation => {}
            }
        }
    }

    /// What the verdict of another dispositif rests on.
    fn verdict(&mut self, at: u16) {
        let Some(other) = self.plan.dispositif(at).filter(|_| self.seen.insert((at, None))) else {
            return;
        };
        if let Some(day) = other.effect_date {
            self.fact(day);
        }
        for condition in &other.conditions {
            self.rule(&condition.rule, other);
        }
    }

    /// What a droit of another dispositif rests on, granted or not.
    fn droit(&mut self, at: u16, droit: u16) {
        self.verdict(at);
        if !self.seen.insert((at, Some(droit))) {
            return;
        }
        let other = self.plan.dispositif(at);
        let droit = other.and_then(|other| Some((other, other.droits.get(usize::from(droit))?)));
        if let Some((other, droit)) = droit {
            self.rule(&droit.rule, other);
        }
    }
}
