//! Slips of whoever writes an expression: another comparison, a condition left out, one more or one less.

use super::{
    operations::{ArithmeticOp, CompareOp, Extremum, Function},
    parse::parse,
    tree::{Argument, Expression, Form, Span},
};
use crate::decimal::{Decimal, Rounding};

/// What kind of slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MutantKind {
    /// `<` for `<=`, `=` for `!=`.
    Comparison,
    /// `et` for `ou`, `non` left out, a condition left out.
    Logic,
    /// `dans` for `hors`, a member left out of a list.
    List,
    /// `min` for `max`, `+` for `-`, another way to round.
    Calculation,
    /// A number of the expression, one more or one less.
    Literal,
}

/// An expression with one slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutant {
    /// What kind of slip it is.
    pub kind: MutantKind,
    /// Where the part that changes stands in the text that was read.
    pub span: Span,
    /// The part before, as it is printed.
    pub before: String,
    /// The part after.
    pub after: String,
    /// The whole expression after.
    pub text: String,
}

/// Every slip of an expression, in the order of its parts; none of a text that does not read.
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// let mutants = bareme::internals::expression::mutants("age >= limite");
/// assert_eq!(mutants.len(), 1);
/// assert_eq!(mutants[0].text, "age > limite");
/// # }
/// ```
#[must_use]
pub fn mutants(text: &str) -> Vec<Mutant> {
    let Ok(whole) = parse(text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    walk(&whole, &whole, &mut Vec::new(), &mut found);
    found
}

fn walk(whole: &Expression, part: &Expression, path: &mut Vec<usize>, found: &mut Vec<Mutant>) {
    for (kind, form) in slips(&part.form) {
        let mut changed = whole.clone();
        let after = Expression {
            form,
            span: part.span,
        };
        let written = after.to_string();
        if let Some(place) = at(&mut changed, path) {
            *place = after;
            found.push(Mutant {
                kind,
                span: part.span,
                before: part.to_string(),
                after: written,
                text: changed.to_string(),
            });
        }
    }
    for (position, child) in part.form.parts().into_iter().enumerate() {
        path.push(position);
        walk(whole, child, path, found);
        path.pop();
    }
}

/// The part at the end of a path.
fn at<'e>(whole: &'e mut Expression, path: &[usize]) -> Option<&'e mut Expression> {
    path.iter().try_fold(whole, |part, position| {
        part.form.parts_mut().into_iter().nth(*position)
    })
}

/// What a form may have been meant to be, itself and not its parts.
fn slips(form: &Form) -> Vec<(MutantKind, Form)> {
    match form {
        Form::Boolean(_)
        | Form::Name(_)
        | Form::Member(_)
        | Form::ReferenceDate
        | Form::EffectDate
        | Form::Dispositif { .. }
        | Form::Table { .. }
        | Form::If { .. }
        | Form::Cases { .. }
        | Form::Match { .. } => Vec::new(),
        Form::Number { value, unit } => literals(*value, unit.as_ref()),
        Form::Not(operand) => vec![(MutantKind::Logic, operand.form.clone())],
        Form::And(operands) => joined(operands, Form::Or, Form::And),
        Form::Or(operands) => joined(operands, Form::And, Form::Or),
        Form::Compare { op, left, right } => vec![(
            MutantKind::Comparison,
            Form::Compare {
                op: neighbour(*op),
                left: left.clone(),
                right: right.clone(),
            },
        )],
        Form::Among {
            subject,
            members,
            negated,
        } => {
            let among = |members: Vec<Expression>, negated| Form::Among {
                subject: subject.clone(),
                members,
                negated,
            };
            let fewer = (0..members.len())
                .filter(|_| members.len() > 1)
                .map(|position| (MutantKind::List, among(without(members, position), *negated)));
            core::iter::once((MutantKind::List, among(members.clone(), !negated)))
                .chain(fewer)
                .collect()
        }
        Form::Between {
            subject,
            low,
            high,
            negated,
        } => vec![(
            MutantKind::List,
            Form::Between {
                subject: subject.clone(),
                low: low.clone(),
                high: high.clone(),
                negated: !negated,
            },
        )],
        Form::Arithmetic { op, left, right } => {
            let other = match op {
                ArithmeticOp::Add => ArithmeticOp::Subtract,
                ArithmeticOp::Subtract => ArithmeticOp::Add,
                ArithmeticOp::Multiply => return Vec::new(),
            };
            vec![(
                MutantKind::Calculation,
                Form::Arithmetic {
                    op: other,
                    left: left.clone(),
                    right: right.clone(),
                },
            )]
        }
        Form::Negate(operand) => vec![(MutantKind::Calculation, operand.form.clone())],
        Form::Call { function, arguments } => calls(*function, arguments),
    }
}

/// One more and one less, in units of the last decimal that is written. A literal has no sign: one less than nothing is its opposite.
fn literals(value: Decimal, unit: Option<&String>) -> Vec<(MutantKind, Form)> {
    let step = Decimal::new(1, value.scale());
    let number = |value: Decimal| Form::Number {
        value,
        unit: unit.cloned(),
    };
    let less = value.checked_sub(step).map(|less| {
        if less.is_sign_negative() && !less.is_zero() {
            Form::Negate(Box::new(Expression {
                form: number(less.abs()),
                span: Span::default(),
            }))
        } else {
            number(less)
        }
    });
    let more = value.checked_add(step).map(number);
    more.into_iter()
        .chain(less)
        .map(|form| (MutantKind::Literal, form))
        .collect()
}

