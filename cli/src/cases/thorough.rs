//! How thoroughly cases exercise a pack: every condition met, not met and alone to decide, every alternative, cell and period.
//!
//! A condition *decides alone* when it is the only one that fails and the verdict follows: the criterion of modified
//! condition/decision coverage for a conjunction. A condition that reads whether another dispositif is eligible follows the
//! conditions of that one: it does not keep another condition from deciding alone.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::Walk;
use bareme::{
    Answer, Dossier, Engine, Verdict,
    decision::{ConditionState, Outcome},
    plan::{ConditionPlan, DispositifPlan, Node, NodeId, Plan, Role},
};

/// How often something was seen, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Seen at least once.
    pub seen: usize,
    /// In all.
    pub total: usize,
}

impl Share {
    fn count(&mut self, seen: bool) {
        self.seen += usize::from(seen);
        self.total += 1;
    }

    /// Is everything seen?
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.seen == self.total
    }

    /// Tenths of a percent, rounded down: 1000 only when everything is seen.
    #[must_use]
    pub fn permille(self) -> usize {
        (self.seen * 1000).checked_div(self.total).unwrap_or(1000)
    }
}

/// In which ways a condition was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sight {
    /// `remplie`
    pub met: bool,
    /// `non_remplie`
    pub not_met: bool,
    /// `inconnue`
    pub unknown: bool,
    /// The only one to fail.
    pub alone: bool,
}

impl Sight {
    /// Met, not met, and alone to decide.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.met && self.not_met && self.alone
    }
}

/// What the cases exercised.
#[derive(Debug, Clone, Default)]
pub struct Thoroughness {
    pub(super) conditions: BTreeMap<(u16, usize), Sight>,
    /// By dispositif and node: the alternatives that were taken.
    pub(super) alternatives: BTreeSet<(NodeId, NodeId)>,
    /// By table, period and cell.
    pub(super) cells: BTreeSet<(u16, usize, usize)>,
    /// By parameter and value.
    pub(super) periods: BTreeSet<(u16, usize)>,
}

/// The coverage of one dispositif.
#[derive(Debug, Clone)]
pub struct DispositifCoverage<'p> {
    /// The dispositif.
    pub dispositif: &'p DispositifPlan,
    /// Each condition, and how it was seen.
    pub conditions: Vec<(&'p ConditionPlan, Sight)>,
    /// Alternatives of `si` and `selon`.
    pub alternatives: Share,
}

impl Thoroughness {
    /// Counts a decided case: only the dispositifs of which it expects something.
    pub fn add(&mut self, engine: &Engine, dossier: &Dossier, answer: &Answer) {
        for decision in answer.decisions() {
            let outcome = decision.outcome();
            self.conditions(decision.dispositif(), outcome);
            if let Some(trace) = engine.trace(dossier, answer.date(), outcome.dispositif) {
                let mut walk = Walk {
                    plan: engine.plan(),
                    dispositif: decision.dispositif(),
                    trace,
                    found: self,
                    told: BTreeSet::new(),
                };
                walk.all(outcome);
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
            let sight = self.conditions.entry((outcome.dispositif, index)).or_default();
            // Out of its period a dispositif is not decided by its conditions.
            if outcome.verdict == Verdict::OutOfPeriod {
                continue;
            }
            match state {
                ConditionState::Met => sight.met = true,
                ConditionState::Unknown => sight.unknown = true,
                ConditionState::NotMet => {
                    sight.not_met = true;
                    let others = failing.iter().filter(|other| **other != index);
                    sight.alone |= others
                        .clone()
                        .all(|other| dispositif.conditions.get(*other).is_some_and(follows));
                }
            }
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
                    alternatives.count(self.alternatives.contains(&(node, alternative)));
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
                .for_each(|(_, sight)| share.count(sight.is_full()));
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
            seen: self.cells.len(),
            total,
        }
    }

    /// Values of parameters that were read.
    #[must_use]
    pub fn periods_covered(&self, plan: &Plan) -> Share {
        Share {
            seen: self.periods.len(),
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
            match part.role {
                Role::Cases => {
                    let children: Vec<usize> = rule.children(position).collect();
                    let values = children.iter().skip(1).step_by(2).chain(children.last());
                    found.extend(values.filter_map(|child| Some((part.node, rule.parts.get(*child)?.node))));
                }
                Role::Match => {
                    if let Some(Node::Switch { arms, .. }) = plan.node(part.node) {
                        found.extend(arms.iter().map(|arm| (part.node, *arm)));
                    }
                }
                _ => {}
            }
        }
    }
    found
}
