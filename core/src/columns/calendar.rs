//! Divisions and calendars: loops that grow (or fall) with each operand, so that ends come from ends.

use super::{
    analysis::{Analysis, Class},
    block::{Numbers, View, low},
    instruction::{Operation, Register},
    memory::Memory,
    numbers::numbers2,
    program::Builder,
    run::{end, ends},
};
use crate::{
    date::Day,
    decimal::Rounding,
    plan::{Node, NodeId, Value},
};

/// A function of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Year,
    AcademicYear,
    AddMonths,
    AddDays,
    /// Falls when its first operand grows.
    MonthsBetween,
}

/// A product by a factor, then a division by a constant above zero, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Division {
    factor: i64,
    divisor: i64,
    rounding: Rounding,
}

/// The division that a node is, when 64 bits are enough for it.
pub(super) fn division(analysis: &Analysis<'_>, node: &Node) -> Option<(NodeId, Division)> {
    let (value, division) = match node {
        Node::Round {
            value,
            divisor,
            rounding,
        } => (
            *value,
            Division {
                factor: 1,
                divisor: *divisor,
                rounding: *rounding,
            },
        ),
        Node::Divide {
            dividend,
            divisor,
            factor,
            reduction,
        } => {
            let by = analysis.bound(*divisor);
            if analysis.class(*divisor) != Class::Constant || !by.is_point() {
                return None;
            }
            (
                *dividend,
                Division {
                    factor: *factor,
                    divisor: by.lo.checked_mul(*reduction)?,
                    rounding: Rounding::HalfAwayFromZero,
                },
            )
        }
        _ => return None,
    };
    let bounds = analysis.bound(value);
    let most = bounds.lo.checked_abs()?.max(bounds.hi.checked_abs()?);
    // The rest of the division is doubled to know which neighbour is nearer.
    let fits = most.checked_mul(division.factor).is_some() && division.divisor.checked_mul(2).is_some();
    (fits && division.divisor > 0 && division.factor > 0).then_some((value, division))
}

/// The operation of a node that divides, or that reads a calendar.
pub(super) fn operation(builder: &Builder<'_>, node: &Node) -> Option<Operation> {
    let at = |id: &NodeId| builder.register(*id);
    let none = Register::Constant(Value::point(0));
    let (calendar, a, b) = match node {
        Node::Year(a) => (Calendar::Year, at(a), none),
        Node::AcademicYear(a) => (Calendar::AcademicYear, at(a), none),
        Node::AddMonths { date, months } => (Calendar::AddMonths, at(date), at(months)),
        Node::AddDays { date, days } => (Calendar::AddDays, at(date), at(days)),
        Node::MonthsBetween(a, b) => (Calendar::MonthsBetween, at(a), at(b)),
        _ => {
            let (value, division) = division(&builder.analysis, node)?;
            return Some(Operation::Division(at(&value), division));
        }
    };
    Some(Operation::Calendar(calendar, a, b))
}

/// `value × factor ÷ divisor`, rounded as `decimal::divide` does.
fn divide(value: i64, division: Division) -> i64 {
    let value = value.wrapping_mul(division.factor);
    let divisor = division.divisor;
    // The divisor is above zero: the checks fall to a default that no program reaches.
    let floor = value.checked_div_euclid(divisor).unwrap_or(0);
    let rest = value.wrapping_sub(floor.wrapping_mul(divisor));
    let up = match division.rounding {
        Rounding::Floor => false,
        Rounding::Ceiling => rest != 0,
        Rounding::HalfAwayFromZero => {
            let twice = rest.wrapping_mul(2);
            twice > divisor || twice == divisor && value >= 0
        }
    };
    floor.wrapping_add(i64::from(up))
}

pub(super) fn divide_into(memory: &mut Memory, value: Register, division: Division, out: Register) {
    let none = Numbers::Narrow(View::Constant(0));
    ends(
        memory,
        out,
        |memory, highest, block| {
            numbers2(end(memory, value, highest), none, block, |value, _| {
                low(divide(value, division))
            });
        },
        |memory, highest, block| {
            numbers2(end(memory, value, highest), none, block, |value, _| {
                divide(value, division)
            });
        },
    );
}

fn calendar(calendar: Calendar, a: i64, b: i64) -> i64 {
    let day = Day::from_number(a);
    match calendar {
        Calendar::Year => day.year().into(),
        Calendar::AcademicYear => day.academic_year().into(),
        Calendar::AddMonths => day.add_months(b).number().into(),
        Calendar::AddDays => day.add_days(b).number().into(),
        Calendar::MonthsBetween => day.months_until(Day::from_number(b)),
    }
}

pub(super) fn calendar_into(memory: &mut Memory, which: Calendar, a: Register, b: Register, out: Register) {
    let falls = which == Calendar::MonthsBetween;
    ends(
        memory,
        out,
        |memory, highest, block| {
            let (a, b) = (end(memory, a, highest != falls), end(memory, b, highest));
            numbers2(a, b, block, |a, b| low(calendar(which, a, b)));
        },
        |memory, highest, block| {
            let (a, b) = (end(memory, a, highest != falls), end(memory, b, highest));
            numbers2(a, b, block, |a, b| calendar(which, a, b));
        },
    );
}

#[cfg(test)]
mod tests {
    use super::{Division, divide};
    use crate::decimal::{Rounding, divide as exactly};

    #[test]
    fn divides_as_the_decimals_do() {
        for rounding in [Rounding::HalfAwayFromZero, Rounding::Floor, Rounding::Ceiling] {
            for divisor in [1, 2, 7, 10, 100, 15_167] {
                for factor in [1, 10, 100] {
                    for value in (-3_000..3_000).chain([i64::from(i32::MIN), i64::from(i32::MAX)]) {
                        let division = Division {
                            factor,
                            divisor,
                            rounding,
                        };
                        assert_eq!(
                            i128::from(divide(value, division)),
                            exactly(i128::from(value * factor), divisor.into(), rounding),
                            "{value} × {factor} ÷ {divisor}, {rounding:?}"
                        );
                    }
                }
            }
        }
    }
}
