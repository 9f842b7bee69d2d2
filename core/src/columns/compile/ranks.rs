//! The pass of nodes that ask for the first rank not below an amount, or whether all are exceeded.

use super::{
    builder::Builder,
    ceilings::{Ceilings, amount, are_partners, ceilings},
    form::{Form, form},
    known::Class,
};
use crate::{
    columns::instruction::{
        operation::Operation,
        ranks::{Aligned, FirstRank, RANKS, Ranks},
        register::{Bank, Register, planes},
    },
    plan::{Node, NodeId, Value},
};

/// The register of a node that asks one of the two questions, and the pass that fills it.
///
/// `None` when the node asks neither. The operation is `None` when the other question was met before and answers this one; with it comes
/// what else needs it.
pub(super) fn ranks(
    builder: &mut Builder<'_>,
    id: NodeId,
    node: &Node,
    needs: &[u64],
) -> Option<(Register, Option<Operation>, u64)> {
    let ceilings = ceilings(&builder.analysis.known, node)?;
    let partner = partner(builder, id, node, needs);
    if let Some(earlier) = partner.filter(|partner| *partner < id) {
        // Its pass fills the register that was set aside for this node.
        let reserved = builder.register(id);
        let is_filled = !matches!(builder.register(earlier), Register::Constant(_));
        return is_filled.then_some((reserved, None, 0));
    }
    let also = partner.and_then(|partner| needs.get(partner.index()));
    let also = also.copied().unwrap_or(0);
    builder.spread(node, also);
    let open = builder.analysis.known.class(id) == Class::Open;
    let own = builder.result(id, open);
    let other = partner.map(|partner| {
        let register = builder.result(partner, open);
        if let Some(slot) = builder.registers.get_mut(partner.index()) {
            *slot = register;
        }
        (partner, register)
    });
    let (mut first_rank, mut exceeds) = (None, None);
    for (node, register) in [Some((id, own)), other].into_iter().flatten() {
        match register {
            Register::Codes(_) => first_rank = Some(settled(&ceilings, register)),
            Register::Planes { members, .. } => {
                let states = Register::Codes(builder.slots.add(Bank::Codes, 1));
                builder.states.push((node, states));
                let ranks = if builder.is_read(node) {
                    ranks_of(&ceilings, members)
                } else {
                    Vec::new()
                };
                first_rank = Some(FirstRank::Open {
                    states,
                    members: register,
                    ranks,
                });
            }
            Register::Truth(_) => exceeds = Some(register),
            // Both questions are answered by a choice or a truth, that vary.
            Register::Constant(_)
            | Register::Narrow { .. }
            | Register::Wide { .. }
            | Register::Partial { .. }
            | Register::PartialNarrow { .. } => {}
        }
    }
    let mut lines = Box::new([Aligned([i32::MAX; RANKS]); 256]);
    for (key, line) in (ceilings.first..).zip(&ceilings.lines) {
        let [byte, ..] = key.to_le_bytes();
        if let Some(Aligned(to)) = lines.get_mut(usize::from(byte)) {
            *to = *line;
        }
    }
    let operation = Operation::Ranks(Box::new(Ranks {
        key: ceilings.key.map_or(Register::Constant(Value::point(0)), |key| {
            builder.operand(key, false)
        }),
        amount: builder.operand(amount(node)?, false),
        lines,
        count: ceilings.count,
        open,
        first_rank,
        exceeds,
    }));
    Some((own, Some(operation), also))
}

fn settled(ceilings: &Ceilings, codes: Register) -> FirstRank {
    let mut table = Box::new([0; 256]);
    table
        .iter_mut()
        .zip(ceilings.codes)
        .for_each(|(to, code)| *to = code);
    FirstRank::Settled { codes, table }
}

/// The position of the rank of each member; one that remains nowhere when it has none.
fn ranks_of(ceilings: &Ceilings, members: u64) -> Vec<u8> {
    let ranks = (0..ceilings.count).zip(ceilings.codes);
    let position = |member| ranks.clone().find(|(_, code)| u32::from(*code) == member);
    planes(0, members)
        .map(|(member, _)| position(member).map_or(u8::MAX, |(position, _)| position))
        .collect()
}

/// The other question about the same ceilings, when it is needed and not answered otherwise.
fn partner(builder: &Builder<'_>, id: NodeId, node: &Node, needs: &[u64]) -> Option<NodeId> {
    let analysis = &builder.analysis;
    (0_u32..)
        .map(NodeId)
        .zip(&analysis.known.plan.nodes)
        .zip(needs)
        .find(|((other, candidate), needed)| {
            **needed != 0
                && are_partners(node, candidate)
                && analysis.known.class(*other) == analysis.known.class(id)
                && form(analysis, *other, candidate) == Form::Direct
        })
        .map(|((other, _), _)| other)
}
