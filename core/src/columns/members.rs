//! Choices under the unknown: the members that remain.

use super::{
    block::{Block, Lane, Truth, View, choose_by, choose_by_two, map2},
    instruction::Register,
    memory::Memory,
};

/// The members that remain on each row, whatever the form of the choice; `own` holds those of a form that has no masks.
pub(super) fn members<'m>(memory: &'m Memory, choice: Register, own: &'m mut Block<u64>) -> View<'m, u64> {
    let member = |code: u8| 1_u64.wrapping_shl(u32::from(code));
    match choice {
        Register::Masks(slot) => View::Column(memory.masks(slot)),
        Register::Codes(slot) => {
            map2(
                View::Column(memory.codes(slot)),
                View::Constant(()),
                own,
                |code, ()| member(code),
            );
            View::Column(own)
        }
        Register::Partial { codes, known, any } => {
            let known = memory.truth(Register::Truth(known)).yes;
            let codes = View::Column(memory.codes(codes));
            choose_by(&known, codes, View::Constant(any), own, |known, code, any| {
                u64::pick(known, member(code), any)
            });
            View::Column(own)
        }
        Register::Constant(value) => View::Constant(value.mask()),
        _ => View::Constant(0),
    }
}

/// One choice where the truth is known true, the other where it is known false, either elsewhere.
pub(super) fn choose(known: &Truth, then: View<'_, u64>, otherwise: View<'_, u64>, out: &mut Block<u64>) {
    choose_by_two(
        &known.yes,
        &known.no,
        (then, otherwise),
        out,
        |yes, no, then, otherwise| u64::pick(no, 0, then) | u64::pick(yes, 0, otherwise),
    );
}
