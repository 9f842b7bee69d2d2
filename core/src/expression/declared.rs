//! The declaration of what an expression is.

use super::{
    operations::{AMONG, AND, BETWEEN, CASES, IF, MATCH, NEGATE, NOT, NOT_AMONG, NOT_BETWEEN, OR, Operation},
    tree::Form,
};

impl Form {
    /// The operation that it is; nothing for what reads a value, such as a name, a number or a cell of a table.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "internals")] {
    /// let sum = bareme::internals::expression::parse("a + b").unwrap();
    /// assert_eq!(sum.form.operation().map(|operation| operation.name), Some("+"));
    /// # }
    /// ```
    #[must_use]
    pub const fn operation(&self) -> Option<&'static Operation> {
        Some(match self {
            Self::Boolean(_)
            | Self::Number { .. }
            | Self::Name(_)
            | Self::Member(_)
            | Self::ReferenceDate
            | Self::EffectDate
            | Self::Dispositif { .. }
            | Self::Table { .. } => return None,
            Self::Not(_) => NOT,
            Self::And(_) => AND,
            Self::Or(_) => OR,
            Self::Compare { op, .. } => op.operation(),
            Self::Among { negated: false, .. } => AMONG,
            Self::Among { negated: true, .. } => NOT_AMONG,
            Self::Between { negated: false, .. } => BETWEEN,
            Self::Between { negated: true, .. } => NOT_BETWEEN,
            Self::Arithmetic { op, .. } => op.operation(),
            Self::Negate(_) => NEGATE,
            Self::If { .. } => IF,
            Self::Cases { .. } => CASES,
            Self::Match { .. } => MATCH,
            Self::Call { function, .. } => function.operation(),
        })
    }
}
