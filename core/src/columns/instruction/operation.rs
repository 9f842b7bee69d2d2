//! What a pass over a chunk computes, what it reads and what it writes.

use super::{
    calendar::DateArithmetic,
    division::Division,
    gather::Gather,
    grid::Grid,
    ranks::Ranks,
    register::{Register, Slots},
    row_by_row::RowByRow,
};
use crate::{
    expression::DatePart,
    plan::{Comparison, Value},
    vocabulary::FactId,
};

/// An operation on two numbers, that never overflows its proven bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    /// Falls when its second operand grows.
    Subtract,
    Multiply,
    Min,
    Max,
}

/// A step function: the first value, then what each edge adds from there on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Steps {
    pub(crate) first: i64,
    pub(crate) edges: Vec<(i64, i64)>,
}

/// What an instruction computes. Its operands are registers; its own is beside it.
#[derive(Debug, Clone)]
pub(crate) enum Operation {
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
    /// A function of a date.
    DatePart(DatePart, Register),
    /// A function of a date and of another, or of a number.
    DateArithmetic(DateArithmetic, Register, Register),
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
    pub(crate) fn reads(&mut self, f: &mut impl FnMut(&mut Register)) {
        match self {
            Self::Load(_) => {}
            Self::Gather(gather) => f(&mut gather.base),
            Self::Among { choice, .. } => f(choice),
            Self::Spread(a)
            | Self::Not(a)
            | Self::Within(a, ..)
            | Self::Division(a, _)
            | Self::DatePart(_, a)
            | Self::Steps(a, _) => f(a),
            Self::And(list) | Self::Or(list) => list.iter_mut().for_each(f),
            Self::CompareTruths(_, a, b)
            | Self::Compare(_, a, b)
            | Self::Arithmetic(_, a, b)
            | Self::DateArithmetic(_, a, b) => {
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
pub(crate) struct Instruction {
    pub(crate) operation: Operation,
    pub(crate) out: Register,
    /// The dispositifs whose droits need it, one bit each, and [`ALWAYS`] when a condition does.
    pub(crate) needed: u64,
}

impl Instruction {
    /// Calls `f` with each register that it writes.
    pub(crate) fn writes(&mut self, f: &mut impl FnMut(&mut Register)) {
        f(&mut self.out);
        if let Operation::Ranks(ranks) = &mut self.operation {
            ranks.writes(f);
        }
    }
}

/// Needed whatever the verdicts.
pub(crate) const ALWAYS: u64 = 1 << 63;

/// Instructions in the order in which they run, and the slots that they need.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) instructions: Vec<Instruction>,
    pub(crate) slots: Slots,
}
