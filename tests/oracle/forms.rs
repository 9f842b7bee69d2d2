//! What each form of expression means, in the order of the manual (`docs/rule-format.md`, « Expressions »).

use std::cmp::Ordering;

use bareme::{
    decimal::Rounding,
    internals::expression::{
        Argument, ArithmeticOp, CompareOp, DatePart, Elapsed, Expression, Extremum, Form, Function,
    },
    pack::model::Dispositif,
};
use rust_decimal::{Decimal, RoundingStrategy};
use time::{Date, Duration, Month};

use super::naive::{Known, Question};

impl<'n> Question<'n> {
    /// The value of an expression, `None` when it is not known.
    pub(crate) fn value(&self, scope: Option<&'n Dispositif>, e: &Expression) -> Option<Known> {
        let value = |e: &Expression| self.value(scope, e);
        let number = |e: &Expression| self.number(scope, e);
        Some(match &e.form {
            Form::Boolean(truth) => Known::Truth(*truth),
            Form::Number { value, unit } => {
                Known::Number(*value, unit.as_deref().unwrap_or("").parse().unwrap())
            }
            Form::Member(name) => Known::Member(name.clone()),
            Form::ReferenceDate => Known::Day(self.reference),
            Form::EffectDate => Known::Day(self.date(scope)?),
            Form::Name(name) => self.name(scope, name)?,
            Form::Dispositif { id, member, due } => {
                let other = self
                    .naive
                    .pack
                    .dispositifs
                    .iter()
                    .find(|d| d.id == *id)
                    .expect(id);
                if member == "eligible" {
                    let (verdict, _) = self.verdict(other);
                    return (verdict != "indetermine").then_some(Known::Truth(verdict == "eligible"));
                }
                let droit = other
                    .droits
                    .iter()
                    .find(|droit| droit.id == *member)
                    .expect(member);
                if *due {
                    return self.due(other, droit);
                }
                self.rule(other, &droit.rule, droit.day.as_ref())?
            }
            Form::Table { name, column, keys } => self.cell(scope, name, column.as_deref(), keys)?,
            Form::Not(a) => Known::Truth(!self.truth(scope, a)?),
            Form::And(list) => Known::Truth(self.all(scope, list, true)?),
            Form::Or(list) => Known::Truth(self.all(scope, list, false)?),
            Form::Compare { op, left, right } => {
                let order = compare(&value(left)?, &value(right)?);
                Known::Truth(match op {
                    CompareOp::Equal => order.is_eq(),
                    CompareOp::NotEqual => order.is_ne(),
                    CompareOp::Less => order.is_lt(),
                    CompareOp::LessOrEqual => order.is_le(),
                    CompareOp::Greater => order.is_gt(),
                    CompareOp::GreaterOrEqual => order.is_ge(),
                })
            }
            Form::Among {
                subject,
                members,
                negated,
            } => {
                let subject = value(subject)?;
                let members: Vec<Known> = members.iter().map(value).collect::<Option<_>>()?;
                Known::Truth(members.iter().any(|member| compare(&subject, member).is_eq()) != *negated)
            }
            Form::Between {
                subject,
                low,
                high,
                negated,
            } => {
                let (subject, low, high) = (value(subject)?, value(low)?, value(high)?);
                Known::Truth(
                    (compare(&low, &subject).is_le() && compare(&subject, &high).is_le()) != *negated,
                )
            }
            Form::Arithmetic { op, left, right } => match (value(left)?, number(right)?) {
                (Known::Day(date), (count, unit)) => {
                    let count = i64::try_from(if *op == ArithmeticOp::Add { count } else { -count }).unwrap();
                    Known::Day(match unit.to_string().as_str() {
                        "jour" => date + Duration::days(count),
                        "mois" => later(date, count),
                        _ => later(date, 12 * count),
                    })
                }
                (Known::Number(a, one), (b, other)) => {
                    let unit = if one.is_none() { other.clone() } else { one.clone() };
                    match op {
                        ArithmeticOp::Add => Known::Number(a + b, unit),
                        ArithmeticOp::Subtract => Known::Number(a - b, unit),
                        ArithmeticOp::Multiply => Known::Number(a * b, one.times(&other)),
                    }
                }
                (other, _) => panic!("{e}: {other:?}"),
            },
            Form::Negate(a) => number(a).map(|(a, unit)| Known::Number(-a, unit))?,
            Form::If {
                condition,
                then,
                otherwise,
            } => value(if self.truth(scope, condition)? {
                then
            } else {
                otherwise
            })?,
            Form::Cases { cases, otherwise } => {
                for (condition, then) in cases {
                    if self.truth(scope, condition)? {
                        return value(then);
                    }
                }
                value(otherwise)?
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => {
                let subject = value(subject)?;
                let named = arms.iter().find(|arm| {
                    arm.keys
                        .iter()
                        .any(|key| Known::Member(key.name.clone()) == subject)
                });
                value(named.map(|arm| &arm.value).or(otherwise.as_deref())?)?
            }
            Form::Call { function, arguments } => self.call(scope, *function, arguments)?,
        })
    }

    /// The value of a call.
    fn call(
        &self,
        scope: Option<&'n Dispositif>,
        function: Function,
        arguments: &[Argument],
    ) -> Option<Known> {
        if let [Argument::Table(table), keys @ .., Argument::Value(amount)] = arguments {
            let keys: Vec<Expression> = keys.iter().filter_map(Argument::value).cloned().collect();
            let (rank, exceeded) = self.rank(scope, table, &keys, amount)?;
            return Some(if function == Function::FirstRank {
                rank
            } else {
                Known::Truth(exceeded)
            });
        }
        let values: Vec<Known> = arguments
            .iter()
            .filter_map(Argument::value)
            .map(|e| self.value(scope, e))
            .collect::<Option<_>>()?;
        let decimals = match arguments.last() {
            Some(Argument::Decimals(decimals)) => u32::from(*decimals),
            _ => 0,
        };
        Some(applied(function, values, decimals))
    }
}

/// A function of values that are known.
fn applied(function: Function, values: Vec<Known>, decimals: u32) -> Known {
    let count = |count: i64, unit: &str| Known::Number(count.into(), unit.parse().unwrap());
    match (function, values.as_slice()) {
        (Function::Round(rounding), [Known::Number(number, unit)]) => {
            let strategy = match rounding {
                Rounding::HalfAwayFromZero => RoundingStrategy::MidpointAwayFromZero,
                Rounding::Floor => RoundingStrategy::ToNegativeInfinity,
                Rounding::Ceiling => RoundingStrategy::ToPositiveInfinity,
            };
            Known::Number(number.round_dp_with_strategy(decimals, strategy), unit.clone())
        }
        (Function::Quotient, [Known::Number(a, one), Known::Number(b, other)]) => {
            Known::Number(quotient(a.normalize(), b.normalize(), decimals), one.per(other))
        }
        (Function::Extremum(which), _) => {
            let best = match which {
                Extremum::Min => Ordering::Less,
                Extremum::Max => Ordering::Greater,
            };
            values
                .into_iter()
                .reduce(|a, b| if compare(&b, &a) == best { b } else { a })
                .expect("two values or more")
        }
        (Function::Clamp, [x, low, high]) => {
            let raised = if compare(x, low).is_lt() { low } else { x };
            if compare(raised, high).is_gt() {
                high
            } else {
                raised
            }
            .clone()
        }
        (Function::Count, _) => {
            let held = values.iter().filter(|value| **value == Known::Truth(true));
            count(i64::try_from(held.count()).unwrap(), "")
        }
        (Function::DatePart(DatePart::Year), [Known::Day(a)]) => count(a.year().into(), ""),
        (Function::DatePart(DatePart::AcademicYear), [Known::Day(a)]) => {
            count((a.year() - i32::from(u8::from(a.month()) < 9)).into(), "")
        }
        (Function::DatePart(DatePart::Month), [Known::Day(a)]) => count(u8::from(a.month()).into(), ""),
        (Function::DatePart(DatePart::Weekday), [Known::Day(a)]) => {
            count(a.weekday().number_from_monday().into(), "")
        }
        (Function::Elapsed(Elapsed::Months), [Known::Day(a), Known::Day(b)]) if b < a => {
            count(-months(*b, *a), "mois")
        }
        (Function::Elapsed(Elapsed::Months), [Known::Day(a), Known::Day(b)]) => count(months(*a, *b), "mois"),
        (Function::Elapsed(Elapsed::Years), [Known::Day(a), Known::Day(b)]) if b < a => {
            count(-years(*b, *a), "an")
        }
        (Function::Elapsed(Elapsed::Years), [Known::Day(a), Known::Day(b)]) => count(years(*a, *b), "an"),
        (Function::Elapsed(Elapsed::Days), [Known::Day(a), Known::Day(b)]) => {
            count((*b - *a).whole_days(), "jour")
        }
        _ => panic!("{} of {values:?}", function.name()),
    }
}

/// The order of two values of one type.
pub(crate) fn compare(a: &Known, b: &Known) -> Ordering {
    match (a, b) {
        (Known::Truth(a), Known::Truth(b)) => a.cmp(b),
        (Known::Number(a, _), Known::Number(b, _)) => a.cmp(b),
        (Known::Day(a), Known::Day(b)) => a.cmp(b),
        (Known::Member(a), Known::Member(b)) => a.cmp(b),
        _ => panic!("{a:?} and {b:?} are not compared"),
    }
}

/// The same day of a later month, or the last day of a shorter one.
fn later(date: Date, months: i64) -> Date {
    let index = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + months;
    let year = i32::try_from(index.div_euclid(12)).unwrap();
    let month = Month::try_from(u8::try_from(index.rem_euclid(12)).unwrap() + 1).unwrap();
    let last = month.length(year);
    Date::from_calendar_date(year, month, date.day().min(last)).unwrap()
}

/// Whole months between two dates in order: a month is whole on the same day, or on the last day of a shorter month.
fn months(a: Date, b: Date) -> i64 {
    let months =
        i64::from(b.year() - a.year()) * 12 + i64::from(u8::from(b.month())) - i64::from(u8::from(a.month()));
    months - i64::from(b.day() < a.day().min(b.month().length(b.year())))
}

/// The birthdays of someone born on `a` up to `b`: that of 29 February is the 28th in the years that have no other.
fn years(a: Date, b: Date) -> i64 {
    (1..)
        .take_while(|years| later(a, 12 * years) <= b)
        .count()
        .try_into()
        .unwrap()
}

/// The exact quotient of two numbers, rounded half away from zero.
fn quotient(a: Decimal, b: Decimal, decimals: u32) -> Decimal {
    let ten = |n: u32| 10_i128.pow(n);
    let (up, down) = (b.scale() + decimals, a.scale());
    let numerator = a.mantissa() * ten(up.saturating_sub(down));
    let denominator = b.mantissa() * ten(down.saturating_sub(up));
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    let away = if 2 * rest.abs() >= denominator.abs() {
        numerator.signum() * denominator.signum()
    } else {
        0
    };
    Decimal::from_i128_with_scale(whole + away, decimals)
}
