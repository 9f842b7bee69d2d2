//! A table of what a node is in each case that its operands distinguish, known or not.
//!
//! An operand that is a choice has one state for each member, and one for none known; a number has one for each stretch between
//! the edges of the rule, or for each first and last stretch when it is not known. The table is filled by the definition of every node.

use super::register::Register;

/// The most cases that are worth a table, a power of two: with eight bytes each it stays in the first levels of cache.
pub(crate) const CASES: usize = 4_096;
/// How an operand tells its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The code of a choice, or the one after its last where it is unknown.
    Code,
    /// The first and the last rank that remain.
    Ranks,
    /// How many edges are reached.
    Edges(Vec<i32>),
    /// How many edges the lowest and the highest values reach.
    Ends(Vec<i32>),
}

/// A node as a table.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// How each operand that varies tells its state, and how many cases lie between two of them.
    pub(crate) axes: Vec<(Register, Reading, u16)>,
    /// For each case, the lowest value or the mask.
    pub(crate) lows: Box<[i64; CASES]>,
    /// For each case, the highest value, unless the node is settled.
    pub(crate) highs: Option<Box<[i64; CASES]>>,
}

impl Grid {
    /// Calls `f` with each register that it reads.
    pub(crate) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        self.axes.iter_mut().for_each(|(register, ..)| f(register));
    }
}
