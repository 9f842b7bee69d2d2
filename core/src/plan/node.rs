//! The steps of a plan.

use serde::{Deserialize, Serialize};

use super::Value;
use crate::{
    date::Day,
    decimal::Rounding,
    expression::{DatePart, Elapsed},
    vocabulary::FactId,
};

/// The position of a node in a plan or a program; operands always come before the node that reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct NodeId(pub u32);

impl NodeId {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The comparisons that remain once a plan is made: the others swap or negate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// Strictly less.
    Less,
    /// Less or equal.
    LessOrEqual,
}

/// One step of a plan. Every step is total: whatever its operands, it has a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Node {
    /// A value known beforehand.
    Constant(Value),
    /// A fact of the dossier.
    Fact(FactId),
    /// The date that the caller gives.
    ReferenceDate,
    /// A parameter, on a date.
    Parameter {
        /// Position of the parameter.
        parameter: u16,
        /// The date.
        date: NodeId,
    },
    /// A cell of a table, on a date.
    Lookup {
        /// Position of the table.
        table: u16,
        /// Position of the value column.
        column: u16,
        /// One for each key, with the decimals of the key.
        keys: Vec<NodeId>,
        /// The date.
        date: NodeId,
    },
    /// The first rank whose cell is not below the amount, or the last rank.
    FirstRank {
        /// Position of the table.
        table: u16,
        /// One for each key but the last.
        keys: Vec<NodeId>,
        /// What is compared with the cells.
        amount: NodeId,
        /// The cells times this have the decimals of the amount.
        factor: i64,
        /// The date.
        date: NodeId,
    },
    /// Does the amount exceed the cell of every rank?
    Exceeds {
        /// Position of the table.
        table: u16,
        /// One for each key but the last.
        keys: Vec<NodeId>,
        /// What is compared with the cells.
        amount: NodeId,
        /// The cells times this have the decimals of the amount.
        factor: i64,
        /// The date.
        date: NodeId,
    },
    /// Not.
    Not(NodeId),
    /// And, on three values.
    And(Vec<NodeId>),
    /// Or, on three values.
    Or(Vec<NodeId>),
    /// A comparison of two truths, numbers of the same decimals, or dates.
    Compare {
        /// Which one.
        comparison: Comparison,
        /// On the left.
        left: NodeId,
        /// On the right.
        right: NodeId,
    },
    /// Is a choice among these members?
    Among {
        /// The choice.
        choice: NodeId,
        /// A mask.
        members: u64,
    },
    /// Are two choices of one enumeration the same?
    SameChoice {
        /// One.
        left: NodeId,
        /// The other.
        right: NodeId,
    },
    /// A sum of two numbers of the same decimals.
    Add(NodeId, NodeId),
    /// A difference of two numbers of the same decimals.
    Subtract(NodeId, NodeId),
    /// A product; its decimals are the sum of the decimals.
    Multiply(NodeId, NodeId),
    /// A number times a power of ten: the same number with more decimals.
    Scale {
        /// The number.
        value: NodeId,
        /// The power of ten.
        factor: i64,
    },
    /// A number with fewer decimals.
    Round {
        /// The number.
        value: NodeId,
        /// The power of ten that is divided by.
        divisor: i64,
        /// Which way.
        rounding: Rounding,
    },
    /// `dividend × factor ÷ (divisor × reduction)`, half away from zero; the divisor is never zero.
    Divide {
        /// The dividend.
        dividend: NodeId,
        /// The divisor.
        divisor: NodeId,
        /// A power of ten.
        factor: i64,
        /// A power of ten; 1 unless the decimals asked for are fewer than the operands give.
        reduction: i64,
    },
    /// The smaller of two numbers or dates.
    Min(NodeId, NodeId),
    /// The larger of two numbers or dates.
    Max(NodeId, NodeId),
    /// What is read of a date.
    DatePart(DatePart, NodeId),
    /// What is counted from the first date to the second.
    Elapsed(Elapsed, NodeId, NodeId),
    /// A date some months later.
    AddMonths {
        /// The date.
        date: NodeId,
        /// How many.
        months: NodeId,
    },
    /// A date some days later.
    AddDays {
        /// The date.
        date: NodeId,
        /// How many.
        days: NodeId,
    },
    /// One value or another.
    Select {
        /// What decides.
        condition: NodeId,
        /// When it is true.
        then: NodeId,
        /// When it is false.
        otherwise: NodeId,
    },
    /// One value for each member of an enumeration.
    Switch {
        /// What decides.
        choice: NodeId,
        /// One for each member, in order.
        arms: Vec<NodeId>,
    },
    /// Is a date in a period?
    Within {
        /// The date.
        date: NodeId,
        /// The first day.
        from: Day,
        /// The first day after the last.
        until: Day,
    },
    /// What is known of a fact from what was given of it and from what other facts say; what was given alone when they contradict
    /// each other, which a rule of coherence refuses.
    Meet {
        /// What was given.
        given: NodeId,
        /// What follows from other facts.
        derived: NodeId,
    },
}

/// What has another value from one day to another, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dated {
    /// A parameter.
    Parameter(u16),
    /// A table.
    Table(u16),
}

