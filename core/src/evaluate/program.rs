//! The nodes of a dispositif, in the order in which they are evaluated.

use super::{
    ordered::insert_once,
    others::{self, Other},
    weakest::{Floors, dated},
};
use crate::{
    decision::Used,
    plan::{Concerned, DispositifPlan, Node, NodeId, Plan, Role, Rule, Value, decided, meter},
};

/// A node whose alternatives are gathered as a mask.
const CHOICE: u8 = 1;
/// A node that reads a parameter or a table, itself or through its operands.
const DATED: u8 = 2;

/// The nodes that one dispositif needs, renumbered, so that a decision touches nothing else.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// Operands first; operands are positions here.
    pub(super) nodes: Vec<Node>,
    /// What each node is: [`CHOICE`], [`DATED`].
    flags: Vec<u8>,
    /// The positions in the plan, in ascending order.
    order: Vec<NodeId>,
    /// The date of effect.
    pub(super) date: NodeId,
    /// In force on that date.
    pub(super) applies: NodeId,
    /// For each condition, its node and whether it applies.
    pub(super) conditions: Vec<(NodeId, Option<NodeId>)>,
    /// For each droit, likewise.
    pub(super) droits: Vec<(NodeId, Option<NodeId>)>,
    /// For each priority, likewise.
    pub(super) priorities: Vec<(NodeId, Option<NodeId>)>,
    /// What it is worth in a year.
    pub(super) yearly_value: Option<NodeId>,
    /// How sure the values under each node are; absent when every value that was read is shown.
    pub(super) floors: Option<Floors>,
    /// The doubts about parameters and tables, by what they are about.
    pub(super) doubted: Vec<(Used, u16)>,
    /// For each doubt, whom it concerns; everyone when `None`.
    pub(super) doubt_tests: Vec<Option<NodeId>>,
    /// The dispositifs whose verdict its conditions read.
    pub(super) others: Vec<Other>,
    /// For each condition, the doubts about it and about the values that it reads.
    pub(super) condition_doubts: Vec<Vec<u16>>,
}

