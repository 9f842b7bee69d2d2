//! How thoroughly cases exercise a pack: every condition met, not met and alone to decide, every alternative, cell and period.
//!
//! A condition *decides alone* when it is the only one that fails and the verdict follows: the criterion of modified
//! condition/decision coverage for a conjunction. A condition that reads whether another dispositif is eligible follows the
//! conditions of that one: it does not keep another condition from deciding alone.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    Answer, Dossier, Engine, Verdict,
    answer::{ConditionState, Outcome},
    catalogue::{ConditionPlan, DispositifPlan, Plan, Role},
    internals::plan::{Node, NodeId},
};

use super::{
    seen::{ConditionSeen, Share},
    walk::{Taken, walk},
};
use crate::cases::figure::Figure;

/// What the cases exercised.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    conditions: BTreeMap<(u16, usize), ConditionSeen>,
    taken: Taken,
}

/// The coverage of one dispositif.
#[derive(Debug, Clone)]
pub struct DispositifCoverage<'p> {
    /// The dispositif.
    pub dispositif: &'p DispositifPlan,
    /// Each condition, and how it was seen.
    pub conditions: Vec<(&'p ConditionPlan, ConditionSeen)>,
    /// Alternatives of `si` and `selon`.
    pub alternatives: Share,
}

impl Coverage {
    /// Counts a decided case: only the dispositifs of which it expects something.
    pub fn add(&mut self, engine: &Engine, dossier: &Dossier, answer: &Answer, expected: &[String]) {
        let looked_at = |id: &str| expected.iter().any(|expected| expected == id);
        for decision in answer.decisions().filter(|decision| looked_at(decision.id())) {
            let outcome = decision.outcome();
            self.conditions(decision.dispositif(), outcome);
            // The answer is of this engine, so that its dossier is too.
            if let Ok(Some(trace)) = engine.trace(dossier, answer.date(), outcome.dispositif) {
                walk(
                    engine.plan(),
                    decision.dispositif(),
                    trace,
                    outcome,
                    &mut self.taken,
                );
            }
        }
    }

    fn conditions(&mut self, dispositif: &DispositifPlan, outcome: &Outcome) {
        let failing: Vec<usize> = outcome
            .conditions
            .iter()
            .enumerate()
            .filter(|(_, state)| **state == Some(ConditionState::NotMet))
            .map(|(index, _)| index)
            .collect();
        for (index, state) in outcome.conditions.iter().enumerate() {
            let Some(state) = state else { continue };
            let seen = self.conditions.entry((outcome.dispositif, index)).or_default();
            // Out of its period a dispositif is not decided by its conditions.
            if outcome.verdict == Verdict::OutOfPeriod {
                continue;
            }
            match state {
                ConditionState::Met => seen.met = true,
                ConditionState::Unknown => seen.unknown = true,
                ConditionState::NotMet => {
                    seen.not_met = true;
                    let others = failing.iter().filter(|other| **other != index);
                    seen.alone |= others
                        .clone()
                        .all(|other| dispositif.conditions.get(*other).is_some_and(follows));
                }
            }
        }
    }

    /// Counts what another has seen.
    pub fn absorb(&mut self, other: Self) {
        for (condition, seen) in other.conditions {
            self.conditions.entry(condition).or_default().absorb(seen);
        }
        self.taken.absorb(other.taken);
    }

    /// Was this value read?
    #[must_use]
    pub fn has_read(&self, figure: Figure) -> bool {
        match figure {
            Figure::Cell {
                table, period, index, ..
            } => self.taken.cells.contains(&(table, period, index)),
            Figure::Point { parameter, point } => self.taken.points.contains(&(parameter, point)),
        }
    }

    /// The coverage of each dispositif, in the order of the pack.
    #[must_use]
    pub fn dispositifs<'p>(&self, plan: &'p Plan) -> Vec<DispositifCoverage<'p>> {
        (0_u16..)
            .zip(&plan.dispositifs)
            .map(|(position, dispositif)| {
                let conditions = dispositif
                    .conditions
                    .iter()
                    .enumerate()
                    .map(|(index, condition)| {
                        (
                            condition,
                            self.conditions
                                .get(&(position, index))
                                .copied()
                                .unwrap_or_default(),
                        )
                    })
                    .collect();
                let mut alternatives = Share::default();
                for (node, alternative) in choices(plan, dispositif) {
                    alternatives.count(self.taken.alternatives.contains(&(node, alternative)));
                }
                DispositifCoverage {
                    dispositif,
                    conditions,
                    alternatives,
                }
            })
            .collect()
    }

    /// Conditions that were seen met, not met and alone to decide.
    #[must_use]
    pub fn conditions_covered(&self, plan: &Plan) -> Share {
        let mut share = Share::default();
        for coverage in self.dispositifs(plan) {
            coverage
                .conditions
                .iter()
                .for_each(|(_, seen)| share.count(seen.is_full()));
        }
        share
    }

    /// Cells of tables that were read.
    #[must_use]
    pub fn cells_covered(&self, plan: &Plan) -> Share {
        let total = plan
            .tables
            .iter()
            .flat_map(|table| &table.periods)
            .map(|layout| layout.cells.first().map_or(0, Vec::len))
            .sum();
        Share {
            seen: self.taken.cells.len(),
            total,
        }
    }

    /// Values of parameters that were read.
    #[must_use]
    pub fn periods_covered(&self, plan: &Plan) -> Share {
        Share {
            seen: self.taken.points.len(),
            total: plan.parameters.iter().map(|series| series.points.len()).sum(),
        }
    }
}

/// Does the condition follow from whether another dispositif is eligible?
fn follows(condition: &ConditionPlan) -> bool {
    condition
        .rule
        .parts
        .iter()
        .any(|part| matches!(part.role, Role::Eligible(_)))
}

/// Every `si` and `selon` of a dispositif with each of its alternatives.
fn choices(plan: &Plan, dispositif: &DispositifPlan) -> BTreeSet<(NodeId, NodeId)> {
    let rules = dispositif
        .conditions
        .iter()
        .map(|condition| &condition.rule)
        .chain(dispositif.droits.iter().map(|droit| &droit.rule))
        .chain(dispositif.variables.iter().map(|variable| &variable.rule));
    let mut found = BTreeSet::new();
    for rule in rules {
        for (position, part) in rule.parts.iter().enumerate() {
            if part.role == Role::Cases {
                let children: Vec<usize> = rule.children(position).collect();
                let values = children.iter().skip(1).step_by(2).chain(children.last());
                found.extend(values.filter_map(|child| Some((part.node, rule.parts.get(*child)?.node))));
            } else if part.role == Role::Match
                && let Some(Node::Switch { arms, .. }) = plan.node(part.node)
            {
                found.extend(arms.iter().map(|arm| (part.node, *arm)));
            }
        }
    }
    found
}
