//! From a plan to one program for some dispositifs, on one date, for given columns.

use std::sync::Arc;

use super::{
    allocation::Code,
    analysis::{Analysis, Class},
    builder::Builder,
    choose_form::{Form, form},
    deferred::Deferred,
    input::Presence,
    instruction::{ALWAYS, Register},
    lower,
};
use crate::plan::{ConditionPlan, DispositifPlan, NodeId, Plan, Value};

/// A condition or a droit: its value, and whether it applies on the date of effect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Root {
    pub(super) value: Register,
    pub(super) applies: Register,
    /// For a droit read from a table: whether its value is settled. The register then holds what it is where it is.
    pub(super) settled: Option<Register>,
}

impl Root {
    /// What is read.
    pub(super) fn registers(&mut self) -> impl Iterator<Item = &mut Register> {
        [&mut self.value, &mut self.applies]
            .into_iter()
            .chain(&mut self.settled)
    }
}

/// What is read off the registers for one dispositif.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    pub(super) dispositif: u16,
    pub(super) in_force: Register,
    pub(super) conditions: Vec<Root>,
    /// What ranks people, when it is asked for.
    pub(super) priorities: Vec<Root>,
    /// In the registers of the chunk, unless they are deferred.
    pub(super) droits: Vec<Root>,
    pub(super) deferred: Option<Deferred>,
}

impl Roots {
    /// What is read of the registers of a chunk after its last instruction.
    fn registers(&mut self) -> impl Iterator<Item = &mut Register> {
        let in_place = self.deferred.is_none();
        let droits = self.droits.iter_mut().filter(move |_| in_place);
        core::iter::once(&mut self.in_force)
            .chain(self.conditions.iter_mut().flat_map(Root::registers))
            .chain(self.priorities.iter_mut().flat_map(Root::registers))
            .chain(droits.flat_map(Root::registers))
            .chain(self.deferred.iter_mut().flat_map(Deferred::reads))
    }
}

/// What runs on each chunk.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) plan: Arc<Plan>,
    pub(super) reference: Value,
    pub(super) presence: Vec<Presence>,
    /// What is known of each fact when it is unknown.
    pub(super) facts: Vec<Value>,
    /// First what conditions need, then what only droits do.
    pub(super) code: Code,
    pub(super) dispositifs: Vec<Roots>,
    /// The rules of coherence that refuse a dossier: position and register.
    pub(super) coherences: Vec<(u16, Register)>,
}

/// The bit of a dispositif among those that need an instruction.
pub(super) fn bit(index: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(index.min(62)).unwrap_or(62))
}

impl Program {
    pub(super) fn new(
        plan: &Arc<Plan>,
        positions: &[u16],
        reference: Value,
        presence: &[Presence],
        priorities: bool,
    ) -> Self {
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
            for condition in dispositif
                .conditions
                .iter()
                .chain(ranking(dispositif, priorities))
            {
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
        let mut builder = Builder::new(analysis, read);
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
        let mut dispositifs: Vec<Roots> = positions
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
                priorities: ranking(dispositif, priorities)
                    .iter()
                    .map(|priority| root(priority.rule.node, priority.applies))
                    .collect(),
                droits,
                deferred: None,
            })
            .collect();
        let mut coherences: Vec<(u16, Register)> = (0_u16..)
            .zip(&plan.coherences)
            .filter(|(_, coherence)| coherence.refuses)
            .map(|(position, coherence)| (position, at(coherence.test.node)))
            .collect();
        let mut in_place = ALWAYS;
        for (index, roots) in dispositifs.iter_mut().enumerate() {
            roots.deferred = Deferred::new(&builder.instructions, bit(index), &mut roots.droits);
            if roots.deferred.is_none() {
                in_place |= bit(index);
            }
        }
        let mut instructions = builder.instructions;
        // What is computed again for rows that wait does not ask for a pass over their chunk.
        instructions
            .iter_mut()
            .for_each(|instruction| instruction.needed &= in_place);
        instructions.retain(|instruction| instruction.needed != 0);
        instructions.sort_by_key(|instruction| instruction.needed & ALWAYS == 0);
        let read = dispositifs.iter_mut().flat_map(Roots::registers);
        let read = read.chain(coherences.iter_mut().map(|(_, register)| register));
        let code = Code::new(instructions, core::iter::empty(), read);
        Self {
            plan: Arc::clone(plan),
            reference,
            presence: presence.to_vec(),
            facts: builder.analysis.facts,
            code,
            dispositifs,
            coherences,
        }
    }
}

/// What ranks people, when it is asked for.
fn ranking(dispositif: &DispositifPlan, priorities: bool) -> &[ConditionPlan] {
    if priorities { &dispositif.priorities } else { &[] }
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
            Form::Same => {
                if let Some(same) = analysis.same(node) {
                    need(same);
                    let whole = read.get(position).copied().unwrap_or(false);
                    if let Some(slot) = read.get_mut(same.index()) {
                        *slot |= whole;
                    }
                }
            }
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