impl Program {
    /// The nodes of some rules outside any dispositif; `conditions` holds them, in order.
    pub(super) fn of_rules<'r>(plan: &Plan, rules: impl Iterator<Item = &'r Rule>) -> Self {
        let roots: Vec<NodeId> = rules.map(|rule| rule.node).collect();
        Self::of_nodes(plan, &roots)
    }

    /// Some nodes; `conditions` holds them, in order.
    pub(super) fn of_nodes(plan: &Plan, roots: &[NodeId]) -> Self {
        meter::add(plan.nodes.len());
        let mut wanted = vec![false; plan.nodes.len()];
        let mark = |id: NodeId, wanted: &mut Vec<bool>| {
            if let Some(slot) = wanted.get_mut(id.index()) {
                *slot = true;
            }
        };
        roots.iter().for_each(|root| mark(*root, &mut wanted));
        for (position, node) in plan.nodes.iter().enumerate().rev() {
            if wanted.get(position).copied().unwrap_or(false) {
                node.operands(|operand| mark(operand, &mut wanted));
            }
        }
        let order: Vec<NodeId> = (0_u32..)
            .zip(wanted)
            .filter(|(_, wanted)| *wanted)
            .map(|(position, _)| NodeId(position))
            .collect();
        Self::rooted(plan, order, roots)
    }

    /// The same, found from the roots: for nodes that rest on few others.
    pub(super) fn of_few(plan: &Plan, roots: &[NodeId]) -> Self {
        let mut order: Vec<NodeId> = Vec::new();
        let mut waiting = roots.to_vec();
        while let Some(id) = waiting.pop() {
            meter::add(1);
            let Err(place) = order.binary_search(&id) else {
                continue;
            };
            if let Some(node) = plan.node(id) {
                order.insert(place, id);
                node.operands(|operand| waiting.push(operand));
            }
        }
        Self::rooted(plan, order, roots)
    }

    fn rooted(plan: &Plan, order: Vec<NodeId>, roots: &[NodeId]) -> Self {
        let mut program = Self::renumbered(plan, order);
        program.conditions = roots
            .iter()
            .map(|root| (program.local(*root).unwrap_or(NodeId(0)), None))
            .collect();
        program
    }

    fn renumbered(plan: &Plan, order: Vec<NodeId>) -> Self {
        let local = |id: NodeId| match order.binary_search(&id) {
            Ok(position) => NodeId(u32::try_from(position).unwrap_or(0)),
            Err(_) => NodeId(0),
        };
        let nodes: Vec<Node> = order
            .iter()
            .filter_map(|id| plan.node(*id))
            .map(|node| {
                let mut node = node.clone();
                node.map_operands(local);
                node
            })
            .collect();
        let mut flags: Vec<u8> = Vec::with_capacity(nodes.len());
        for (id, node) in order.iter().zip(&nodes) {
            meter::add(1);
            let mut flag = if plan.kind(*id).is_choice() { CHOICE } else { 0 };
            if dated(node).is_some() {
                flag |= DATED;
            }
            node.operands(|_| meter::add(1));
            node.operands(|operand| flag |= flags.get(operand.index()).map_or(0, |below| below & DATED));
            flags.push(flag);
        }
        Self {
            nodes,
            flags,
            date: NodeId(0),
            applies: NodeId(0),
            conditions: Vec::new(),
            droits: Vec::new(),
            priorities: Vec::new(),
            yearly_value: None,
            floors: None,
            doubted: Vec::new(),
            doubt_tests: Vec::new(),
            others: Vec::new(),
            condition_doubts: Vec::new(),
            order,
        }
    }

    /// What a decision needs; with `parts`, also what an explanation shows.
    pub(super) fn new(plan: &Plan, dispositif: &DispositifPlan, parts: bool) -> Self {
        let order = if parts {
            dispositif.order.clone()
        } else {
            needed(plan, dispositif)
        };
        let mut program = Self::renumbered(plan, order);
        let local = |id: NodeId| program.local(id).unwrap_or(NodeId(0));
        let pair = |node: NodeId, applies: Option<NodeId>| (local(node), applies.map(local));
        let date = local(dispositif.date);
        let applies = local(dispositif.applies);
        let conditions = dispositif
            .conditions
            .iter()
            .map(|c| pair(c.rule.node, c.applies))
            .collect();
        let droits = dispositif
            .droits
            .iter()
            .map(|d| pair(d.rule.node, d.applies))
            .collect();
        let priorities = dispositif
            .priorities
            .iter()
            .map(|p| pair(p.rule.node, p.applies))
            .collect();
        let yearly_value = dispositif.yearly_value.as_ref().map(|rule| local(rule.node));
        let tests = dispositif.doubts.iter().map(|doubt| doubt.test.as_ref());
        let doubt_tests = tests.map(|test| test.map(|rule| local(rule.node))).collect();
        program.doubt_tests = doubt_tests;
        program.others = others::others(plan, dispositif, |other| doubts(other).1);
        program.date = date;
        program.applies = applies;
        program.conditions = conditions;
        program.droits = droits;
        program.priorities = priorities;
        program.yearly_value = yearly_value;
        (program.doubted, program.condition_doubts) = doubts(dispositif);
        program.floors = (!parts).then(|| Floors::new(plan, &program.nodes, date, &program.doubted));
        program
    }

    /// The position here of a node of the plan.
    pub(super) fn local(&self, id: NodeId) -> Option<NodeId> {
        self.order
            .binary_search(&id)
            .ok()
            .and_then(|position| u32::try_from(position).ok())
            .map(NodeId)
    }

    /// The nodes, and whether each is a choice.
    pub(super) fn steps(&self) -> impl Iterator<Item = (&Node, bool)> {
        self.nodes
            .iter()
            .zip(&self.flags)
            .map(|(node, flags)| (node, flags & CHOICE != 0))
    }

    /// Is only one value left for the node?
    pub(super) fn is_settled(&self, id: NodeId, value: Value) -> bool {
        if self.flags.get(id.index()).copied().unwrap_or(0) & CHOICE != 0 {
            value.mask().is_power_of_two()
        } else {
            value.is_point()
        }
    }

    /// Does the node read a parameter or a table, itself or through its operands?
    pub(super) fn is_dated(&self, id: NodeId) -> bool {
        self.flags.get(id.index()).copied().unwrap_or(0) & DATED != 0
    }
}

