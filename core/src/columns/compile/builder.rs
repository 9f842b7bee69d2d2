//! A program in the making: the registers of the nodes so far, and the instructions that fill them.

use super::{analysis::Analysis, form::is_of_one_number, registers};
use crate::{
    columns::{
        instruction::{
            operation::{Instruction, Operation},
            register::{Bank, Register, Slots},
        },
        narrow::fits,
    },
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// A program in the making.
pub(super) struct Builder<'p> {
    pub(super) analysis: Analysis<'p>,
    pub(super) registers: Vec<Register>,
    pub(super) slots: Slots,
    pub(super) instructions: Vec<Instruction>,
    /// For a choice of ranks under the unknown, its states.
    pub(super) states: Vec<(NodeId, Register)>,
    /// Where droits are settled: their base, the states in which they are, who needs it.
    pub(super) settled: Vec<((NodeId, u64, u64), Register)>,
    read: Vec<bool>,
    /// Both ends of what is settled on some rows, and the instruction that spreads them.
    ends: Vec<(NodeId, Register, usize)>,
}

impl<'p> Builder<'p> {
    /// Nothing is compiled yet; `read` says of which nodes something reads the register, and not a table of their states.
    pub(super) fn new(analysis: Analysis<'p>, read: Vec<bool>) -> Self {
        Self {
            registers: vec![Register::Constant(Value::UNKNOWN); analysis.known.plan.nodes.len()],
            analysis,
            slots: Slots::default(),
            instructions: Vec::new(),
            states: Vec::new(),
            settled: Vec::new(),
            read,
            ends: Vec::new(),
        }
    }

    pub(super) fn register(&self, id: NodeId) -> Register {
        self.registers
            .get(id.index())
            .copied()
            .unwrap_or(Register::Constant(Value::UNKNOWN))
    }

    /// A register for what a node gives.
    pub(super) fn result(&mut self, id: NodeId, open: bool) -> Register {
        registers::result(&mut self.slots, &self.analysis.known, id, open)
    }

    /// A register for the column of a fact.
    pub(super) fn fact(&mut self, id: NodeId, open: bool) -> Register {
        registers::fact(&mut self.slots, &self.analysis.known, id, open)
    }

    /// What a loop reads of a number: its values where it is settled, or both ends.
    pub(super) fn operand(&self, id: NodeId, partial: bool) -> Register {
        let ends = self.ends.iter().find(|(node, ..)| *node == id && !partial);
        ends.map_or_else(|| self.register(id), |(_, register, _)| *register)
    }

    /// Spreads both ends of what a node reads.
    pub(super) fn spread(&mut self, node: &Node, needed: u64) {
        node.operands(|operand| {
            let partial = self.register(operand);
            if !matches!(partial, Register::PartialNarrow { .. }) {
                return;
            }
            let earlier = self.ends.iter().find(|(node, ..)| *node == operand);
            if let Some((.., instruction)) = earlier {
                if let Some(instruction) = self.instructions.get_mut(*instruction) {
                    instruction.needed |= needed;
                }
                return;
            }
            let out = self.result(operand, true);
            self.ends.push((operand, out, self.instructions.len()));
            self.instructions.push(Instruction {
                operation: Operation::Spread(partial),
                out,
                needed,
            });
        });
    }

    pub(super) fn states_of(&self, id: NodeId) -> Option<Register> {
        let found = self.states.iter().find(|(node, _)| *node == id);
        found.map(|(_, register)| *register)
    }

    /// Does something read the register of the node itself?
    pub(super) fn is_read(&self, id: NodeId) -> bool {
        self.read.get(id.index()).copied().unwrap_or(false)
    }

    /// Where a node with a loop is that follows from one number that is settled on some rows, and from constants: on the other rows what is known of it
    /// is the same everywhere. `None` for any other node.
    pub(super) fn partial(&mut self, id: NodeId, node: &Node) -> Option<Register> {
        let known = &self.analysis.known;
        let (mut alone, mut from) = (is_of_one_number(known, id, node), None);
        node.operands(|operand| match self.register(operand) {
            Register::PartialNarrow { known, .. } => alone &= known == *from.get_or_insert(known),
            Register::Constant(value) => alone &= value.is_point(),
            Register::Truth(_)
            | Register::Narrow { .. }
            | Register::Wide { .. }
            | Register::Codes(_)
            | Register::Partial { .. }
            | Register::Planes { .. } => alone = false,
        });
        let settled = from.filter(|_| alone)?;
        let any = known.bound(id);
        match known.plan.kind(id) {
            Kind::Boolean => Some(Register::Truth(self.slots.add(Bank::Truths, 1))),
            Kind::Number { .. } | Kind::Date | Kind::Choice(_) if fits(any) => {
                Some(Register::PartialNarrow {
                    values: self.slots.add(Bank::Narrow, 1),
                    known: settled,
                    any,
                })
            }
            Kind::Number { .. } | Kind::Date | Kind::Choice(_) => None,
        }
    }
}
