//! From the nodes that are needed to instructions, each with a register of its own.

use super::{
    allocation::Slots,
    analysis::{Analysis, Class, Derived},
    choose_form::Form,
    instruction::{ALWAYS, Bank, Instruction, Operation, Register},
    lower,
    program::Root,
    rows::RowByRow,
};
use crate::plan::{Node, NodeId, Value};

/// A program in the making.
pub(super) struct Builder<'p> {
    pub(super) analysis: Analysis<'p>,
    pub(super) registers: Vec<Register>,
    pub(super) slots: Slots,
    pub(super) instructions: Vec<Instruction>,
    /// For a choice of ranks under the unknown, its states.
    pub(super) states: Vec<(NodeId, Register)>,
    /// Where droits are settled: their base, the states in which they are, who needs it.
    settled: Vec<((NodeId, u64, u64), Register)>,
    read: Vec<bool>,
    /// Both ends of what is settled on some rows, and the instruction that spreads them.
    ends: Vec<(NodeId, Register, usize)>,
}

impl<'p> Builder<'p> {
    /// Nothing is compiled yet; `read` says of which nodes something reads the register, and not a table of their states.
    pub(super) fn new(analysis: Analysis<'p>, read: Vec<bool>) -> Self {
        Self {
            registers: vec![Register::Constant(Value::UNKNOWN); analysis.plan.nodes.len()],
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
            let out = lower::result(self, operand, true);
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

    /// Adds the pass of a node that is needed.
    pub(super) fn emit(&mut self, id: NodeId, node: &Node, form: Form, mut needed: u64, needs: &[u64]) {
        let open = self.analysis.class(id) == Class::Open;
        let (out, operation) = match form {
            Form::Constant => (Register::Constant(self.analysis.bound(id)), None),
            Form::Load => {
                let Node::Fact(fact) = node else { return };
                // Every column that is read is looked at on every row, whoever is due what follows from it.
                needed |= ALWAYS;
                (lower::fact(self, id, open), Some(Operation::Load(*fact)))
            }
            Form::Same => {
                let same = self.analysis.same(node);
                (
                    same.map_or(Register::Constant(Value::UNKNOWN), |same| self.register(same)),
                    None,
                )
            }
            Form::Derived => {
                let Some(derived) = self.analysis.derived(id).cloned() else {
                    return;
                };
                let operation = super::gather::operation(self, id, &derived);
                (lower::result(self, id, open), Some(operation))
            }
            Form::Step => (lower::result(self, id, open), Some(self.step(id, node))),
            Form::Direct => {
                let (out, operation, also) = self.direct(id, node, needed, needs);
                needed |= also;
                (out, operation)
            }
        };
        if let Some(operation) = operation {
            self.instructions.push(Instruction {
                operation,
                out,
                needed,
            });
        }
        if let Some(slot) = self.registers.get_mut(id.index()) {
            *slot = out;
        }
    }

    /// The register of a node that has its own loop, the pass that fills it unless that of another node does, and who else needs it.
    fn direct(
        &mut self,
        id: NodeId,
        node: &Node,
        needed: u64,
        needs: &[u64],
    ) -> (Register, Option<Operation>, u64) {
        if let Some(out) = lower::partial(self, id, node)
            && let Some(operation) = lower::direct(self, id, node, true)
        {
            return (out, Some(operation), 0);
        }
        self.spread(node, needed);
        if let Some(ranks) = super::ranks::lower(self, id, node, needs) {
            return ranks;
        }
        let operation = lower::direct(self, id, node, false).unwrap_or_else(|| self.step(id, node));
        let open = self.analysis.class(id) == Class::Open;
        (lower::result(self, id, open), Some(operation), 0)
    }

    fn step(&self, id: NodeId, node: &Node) -> Operation {
        Operation::Step(RowByRow::new(self, id, node))
    }

    /// What is read of a droit, whose node is computed unless a table gives it at once.
    pub(super) fn droit(&mut self, id: NodeId, applies: Option<NodeId>, needed: u64, needs: &[u64]) -> Root {
        let applies = applies.map_or(Register::Constant(Value::TRUE), |id| self.register(id));
        let of_node = Root {
            value: self.register(id),
            applies,
            settled: None,
        };
        let asked = |id: NodeId| needs.get(id.index()).is_some_and(|needs| needs & needed != 0);
        let Some(table) = self.analysis.droit_table(id).filter(|table| asked(table.base)) else {
            return of_node;
        };
        let value = lower::result(self, id, false);
        self.instructions.push(Instruction {
            operation: super::gather::of_droit(self, id, &table),
            out: value,
            needed,
        });
        let settled = self.settled(id, &table, needed);
        Root {
            value,
            applies,
            settled: Some(settled),
        }
    }

    /// Where a droit is settled; droits of a dispositif that are settled together share it.
    fn settled(&mut self, id: NodeId, table: &Derived, needed: u64) -> Register {
        let states = super::gather::settled_states(self, id, table);
        let asked = (table.base, states, needed);
        if let Some((_, settled)) = self.settled.iter().find(|(known, _)| *known == asked) {
            return *settled;
        }
        let settled = Register::Truth(self.slots.add(Bank::Truths, 1));
        self.instructions.push(Instruction {
            operation: super::gather::of_states(self, table, states),
            out: settled,
            needed,
        });
        self.settled.push((asked, settled));
        settled
    }
}
