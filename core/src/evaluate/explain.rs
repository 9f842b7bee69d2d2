//! The steps on which an outcome rests.

use super::{evaluator::Read, ordered::insert_once, program::Program};
use crate::{
    decision::{Outcome, Reasons, RecordedStep, RuleId, Verdict},
    plan::{DispositifPlan, Node, NodeId, Part, Plan, Role, Rule, Value, meter},
    vocabulary::FactId,
};

/// Rules nest at most so deep, variables included: beyond, a step is shown without its own steps.
const DEEPEST: u8 = 200;

/// The whole reasoning about a dispositif, of which its outcome read all this.
pub(super) fn reasons(
    plan: &Plan,
    dispositif: &DispositifPlan,
    program: &Program,
    values: &[Value],
    outcome: &Outcome,
    Read {
        mut facts,
        to_confirm,
    }: Read,
) -> Reasons {
    let deduced = |facts: &[FactId]| -> Vec<(FactId, Value)> {
        let at = |id: NodeId| program.local(id).and_then(|local| values.get(local.index()));
        let read = facts.iter().filter_map(|fact| plan.deduction(*fact));
        read.filter_map(|deduction| Some((deduction.fact, *at(deduction.node)?)))
            .collect()
    };
    if matches!(outcome.verdict, Verdict::Eligible | Verdict::Undetermined) {
        // What ranks the file was read too, although no verdict rests on it.
        read_by_priorities(dispositif, outcome, &mut facts);
    }
    let mut recorder = Recorder {
        plan,
        dispositif,
        program,
        values,
        steps: Vec::with_capacity(program.nodes.len()),
        told: vec![false; dispositif.variables.len()],
        deduced: vec![false; plan.deductions.len()],
    };
    let (mut conditions, mut droits) = (Vec::new(), Vec::new());
    if outcome.verdict != Verdict::OutOfPeriod {
        for ((position, condition), state) in (0_u16..).zip(&dispositif.conditions).zip(&outcome.conditions) {
            if state.is_some() {
                conditions.push((position, recorder.next()));
                recorder.whole(RuleId::Condition(position), &condition.rule);
            }
        }
    }
    for ((position, droit), known) in (0_u16..).zip(&dispositif.droits).zip(&outcome.droits) {
        if known.is_some() {
            droits.push((position, recorder.next()));
            recorder.whole(RuleId::Droit(position), &droit.rule);
        }
    }
    Reasons {
        steps: recorder.steps,
        conditions,
        droits,
        deduced: deduced(&facts),
        facts,
        to_confirm,
    }
}

/// The facts that the priorities which apply read.
fn read_by_priorities(dispositif: &DispositifPlan, outcome: &Outcome, facts: &mut Vec<FactId>) {
    for (priority, state) in dispositif.priorities.iter().zip(&outcome.priorities) {
        if state.is_some() {
            for part in &priority.rule.parts {
                meter::add(1);
                if let Role::Fact(id) = part.role {
                    insert_once(facts, id);
                }
            }
        }
    }
}

struct Recorder<'a> {
    plan: &'a Plan,
    dispositif: &'a DispositifPlan,
    program: &'a Program,
    values: &'a [Value],
    steps: Vec<RecordedStep>,
    /// Variables whose computation was already recorded.
    told: Vec<bool>,
    /// The same of the facts that follow from others.
    deduced: Vec<bool>,
}

/// A rule that is being recorded, and how deep.
#[derive(Clone, Copy)]
struct Within<'a> {
    id: RuleId,
    rule: &'a Rule,
    depth: u8,
}

impl<'a> Recorder<'a> {
    fn value(&self, id: NodeId) -> Value {
        self.program
            .local(id)
            .and_then(|local| self.values.get(local.index()))
            .copied()
            .unwrap_or(Value::UNKNOWN)
    }

    /// What is known of the day on which a part reads a dated value.
    fn day(&self, part: &Part) -> Value {
        let date = self.plan.node(part.node).and_then(Node::date);
        date.map_or(Value::UNKNOWN, |date| self.value(date))
    }

