//! The tree of an expression.

use super::operations::{ArithmeticOp, CompareOp, Function};
use crate::decimal::Decimal;

/// A byte range of the text of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after the last.
    pub end: u32,
}

/// An expression as it is written: names are not resolved, types not checked.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it is.
    pub form: Form,
    /// Where it stands in the text.
    pub span: Span,
}

/// Two expressions are equal when they say the same; where they stand does not matter.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form
    }
}

/// What an [`Expression`] is.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// `vrai`, `faux`
    Boolean(bool),
    /// `12`, `12 mois`, `0 EUR`: a number and the unit written after it.
    Number {
        /// The value as written.
        value: Decimal,
        /// The unit as written.
        unit: Option<String>,
    },
    /// `age`, `salarie_prive`: a fact, a variable, a parameter or a member of an enumeration.
    Name(String),
    /// `"0bis"`: a member of an enumeration.
    Member(String),
    /// `date_reference`
    ReferenceDate,
    /// `date_effet`
    EffectDate,
    /// `dispositif.id.eligible`, `dispositif.id.droit`, `dispositif.id.droit.du`
    Dispositif {
        /// The id of the dispositif.
        id: String,
        /// `eligible` or the id of a droit.
        member: String,
        /// Written `.du`: what is due, rather than what it would be if granted.
        due: bool,
    },
    /// `bourse_plafonds(points, echelon)`, `table.colonne(cle)`
    Table {
        /// The name of the table.
        name: String,
        /// The value column, when it is named.
        column: Option<String>,
        /// The keys.
        keys: Vec<Expression>,
    },
    /// `non a`
    Not(Box<Expression>),
    /// `a et b et c`: two operands or more.
    And(Vec<Expression>),
    /// `a ou b ou c`: two operands or more.
    Or(Vec<Expression>),
    /// `a <= b`
    Compare {
        /// Which comparison.
        op: CompareOp,
        /// On the left.
        left: Box<Expression>,
        /// On the right.
        right: Box<Expression>,
    },
    /// `x dans [a, b]`, or `x hors [a, b]` when `negated`.
    Among {
        /// What is looked for.
        subject: Box<Expression>,
        /// One or more members.
        members: Vec<Expression>,
        /// Written `hors`.
        negated: bool,
    },
    /// `x dans a..b`, both ends included, or `x hors a..b` when `negated`.
    Between {
        /// What is compared.
        subject: Box<Expression>,
        /// The lower end.
        low: Box<Expression>,
        /// The upper end.
        high: Box<Expression>,
        /// Written `hors`.
        negated: bool,
    },
    /// `a + b`, `a - b`, `a * b`
    Arithmetic {
        /// Which operation.
        op: ArithmeticOp,
        /// On the left.
        left: Box<Expression>,
        /// On the right.
        right: Box<Expression>,
    },
    /// `-a`
    Negate(Box<Expression>),
    /// `si c alors a sinon b`
    If {
        /// The condition.
        condition: Box<Expression>,
        /// When it is true.
        then: Box<Expression>,
        /// When it is false.
        otherwise: Box<Expression>,
    },
    /// `selon { c1: a, c2: b, sinon: z }`: the first condition that is true.
    Cases {
        /// Conditions with their values: one or more.
        cases: Vec<(Expression, Expression)>,
        /// When none is true.
        otherwise: Box<Expression>,
    },
    /// `selon x { membre: a, autre, encore: b, sinon: z }`
    Match {
        /// A choice.
        subject: Box<Expression>,
        /// One or more arms.
        arms: Vec<Arm>,
        /// For the members that no arm names.
        otherwise: Option<Box<Expression>>,
    },
    /// `arrondi(x, 2)`, `mois_entre(a, b)`, `premier_rang(table, cle, x)`
    Call {
        /// Which function.
        function: Function,
        /// As many as it is declared with, each of the variety that it takes there.
        arguments: Vec<Argument>,
    },
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A value.
    Value(Expression),
    /// The name of a table.
    Table(String),
    /// A number of decimals.
    Decimals(u8),
}

impl Argument {
    /// The expression, of a value.
    #[must_use]
    pub const fn value(&self) -> Option<&Expression> {
        match self {
            Self::Value(value) => Some(value),
            Self::Table(_) | Self::Decimals(_) => None,
        }
    }

    pub(super) const fn value_mut(&mut self) -> Option<&mut Expression> {
        match self {
            Self::Value(value) => Some(value),
            Self::Table(_) | Self::Decimals(_) => None,
        }
    }
}

/// One arm of a `selon x { … }`: the members it is for, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// One member or more.
    pub keys: Vec<ArmKey>,
    /// The value for these members.
    pub value: Expression,
}

/// A member that an arm names.
#[derive(Debug, Clone)]
pub struct ArmKey {
    /// The name of the member.
    pub name: String,
    /// Where it stands in the text.
    pub span: Span,
}

impl PartialEq for ArmKey {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
