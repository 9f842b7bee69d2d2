use crate::decimal::{Decimal, Rounding};

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
    /// `premier_rang(table, cle, x)`: the table, every key but the last, and the amount.
    FirstRank {
        /// The name of the table.
        table: String,
        /// The keys, without the ranked one.
        keys: Vec<Expression>,
        /// What is compared with the values of the ranks.
        amount: Box<Expression>,
    },
    /// `depasse(table, cle, x)`: does `x` exceed the value of every rank?
    Exceeds {
        /// The name of the table.
        table: String,
        /// The keys, without the ranked one.
        keys: Vec<Expression>,
        /// What is compared with the values of the ranks.
        amount: Box<Expression>,
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
    /// `arrondi(x, 2)`, `arrondi_inf(x, 2)`, `arrondi_sup(x, 2)`
    Round {
        /// Which way.
        rounding: Rounding,
        /// What is rounded.
        value: Box<Expression>,
        /// To how many decimals.
        decimals: u8,
    },
    /// `quotient(a, b, 2)`
    Quotient {
        /// What is divided.
        dividend: Box<Expression>,
        /// By what.
        divisor: Box<Expression>,
        /// To how many decimals, half away from zero.
        decimals: u8,
    },
    /// `min(a, b, …)`, `max(a, b, …)`: two operands or more.
    Extremum {
        /// Which one.
        which: Extremum,
        /// Of what.
        values: Vec<Expression>,
    },
    /// `borne(x, bas, haut)`
    Clamp {
        /// What is kept between the two.
        value: Box<Expression>,
        /// The lower end.
        low: Box<Expression>,
        /// The upper end.
        high: Box<Expression>,
    },
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
    /// `annee(d)`, `annee_scolaire(d)`, `mois_entre(a, b)`, `jours_entre(a, b)`
    DateCall {
        /// Which function.
        function: DateFunction,
        /// One or two dates.
        arguments: Vec<Expression>,
    },
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

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// An operation on two numbers, or on a date and a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

/// The smallest or the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extremum {
    /// `min`
    Min,
    /// `max`
    Max,
}

/// A function of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateFunction {
    /// `annee`
    Year,
    /// `annee_scolaire`
    AcademicYear,
    /// `mois_entre`
    MonthsBetween,
    /// `jours_entre`
    DaysBetween,
}
