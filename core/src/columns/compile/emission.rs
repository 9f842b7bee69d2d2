//! From the nodes that are needed to instructions, each with a register of its own.

use super::{
    analysis::Derived,
    builder::Builder,
    direct::{direct, row_by_row},
    form::Form,
    gather::{gather, of_droit, of_states, settled_states},
    known::Class,
    ranks::ranks,
};
use crate::{
    columns::instruction::{
        operation::{ALWAYS, Instruction, Operation},
        program::Root,
        register::{Bank, Register},
    },
    plan::{Node, NodeId, Value},
};

/// Adds the pass of a node that is needed.
pub(super) fn emit(
    builder: &mut Builder<'_>,
    id: NodeId,
    node: &Node,
    form: Form,
    mut needed: u64,
    needs: &[u64],
) {
    let open = builder.analysis.known.class(id) == Class::Open;
    let (out, operation) = match form {
        Form::Constant => (Register::Constant(builder.analysis.known.bound(id)), None),
        Form::Load => {
            let Node::Fact(fact) = node else { return };
            // Every column that is read is looked at on every row, whoever is due what follows from it.
            needed |= ALWAYS;
            (builder.fact(id, open), Some(Operation::Load(*fact)))
        }
        Form::Same => {
            let same = builder.analysis.known.same(node);
            (
                same.map_or(Register::Constant(Value::UNKNOWN), |same| builder.register(same)),
                None,
            )
        }
        Form::Derived => {
            let Some(derived) = builder.analysis.derived(id).cloned() else {
                return;
            };
            let operation = gather(builder, id, &derived);
            (builder.result(id, open), Some(operation))
        }
        Form::Step => (builder.result(id, open), Some(step(builder, id, node))),
        Form::Direct => {
            let (out, operation, also) = with_a_loop(builder, id, node, needed, needs);
            needed |= also;
            (out, operation)
        }
    };
    if let Some(operation) = operation {
        builder.instructions.push(Instruction {
            operation,
            out,
            needed,
        });
    }
    if let Some(slot) = builder.registers.get_mut(id.index()) {
        *slot = out;
    }
}

/// The register of a node that has its own loop, the pass that fills it unless that of another node does, and who else needs it.
fn with_a_loop(
    builder: &mut Builder<'_>,
    id: NodeId,
    node: &Node,
    needed: u64,
    needs: &[u64],
) -> (Register, Option<Operation>, u64) {
    if let Some(out) = builder.partial(id, node)
        && let Some(operation) = direct(builder, id, node, true)
    {
        return (out, Some(operation), 0);
    }
    builder.spread(node, needed);
    if let Some(asked) = ranks(builder, id, node, needs) {
        return asked;
    }
    let operation = direct(builder, id, node, false).unwrap_or_else(|| step(builder, id, node));
    let open = builder.analysis.known.class(id) == Class::Open;
    (builder.result(id, open), Some(operation), 0)
}

fn step(builder: &Builder<'_>, id: NodeId, node: &Node) -> Operation {
    Operation::Step(row_by_row(builder, id, node))
}

/// What is read of a droit, whose node is computed unless a table gives it at once.
pub(super) fn droit(
    builder: &mut Builder<'_>,
    id: NodeId,
    applies: Option<NodeId>,
    needed: u64,
    needs: &[u64],
) -> Root {
    let applies = applies.map_or(Register::Constant(Value::TRUE), |id| builder.register(id));
    let of_node = Root {
        value: builder.register(id),
        applies,
        settled: None,
    };
    let asked = |id: NodeId| needs.get(id.index()).is_some_and(|needs| needs & needed != 0);
    let Some(table) = builder.analysis.droit_table(id).filter(|table| asked(table.base)) else {
        return of_node;
    };
    let value = builder.result(id, false);
    builder.instructions.push(Instruction {
        operation: of_droit(builder, id, &table),
        out: value,
        needed,
    });
    let settled = settled(builder, id, &table, needed);
    Root {
        value,
        applies,
        settled: Some(settled),
    }
}

/// Where a droit is settled; droits of a dispositif that are settled together share it.
fn settled(builder: &mut Builder<'_>, id: NodeId, table: &Derived, needed: u64) -> Register {
    let states = settled_states(builder, id, table);
    let asked = (table.base, states, needed);
    if let Some((_, settled)) = builder.settled.iter().find(|(known, _)| *known == asked) {
        return *settled;
    }
    let settled = Register::Truth(builder.slots.add(Bank::Truths, 1));
    builder.instructions.push(Instruction {
        operation: of_states(builder, table, states),
        out: settled,
        needed,
    });
    builder.settled.push((asked, settled));
    settled
}
