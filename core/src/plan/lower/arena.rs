//! The nodes made so far, each once, with their bounds.

use std::collections::BTreeMap;

use crate::{
    plan::{Environment, Node, NodeId, Plan, Series, TablePlan, Value, bounds::bounds},
    vocabulary::{Kind, Vocabulary},
};

/// The value of a node may not fit in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) struct OverflowPossible;

/// The nodes made so far, each once, with what is known of them when no fact is known.
pub(in crate::plan) struct Arena<'p> {
    facts: Vec<Value>,
    parameters: &'p [Series],
    tables: &'p [TablePlan],
    /// Every node, operands first.
    pub(in crate::plan) nodes: Vec<Node>,
    /// For each node, the position of its kind.
    pub(in crate::plan) node_kinds: Vec<u16>,
    /// The kinds that nodes have.
    pub(in crate::plan) kinds: Vec<Kind>,
    bounds: Vec<Value>,
    known: BTreeMap<(Node, u16), NodeId>,
}

impl<'p> Arena<'p> {
    pub(in crate::plan) fn new(
        vocabulary: &'p Vocabulary,
        parameters: &'p [Series],
        tables: &'p [TablePlan],
    ) -> Self {
        Self {
            facts: vocabulary
                .facts
                .iter()
                .map(|fact| Value::any(&fact.declared, vocabulary))
                .collect(),
            parameters,
            tables,
            nodes: Vec::new(),
            node_kinds: Vec::new(),
            kinds: Vec::new(),
            bounds: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// What is known of a node when no fact is.
    pub(in crate::plan) fn bounds(&self, id: NodeId) -> Value {
        self.bounds.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// The node at `id`.
    pub(in crate::plan) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// The kind of the node at `id`.
    pub(in crate::plan) fn kind(&self, id: NodeId) -> Option<&Kind> {
        let position = self.node_kinds.get(id.index())?;
        self.kinds.get(usize::from(*position))
    }

    /// The node, made now or before.
    pub(in crate::plan) fn push(&mut self, node: Node, kind: &Kind) -> Result<NodeId, OverflowPossible> {
        let kind_position = self
            .kinds
            .iter()
            .position(|known| known == kind)
            .unwrap_or_else(|| {
                self.kinds.push(kind.clone());
                self.kinds.len().saturating_sub(1)
            });
        let kind_position = u16::try_from(kind_position).map_err(|_| OverflowPossible)?;
        let key = (node, kind_position);
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let bounds = self.bounds_of(&key.0, kind)?;
        let id = NodeId(u32::try_from(self.nodes.len()).map_err(|_| OverflowPossible)?);
        self.nodes.push(key.0.clone());
        self.node_kinds.push(kind_position);
        self.bounds.push(bounds);
        self.known.insert(key, id);
        Ok(id)
    }

    /// A truth: it always fits.
    pub(in crate::plan) fn truth(&mut self, node: Node) -> NodeId {
        self.push(node, &Kind::Boolean).unwrap_or(NodeId(0))
    }

    fn bounds_of(&self, node: &Node, kind: &Kind) -> Result<Value, OverflowPossible> {
        let environment = Environment {
            parameters: self.parameters,
            tables: self.tables,
            facts: &self.facts,
            reference: Plan::any_day(),
        };
        let is_choice = matches!(kind, Kind::Choice(_));
        bounds(node, is_choice, &|id| self.bounds(id), &environment).ok_or(OverflowPossible)
    }
}