/// The comparison that is most easily written for another.
const fn neighbour(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::LessOrEqual,
        CompareOp::LessOrEqual => CompareOp::Less,
        CompareOp::Greater => CompareOp::GreaterOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Greater,
    }
}

fn without<T: Clone>(list: &[T], position: usize) -> Vec<T> {
    let mut rest = list.to_vec();
    if position < rest.len() {
        rest.remove(position);
    }
    rest
}

/// Conditions that are joined the other way, or of which one is left out.
fn joined(
    operands: &[Expression],
    other: fn(Vec<Expression>) -> Form,
    same: fn(Vec<Expression>) -> Form,
) -> Vec<(MutantKind, Form)> {
    let mut found = vec![other(operands.to_vec())];
    for position in 0..operands.len() {
        let rest = without(operands, position);
        match rest.as_slice() {
            [only] => found.push(only.form.clone()),
            _ => found.push(same(rest)),
        }
    }
    found.into_iter().map(|form| (MutantKind::Logic, form)).collect()
}

fn calls(function: Function, arguments: &[Argument]) -> Vec<(MutantKind, Form)> {
    let others: &[Function] = match function {
        Function::Round(Rounding::HalfAwayFromZero) => &[
            Function::Round(Rounding::Floor),
            Function::Round(Rounding::Ceiling),
        ],
        Function::Round(Rounding::Floor) => &[Function::Round(Rounding::Ceiling)],
        Function::Round(Rounding::Ceiling) => &[Function::Round(Rounding::Floor)],
        Function::Extremum(Extremum::Min) => &[Function::Extremum(Extremum::Max)],
        Function::Extremum(Extremum::Max) => &[Function::Extremum(Extremum::Min)],
        Function::Quotient
        | Function::Clamp
        | Function::Count
        | Function::DatePart(_)
        | Function::Elapsed(_)
        | Function::FirstRank
        | Function::Exceeds => &[],
    };
    others
        .iter()
        .map(|function| {
            let form = Form::Call {
                function: *function,
                arguments: arguments.to_vec(),
            };
            (MutantKind::Calculation, form)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        mutants(text).into_iter().map(|mutant| mutant.text).collect()
    }

    #[test]
    fn a_comparison_is_written_for_its_neighbour() {
        for (text, other) in [("a < b", "a <= b"), ("a >= b", "a > b"), ("a = b", "a != b")] {
            assert_eq!(texts(text), [other]);
            assert_eq!(texts(other), [text]);
        }
    }

    #[test]
    fn conditions_are_joined_the_other_way_or_left_out_one_by_one() {
        assert_eq!(
            texts("a et b et non c"),
            [
                "a ou b ou non c",
                "b et non c",
                "a et non c",
                "a et b",
                "a et b et c"
            ]
        );
        assert_eq!(texts("a ou b"), ["a et b", "b", "a"]);
    }

    #[test]
    fn a_list_loses_each_member_in_turn() {
        assert_eq!(
            texts("x dans [a, b]"),
            ["x hors [a, b]", "x dans [b]", "x dans [a]"]
        );
        assert_eq!(texts("x dans [a]"), ["x hors [a]"]);
        assert_eq!(texts("x hors a..b"), ["x dans a..b"]);
    }

    #[test]
    fn sums_extremes_and_roundings_are_turned_round() {
        assert_eq!(texts("a + b"), ["a - b"]);
        assert_eq!(texts("max(a, b)"), ["min(a, b)"]);
        assert_eq!(texts("arrondi(a, 2)"), ["arrondi_inf(a, 2)", "arrondi_sup(a, 2)"]);
        assert_eq!(texts("arrondi_sup(a, 0)"), ["arrondi_inf(a, 0)"]);
    }

    #[test]
    fn a_number_is_one_more_or_one_less_in_its_last_decimal() {
        assert_eq!(texts("12 mois"), ["13 mois", "11 mois"]);
        assert_eq!(texts("0.50"), ["0.51", "0.49"]);
        assert_eq!(texts("max(a, 0)")[1..], ["max(a, 1)", "max(a, -1)"]);
    }

    #[test]
    fn a_mutant_says_where_it_is_and_what_changes() {
        let found = mutants("non (a et (b < 2))");
        let part = found
            .iter()
            .find(|mutant| mutant.kind == MutantKind::Comparison)
            .unwrap();
        assert_eq!((part.before.as_str(), part.after.as_str()), ("b < 2", "b <= 2"));
        assert_eq!((part.span.start, part.span.end), (11, 16));
        assert_eq!(part.text, "non (a et b <= 2)");
    }

    #[test]
    fn every_mutant_reads_and_says_something_else() {
        for text in [
            "selon { a < 1: min(b, 2 EUR), c ou non d: arrondi(e - f, 0), sinon: -g }",
            "selon x { m: si a dans [b, c] alors 1 sinon 0, n, o: 2, sinon: 3 }",
            "compte(a = b, c et d, e) >= 2",
        ] {
            let whole = parse(text).unwrap();
            let found = mutants(text);
            assert!(found.len() > 5);
            for mutant in found {
                assert_ne!(parse(&mutant.text).unwrap(), whole, "{}", mutant.text);
            }
        }
    }
}
