//! From a plan to one program for some dispositifs, on one date, for given columns.

use std::sync::Arc;

use super::{
    analysis::{Analysis, Class, Derived},
    choose_form::{Form, form},
    input::Presence,
    instruction::{ALWAYS, Instruction, Operation, Register},
    lower,
};
use crate::plan::{Node, NodeId, Plan, Value};

/// How many slots of each kind a program needs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slots {
    pub(super) truths: usize,
    pub(super) narrow: usize,
    pub(super) wide: usize,
    pub(super) codes: usize,
    pub(super) planes: usize,
}

/// A condition or a droit: its value, and whether it applies on the date of effect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Root {
    pub(super) value: Register,
    pub(super) applies: Register,
    /// For a droit read from a table: whether its value is settled. The register then holds what it is where it is.
    pub(super) settled: Option<Register>,
}

/// What is read off the registers for one dispositif.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    pub(super) dispositif: u16,
    pub(super) in_force: Register,
    pub(super) conditions: Vec<Root>,
    pub(super) droits: Vec<Root>,
}

/// What runs on each chunk.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) plan: Arc<Plan>,
    pub(super) reference: Value,
    pub(super) presence: Vec<Presence>,
    /// What is known of each fact when it is unknown.
    pub(super) facts: Vec<Value>,
    pub(super) instructions: Vec<Instruction>,
    /// For each node of the plan, where it is; a node that is not needed is a constant.
    pub(super) registers: Vec<Register>,
    pub(super) slots: Slots,
    pub(super) dispositifs: Vec<Roots>,
    /// The rules of coherence that refuse a dossier: position and register.
    pub(super) coherences: Vec<(u16, Register)>,
}

/// The bit of a dispositif among those that need an instruction.
pub(super) fn bit(index: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(index.min(62)).unwrap_or(62))
}

impl Program {
    pub(super) fn new(plan: &Arc<Plan>, positions: &[u16], reference: Value, presence: &[Presence]) -> Self {
        let analysis = Analysis::new(plan, reference, presence);
        let mut needs = vec![0_u64; plan.nodes.len()];
        let need = |needs: &mut Vec<u64>, id: NodeId, mask: u64| {
            if let Some(slot) = needs.get_mut(id.index()) {
                *slot |= mask;
            }
        };
        for (index, dispositif) in positions.iter().filter_map(|p| plan.dispositif(*p)).enumerate() {
            need(&mut needs, dispositif.applies, ALWAYS);
            if analysis.class(dispositif.applies) == Class::Constant
                && analysis.bound(dispositif.applies).is_false()
            {
                // Out of its period on every row: nothing of it is asked.
                continue;
            }
            for condition in &dispositif.conditions {
                need(&mut needs, condition.rule.node, ALWAYS);
                condition
                    .applies
                    .iter()
                    .for_each(|id| need(&mut needs, *id, ALWAYS));
            }
            for droit in &dispositif.droits {
                need(&mut needs, analysis.read_for_droit(droit.rule.node), bit(index));
                droit
                    .applies
                    .iter()
                    .for_each(|id| need(&mut needs, *id, bit(index)));
            }
        }
        for coherence in plan.coherences.iter().filter(|coherence| coherence.refuses) {
            need(&mut needs, coherence.test.node, ALWAYS);
        }
        let (forms, read) = forms(&analysis, &mut needs);
        let mut builder = Builder {
            registers: vec![Register::Constant(Value::UNKNOWN); plan.nodes.len()],
            analysis,
            slots: Slots::default(),
            instructions: Vec::new(),
            states: Vec::new(),
            settled: Vec::new(),
            read,
        };
        for (((id, node), form), needed) in (0_u32..)
            .map(NodeId)
            .zip(&plan.nodes)
            .zip(&forms)
            .zip(&needs)
            .filter(|(_, needed)| **needed != 0)
        {
            builder.emit(id, node, *form, *needed, &needs);
        }
        let droits: Vec<Vec<Root>> = positions
            .iter()
            .filter_map(|position| plan.dispositif(*position))
            .enumerate()
            .map(|(index, dispositif)| {
                let droits = dispositif.droits.iter();
                droits
                    .map(|droit| builder.droit(droit.rule.node, droit.applies, bit(index), &needs))
                    .collect()
            })
            .collect();
        let at = |id: NodeId| builder.register(id);
        let root = |value: NodeId, applies: Option<NodeId>| Root {
            value: at(value),
            applies: applies.map_or(Register::Constant(Value::TRUE), at),
            settled: None,
        };
        let dispositifs = positions
            .iter()
            .filter_map(|position| Some((*position, plan.dispositif(*position)?)))
            .zip(droits)
            .map(|((position, dispositif), droits)| Roots {
                dispositif: position,
                in_force: at(dispositif.applies),
                conditions: dispositif
                    .conditions
                    .iter()
                    .map(|condition| root(condition.rule.node, condition.applies))
                    .collect(),
                droits,
            })
            .collect();
        let coherences = (0_u16..)
            .zip(&plan.coherences)
            .filter(|(_, coherence)| coherence.refuses)
            .map(|(position, coherence)| (position, at(coherence.test.node)))
            .collect();
        Self {
            plan: Arc::clone(plan),
            reference,
            presence: presence.to_vec(),
            facts: builder.analysis.facts,
            instructions: builder.instructions,
            registers: builder.registers,
            slots: builder.slots,
            dispositifs,
            coherences,
        }
    }
}

