//! Reference dates on which rules say the same.

use std::collections::BTreeSet;

use super::known::{Class, Known};
use crate::{
    columns::instruction::program::Presence,
    date::Day,
    plan::{Dated, Node, NodeId, Plan, Value},
};

/// Of these days, which grow, those on which something is read otherwise than on the day before: whatever the columns hold, the dispositifs at `positions`
/// are decided on each day as on the last of these that is not after it. `presence`: of which facts there are columns.
pub(crate) fn starts(plan: &Plan, positions: &[u16], presence: &[Presence], days: &[Day]) -> Vec<Day> {
    let (mut starts, mut before) = (Vec::new(), None);
    let Some(first) = days.first() else {
        return starts;
    };
    let mut known = Known::new(plan, Value::day(*first), presence);
    let roots = roots(plan, positions);
    let dated = dated(plan, &roots);
    for day in days {
        known.on(Value::day(*day), presence, &dated);
        let said = said(&known, &roots);
        if before.as_ref() != Some(&said) {
            starts.push(*day);
            before = Some(said);
        }
    }
    starts
}

/// The nodes that decisions are read from.
fn roots(plan: &Plan, positions: &[u16]) -> Vec<NodeId> {
    let mut roots: Vec<NodeId> = Vec::new();
    for dispositif in positions.iter().filter_map(|position| plan.dispositif(*position)) {
        roots.push(dispositif.applies);
        for condition in dispositif.conditions.iter().chain(&dispositif.priorities) {
            roots.push(condition.rule.node);
            roots.extend(condition.applies);
        }
        for droit in &dispositif.droits {
            roots.push(droit.rule.node);
            roots.extend(droit.applies);
        }
    }
    let refusing = plan.coherences.iter().filter(|coherence| coherence.refuses);
    roots.extend(refusing.map(|coherence| coherence.test.node));
    roots
}

/// Under these nodes, those that follow from the reference date, operands first.
fn dated(plan: &Plan, roots: &[NodeId]) -> Vec<NodeId> {
    let (mut under, mut waiting) = (BTreeSet::new(), roots.to_vec());
    while let Some(id) = waiting.pop() {
        if let (true, Some(node)) = (under.insert(id), plan.node(id)) {
            node.operands(|operand| waiting.push(operand));
        }
    }
    let mut dated: BTreeSet<NodeId> = BTreeSet::new();
    for id in under {
        let Some(node) = plan.node(id) else {
            continue;
        };
        let mut is_dated = matches!(node, Node::ReferenceDate);
        node.operands(|operand| is_dated |= dated.contains(&operand));
        if is_dated {
            dated.insert(id);
        }
    }
    dated.into_iter().collect()
}

/// All that is the same on every row and that decisions are read from: the rest follows from the columns, and from this. Of the day of a table only
/// which of its periods it is in.
fn said(known: &Known<'_>, roots: &[NodeId]) -> Vec<(NodeId, Value)> {
    let (mut said, mut seen, mut waiting) = (Vec::new(), BTreeSet::new(), roots.to_vec());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if known.class(id) == Class::Constant {
            said.push((id, known.bound(id)));
            continue;
        }
        let Some(node) = known.plan.node(id) else {
            continue;
        };
        let period = |date: NodeId| match node.read() {
            Some((Dated::Table(table), read)) if read == date => period(known, table, date),
            _ => None,
        };
        node.operands(|operand| match period(operand) {
            Some(period) => said.push((id, period)),
            None => waiting.push(operand),
        });
    }
    said
}

/// How many periods of a table have begun on a day that is the same on every row.
fn period(known: &Known<'_>, table: u16, date: NodeId) -> Option<Value> {
    let day = known.constant(date)?;
    let table = known.plan.tables.get(usize::from(table))?;
    let begun = table
        .periods
        .iter()
        .filter(|period| i64::from(period.from.number()) <= day.lo);
    Some(Value::point(i64::try_from(begun.count()).ok()?))
}
