//! How thoroughly cases exercise a pack: every condition met, not met and alone to decide, every alternative, cell and period.
//!
//! A condition *decides alone* when it is the only one that fails and the verdict follows: the criterion of modified
//! condition/decision coverage for a conjunction. A condition that reads whether another dispositif is eligible follows the
//! conditions of that one: it does not keep another condition from deciding alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    sight::{Share, Sight},
    values::Figure,
};
use bareme::{
    Answer, Dossier, Engine, Verdict,
    answer::{ConditionState, Outcome},
    catalogue::{ConditionPlan, DispositifPlan, Plan, Role, Rule, Value},
    internals::{
        evaluate::Trace,
        plan::{Node, NodeId},
    },
};

/// What the cases exercised.
#[derive(Debug, Clone, Default)]
pub struct Thoroughness {
    conditions: BTreeMap<(u16, usize), Sight>,
    /// By dispositif and node: the alternatives that were taken.
    alternatives: BTreeSet<(NodeId, NodeId)>,
    /// By table, period and cell.
    cells: BTreeSet<(u16, usize, usize)>,
    /// By parameter and value.
    periods: BTreeSet<(u16, usize)>,
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
    pub fn add(&mut self, engine: &Engine, dossier: &Dossier, answer: &Answer, expected: &[String]) {
        let looked_at = |id: &str| expected.iter().any(|expected| expected == id);
        for decision in answer.decisions().filter(|decision| looked_at(decision.id())) {
            let outcome = decision.outcome();
            self.conditions(decision.dispositif(), outcome);
            // The answer is of this engine, so that its dossier is too.
            if let Ok(Some(trace)) = engine.trace(dossier, answer.date(), outcome.dispositif) {
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

    /// Counts what another has seen.
    pub fn absorb(&mut self, other: Self) {
        for (condition, seen) in other.conditions {
            let sight = self.conditions.entry(condition).or_default();
            sight.met |= seen.met;
            sight.not_met |= seen.not_met;
            sight.unknown |= seen.unknown;
            sight.alone |= seen.alone;
        }
        self.alternatives.extend(other.alternatives);
        self.cells.extend(other.cells);
        self.periods.extend(other.periods);
    }

    /// Was this value read?
    #[must_use]
    pub fn has_read(&self, figure: Figure) -> bool {
        match figure {
            Figure::Cell {
                table, period, index, ..
            } => self.cells.contains(&(table, period, index)),
            Figure::Point { parameter, point } => self.periods.contains(&(parameter, point)),
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

struct Walk<'a> {
    plan: &'a Plan,
    dispositif: &'a DispositifPlan,
    trace: Trace<'a>,
    found: &'a mut Thoroughness,
    told: BTreeSet<u16>,
}

impl Walk<'_> {
    fn all(&mut self, outcome: &Outcome) {
        if outcome.verdict == Verdict::OutOfPeriod {
            return;
        }
        let dispositif = self.dispositif;
        for (condition, state) in dispositif.conditions.iter().zip(&outcome.conditions) {
            if state.is_some() {
                self.part(&condition.rule, 0);
            }
        }
        for (droit, known) in dispositif.droits.iter().zip(&outcome.droits) {
            if known.is_some() {
                self.part(&droit.rule, 0);
            }
        }
    }

    fn value(&self, node: NodeId) -> Value {
        self.trace.value(node).unwrap_or(Value::UNKNOWN)
    }

    fn node(rule: &Rule, child: usize) -> Option<NodeId> {
        rule.parts.get(child).map(|part| part.node)
    }

    fn part(&mut self, rule: &Rule, position: usize) {
        let Some(part) = rule.parts.get(position).copied() else {
            return;
        };
        let children: Vec<usize> = rule.children(position).collect();
        match part.role {
            Role::Variable(variable) => {
                let dispositif = self.dispositif;
                if let (true, Some(variable)) = (
                    self.told.insert(variable),
                    dispositif.variables.get(usize::from(variable)),
                ) {
                    self.part(&variable.rule, 0);
                }
                return;
            }
            Role::Parameter(parameter) => self.parameter(parameter),
            Role::Table(table) => self.table(table, part.node),
            Role::Cases => return self.cases(rule, part.node, &children),
            Role::Match => return self.arms(rule, part.node, &children),
            _ => {}
        }
        children.into_iter().for_each(|child| self.part(rule, child));
    }

    fn cases(&mut self, rule: &Rule, node: NodeId, children: &[usize]) {
        for pair in children.chunks(2) {
            let (taken, value) = match pair {
                [condition, value] => {
                    self.part(rule, *condition);
                    (
                        Self::node(rule, *condition).is_some_and(|condition| self.value(condition).is_true()),
                        *value,
                    )
                }
                [otherwise] => (true, *otherwise),
                _ => return,
            };
            let undecided = pair
                .first()
                .and_then(|first| Self::node(rule, *first))
                .is_some_and(|c| !self.value(c).is_point());
            if pair.len() == 2 && undecided {
                // Which alternative is taken is not known: none counts as exercised.
                return;
            }
            if taken {
                if let Some(alternative) = Self::node(rule, value) {
                    self.found.alternatives.insert((node, alternative));
                }
                self.part(rule, value);
                return;
            }
        }
    }

    fn arms(&mut self, rule: &Rule, node: NodeId, children: &[usize]) {
        let Some((subject, values)) = children.split_first() else {
            return;
        };
        self.part(rule, *subject);
        let member = Self::node(rule, *subject).and_then(|subject| self.value(subject).single_member());
        let (Some(member), Some(Node::Switch { arms, .. })) = (member, self.plan.node(node)) else {
            return;
        };
        let Some(arm) = arms.get(usize::from(member)).copied() else {
            return;
        };
        self.found.alternatives.insert((node, arm));
        // The arm as it is written, before its decimals were aligned with those of the others.
        let whole = self.value(node);
        let written = values
            .iter()
            .copied()
            .find(|child| Self::node(rule, *child) == Some(arm))
            .or_else(|| {
                values
                    .iter()
                    .copied()
                    .find(|child| Self::node(rule, *child).is_some_and(|n| self.value(n) == whole))
            });
        if let Some(child) = written {
            self.part(rule, child);
        }
    }

    fn parameter(&mut self, parameter: u16) {
        let date = self.value(self.dispositif.date);
        if let (true, Some(series)) = (date.is_point(), self.plan.parameters.get(usize::from(parameter))) {
            self.found.periods.insert((parameter, series.span(date).0));
        }
    }

    /// The cell that a look-up read, when its keys and its date are known.
    fn table(&mut self, position: u16, node: NodeId) {
        let date = self.value(self.dispositif.date);
        let Some(table) = self.plan.tables.get(usize::from(position)) else {
            return;
        };
        let day = date.first_day();
        let Some(period) = table
            .periods
            .iter()
            .rposition(|layout| layout.from <= day)
            .filter(|_| date.is_point())
        else {
            return;
        };
        let Some(layout) = table.periods.get(period) else {
            return;
        };
        let (keys, rank) = match self.plan.node(node) {
            Some(Node::Lookup { keys, .. }) => (keys, None),
            Some(Node::FirstRank { keys, .. }) => (keys, self.value(node).single_member()),
            _ => return,
        };
        let mut index = 0;
        for ((key, axis), layout) in keys.iter().zip(&layout.axes).zip(&table.keys) {
            let value = self.value(*key);
            let row = if layout.is_choice() {
                value
                    .single_member()
                    .and_then(|member| axis.iter().position(|m| *m == i64::from(member)))
            } else {
                value.is_point().then(|| layout.row(axis, value.lo))
            };
            let Some(row) = row else { return };
            index = index * axis.len() + row;
        }
        if let Some(axis) = layout.axes.get(keys.len()) {
            let Some(row) = rank.and_then(|rank| axis.iter().position(|m| *m == i64::from(rank))) else {
                return;
            };
            index = index * axis.len() + row;
        }
        self.found.cells.insert((position, period, index));
    }
}
