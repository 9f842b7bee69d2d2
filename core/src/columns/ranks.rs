//! The first rank not below an amount, and whether all are exceeded: one pass for both questions.

use super::{
    analysis::Class,
    block::{Block, Numbers, ROWS, Truth, View, WORDS, Words, map2, test, test2},
    builder::Builder,
    ceilings::{Ceilings, Line, RANKS, amount, are_partners, ceilings},
    choose_form::{Form, form},
    instruction::{Bank, Operation, Register},
    look_up::look_up,
    lower::result,
    memory::Memory,
};
use crate::plan::{Node, NodeId, Value};

/// What one pass needs.
#[derive(Debug, Clone)]
pub(super) struct Ranks {
    /// The key; a constant when the table has none, or when it is the same on every row.
    key: Register,
    amount: Register,
    /// One line for each lowest byte of a key, which tells them apart: no position is outside.
    lines: Box<[Aligned; 256]>,
    /// How many ranks there are.
    count: u8,
    /// Is the amount or the key not known on some rows?
    open: bool,
    /// Which ranks are first not below the amount.
    first_rank: Option<FirstRank>,
    /// Which amounts exceed every rank.
    exceeds: Option<Register>,
}

impl Ranks {
    /// Calls `f` with each register that it reads.
    pub(super) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        f(&mut self.key);
        f(&mut self.amount);
    }

    /// Calls `f` with each register that it writes.
    pub(super) fn writes(&mut self, f: &mut impl FnMut(&mut Register)) {
        self.exceeds.iter_mut().for_each(&mut *f);
        match &mut self.first_rank {
            Some(FirstRank::Settled { codes, .. }) => f(codes),
            Some(FirstRank::Open { states, members, .. }) => {
                f(states);
                f(members);
            }
            None => {}
        }
    }
}

/// A line is one vector of AVX2: it does not lie across two lines of cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Aligned(Line);

/// Where the first rank goes.
#[derive(Debug, Clone)]
enum FirstRank {
    /// One rank a row: its code, and the code of each position.
    Settled { codes: Register, table: Box<[u8; 256]> },
    /// The ranks that remain: their state, that is the first and the last of them, then the rows of each member, and the position of the
    /// rank of each; none when nothing reads them.
    Open {
        states: Register,
        members: Register,
        ranks: Vec<u8>,
    },
}

/// The register of a node that asks one of the two questions, and the pass that fills it.
///
/// `None` when the node asks neither. The operation is `None` when the other question was met before and answers this one; with it comes
/// what else needs it.
pub(super) fn lower(
    builder: &mut Builder<'_>,
    id: NodeId,
    node: &Node,
    needs: &[u64],
) -> Option<(Register, Option<Operation>, u64)> {
    let ceilings = ceilings(&builder.analysis, node)?;
    let partner = partner(builder, id, node, needs);
    if let Some(earlier) = partner.filter(|partner| *partner < id) {
        // Its pass fills the register that was set aside for this node.
        let reserved = builder.register(id);
        return match builder.register(earlier) {
            Register::Constant(_) => None,
            _ => Some((reserved, None, 0)),
        };
    }
    let also = partner.and_then(|partner| needs.get(partner.index()));
    let also = also.copied().unwrap_or(0);
    builder.spread(node, also);
    let open = builder.analysis.class(id) == Class::Open;
    let own = result(builder, id, open);
    let other = partner.map(|partner| {
        let register = result(builder, partner, open);
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
            _ => {}
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
    super::members::slots(0, members)
        .map(|(member, _)| position(member).map_or(u8::MAX, |(position, _)| position))
        .collect()
}

/// The other question about the same ceilings, when it is needed and not answered otherwise.
fn partner(builder: &Builder<'_>, id: NodeId, node: &Node, needs: &[u64]) -> Option<NodeId> {
    let analysis = &builder.analysis;
    (0_u32..)
        .map(NodeId)
        .zip(&analysis.plan.nodes)
        .zip(needs)
        .find(|((other, candidate), needed)| {
            **needed != 0
                && are_partners(node, candidate)
                && analysis.class(*other) == analysis.class(id)
                && form(analysis, *other, candidate) == Form::Direct
        })
        .map(|((other, _), _)| other)
}

/// How many ceilings of a line are below an amount: the position of the first that is not.
#[inline(always)]
fn below(line: &Line, amount: i32) -> u8 {
    let count = line.iter().fold(0_i32, |count, ceiling| {
        count.wrapping_add(i32::from(amount > *ceiling))
    });
    let [count, ..] = count.to_le_bytes();
    count
}

pub(super) fn run(memory: &mut Memory, ranks: &Ranks) {
    let positions = |amount: Numbers<'_>, key: Numbers<'_>| {
        let mut block: Block<u8> = [0; ROWS];
        if let (Numbers::Narrow(amount), Numbers::Narrow(key)) = (amount, key) {
            let lines = &*ranks.lines;
            map2(amount, key, &mut block, |amount, key| {
                let [line, ..] = key.to_le_bytes();
                lines
                    .get(usize::from(line))
                    .map_or(0, |Aligned(line)| below(line, amount))
            });
        }
        block
    };
    let (amount, key, count) = (ranks.amount, ranks.key, ranks.count);
    let beyond = |block: &Block<u8>| {
        let mut words: Words = [0; WORDS];
        test(block, &mut words, |position| position >= count);
        words
    };
    let from = positions(memory.lowest(amount), memory.highest(key));
    if !ranks.open {
        if let Some(FirstRank::Settled {
            codes: Register::Codes(slot),
            table,
        }) = &ranks.first_rank
        {
            memory.write_codes(*slot, |_, block| look_up(&from, table, true, block));
        }
        if let Some(Register::Truth(slot)) = ranks.exceeds {
            memory.set_truth(slot, super::run::exactly(beyond(&from)));
        }
        return;
    }
    let to = positions(memory.highest(amount), memory.lowest(key));
    if let Some(Register::Truth(slot)) = ranks.exceeds {
        let no = beyond(&to).map(|word| !word);
        memory.set_truth(
            slot,
            Truth {
                yes: beyond(&from),
                no,
            },
        );
    }
    if let Some(FirstRank::Open {
        states: Register::Codes(states),
        members: Register::Planes { first, members },
        ranks,
    }) = &ranks.first_rank
    {
        let (last, width) = (count.saturating_sub(1), u8::try_from(RANKS).unwrap_or(0));
        memory.write_codes(*states, |_, block| {
            map2(View::Column(&from), View::Column(&to), block, |from, to| {
                from.min(last).wrapping_mul(width).wrapping_add(to.min(last))
            });
        });
        for ((_, slot), rank) in super::members::slots(*first, *members).zip(ranks) {
            let remains = |from: u8, to: u8| (from.min(last) <= *rank) & (*rank <= to.min(last));
            memory.set_plane(slot, test2(View::Column(&from), View::Column(&to), remains));
        }
    }
}