/// The form of each node, from the last to the first: only what a form reads is needed. Then whether something reads the register of
/// the node itself, and not a table of its states.
fn forms(analysis: &Analysis<'_>, needs: &mut [u64]) -> (Vec<Form>, Vec<bool>) {
    let plan = analysis.plan;
    let (mut forms, mut read) = (
        vec![Form::Constant; plan.nodes.len()],
        vec![false; plan.nodes.len()],
    );
    for (position, node) in plan.nodes.iter().enumerate().rev() {
        let needed = needs.get(position).copied().unwrap_or(0);
        let Some(id) = u32::try_from(position).ok().map(NodeId) else {
            continue;
        };
        if needed == 0 {
            continue;
        }
        let form = form(analysis, id, node);
        if let Some(slot) = forms.get_mut(position) {
            *slot = form;
        }
        let mut need = |operand: NodeId| {
            if let Some(slot) = needs.get_mut(operand.index()) {
                *slot |= needed;
            }
        };
        match form {
            Form::Constant | Form::Load => {}
            Form::Derived => {
                if let Some(derived) = analysis.derived(id) {
                    need(derived.base);
                }
            }
            Form::Direct | Form::Step => {
                node.operands(need);
                if form == Form::Step || !lower::reads_states(analysis, id, node) {
                    node.operands(|operand| {
                        if let Some(slot) = read.get_mut(operand.index()) {
                            *slot = true;
                        }
                    });
                }
            }
        }
    }
    (forms, read)
}

pub(super) struct Builder<'p> {
    pub(super) analysis: Analysis<'p>,
    pub(super) registers: Vec<Register>,
    pub(super) slots: Slots,
    instructions: Vec<Instruction>,
    /// For a choice of ranks under the unknown, the slot of its states.
    pub(super) states: Vec<(NodeId, usize)>,
    /// Where droits are settled: their base, the states in which they are, who needs it.
    settled: Vec<((NodeId, u64, u64), Register)>,
    read: Vec<bool>,
}

/// The next slot of a kind.
pub(super) fn next(count: &mut usize) -> usize {
    let slot = *count;
    *count = count.saturating_add(1);
    slot
}

impl Builder<'_> {
    pub(super) fn register(&self, id: NodeId) -> Register {
        self.registers
            .get(id.index())
            .copied()
            .unwrap_or(Register::Constant(Value::UNKNOWN))
    }

    pub(super) fn states_of(&self, id: NodeId) -> Option<usize> {
        let found = self.states.iter().find(|(node, _)| *node == id);
        found.map(|(_, slot)| *slot)
    }

    /// Does something read the register of the node itself?
    pub(super) fn is_read(&self, id: NodeId) -> bool {
        self.read.get(id.index()).copied().unwrap_or(false)
    }

    fn emit(&mut self, id: NodeId, node: &Node, form: Form, mut needed: u64, needs: &[u64]) {
        let open = self.analysis.class(id) == Class::Open;
        let (out, operation) = match form {
            Form::Constant => (Register::Constant(self.analysis.bound(id)), None),
            Form::Load => {
                let Node::Fact(fact) = node else { return };
                (lower::fact(self, id, open), Some(Operation::Load(*fact)))
            }
            Form::Derived => {
                let Some(derived) = self.analysis.derived(id).cloned() else {
                    return;
                };
                let operation = super::gather::operation(self, id, &derived);
                (lower::result(self, id, open), Some(operation))
            }
            Form::Step => (lower::result(self, id, open), Some(Operation::Step(id))),
            Form::Direct => {
                if let Some((register, operation, also)) = super::ranks::lower(self, id, node, needs) {
                    needed |= also;
                    (register, operation)
                } else {
                    let operation = lower::direct(self, id, node);
                    (
                        lower::result(self, id, open),
                        operation.or(Some(Operation::Step(id))),
                    )
                }
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

    /// What is read of a droit, whose node is computed unless a table gives it at once.
    fn droit(&mut self, id: NodeId, applies: Option<NodeId>, needed: u64, needs: &[u64]) -> Root {
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
        let settled = Register::Truth(next(&mut self.slots.truths));
        self.instructions.push(Instruction {
            operation: super::gather::of_states(self, table, states),
            out: settled,
            needed,
        });
        self.settled.push((asked, settled));
        settled
    }
}
