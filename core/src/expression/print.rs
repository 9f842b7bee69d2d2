//! The canonical text of an expression.

use core::fmt::{self, Write as _};

use super::{
    operations::{self, ArithmeticOp},
    token,
    tree::{Argument, Arm, ArmKey, Expression, Form, Span},
    words,
};

/// How tightly a form holds together, loosest first. A part that is looser than its place takes parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    If,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
    Operand,
}

const fn level(form: &Form) -> Level {
    match form {
        Form::If { .. } => Level::If,
        Form::Or(_) => Level::Or,
        Form::And(_) => Level::And,
        Form::Not(_) => Level::Not,
        Form::Compare { .. } | Form::Among { .. } | Form::Between { .. } => Level::Compare,
        Form::Arithmetic {
            op: ArithmeticOp::Add | ArithmeticOp::Subtract,
            ..
        } => Level::Sum,
        Form::Arithmetic {
            op: ArithmeticOp::Multiply,
            ..
        } => Level::Product,
        Form::Negate(_) => Level::Sign,
        Form::Boolean(_)
        | Form::Number { .. }
        | Form::Name(_)
        | Form::Member(_)
        | Form::ReferenceDate
        | Form::EffectDate
        | Form::Dispositif { .. }
        | Form::Table { .. }
        | Form::Call { .. }
        | Form::Cases { .. }
        | Form::Match { .. } => Level::Operand,
    }
}

/// The canonical text: one line, single spaces, no needless parentheses, no comments.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer::default();
        printer.write(self, Level::If);
        f.write_str(&printer.text)
    }
}

/// The canonical text of an expression, and the same expression with the spans that its parts have in that text.
///
/// The span of a part leaves out the parentheses around it: what it covers reads alone as that part.
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// use bareme::internals::expression::{Form, parse, print_with_spans};
/// let (text, expression) = print_with_spans(&parse("si(a)alors 0 sinon b").map_err(|errors| errors[0].clone())?);
/// assert_eq!(text, "si a alors 0 sinon b");
/// assert!(matches!(expression.form, Form::If { otherwise, .. } if (otherwise.span.start, otherwise.span.end) == (19, 20)));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn print_with_spans(expression: &Expression) -> (String, Expression) {
    let mut printer = Printer::default();
    printer.write(expression, Level::If);
    let mut expression = expression.clone();
    place(&mut expression, &mut printer.spans.into_iter());
    (printer.text, expression)
}

/// Gives its span to each part, in the order in which they start.
fn place(expression: &mut Expression, spans: &mut impl Iterator<Item = Span>) {
    expression.span = spans.next().unwrap_or_default();
    if let Form::Match {
        subject,
        arms,
        otherwise,
    } = &mut expression.form
    {
        place(subject, spans);
        for arm in arms {
            for key in &mut arm.keys {
                key.span = spans.next().unwrap_or_default();
            }
            place(&mut arm.value, spans);
        }
        if let Some(otherwise) = otherwise {
            place(otherwise, spans);
        }
        return;
    }
    for part in expression.form.parts_mut() {
        place(part, spans);
    }
}

#[derive(Default)]
struct Printer {
    text: String,
    /// Of each part, in the order in which they start.
    spans: Vec<Span>,
}

impl Printer {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn put_display(&mut self, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
    }

    /// Writes an expression where what is at least as tight as `place` needs no parentheses.
    fn write(&mut self, expression: &Expression, place: Level) {
        let parentheses = level(&expression.form) < place;
        if parentheses {
            self.put("(");
        }
        self.spanned(|printer| printer.form(&expression.form));
        if parentheses {
            self.put(")");
        }
    }

    /// Writes a part and keeps its span, ahead of those of the parts inside it.
    fn spanned(&mut self, part: impl FnOnce(&mut Self)) {
        let position = self.spans.len();
        let start = self.text.len();
        self.spans.push(Span::default());
        part(self);
        if let Some(span) = self.spans.get_mut(position) {
            *span = token::span(start, self.text.len());
        }
    }

