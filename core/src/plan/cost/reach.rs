//! What nodes rest on.

use crate::plan::{Node, NodeId, Plan};

/// What nodes rest on, themselves included: room that serves again for each set of roots.
pub(super) struct Reach<'p> {
    plan: &'p Plan,
    /// For each node, the last walk that met it.
    met: Vec<u32>,
    walk: u32,
    waiting: Vec<NodeId>,
}

impl<'p> Reach<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            met: vec![0; plan.nodes.len()],
            walk: 0,
            waiting: Vec::new(),
        }
    }

    /// Calls `visit` once with each node that the roots rest on; it says whether to go on.
    pub(super) fn from(
        &mut self,
        roots: impl IntoIterator<Item = NodeId>,
        visit: &mut dyn FnMut(NodeId, &'p Node) -> bool,
    ) {
        self.walk = self.walk.saturating_add(1);
        self.waiting.clear();
        self.waiting.extend(roots);
        while let Some(id) = self.waiting.pop() {
            let (Some(met), Some(node)) = (self.met.get_mut(id.index()), self.plan.node(id)) else {
                continue;
            };
            if core::mem::replace(met, self.walk) == self.walk {
                continue;
            }
            if !visit(id, node) {
                return;
            }
            node.operands(|operand| self.waiting.push(operand));
        }
    }
}