/// The doubts about parameters and tables; and for each condition those about it and about the values that it reads.
fn doubts(dispositif: &DispositifPlan) -> (Vec<(Used, u16)>, Vec<Vec<u16>>) {
    let mut doubted = Vec::new();
    for (position, doubt) in (0_u16..).zip(&dispositif.doubts) {
        for concern in &doubt.concerns {
            match concern.on {
                Concerned::Parameter(parameter) => doubted.push((Used::Parameter(parameter), position)),
                Concerned::Table(table) => doubted.push((Used::Table(table), position)),
                Concerned::Conditions(_)
                | Concerned::Droits(_)
                | Concerned::Aside
                | Concerned::Period
                | Concerned::Existence => {}
            }
        }
    }
    if dispositif.doubts.is_empty() {
        return (doubted, vec![Vec::new(); dispositif.conditions.len()]);
    }
    let conditions = (0_u16..).zip(&dispositif.conditions).map(|(index, condition)| {
        let mut found = Vec::new();
        for (position, doubt) in (0_u16..).zip(&dispositif.doubts) {
            if doubt.is_about(|on| matches!(on, Concerned::Conditions(list) if list.contains(&index))) {
                insert_once(&mut found, position);
            }
        }
        for used in read_by(dispositif, &condition.rule) {
            for (_, position) in doubted.iter().filter(|(other, _)| *other == used) {
                insert_once(&mut found, *position);
            }
        }
        found
    });
    let conditions = conditions.collect();
    (doubted, conditions)
}

/// The parameters and tables that a rule reads, itself or through variables.
fn read_by(dispositif: &DispositifPlan, rule: &Rule) -> Vec<Used> {
    let (mut found, mut seen) = (Vec::new(), vec![false; dispositif.variables.len()]);
    let mut waiting = vec![rule];
    while let Some(rule) = waiting.pop() {
        for part in &rule.parts {
            meter::add(1);
            match part.role {
                Role::Parameter(position) => insert_once(&mut found, Used::Parameter(position)),
                Role::Table(position) => insert_once(&mut found, Used::Table(position)),
                Role::Variable(position) => {
                    let index = usize::from(position);
                    if let (Some(seen), Some(variable)) =
                        (seen.get_mut(index), dispositif.variables.get(index))
                        && !core::mem::replace(seen, true)
                    {
                        waiting.push(&variable.rule);
                    }
                }
                Role::Literal
                | Role::Fact(_)
                | Role::Date
                | Role::Eligible(_)
                | Role::Droit(..)
                | Role::Cases
                | Role::Match
                | Role::Operation => {}
            }
        }
    }
    found
}

/// The nodes of the verdict and the droits, without the parts that only an explanation shows.
fn needed(plan: &Plan, dispositif: &DispositifPlan) -> Vec<NodeId> {
    let mut wanted = vec![false; dispositif.order.len()];
    let mark = |id: NodeId, wanted: &mut [bool]| {
        if let Some(slot) = dispositif
            .order
            .binary_search(&id)
            .ok()
            .and_then(|position| wanted.get_mut(position))
        {
            *slot = true;
        }
    };
    decided(plan, dispositif)
        .into_iter()
        .for_each(|root| mark(root, &mut wanted));
    for (position, id) in dispositif.order.iter().enumerate().rev() {
        if wanted.get(position).copied().unwrap_or(false)
            && let Some(node) = plan.node(*id)
        {
            node.operands(|operand| mark(operand, &mut wanted));
        }
    }
    dispositif
        .order
        .iter()
        .zip(wanted)
        .filter(|(_, wanted)| *wanted)
        .map(|(id, _)| *id)
        .collect()
}
