//! An operation as a person would write it, with values in the place of names: « 10 % × 2 150,00 € par mois ».

use bareme::{
    answer::{Step, StepKind},
    decimal::Rounding,
    internals::expression::{Argument, ArithmeticOp, Expression, Form, Function, Piece, Takes, parse},
    vocabulary::Unit,
};

use super::values::{Shape, Values};
use crate::words;

/// The expression of a step, as it stands in the rule.
pub(crate) fn expression(step: Step<'_>) -> Option<Expression> {
    parse(step.text()).ok()
}

/// The step of a part of an expression.
pub(crate) fn step_of<'a>(step: Step<'a>, part: &Expression) -> Option<Step<'a>> {
    step.steps()
        .find(|child| parse(child.text()).is_ok_and(|other| other == *part))
}

impl Values<'_> {
    /// The operation of a step in words and values; nothing when a value is not determined, or when there is no operation.
    pub(crate) fn expression(&self, step: Step<'_>, shape: Shape) -> Option<String> {
        if step.kind() != StepKind::Operation || step.value().is_none() {
            return None;
        }
        self.written(&expression(step)?, step, shape)
    }

    /// What the operation is declared to be told as; nothing for those that are told in another way.
    fn written(&self, whole: &Expression, step: Step<'_>, shape: Shape) -> Option<String> {
        let wording = whole.form.operation()?.wording;
        if wording.is_empty() {
            return None;
        }
        let parts = whole.form.parts();
        let mut text = String::new();
        for piece in wording {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Part(position) => text.push_str(&self.operand(parts.get(*position)?, step, shape)?),
                Piece::Left(position) => {
                    let part = parts.get(*position)?;
                    let inside = if binds_as_tightly(&part.form, &whole.form) {
                        step_of(step, part)
                    } else {
                        None
                    };
                    text.push_str(&match inside {
                        Some(child) => self.written(part, child, shape)?,
                        None => self.operand(part, step, shape)?,
                    });
                }
                Piece::Bare(position) => {
                    let part = parts.get(*position)?;
                    text.push_str(&match step_of(step, part) {
                        Some(child) if child.kind() == StepKind::Operation => {
                            self.written(part, child, shape)?
                        }
                        _ => self.operand(part, step, shape)?,
                    });
                }
                Piece::List => {
                    let operands = parts.iter().map(|part| self.operand(part, step, shape));
                    text.push_str(&words::list(&operands.collect::<Option<Vec<String>>>()?, "et"));
                }
                Piece::HowMany => text.push_str(&parts.len().to_string()),
                Piece::Rounding => text.push_str(&rounded(step.unit(), &whole.form)?),
            }
        }
        Some(text)
    }

    /// A part of an operation: its value, in parentheses when it is an operation itself.
    fn operand(&self, part: &Expression, step: Step<'_>, shape: Shape) -> Option<String> {
        if let Form::Number { value, unit } = &part.form {
            return Some(self.words().quantity(&value.to_string(), unit.as_deref(), false));
        }
        let child = step_of(step, part)?;
        match self.expression(child, shape) {
            Some(text) if is_product(&part.form) => Some(text),
            Some(text) => Some(format!("({text})")),
            None if child.value().is_some() => Some(self.value(child, shape)),
            None => None,
        }
    }
}

pub(super) const fn is_product(form: &Form) -> bool {
    matches!(
        form,
        Form::Arithmetic {
            op: ArithmeticOp::Multiply,
            ..
        }
    )
}

/// Sums on the left need no parentheses: a + b + c.
pub(super) const fn binds_as_tightly(left: &Form, whole: &Form) -> bool {
    matches!(left, Form::Arithmetic { .. }) && (!is_product(whole) || is_product(left))
}

/// « arrondi au centime »
pub(super) fn rounded(unit: Option<&Unit>, form: &Form) -> Option<String> {
    let Form::Call { function, arguments } = form else {
        return None;
    };
    let decimals = arguments.iter().find_map(|argument| match argument {
        Argument::Decimals(decimals) => Some(*decimals),
        Argument::Value(_) | Argument::Table(_) => None,
    })?;
    let money = unit.is_some_and(|unit| unit.to_string().starts_with("EUR"));
    let way = if *function == Function::Round(Rounding::Floor) {
        " inférieur"
    } else if *function == Function::Round(Rounding::Ceiling) {
        " supérieur"
    } else {
        ""
    };
    Some(match (money, decimals) {
        (true, 2) => format!("arrondi au centime{way}"),
        (true, 0) => format!("arrondi à l'euro{way}"),
        (_, 0) => format!("arrondi à l'entier{way}"),
        (_, 1) => format!("arrondi au dixième{way}"),
        (_, 2) => format!("arrondi au centième{way}"),
        (_, many) => format!("arrondi à {many} décimales{way}"),
    })
}

/// Is it a function of conditions, each of which is worth telling?
pub(crate) fn takes_conditions(form: &Form) -> bool {
    let parameters = form
        .operation()
        .map_or(&[][..], |operation| operation.parameters());
    parameters.iter().any(|parameter| parameter.takes == Takes::Truth)
}
