//! From a plan to one program for some dispositifs, on one date, for given columns.

use std::sync::Arc;

use super::{
    allocation::allocate,
    analysis::Analysis,
    builder::Builder,
    deferred::defer,
    emission::{droit as droit_of, emit},
    needs::{forms, needs, ranking},
};
use crate::{
    columns::instruction::{
        operation::ALWAYS,
        program::{Beside, Presence, Program, Root, Roots, bit},
        register::Register,
    },
    plan::{NodeId, Plan, Value},
};

/// The program of the dispositifs at `positions`.
pub(crate) fn compile(
    plan: &Arc<Plan>,
    positions: &[u16],
    reference: Value,
    presence: &[Presence],
    beside: Beside,
) -> Program {
    let analysis = Analysis::new(plan, reference, presence, beside.bounds);
    let mut needs = needs(&analysis, positions, beside.priorities);
    let (forms, read) = forms(&analysis, &mut needs);
    let mut builder = Builder::new(analysis, read);
    for (((id, node), form), needed) in (0_u32..)
        .map(NodeId)
        .zip(&plan.nodes)
        .zip(&forms)
        .zip(&needs)
        .filter(|(_, needed)| **needed != 0)
    {
        emit(&mut builder, id, node, *form, *needed, &needs);
    }
    let droits: Vec<Vec<Root>> = positions
        .iter()
        .filter_map(|position| plan.dispositif(*position))
        .enumerate()
        .map(|(index, dispositif)| {
            let droits = dispositif.droits.iter();
            droits
                .map(|droit| droit_of(&mut builder, droit.rule.node, droit.applies, bit(index), &needs))
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
            priorities: ranking(dispositif, beside.priorities)
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
        roots.deferred = defer(&builder.instructions, bit(index), &mut roots.droits);
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
    let code = allocate(instructions, core::iter::empty(), read);
    Program {
        plan: Arc::clone(plan),
        reference,
        presence: presence.to_vec(),
        beside,
        facts: builder.analysis.known.facts,
        code,
        dispositifs,
        coherences,
    }
}
