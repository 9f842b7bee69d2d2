//! One value asked about a day or a span of days.

use super::{
    evaluator,
    program::Program,
    relevance::{Basis, Marks, Relevance, Seen},
    weakest::{dated, each_dated},
};
use crate::{
    date::Day,
    decision::Used,
    dossier::Dossier,
    plan::{Citation, Environment, Node, NodeId, Plan, Reliability, Value, meter},
    vocabulary::FactId,
};

/// Some nodes of a plan, to be read for several reference dates, or for a span of them at once.
#[derive(Debug)]
pub(crate) struct Probe<'p> {
    plan: &'p Plan,
    program: Program,
}

/// What is known of the nodes of a [`Probe`].
#[derive(Debug)]
pub(crate) struct Probed<'p> {
    plan: &'p Plan,
    program: &'p Program,
    values: Vec<Value>,
}

/// A dated value that is not the same on two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatedChange<'p> {
    /// The parameter or the table.
    pub(crate) used: Used,
    /// What it was worth.
    pub(crate) before: Value,
    /// What it is worth.
    pub(crate) after: Value,
    /// Since when.
    pub(crate) since: Day,
    /// Where the new value comes from.
    pub(crate) citation: &'p Citation,
    /// How sure it is.
    pub(crate) reliability: Reliability,
}

impl<'p> Probe<'p> {
    pub(crate) fn new(plan: &'p Plan, roots: &[NodeId]) -> Self {
        Self {
            plan,
            program: Program::of_nodes(plan, roots),
        }
    }

    /// As [`new`](Self::new), for nodes that rest on few others: the rest of the plan is not looked at.
    pub(crate) fn of_few(plan: &'p Plan, roots: &[NodeId]) -> Self {
        Self {
            plan,
            program: Program::of_few(plan, roots),
        }
    }

    /// What is known of the nodes when this is known of the reference date.
    pub(crate) fn read(&self, dossier: &Dossier, reference: Value) -> Probed<'_> {
        let environment = Environment {
            parameters: &self.plan.parameters,
            tables: &self.plan.tables,
            facts: dossier.values(),
            reference,
        };
        let mut values = Vec::new();
        evaluator::values(&self.program, &environment, &mut values);
        Probed {
            plan: self.plan,
            program: &self.program,
            values,
        }
    }
}

impl<'p> Probed<'p> {
    fn node(&self, root: usize) -> NodeId {
        self.program
            .conditions
            .get(root)
            .map_or(NodeId(0), |(node, _)| *node)
    }

    fn at(&self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// What is known of the node that was given in this position.
    pub(crate) fn value(&self, root: usize) -> Value {
        self.at(self.node(root))
    }

    /// What these nodes, by the positions in which they were given, rest on.
    pub(crate) fn basis(&self, roots: &[usize]) -> Basis {
        self.visit(roots, None)
    }

    /// The facts that these nodes rest on, known or not; one can be there twice.
    pub(super) fn facts(&self, roots: &[usize]) -> Vec<FactId> {
        let mut marks = Marks::default();
        let relevance = Relevance::new(self.plan, self.program, &self.values, &mut marks);
        let roots: Vec<NodeId> = roots.iter().map(|root| self.node(*root)).collect();
        relevance.facts(&roots)
    }

    fn visit(&self, roots: &[usize], seen: Option<&mut Seen<'_>>) -> Basis {
        let mut marks = Marks::default();
        let mut relevance = Relevance::new(self.plan, self.program, &self.values, &mut marks);
        for root in roots {
            relevance.mark(self.node(*root), true);
        }
        relevance.visit(seen)
    }

    /// The earliest day until which one of the values under these nodes was checked, among those read on a later day.
    pub(crate) fn outdated(&self, roots: &[usize]) -> Option<Day> {
        let mut earliest: Option<Day> = None;
        let mut each = |_: usize, node: &Node| {
            let Some((used, date)) = dated(node) else {
                return;
            };
            let date = self.at(date);
            each_dated(self.plan, used, date, &mut |dated| {
                let verified = dated.verified;
                let outdated = if self.plan.format.says_meanings() {
                    dated.is_stale(date)
                } else {
                    date.first_day() > verified
                };
                if outdated {
                    earliest = Some(earliest.map_or(verified, |day| day.min(verified)));
                }
            });
        };
        self.visit(roots, Some(&mut each));
        earliest
    }

    /// The dated values under these nodes that are not what they were before, for no other reason than the date.
    pub(crate) fn changed_since(&self, before: &Probed<'_>, roots: &[usize]) -> Vec<DatedChange<'p>> {
        meter::add(self.values.len());
        let mut read = vec![false; self.values.len()];
        for probed in [before, self] {
            let mut each = |position: usize, _: &Node| {
                if let Some(slot) = read.get_mut(position) {
                    *slot = true;
                }
            };
            probed.visit(roots, Some(&mut each));
        }
        let mut found: Vec<DatedChange<'p>> = Vec::new();
        for ((position, node), _) in self
            .program
            .nodes
            .iter()
            .enumerate()
            .zip(&read)
            .filter(|(_, read)| **read)
        {
            let here = NodeId(u32::try_from(position).unwrap_or(0));
            let (was, is) = (before.at(here), self.at(here));
            if was == is {
                continue;
            }
            let change = match dated(node) {
                Some((Used::Parameter(parameter), date)) => self.parameter(parameter, date),
                Some((Used::Table(table), date)) => {
                    let mut same = true;
                    node.operands(|operand| {
                        same &= operand == date || before.at(operand) == self.at(operand);
                    });
                    same.then(|| self.table(table, date)).flatten()
                }
                Some((Used::Dispositif | Used::Condition(_) | Used::Droit(_), _)) | None => None,
            };
            let Some((used, since, citation, reliability)) = change else {
                continue;
            };
            let already = found.iter().any(|other| {
                meter::add(1);
                other.used == used
            });
            if !already {
                found.push(DatedChange {
                    used,
                    before: was,
                    after: is,
                    since,
                    citation,
                    reliability,
                });
            }
        }
        found
    }

    fn parameter(&self, position: u16, date: NodeId) -> Option<(Used, Day, &'p Citation, Reliability)> {
        let series = self.plan.parameters.get(usize::from(position))?;
        let (first, _) = series.span(self.at(date));
        let point = series.points.get(first)?;
        Some((
            Used::Parameter(position),
            point.from,
            &point.citation,
            point.reliability,
        ))
    }

    fn table(&self, position: u16, date: NodeId) -> Option<(Used, Day, &'p Citation, Reliability)> {
        let table = self.plan.tables.get(usize::from(position))?;
        let layout = table.span(self.at(date)).first()?;
        Some((
            Used::Table(position),
            layout.from,
            &layout.citation,
            layout.reliability,
        ))
    }
}
