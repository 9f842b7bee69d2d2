//! Which alternatives, cells of tables and dated values the decision of a dispositif went through.

use std::collections::BTreeSet;

use bareme::{
    Verdict,
    answer::Outcome,
    catalogue::{DispositifPlan, Plan, Role, Rule, Value},
    internals::{
        evaluate::Trace,
        plan::{Node, NodeId},
    },
};

/// What decisions went through.
#[derive(Debug, Clone, Default)]
pub(super) struct Taken {
    /// By node of a `si` or a `selon`: the alternatives that were taken.
    pub(super) alternatives: BTreeSet<(NodeId, NodeId)>,
    /// By table, period and cell: those that were read.
    pub(super) cells: BTreeSet<(u16, usize, usize)>,
    /// By parameter and value: those that were read.
    pub(super) points: BTreeSet<(u16, usize)>,
}

impl Taken {
    /// Counts what others went through.
    pub(super) fn absorb(&mut self, other: Self) {
        self.alternatives.extend(other.alternatives);
        self.cells.extend(other.cells);
        self.points.extend(other.points);
    }
}

/// Adds what the decision of a dispositif went through.
pub(super) fn walk(
    plan: &Plan,
    dispositif: &DispositifPlan,
    trace: Trace<'_>,
    outcome: &Outcome,
    taken: &mut Taken,
) {
    let mut walk = Walk {
        plan,
        dispositif,
        trace,
        found: taken,
        told: BTreeSet::new(),
    };
    walk.all(outcome);
}

struct Walk<'a> {
    plan: &'a Plan,
    dispositif: &'a DispositifPlan,
    trace: Trace<'a>,
    found: &'a mut Taken,
    /// The variables that were walked through already.
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
        if let Role::Variable(variable) = part.role {
            let dispositif = self.dispositif;
            if let (true, Some(variable)) = (
                self.told.insert(variable),
                dispositif.variables.get(usize::from(variable)),
            ) {
                self.part(&variable.rule, 0);
            }
        } else if part.role == Role::Cases {
            self.cases(rule, part.node, &children);
        } else if part.role == Role::Match {
            self.arms(rule, part.node, &children);
        } else {
            if let Role::Parameter(parameter) = part.role {
                self.parameter(parameter);
            } else if let Role::Table(table) = part.role {
                self.table(table, part.node);
            }
            children.into_iter().for_each(|child| self.part(rule, child));
        }
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
            self.found.points.insert((parameter, series.span(date).0));
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
