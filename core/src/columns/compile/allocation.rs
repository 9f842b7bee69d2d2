//! From a slot for each node to few: a slot serves again once nothing reads it any more, so that a chunk stays near the processor.

use std::collections::BTreeMap;

use crate::columns::instruction::{
    operation::{Code, Instruction},
    register::{Bank, Range, Register, Slots},
};

/// Gives every slot its place. Those of `given` are filled before the first instruction, and those of `kept` are read after the last.
pub(super) fn allocate<'r>(
    mut instructions: Vec<Instruction>,
    given: impl Iterator<Item = &'r mut Register>,
    kept: impl Iterator<Item = &'r mut Register>,
) -> Code {
    let mut kept: Vec<&mut Register> = kept.collect();
    let mut last: BTreeMap<Range, usize> = BTreeMap::new();
    for (position, instruction) in instructions.iter_mut().enumerate() {
        each_slot(instruction, &mut |before| {
            last.insert(before, position);
        });
    }
    for register in &mut kept {
        register.slots(&mut |bank, slot, count| {
            last.remove(&(bank, *slot, count));
        });
    }
    let mut places = Places::default();
    given.for_each(|register| places.place(register));
    for (position, instruction) in instructions.iter_mut().enumerate() {
        let mut ends = Vec::new();
        each_slot(instruction, &mut |before| {
            if last.get(&before) == Some(&position) {
                ends.push(before);
            }
        });
        // What is written is never where something is that is read by the same instruction.
        instruction
            .operation
            .reads(&mut |register| places.place(register));
        instruction.writes(&mut |register| places.place(register));
        ends.into_iter().for_each(|before| places.free(before));
    }
    kept.into_iter().for_each(|register| places.place(register));
    Code {
        instructions,
        slots: places.slots,
    }
}

fn each_slot(instruction: &mut Instruction, f: &mut impl FnMut(Range)) {
    let mut of = |register: &mut Register| {
        register.slots(&mut |bank, slot, count| f((bank, *slot, count)));
    };
    instruction.operation.reads(&mut of);
    instruction.writes(&mut of);
}

/// Where each slot is, and which places are free.
#[derive(Default)]
struct Places {
    /// For slots as they were before, the first of their places.
    taken: BTreeMap<Range, usize>,
    /// The first of as many places as the key says.
    free: BTreeMap<(Bank, usize), Vec<usize>>,
    slots: Slots,
}

impl Places {
    fn place(&mut self, register: &mut Register) {
        register.slots(&mut |bank, slot, count| {
            *slot = *self.taken.entry((bank, *slot, count)).or_insert_with(|| {
                let free = self.free.get_mut(&(bank, count)).and_then(Vec::pop);
                free.unwrap_or_else(|| self.slots.add(bank, count))
            });
        });
    }

    fn free(&mut self, before: Range) {
        if let Some(place) = self.taken.remove(&before) {
            let (bank, _, count) = before;
            self.free.entry((bank, count)).or_default().push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Instruction, Register, allocate};
    use crate::columns::instruction::operation::{ALWAYS, Operation};

    #[test]
    fn a_slot_serves_again_but_never_for_what_is_read_beside_it() {
        let not = |from: usize, to: usize| Instruction {
            operation: Operation::Not(Register::Truth(from)),
            out: Register::Truth(to),
            needed: ALWAYS,
        };
        let both = Instruction {
            operation: Operation::And(vec![Register::Truth(0), Register::Truth(4)]),
            out: Register::Truth(5),
            needed: ALWAYS,
        };
        let (mut given, mut kept) = (Register::Truth(0), Register::Truth(5));
        let instructions = vec![not(0, 1), not(1, 2), not(2, 3), not(3, 4), both];
        let code = allocate(
            instructions,
            core::iter::once(&mut given),
            core::iter::once(&mut kept),
        );
        // The fact is read last of all: beside it two slots serve in turn.
        assert_eq!(code.slots.truths, 3);
        for mut instruction in code.instructions {
            let out = instruction.out;
            instruction.operation.reads(&mut |read| assert_ne!(*read, out));
        }
    }
}
