//! What follows from a node with few values, or few states under the unknown: one load a row, whatever lies between.

use super::register::Register;

/// One pass.
#[derive(Debug, Clone)]
pub(crate) struct Gather {
    /// Codes, states, or numbers.
    pub(crate) base: Register,
    /// The number whose result the tables begin with.
    pub(crate) first: i64,
    /// How many entries mean something.
    pub(crate) entries: usize,
    pub(crate) tables: Tables,
}

/// One entry for each value or state of the base.
#[derive(Debug, Clone)]
pub(crate) enum Tables {
    /// The lowest and the highest value; only the first when the node is settled.
    Narrow(Vec<[i32; 256]>),
    /// The same in 64 bits.
    Wide(Vec<[i64; 256]>),
    Codes(Box<[u8; 256]>),
    Masks(Box<[u64; 256]>),
    /// The lowest and the highest truth, in the two lowest bits.
    Truth(Box<[u8; 256]>),
    /// The same for at most 64 states: those in which it is known true, and known false when these are not all others.
    Members {
        yes: u64,
        no: Option<u64>,
    },
}
