//! An operation as a person would write it, with values in the place of names: « 10 % × 2 150,00 € par mois ».

use bareme::{
    answer::{Step, StepKind},
    decimal::Rounding,
    internals::expression::{ArithmeticOp, DateFunction, Expression, Extremum, Form, parse},
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

    fn written(&self, whole: &Expression, step: Step<'_>, shape: Shape) -> Option<String> {
        let operand = |part: &Expression| self.operand(part, step, shape);
        Some(match &whole.form {
            Form::Arithmetic { op, left, right } => {
                let sign = match op {
                    ArithmeticOp::Add => "+",
                    ArithmeticOp::Subtract => "\u{2212}",
                    ArithmeticOp::Multiply => "×",
                };
                // Sums on the left need no parentheses: a + b + c.
                let first = match (&left.form, step_of(step, left)) {
                    (Form::Arithmetic { op: inner, .. }, Some(child))
                        if *op != ArithmeticOp::Multiply || *inner == ArithmeticOp::Multiply =>
                    {
                        self.written(left, child, shape)?
                    }
                    _ => operand(left)?,
                };
                format!("{first} {sign} {}", operand(right)?)
            }
            Form::Negate(value) => format!("\u{2212}\u{a0}{}", operand(value)?),
            Form::Round { value, decimals, .. } => {
                let inner = match step_of(step, value) {
                    Some(child) if child.kind() == StepKind::Operation => {
                        self.written(value, child, shape)?
                    }
                    _ => operand(value)?,
                };
                format!("{inner}, {}", rounded(step, *decimals, &whole.form))
            }
            Form::Quotient {
                dividend,
                divisor,
                decimals,
            } => format!(
                "{} ÷ {}, {}",
                operand(dividend)?,
                operand(divisor)?,
                rounded(step, *decimals, &whole.form)
            ),
            Form::Extremum { which, values } => {
                let values = values.iter().map(operand).collect::<Option<Vec<String>>>()?;
                let which = match which {
                    Extremum::Min => "le plus petit",
                    Extremum::Max => "le plus grand",
                };
                format!("{which} entre {}", words::list(&values, "et"))
            }
            Form::Clamp { value, low, high } => format!(
                "{}, ramené entre {} et {}",
                operand(value)?,
                operand(low)?,
                operand(high)?
            ),
            Form::DateCall { function, arguments } => {
                let dates = arguments.iter().map(operand).collect::<Option<Vec<String>>>()?;
                let dates = words::list(&dates, "et le");
                match function {
                    DateFunction::Year => format!("année du {dates}"),
                    DateFunction::AcademicYear => format!("année scolaire du {dates}"),
                    DateFunction::MonthsBetween => format!("mois entiers entre le {dates}"),
                    DateFunction::DaysBetween => format!("jours entre le {dates}"),
                }
            }
            _ => return None,
        })
    }

    /// A part of an operation: its value, in parentheses when it is an operation itself.
    fn operand(&self, part: &Expression, step: Step<'_>, shape: Shape) -> Option<String> {
        if let Form::Number { value, unit } = &part.form {
            return Some(self.words().quantity(&value.to_string(), unit.as_deref(), false));
        }
        let child = step_of(step, part)?;
        let product = matches!(
            part.form,
            Form::Arithmetic {
                op: ArithmeticOp::Multiply,
                ..
            }
        );
        match self.expression(child, shape) {
            Some(text) if product => Some(text),
            Some(text) => Some(format!("({text})")),
            None if child.value().is_some() => Some(self.value(child, shape)),
            None => None,
        }
    }
}

/// « arrondi au centime »
fn rounded(step: Step<'_>, decimals: u8, form: &Form) -> String {
    let money = step
        .unit()
        .is_some_and(|unit| unit.to_string().starts_with("EUR"));
    let way = match form {
        Form::Round {
            rounding: Rounding::Floor,
            ..
        } => " inférieur",
        Form::Round {
            rounding: Rounding::Ceiling,
            ..
        } => " supérieur",
        _ => "",
    };
    match (money, decimals) {
        (true, 2) => format!("arrondi au centime{way}"),
        (true, 0) => format!("arrondi à l'euro{way}"),
        (_, 0) => format!("arrondi à l'entier{way}"),
        (_, 1) => format!("arrondi au dixième{way}"),
        (_, 2) => format!("arrondi au centième{way}"),
        (_, many) => format!("arrondi à {many} décimales{way}"),
    }
}
