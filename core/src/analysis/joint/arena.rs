//! The nodes of a joint, each once.

use std::collections::BTreeMap;

use crate::{
    pack::model::TableKey,
    plan::{Node, NodeId, Series, TablePlan, Value},
    vocabulary::Kind,
};

/// Nodes, operands first, with what they read besides other nodes.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Arena {
    pub(in crate::analysis) nodes: Vec<Node>,
    /// For each node.
    pub(in crate::analysis) kinds: Vec<Kind>,
    pub(in crate::analysis) parameters: Vec<Series>,
    pub(in crate::analysis) tables: Vec<TablePlan>,
    /// The kinds that nodes have.
    all_kinds: Vec<Kind>,
    /// By node, and position of its kind.
    known: BTreeMap<(Node, usize), NodeId>,
}

impl Arena {
    /// The node, made now or before. The same number of two kinds is two nodes: 100 is one euro or a hundred months.
    pub(in crate::analysis) fn push(&mut self, node: Node, kind: &Kind) -> NodeId {
        let position = self.all_kinds.iter().position(|known| known == kind);
        let position = position.unwrap_or_else(|| {
            self.all_kinds.push(kind.clone());
            self.all_kinds.len().saturating_sub(1)
        });
        let key = (node, position);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        // INVARIANT: two plans have fewer nodes than 2³², and questions add a few hundred.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(key.0.clone());
        self.kinds.push(kind.clone());
        self.known.insert(key, id);
        id
    }

    pub(in crate::analysis) fn truth(&mut self, node: Node) -> NodeId {
        self.push(node, &Kind::Boolean)
    }

    pub(in crate::analysis) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    pub(in crate::analysis) fn kind(&self, id: NodeId) -> &Kind {
        self.kinds.get(id.index()).unwrap_or(&Kind::Boolean)
    }

    pub(in crate::analysis) fn constant(&self, id: NodeId) -> Option<Value> {
        if let Some(Node::Constant(value)) = self.node(id) {
            Some(*value)
        } else {
            None
        }
    }

    /// The place of a parameter that has these values on these days.
    pub(super) fn parameter(&mut self, series: Series) -> u16 {
        let same = |other: &Series| {
            other.points.len() == series.points.len()
                && other
                    .points
                    .iter()
                    .zip(&series.points)
                    .all(|(a, b)| a.from == b.from && a.value == b.value)
        };
        let found = self.parameters.iter().position(same).unwrap_or_else(|| {
            self.parameters.push(series);
            self.parameters.len().saturating_sub(1)
        });
        u16::try_from(found).unwrap_or(u16::MAX)
    }

    /// The place of a table that has these cells on these days.
    pub(super) fn table(&mut self, table: TablePlan) -> u16 {
        let same = |other: &TablePlan| {
            other.ranks == table.ranks
                && other
                    .keys
                    .iter()
                    .map(TableKey::is_choice)
                    .eq(table.keys.iter().map(TableKey::is_choice))
                && other
                    .columns
                    .iter()
                    .map(|column| column.declared.kind.is_choice())
                    .eq(table
                        .columns
                        .iter()
                        .map(|column| column.declared.kind.is_choice()))
                && other.periods.len() == table.periods.len()
                && other
                    .periods
                    .iter()
                    .zip(&table.periods)
                    .all(|(a, b)| a.from == b.from && a.axes == b.axes && a.cells == b.cells)
        };
        let found = self.tables.iter().position(same).unwrap_or_else(|| {
            self.tables.push(table);
            self.tables.len().saturating_sub(1)
        });
        u16::try_from(found).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Unit;

    #[test]
    fn a_constant_of_another_kind_is_another_node() {
        let mut arena = Arena::default();
        let hundred = Node::Constant(Value::point(100));
        let number = |decimals| Kind::Number {
            decimals,
            unit: Unit::NONE,
        };
        let whole = arena.push(hundred.clone(), &number(0));
        let cents = arena.push(hundred.clone(), &number(2));
        assert_ne!(whole, cents);
        assert_eq!(arena.push(hundred, &number(0)), whole);
        assert_eq!(arena.kind(cents).decimals(), 2);
    }
}
