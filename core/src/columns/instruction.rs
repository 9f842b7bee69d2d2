use super::{
    calendar::{Calendar, Division},
    gather::Gather,
    grid::Grid,
    ranks::Ranks,
    rows::RowByRow,
};
use crate::plan::{Comparison, Value};
use crate::vocabulary::FactId;

/// Where the values of a node are, one block for each number of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Register {
    /// The same is known on every row.
    Constant(Value),
    /// Three-valued results.
    Truth(usize),
    /// The ends of what is known, in 32 bits; one slot twice when the node is settled on every row.
    Narrow { lo: usize, hi: usize },
    /// The same in 64 bits.
    Wide { lo: usize, hi: usize },
    /// Choices settled on every row, as positions.
    Codes(usize),
    /// Choices that are settled, as positions, on the rows known true; elsewhere nothing is known, and the position is the one after the
    /// last member.
    Partial { codes: usize, known: usize, any: u64 },
    /// Numbers that are settled, in 32 bits, on the rows known true; elsewhere what is known of them is `any`, and the values mean nothing: they
    /// may be outside these bounds.
    PartialNarrow { values: usize, known: usize, any: Value },
    /// The members that remain: for each of those that may, in order from the first slot, the rows on which it does.
    Planes { first: usize, members: u64 },
}

/// The kinds of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bank {
    Truths,
    Narrow,
    Wide,
    Codes,
    Planes,
}

/// Slots that follow one another: their kind, the first, how many.
pub(super) type Range = (Bank, usize, usize);

impl Register {
    /// Calls `f` with the slots of the register: their kind, the first of them, how many follow one another.
    pub(super) fn slots(&mut self, f: &mut impl FnMut(Bank, &mut usize, usize)) {
        match self {
            Self::Constant(_) => {}
            Self::Truth(slot) => f(Bank::Truths, slot, 1),
            Self::Narrow { lo, hi } => {
                f(Bank::Narrow, lo, 1);
                f(Bank::Narrow, hi, 1);
            }
            Self::Wide { lo, hi } => {
                f(Bank::Wide, lo, 1);
                f(Bank::Wide, hi, 1);
            }
            Self::Codes(slot) => f(Bank::Codes, slot, 1),
            Self::Partial { codes, known, .. } => {
                f(Bank::Codes, codes, 1);
                f(Bank::Truths, known, 1);
            }
            Self::PartialNarrow { values, known, .. } => {
                f(Bank::Narrow, values, 1);
                f(Bank::Truths, known, 1);
            }
            Self::Planes { first, members } => {
                let count = usize::try_from(members.count_ones()).unwrap_or(0);
                f(Bank::Planes, first, count);
            }
        }
    }
}

/// An operation on two numbers, that never overflows its proven bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    /// Falls when its second operand grows.
    Subtract,
    Multiply,
    Min,
    Max,
}

/// A step function: the first value, then what each edge adds from there on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Steps {
    pub(super) first: i64,
    pub(super) edges: Vec<(i64, i64)>,
}

/// What an instruction computes. Its operands are registers; its own is beside it.
#[derive(Debug, Clone)]
pub(super) enum Operation {
    /// The column of a fact.
    Load(FactId),
    /// Both ends of numbers that are settled on some rows.
    Spread(Register),
    /// What follows from a node with few values, by a table.
    Gather(Box<Gather>),
    /// Is a choice among these members?
    Among {
        choice: Register,
        members: u64,
    },
    Not(Register),
    And(Vec<Register>),
    Or(Vec<Register>),
    /// A comparison of two truths.
    CompareTruths(Comparison, Register, Register),
    /// A comparison of two numbers or two dates.
    Compare(Comparison, Register, Register),
    /// Is the number in a half-open interval?
    Within(Register, i64, i64),
    Arithmetic(Arithmetic, Register, Register),
    Select {
        condition: Register,
        then: Register,
        otherwise: Register,
    },
    /// One value for each set of members of a choice, for choices and values that are settled on every row.
    Switch(Register, Vec<(u64, Register)>),
    /// The same under the unknown; the value bounds those of every arm.
    SwitchOpen(Register, Vec<(u64, Register)>, Value),
    Division(Register, Division),
    Calendar(Calendar, Register, Register),
    /// The cell of a table whose keys are settled on every row.
    Lookup(RowByRow),
    /// A step function of a number.
    Steps(Register, Steps),
    /// The first rank that is not below an amount.
    Ranks(Box<Ranks>),
    /// A node as a table of what its operands distinguish.
    Grid(Box<Grid>),
    /// Any node, row by row, by the definition that every evaluator shares.
    Step(RowByRow),
}

impl Operation {
    /// Calls `f` with each register that it reads.
    pub(super) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        match self {
            Self::Load(_) => {}
            Self::Gather(gather) => f(gather.base()),
            Self::Among { choice, .. } => f(choice),
            Self::Spread(a)
            | Self::Not(a)
            | Self::Within(a, ..)
            | Self::Division(a, _)
            | Self::Steps(a, _) => f(a),
            Self::And(list) | Self::Or(list) => list.iter_mut().for_each(f),
            Self::CompareTruths(_, a, b)
            | Self::Compare(_, a, b)
            | Self::Arithmetic(_, a, b)
            | Self::Calendar(_, a, b) => {
                f(a);
                f(b);
            }
            Self::Select {
                condition,
                then,
                otherwise,
            } => {
                f(condition);
                f(then);
                f(otherwise);
            }
            Self::Switch(choice, arms) | Self::SwitchOpen(choice, arms, _) => {
                f(choice);
                arms.iter_mut().for_each(|(_, arm)| f(arm));
            }
            Self::Lookup(rows) | Self::Step(rows) => rows.reads(f),
            Self::Ranks(ranks) => ranks.reads(f),
            Self::Grid(grid) => grid.reads(f),
        }
    }
}

/// One pass over a chunk.
#[derive(Debug, Clone)]
pub(super) struct Instruction {
    pub(super) operation: Operation,
    pub(super) out: Register,
    /// The dispositifs whose droits need it, one bit each, and [`ALWAYS`] when a condition does.
    pub(super) needed: u64,
}

impl Instruction {
    /// Calls `f` with each register that it writes.
    pub(super) fn writes(&mut self, f: &mut impl FnMut(&mut Register)) {
        f(&mut self.out);
        if let Operation::Ranks(ranks) = &mut self.operation {
            ranks.writes(f);
        }
    }
}

/// Needed whatever the verdicts.
pub(super) const ALWAYS: u64 = 1 << 63;
