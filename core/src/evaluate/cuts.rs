//! Where what is asked of a number or a date makes a difference: the ranges in which every value decides the same.

use std::collections::{BTreeMap, BTreeSet};

use super::program::Program;
use crate::{
    plan::{Comparison, MOST_RANGES, Node, NodeId, Plan, Value, meter},
    vocabulary::FactId,
};

/// Where each fact that is asked makes a difference.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    facts: BTreeMap<FactId, Differences>,
}

#[derive(Debug, Default)]
struct Differences {
    /// The last value of each range but the last.
    last: BTreeSet<i64>,
    /// Does the value itself count?
    value: bool,
}

impl Cuts {
    /// The value itself counts for a fact.
    pub(super) fn needs_value(&mut self, fact: FactId) {
        self.facts.entry(fact).or_default().value = true;
    }

    /// Adds those that another dispositif makes.
    pub(super) fn add(&mut self, other: Self) {
        for (fact, more) in other.facts {
            let differences = self.facts.entry(fact).or_default();
            differences.value |= more.value;
            differences.last.extend(more.last);
        }
    }

    /// Of a fact that is itself what a person gets, the value counts.
    pub(super) fn given(&mut self, program: &Program, root: NodeId) {
        if let Some((fact, _)) = asked(program, root) {
            self.needs_value(fact);
        }
    }

    /// Notes what an open node makes of the facts that it reads.
    pub(super) fn read(&mut self, plan: &Plan, program: &Program, values: &[Value], node: &Node) {
        if passes(node) {
            return;
        }
        let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
        let fact = |id: NodeId| asked(program, id);
        match node {
            Node::Compare {
                comparison,
                left,
                right,
            } => match (fact(*left), fact(*right)) {
                (Some(one), None) if at(*right).is_point() => {
                    self.compared(one, *comparison, at(*right).lo, false);
                }
                (None, Some(one)) if at(*left).is_point() => {
                    self.compared(one, *comparison, at(*left).lo, true);
                }
                (one, other) => one
                    .into_iter()
                    .chain(other)
                    .for_each(|(fact, _)| self.needs_value(fact)),
            },
            Node::Lookup {
                table, keys, date, ..
            } => {
                let table = plan.tables.get(usize::from(*table));
                let layout = table.map(|table| table.span(at(*date)));
                for (index, key) in keys.iter().enumerate() {
                    let Some((fact, factor)) = fact(*key) else {
                        continue;
                    };
                    match layout {
                        Some([layout]) => {
                            let axis = layout.axes.get(index).map_or(&[] as &[i64], Vec::as_slice);
                            for edge in axis.iter().skip(1) {
                                self.cut(fact, edge.saturating_sub(1).checked_div_euclid(factor));
                            }
                        }
                        _ => self.needs_value(fact),
                    }
                }
                self.others(node, &fact, keys);
            }
            Node::FirstRank {
                table,
                keys,
                amount,
                factor,
                date,
            }
            | Node::Exceeds {
                table,
                keys,
                amount,
                factor,
                date,
            } => {
                let known: Vec<Value> = keys.iter().map(|key| at(*key)).collect();
                if let Some((fact, scale)) = fact(*amount) {
                    let table = plan.tables.get(usize::from(*table));
                    let ceilings = table.and_then(|table| table.only_ceilings(&known, *factor, at(*date)));
                    match ceilings {
                        Some(ceilings) => ceilings
                            .into_iter()
                            .for_each(|ceiling| self.cut(fact, ceiling.checked_div_euclid(scale))),
                        None => self.needs_value(fact),
                    }
                }
                self.others(node, &fact, &[*amount]);
            }
            Node::Constant(_)
            | Node::Fact(_)
            | Node::ReferenceDate
            | Node::Parameter { .. }
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Among { .. }
            | Node::SameChoice { .. }
            | Node::Add(..)
            | Node::Subtract(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
            | Node::Round { .. }
            | Node::Divide { .. }
            | Node::Min(..)
            | Node::Max(..)
            | Node::DatePart(..)
            | Node::Elapsed(..)
            | Node::AddMonths { .. }
            | Node::AddDays { .. }
            | Node::Select { .. }
            | Node::Switch { .. }
            | Node::Within { .. }
            | Node::Meet { .. } => self.others(node, &fact, &[]),
        }
    }

    /// Of the facts that a node reads otherwise, the value itself counts.
    fn others(&mut self, node: &Node, fact: &dyn Fn(NodeId) -> Option<(FactId, i64)>, known: &[NodeId]) {
        let mut found = Vec::new();
        node.operands(|operand| {
            meter::add(1);
            if !known.contains(&operand) {
                found.extend(fact(operand));
            }
        });
        found.into_iter().for_each(|(fact, _)| self.needs_value(fact));
    }

    fn compared(&mut self, (fact, factor): (FactId, i64), comparison: Comparison, with: i64, reversed: bool) {
        let below = with.saturating_sub(1).checked_div_euclid(factor);
        let until = with.checked_div_euclid(factor);
        match (comparison, reversed) {
            (Comparison::Equal, _) => {
                self.cut(fact, below);
                self.cut(fact, until);
            }
            (Comparison::Less, false) | (Comparison::LessOrEqual, true) => self.cut(fact, below),
            (Comparison::LessOrEqual, false) | (Comparison::Less, true) => self.cut(fact, until),
        }
    }

    fn cut(&mut self, fact: FactId, last: Option<i64>) {
        self.facts.entry(fact).or_default().last.extend(last);
    }

    /// The ranges of a fact of which this is known, when they are a few.
    pub(super) fn ranges(&self, fact: FactId, known: Value) -> Vec<Value> {
        let Some(differences) = self.facts.get(&fact).filter(|one| !one.value) else {
            return Vec::new();
        };
        let (mut ranges, mut from) = (Vec::new(), known.lo);
        for last in differences.last.range(known.lo..known.hi) {
            ranges.push(Value::between(from, *last));
            from = last.saturating_add(1);
        }
        ranges.push(Value::between(from, known.hi));
        if (2..=MOST_RANGES).contains(&ranges.len()) {
            ranges
        } else {
            Vec::new()
        }
    }
}

/// Is the value of the node that of a fact, or the same with more decimals?
const fn passes(node: &Node) -> bool {
    matches!(node, Node::Fact(_) | Node::Meet { .. } | Node::Scale { .. })
}

/// The number or date that a node passes on, and by how much it is multiplied.
fn asked(program: &Program, id: NodeId) -> Option<(FactId, i64)> {
    let (mut at, mut factor) = (id, 1_i64);
    // Operands come first, so that this ends; each scale multiplies by ten or more, so that it ends soon.
    loop {
        let node = program.nodes.get(at.index())?;
        if let Node::Fact(fact) = node {
            return Some((*fact, factor));
        }
        if let Node::Meet { given, .. } = node {
            at = *given;
        } else if let Node::Scale { value, factor: more } = node {
            at = *value;
            factor = factor.checked_mul(*more)?;
        } else {
            return None;
        }
    }
}