    /// The position of the next step.
    fn next(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    /// A rule as a whole: its value is that of its node, which has the decimals that it is declared with.
    fn whole(&mut self, id: RuleId, rule: &'a Rule) {
        let first = self.steps.len();
        self.part(Within { id, rule, depth: 0 }, 0);
        let value = self.value(rule.node);
        if let (RuleId::Droit(_), Some(step)) = (id, self.steps.get_mut(first)) {
            step.value = value;
        }
    }

    fn part(&mut self, within: Within<'a>, position: usize) {
        let Some(part) = within.rule.parts.get(position) else {
            return;
        };
        meter::add(1);
        let first = self.steps.len();
        self.steps.push(RecordedStep {
            value: self.value(part.node),
            day: self.day(part),
            size: 1,
            rule: within.id,
            part: u16::try_from(position).unwrap_or(u16::MAX),
        });
        if within.depth < DEEPEST {
            let depth = within.depth.saturating_add(1);
            self.inside(Within { depth, ..within }, position, part);
        }
        let size = u32::try_from(self.steps.len().saturating_sub(first)).unwrap_or(u32::MAX);
        if let Some(step) = self.steps.get_mut(first) {
            step.size = size;
        }
    }

    /// The steps inside a part that its value rests on.
    fn inside(&mut self, within: Within<'a>, position: usize, part: &Part) {
        match part.role {
            Role::Variable(variable) => self.variable(variable, within.depth),
            Role::Fact(_) => self.deduction(part.node, within.depth),
            Role::Eligible(position) => self.refused(position),
            Role::Cases => self.taken(within, position),
            Role::Match => self.matched(within, position, part),
            Role::Literal
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Droit(..)
            | Role::Operation => {
                let node = self.plan.node(part.node);
                if matches!(node, Some(Node::And(_))) {
                    self.decisive(within, position, part.node, Value::is_false);
                } else if matches!(node, Some(Node::Or(_))) {
                    self.decisive(within, position, part.node, Value::is_true);
                } else {
                    let children = within.rule.children(position);
                    children.for_each(|child| self.child(within, child));
                }
            }
        }
    }

    /// A part inside another; a literal says nothing more than the text.
    fn child(&mut self, within: Within<'a>, position: usize) {
        let part = within.rule.parts.get(position);
        if part.is_some_and(|part| part.role != Role::Literal) {
            self.part(within, position);
        }
    }

    /// The computation of a variable, where it is first read.
    fn variable(&mut self, position: u16, depth: u8) {
        let index = usize::from(position);
        let dispositif = self.dispositif;
        let (Some(told), Some(variable)) = (self.told.get_mut(index), dispositif.variables.get(index)) else {
            return;
        };
        if !core::mem::replace(told, true) {
            let within = Within {
                id: RuleId::Variable(position),
                rule: &variable.rule,
                depth,
            };
            self.part(within, 0);
        }
    }

    /// The conditions on which another dispositif is refused.
    fn refused(&mut self, position: u16) {
        let Some(other) = self.plan.dispositif(position) else {
            return;
        };
        if !self.value(other.eligible).is_false() {
            return;
        }
        for (index, condition) in (0_u16..).zip(&other.conditions) {
            meter::add(1);
            let applies = condition.applies.is_none_or(|node| self.value(node).is_true());
            let value = self.value(condition.rule.node);
            if applies && value.is_false() {
                self.steps.push(RecordedStep {
                    value,
                    size: 1,
                    rule: RuleId::Other(position, index),
                    part: 0,
                    day: Value::UNKNOWN,
                });
            }
        }
    }

    /// What a fact that nobody stated follows from, where it is first read.
    fn deduction(&mut self, node: NodeId, depth: u8) {
        let plan = self.plan;
        let Some(Node::Meet { given, .. }) = plan.node(node) else {
            return;
        };
        if self.value(*given).is_settled(plan.kind(node)) {
            return;
        }
        let found = (0_u16..).zip(&plan.deductions).find(|(_, deduction)| {
            meter::add(1);
            deduction.node == node
        });
        let Some((position, deduction)) = found else {
            return;
        };
        if let Some(told) = self.deduced.get_mut(usize::from(position))
            && !core::mem::replace(told, true)
        {
            let within = Within {
                id: RuleId::Deduction(position),
                rule: &deduction.rule,
                depth,
            };
            self.part(within, 0);
        }
    }

    /// The first operand that settles the whole, or all of them.
    fn decisive(&mut self, within: Within<'a>, position: usize, whole: NodeId, settles: fn(Value) -> bool) {
        let rule = within.rule;
        let settled = settles(self.value(whole));
        let first = rule
            .children(position)
            .find(|child| settled && settles(self.value_of(rule, *child)));
        match first {
            Some(first) => self.child(within, first),
            None => rule
                .children(position)
                .for_each(|child| self.child(within, child)),
        }
    }

    /// Of `condition, value, …, otherwise`: the conditions read, and the value of the first that holds or may hold.
    fn taken(&mut self, within: Within<'a>, position: usize) {
        let mut children = within.rule.children(position);
        while let Some(condition) = children.next() {
            self.child(within, condition);
            let Some(value) = children.next() else {
                return; // `otherwise`
            };
            let held = self.value_of(within.rule, condition);
            if !held.is_false() {
                self.child(within, value);
            }
            if held.is_true() {
                return;
            }
        }
    }

    /// Of `choice, arm, …`: the choice, and the arms that have the value when it is settled.
    fn matched(&mut self, within: Within<'a>, position: usize, part: &Part) {
        let mut arms = within.rule.children(position);
        let Some(subject) = arms.next() else {
            return;
        };
        self.child(within, subject);
        if let Some(member) = self.value_of(within.rule, subject).single_member() {
            let switch = self.plan.node(part.node);
            let taken = if let Some(Node::Switch { arms, .. }) = switch {
                arms.get(usize::from(member)).copied()
            } else {
                None
            };
            let node = |arm: usize| within.rule.parts.get(arm).map(|part| part.node);
            // The arm of the member; where a value was scaled, the one whose value is that of the whole.
            let whole = self.value(part.node);
            let list: Vec<usize> = arms.collect();
            let exact = list.iter().find(|arm| taken.is_some() && node(**arm) == taken);
            let alike = || list.iter().find(|arm| self.value_of(within.rule, **arm) == whole);
            if let Some(arm) = exact.or_else(alike) {
                self.child(within, *arm);
            }
        } else {
            arms.for_each(|arm| self.child(within, arm));
        }
    }

    fn value_of(&self, rule: &Rule, position: usize) -> Value {
        rule.parts
            .get(position)
            .map_or(Value::UNKNOWN, |part| self.value(part.node))
    }
}
