//! Choices under the unknown: the members that remain.

use super::{
    block::{Block, ROWS, Truth, View, choose as choose_block, map2},
    instruction::Register,
    memory::Memory,
};

/// The members that remain on each row, whatever the form of the choice.
pub(super) fn members(memory: &Memory, choice: Register) -> Block<u64> {
    let mut block = [0; ROWS];
    let member = |code: u8| 1_u64.wrapping_shl(u32::from(code));
    match choice {
        Register::Masks(slot) => block = *memory.masks(slot),
        Register::Codes(slot) => {
            map2(
                View::Column(memory.codes(slot)),
                View::Constant(()),
                &mut block,
                |code, ()| member(code),
            );
        }
        Register::Partial { codes, known, any } => {
            let mut held = [0; ROWS];
            map2(
                View::Column(memory.codes(codes)),
                View::Constant(()),
                &mut held,
                |code, ()| member(code),
            );
            let known = memory.truth(Register::Truth(known)).yes;
            choose_block(&known, View::Column(&held), View::Constant(any), &mut block);
        }
        Register::Constant(value) => block = [value.mask(); ROWS],
        _ => {}
    }
    block
}

/// One choice where the truth is known true, the other where it is known false, either elsewhere.
pub(super) fn choose(known: &Truth, then: &Block<u64>, otherwise: &Block<u64>, out: &mut Block<u64>) {
    let (mut first, mut second) = ([0; ROWS], [0; ROWS]);
    choose_block(&known.no, View::Constant(0), View::Column(then), &mut first);
    choose_block(
        &known.yes,
        View::Constant(0),
        View::Column(otherwise),
        &mut second,
    );
    map2(View::Column(&first), View::Column(&second), out, |a, b| a | b);
}