    /// Writes expressions with `joint` between them.
    fn joined<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expression>, joint: &str, place: Level) {
        for (position, part) in parts.into_iter().enumerate() {
            if position > 0 {
                self.put(joint);
            }
            self.write(part, place);
        }
    }

    fn listed<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expression>) {
        self.joined(parts, ", ", Level::If);
    }

    fn binary(&mut self, left: (&Expression, Level), sign: &str, right: (&Expression, Level)) {
        self.write(left.0, left.1);
        self.put(" ");
        self.put(sign);
        self.put(" ");
        self.write(right.0, right.1);
    }

    fn form(&mut self, form: &Form) {
        match form {
            Form::Boolean(true) => self.put("vrai"),
            Form::Boolean(false) => self.put("faux"),
            Form::Number { value, unit } => {
                self.put_display(value);
                if let Some(unit) = unit {
                    self.put(" ");
                    self.put(unit);
                }
            }
            Form::Name(name) => self.put(name),
            Form::Member(member) => self.put_display(format_args!("\"{member}\"")),
            Form::ReferenceDate => self.put("date_reference"),
            Form::EffectDate => self.put("date_effet"),
            Form::Dispositif { id, member, due } => {
                let due = if *due { ".du" } else { "" };
                self.put_display(format_args!("dispositif.{id}.{member}{due}"));
            }
            Form::Not(operand) => {
                self.put(operations::NOT.name);
                self.put(" ");
                self.write(operand, Level::Not);
            }
            Form::And(operands) => self.chain(operands, operations::AND.name, Level::Not),
            Form::Or(operands) => self.chain(operands, operations::OR.name, Level::And),
            Form::Compare { op, left, right } => {
                self.binary((left, Level::Sum), op.sign(), (right, Level::Sum));
            }
            Form::Arithmetic { op, left, right } => {
                let (on_left, on_right) = match op {
                    ArithmeticOp::Add | ArithmeticOp::Subtract => (Level::Sum, Level::Product),
                    ArithmeticOp::Multiply => (Level::Product, Level::Sign),
                };
                self.binary((left, on_left), op.sign(), (right, on_right));
            }
            Form::Negate(operand) => {
                self.put(operations::NEGATE.name);
                self.write(operand, Level::Sign);
            }
            Form::Among {
                subject,
                members,
                negated,
            } => {
                self.subject(subject, *negated);
                self.put("[");
                self.listed(members);
                self.put("]");
            }
            Form::Between {
                subject,
                low,
                high,
                negated,
            } => {
                self.subject(subject, *negated);
                self.write(low, Level::Sum);
                self.put("..");
                self.write(high, Level::Sum);
            }
            Form::Table { name, column, keys } => {
                self.put(name);
                if let Some(column) = column {
                    self.put(".");
                    self.put(column);
                }
                self.put("(");
                self.listed(keys);
                self.put(")");
            }
            Form::Call { function, arguments } => {
                self.put(function.name());
                self.put("(");
                for (position, argument) in arguments.iter().enumerate() {
                    self.put(if position > 0 { ", " } else { "" });
                    match argument {
                        Argument::Value(value) => self.write(value, Level::If),
                        Argument::Table(table) => self.put(table),
                        Argument::Decimals(decimals) => self.put_display(decimals),
                    }
                }
                self.put(")");
            }
            Form::If {
                condition,
                then,
                otherwise,
            } => {
                self.put("si ");
                self.write(condition, Level::Or);
                self.put(" alors ");
                self.write(then, Level::Or);
                self.put(" sinon ");
                self.write(otherwise, Level::If);
            }
            Form::Cases { cases, otherwise } => self.cases(cases, otherwise),
            Form::Match {
                subject,
                arms,
                otherwise,
            } => self.arms(subject, arms, otherwise.as_deref()),
        }
    }

    /// Writes operands with the word that joins them.
    fn chain(&mut self, operands: &[Expression], word: &str, place: Level) {
        self.joined(operands, &format!(" {word} "), place);
    }

    /// Writes ` dans ` or ` hors ` after what is looked for.
    fn subject(&mut self, subject: &Expression, negated: bool) {
        let operation = if negated {
            operations::NOT_AMONG
        } else {
            operations::AMONG
        };
        self.write(subject, Level::Sum);
        self.put(" ");
        self.put(operation.name);
        self.put(" ");
    }

    fn cases(&mut self, cases: &[(Expression, Expression)], otherwise: &Expression) {
        self.put("selon { ");
        for (condition, value) in cases {
            self.write(condition, Level::Or);
            self.put(": ");
            self.write(value, Level::If);
            self.put(", ");
        }
        self.put("sinon: ");
        self.write(otherwise, Level::If);
        self.put(" }");
    }

    fn arms(&mut self, subject: &Expression, arms: &[Arm], otherwise: Option<&Expression>) {
        self.put("selon ");
        self.write(subject, Level::Or);
        self.put(" { ");
        for (position, arm) in arms.iter().enumerate() {
            self.put(if position > 0 { ", " } else { "" });
            self.keys(&arm.keys);
            self.put(": ");
            self.write(&arm.value, Level::If);
        }
        if let Some(otherwise) = otherwise {
            self.put(", sinon: ");
            self.write(otherwise, Level::If);
        }
        self.put(" }");
    }

    fn keys(&mut self, keys: &[ArmKey]) {
        for (position, key) in keys.iter().enumerate() {
            self.put(if position > 0 { ", " } else { "" });
            self.spanned(|printer| {
                if words::is_name(&key.name) && !words::is_reserved(&key.name) {
                    printer.put(&key.name);
                } else {
                    printer.put_display(format_args!("\"{}\"", key.name));
                }
            });
        }
    }
}
