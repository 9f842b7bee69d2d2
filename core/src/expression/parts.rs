//! The parts of an expression.

use super::tree::{Argument, Arm, Expression, Form};

macro_rules! parts {
    ($form:expr, $as_ref:ident, $iter:ident, $value:ident) => {{
        match $form {
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::Name(_)
            | Form::Member(_)
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Dispositif { .. } => Vec::new(),
            Form::Not(operand) | Form::Negate(operand) => vec![operand.$as_ref()],
            Form::And(parts) | Form::Or(parts) | Form::Table { keys: parts, .. } => parts.$iter().collect(),
            Form::Call { arguments, .. } => arguments.$iter().filter_map(Argument::$value).collect(),
            Form::Compare { left, right, .. } | Form::Arithmetic { left, right, .. } => {
                vec![left.$as_ref(), right.$as_ref()]
            }
            Form::Among { subject, members, .. } => {
                [subject.$as_ref()].into_iter().chain(members.$iter()).collect()
            }
            Form::Between {
                subject, low, high, ..
            } => vec![subject.$as_ref(), low.$as_ref(), high.$as_ref()],
            Form::If {
                condition,
                then,
                otherwise,
            } => vec![condition.$as_ref(), then.$as_ref(), otherwise.$as_ref()],
            Form::Cases { cases, otherwise } => cases
                .$iter()
                .flat_map(|(condition, value)| [condition, value])
                .chain([otherwise.$as_ref()])
                .collect(),
            Form::Match {
                subject,
                arms,
                otherwise,
            } => [subject.$as_ref()]
                .into_iter()
                .chain(arms.$iter().map(|arm| {
                    let Arm { value, .. } = arm;
                    value
                }))
                .chain(otherwise.$iter().map(|otherwise| otherwise.$as_ref()))
                .collect(),
        }
    }};
}

impl Form {
    /// The expressions directly inside this one, in the order in which they are written.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "internals")] {
    /// let expression = bareme::internals::expression::parse("selon x { a: b + c, sinon: 0 }").unwrap();
    /// let parts: Vec<String> = expression.form.parts().iter().map(|part| part.to_string()).collect();
    /// assert_eq!(parts, ["x", "b + c", "0"]);
    /// # }
    /// ```
    #[must_use]
    pub fn parts(&self) -> Vec<&Expression> {
        parts!(self, as_ref, iter, value)
    }

    /// The same, to be changed.
    pub(super) fn parts_mut(&mut self) -> Vec<&mut Expression> {
        parts!(self, as_mut, iter_mut, value_mut)
    }
}
