//! A node that goes row by row, by the meaning that all evaluators share.

use super::register::Register;
use crate::plan::{NodeId, Value};

/// A node that goes row by row, and where its operands are.
#[derive(Debug, Clone)]
pub(crate) struct RowByRow {
    pub(crate) node: NodeId,
    operands: Vec<(NodeId, Register)>,
}

impl RowByRow {
    /// A node, and the register of each of its operands.
    pub(crate) const fn new(node: NodeId, operands: Vec<(NodeId, Register)>) -> Self {
        Self { node, operands }
    }

    /// Calls `f` with each register that it reads.
    pub(crate) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        self.operands.iter_mut().for_each(|(_, register)| f(register));
    }

    /// Where an operand is.
    pub(crate) fn at(&self, operand: NodeId) -> Register {
        let found = self.operands.iter().find(|(node, _)| *node == operand);
        found.map_or(Register::Constant(Value::UNKNOWN), |(_, register)| *register)
    }
}