impl Node {
    /// The node of the day on which it reads a parameter or a table.
    #[must_use]
    pub const fn date(&self) -> Option<NodeId> {
        match self.read() {
            Some((_, date)) => Some(date),
            None => None,
        }
    }

    /// The parameter or the table that it reads, and the node of the day on which it does.
    #[must_use]
    pub const fn read(&self) -> Option<(Dated, NodeId)> {
        match self {
            Self::Parameter { parameter, date } => Some((Dated::Parameter(*parameter), *date)),
            Self::Lookup { table, date, .. }
            | Self::FirstRank { table, date, .. }
            | Self::Exceeds { table, date, .. } => Some((Dated::Table(*table), *date)),
            Self::Constant(_)
            | Self::Fact(_)
            | Self::ReferenceDate
            | Self::Not(_)
            | Self::And(_)
            | Self::Or(_)
            | Self::Compare { .. }
            | Self::Among { .. }
            | Self::SameChoice { .. }
            | Self::Add(..)
            | Self::Subtract(..)
            | Self::Multiply(..)
            | Self::Scale { .. }
            | Self::Round { .. }
            | Self::Divide { .. }
            | Self::Min(..)
            | Self::Max(..)
            | Self::DatePart(..)
            | Self::Elapsed(..)
            | Self::AddMonths { .. }
            | Self::AddDays { .. }
            | Self::Select { .. }
            | Self::Switch { .. }
            | Self::Within { .. }
            | Self::Meet { .. } => None,
        }
    }

    /// Calls `visit` with every operand, in the order in which a person reads them.
    pub fn operands(&self, mut visit: impl FnMut(NodeId)) {
        match self {
            Self::Constant(_) | Self::Fact(_) | Self::ReferenceDate => {}
            Self::Parameter { date: a, .. }
            | Self::Not(a)
            | Self::Among { choice: a, .. }
            | Self::Scale { value: a, .. }
            | Self::Round { value: a, .. }
            | Self::DatePart(_, a)
            | Self::Within { date: a, .. } => visit(*a),
            Self::Lookup { keys, date, .. } => {
                keys.iter().copied().for_each(&mut visit);
                visit(*date);
            }
            Self::FirstRank {
                keys, amount, date, ..
            }
            | Self::Exceeds {
                keys, amount, date, ..
            } => {
                keys.iter().copied().for_each(&mut visit);
                visit(*amount);
                visit(*date);
            }
            Self::And(list) | Self::Or(list) => list.iter().copied().for_each(visit),
            Self::Compare {
                left: a, right: b, ..
            }
            | Self::SameChoice { left: a, right: b }
            | Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Divide {
                dividend: a,
                divisor: b,
                ..
            }
            | Self::Min(a, b)
            | Self::Max(a, b)
            | Self::Elapsed(_, a, b)
            | Self::AddMonths { date: a, months: b }
            | Self::AddDays { date: a, days: b }
            | Self::Meet { given: a, derived: b } => {
                visit(*a);
                visit(*b);
            }
            Self::Select {
                condition,
                then,
                otherwise,
            } => {
                visit(*condition);
                visit(*then);
                visit(*otherwise);
            }
            Self::Switch { choice, arms } => {
                visit(*choice);
                arms.iter().copied().for_each(visit);
            }
        }
    }

    /// The same node with each operand replaced.
    pub fn map_operands(&mut self, mut replace: impl FnMut(NodeId) -> NodeId) {
        let mut apply = |operand: &mut NodeId| *operand = replace(*operand);
        match self {
            Self::Constant(_) | Self::Fact(_) | Self::ReferenceDate => {}
            Self::Parameter { date: a, .. }
            | Self::Not(a)
            | Self::Among { choice: a, .. }
            | Self::Scale { value: a, .. }
            | Self::Round { value: a, .. }
            | Self::DatePart(_, a)
            | Self::Within { date: a, .. } => apply(a),
            Self::Lookup { keys, date, .. } => {
                keys.iter_mut().for_each(&mut apply);
                apply(date);
            }
            Self::FirstRank {
                keys, amount, date, ..
            }
            | Self::Exceeds {
                keys, amount, date, ..
            } => {
                keys.iter_mut().for_each(&mut apply);
                apply(amount);
                apply(date);
            }
            Self::And(list) | Self::Or(list) => list.iter_mut().for_each(apply),
            Self::Compare {
                left: a, right: b, ..
            }
            | Self::SameChoice { left: a, right: b }
            | Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Divide {
                dividend: a,
                divisor: b,
                ..
            }
            | Self::Min(a, b)
            | Self::Max(a, b)
            | Self::Elapsed(_, a, b)
            | Self::AddMonths { date: a, months: b }
            | Self::AddDays { date: a, days: b }
            | Self::Meet { given: a, derived: b } => {
                apply(a);
                apply(b);
            }
            Self::Select {
                condition,
                then,
                otherwise,
            } => {
                apply(condition);
                apply(then);
                apply(otherwise);
            }
            Self::Switch { choice, arms } => {
                apply(choice);
                arms.iter_mut().for_each(apply);
            }
        }
    }
}
