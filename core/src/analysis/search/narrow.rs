//! What an operand may be when this is required of its node.

use super::{
    program::Program,
    ranges::{before_rounding, clamp, minus, plus, within_factor},
};
use crate::{
    date::Day,
    plan::{Comparison, Node, NodeId, Value},
};

/// Nothing is left: what was required cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Empty;

/// A pass from the last node to the first.
pub(super) struct Backward<'s> {
    pub(super) program: &'s Program<'s>,
    /// What each node may be.
    pub(super) required: &'s mut Vec<Value>,
    pub(super) reference: Value,
}

impl Backward<'_> {
    pub(super) fn at(&self, id: NodeId) -> Value {
        self.required.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// The node is within `value` too.
    pub(super) fn meet(&mut self, id: NodeId, value: Value) -> Result<(), Empty> {
        let is_choice = self.program.choices.get(id.index()).copied().unwrap_or(false);
        let Some(slot) = self.required.get_mut(id.index()) else {
            return Ok(());
        };
        *slot = slot.and(value, is_choice).ok_or(Empty)?;
        Ok(())
    }

    /// Tells the operands of a node what it requires of them.
    pub(super) fn tell(&mut self, position: usize, node: &Node) -> Result<(), Empty> {
        let Some(required) = self.required.get(position).copied() else {
            return Ok(());
        };
        match node {
            Node::Constant(_) | Node::Fact(_) => Ok(()),
            Node::ReferenceDate => {
                self.reference = required;
                Ok(())
            }
            Node::Not(a) => self.meet(
                *a,
                Value::between(
                    1_i64.saturating_sub(required.hi),
                    1_i64.saturating_sub(required.lo),
                ),
            ),
            Node::And(list) => self.junction(list, required, true),
            Node::Or(list) => self.junction(list, required, false),
            Node::Compare {
                comparison,
                left,
                right,
            } => self.compare(*comparison, *left, *right, required),
            Node::Among { choice, members } => {
                if required.is_true() {
                    self.meet(*choice, Value::members(*members))
                } else if required.is_false() {
                    self.meet(*choice, Value::members(!*members))
                } else {
                    Ok(())
                }
            }
            Node::SameChoice { left, right } => self.same_choice(*left, *right, required),
            Node::Add(a, b) => {
                let (x, y) = (self.at(*a), self.at(*b));
                self.meet(*a, minus(required, y))?;
                self.meet(*b, minus(required, x))
            }
            Node::Subtract(a, b) => {
                let (x, y) = (self.at(*a), self.at(*b));
                self.meet(*a, plus(required, y))?;
                self.meet(*b, minus(x, required))
            }
            Node::Multiply(a, b) => self.multiply(*a, *b, required),
            Node::Scale { value, factor } => self.meet(*value, within_factor(required, *factor)),
            Node::Round {
                value,
                divisor,
                rounding,
            } => self.meet(*value, before_rounding(required, *divisor, *rounding)),
            Node::Divide {
                dividend,
                divisor,
                factor,
                reduction,
            } => self.divide(*dividend, *divisor, (*factor, *reduction), required),
            Node::Min(a, b) => {
                for id in [*a, *b] {
                    self.meet(id, Value::between(required.lo, i64::MAX))?;
                }
                self.extreme(*a, *b, Value::between(i64::MIN, required.hi))
            }
            Node::Max(a, b) => {
                for id in [*a, *b] {
                    self.meet(id, Value::between(i64::MIN, required.hi))?;
                }
                self.extreme(*a, *b, Value::between(required.lo, i64::MAX))
            }
            Node::DatePart(part, date) => self.date_part(*part, *date, required),
            Node::Elapsed(elapsed, from, until) => self.elapsed(*elapsed, *from, *until, required),
            Node::AddMonths { date, months } => {
                let months = self.at(*months);
                let end = |day: i64, months: i64, slack: i64| {
                    i64::from(
                        Day::from_number(day)
                            .add_months(0_i64.saturating_sub(months))
                            .number(),
                    )
                    .saturating_add(slack)
                };
                // The last days of long months fall together: three days on either side.
                self.meet(
                    *date,
                    Value::between(end(required.lo, months.hi, -3), end(required.hi, months.lo, 3)),
                )
            }
            Node::AddDays { date, days } => {
                let (day, count) = (self.at(*date), self.at(*days));
                self.meet(*date, minus(required, count))?;
                self.meet(*days, minus(required, day))
            }
            Node::Select {
                condition,
                then,
                otherwise,
            } => self.select(position, (*condition, *then, *otherwise), required),
            Node::Switch { choice, arms } => self.switch(position, *choice, arms, required),
            Node::Within { date, from, until } => {
                let (from, until) = (i64::from(from.number()), i64::from(until.number()));
                if required.is_true() {
                    self.meet(*date, Value::between(from, until.saturating_sub(1)))
                } else if required.is_false() {
                    self.outside(*date, from, until)
                } else {
                    Ok(())
                }
            }
            Node::Meet { given, derived } => {
                // What contradicts itself is refused by a rule of coherence, which every question asks too.
                self.meet(*given, required)?;
                self.meet(*derived, required)
            }
            Node::FirstRank {
                table,
                keys,
                amount,
                factor,
                date,
            } => self.first_rank(*table, keys, (*amount, *factor), *date, required),
            Node::Exceeds {
                table,
                keys,
                amount,
                factor,
                date,
            } => self.exceeds(*table, keys, (*amount, *factor), *date, required),
            Node::Lookup {
                table,
                column,
                keys,
                date,
            } => self.lookup(*table, *column, keys, *date, position),
            Node::Parameter { parameter, date } => self.parameter(*parameter, *date, position),
        }
    }

    /// Two nodes differ by this.
    pub(super) fn differ(&mut self, before: NodeId, after: NodeId, by: Value) -> Result<(), Empty> {
        let (x, y) = (self.at(before), self.at(after));
        if self.program.choices.get(after.index()).copied().unwrap_or(false) {
            if by != Value::point(0) {
                return Ok(());
            }
            self.meet(before, y)?;
            return self.meet(after, x);
        }
        self.meet(after, plus(x, by))?;
        self.meet(before, minus(y, by))
    }

    /// All true when it is, or the only one left false when it is false; the contrary of a disjunction.
    fn junction(&mut self, list: &[NodeId], required: Value, all: bool) -> Result<(), Empty> {
        let (each, some) = (Value::truth(all), Value::truth(!all));
        if required == each {
            return list.iter().try_for_each(|id| self.meet(*id, each));
        }
        if required != some {
            return Ok(());
        }
        let mut open = list.iter().filter(|id| self.at(**id) != each);
        match (open.next().copied(), open.next()) {
            (Some(only), None) => self.meet(only, some),
            (None, _) => Err(Empty),
            (Some(_), Some(_)) => Ok(()),
        }
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: NodeId,
        right: NodeId,
        required: Value,
    ) -> Result<(), Empty> {
        if !required.is_point() {
            return Ok(());
        }
        let (a, b) = (self.at(left), self.at(right));
        match (comparison, required.is_true()) {
            (Comparison::Equal, true) => {
                self.meet(left, b)?;
                self.meet(right, a)
            }
            (Comparison::Equal, false) => {
                if b.is_point() {
                    self.not_at_an_end(left, b.lo)?;
                }
                if a.is_point() {
                    self.not_at_an_end(right, a.lo)?;
                }
                Ok(())
            }
            (Comparison::Less, true) => self.ordered(left, right, 1),
            (Comparison::LessOrEqual, true) => self.ordered(left, right, 0),
            (Comparison::Less, false) => self.ordered(right, left, 0),
            (Comparison::LessOrEqual, false) => self.ordered(right, left, 1),
        }
    }

    /// `low + gap <= high`
    fn ordered(&mut self, low: NodeId, high: NodeId, gap: i64) -> Result<(), Empty> {
        let most = self.at(high).hi.saturating_sub(gap);
        self.meet(low, Value::between(i64::MIN, most))?;
        let least = self.at(low).lo.saturating_add(gap);
        self.meet(high, Value::between(least, i64::MAX))
    }

    fn not_at_an_end(&mut self, id: NodeId, value: i64) -> Result<(), Empty> {
        let known = self.at(id);
        if known.lo == value {
            self.meet(id, Value::between(value.saturating_add(1), i64::MAX))?;
        }
        if known.hi == value {
            self.meet(id, Value::between(i64::MIN, value.saturating_sub(1)))?;
        }
        Ok(())
    }

    fn outside(&mut self, id: NodeId, from: i64, until: i64) -> Result<(), Empty> {
        let known = self.at(id);
        if known.lo >= from {
            self.meet(id, Value::between(until, i64::MAX))?;
        }
        if known.hi < until {
            self.meet(id, Value::between(i64::MIN, from.saturating_sub(1)))?;
        }
        Ok(())
    }

    fn same_choice(&mut self, left: NodeId, right: NodeId, required: Value) -> Result<(), Empty> {
        let (a, b) = (self.at(left), self.at(right));
        if required.is_true() {
            self.meet(left, b)?;
            self.meet(right, a)
        } else if required.is_false() {
            if b.mask().is_power_of_two() {
                self.meet(left, Value::members(!b.mask()))?;
            }
            if a.mask().is_power_of_two() {
                self.meet(right, Value::members(!a.mask()))?;
            }
            Ok(())
        } else {
            Ok(())
        }
    }

    /// The smaller (or larger) of two is within `end`: when one cannot be, the other is.
    fn extreme(&mut self, a: NodeId, b: NodeId, end: Value) -> Result<(), Empty> {
        let out = |value: Value| value.lo > end.hi || value.hi < end.lo;
        match (out(self.at(a)), out(self.at(b))) {
            (true, true) => Err(Empty),
            (true, false) => self.meet(b, end),
            (false, true) => self.meet(a, end),
            (false, false) => Ok(()),
        }
    }

    fn multiply(&mut self, a: NodeId, b: NodeId, required: Value) -> Result<(), Empty> {
        for (one, other) in [(a, b), (b, a)] {
            let by = self.at(other);
            if by.is_point() && by.lo > 0 {
                self.meet(one, within_factor(required, by.lo))?;
            } else if by.is_point() && by.lo == 0 && (required.lo > 0 || required.hi < 0) {
                return Err(Empty);
            }
        }
        Ok(())
    }

    fn divide(
        &mut self,
        dividend: NodeId,
        divisor: NodeId,
        (factor, reduction): (i64, i64),
        required: Value,
    ) -> Result<(), Empty> {
        let by = self.at(divisor);
        if !(by.is_point() && by.lo > 0 && factor > 0) {
            return Ok(());
        }
        // result − 1 < dividend × factor ÷ (divisor × reduction) < result + 1
        let whole = i128::from(by.lo).saturating_mul(reduction.into());
        let end = |value: i64, gap: i128| i128::from(value).saturating_add(gap).saturating_mul(whole);
        let factor = i128::from(factor);
        let lo = end(required.lo, -1)
            .checked_div_euclid(factor)
            .unwrap_or(i128::MIN);
        let hi = end(required.hi, 1)
            .checked_div_euclid(factor)
            .unwrap_or(i128::MAX)
            .saturating_add(1);
        self.meet(dividend, Value::between(clamp(lo), clamp(hi)))
    }

    fn select(
        &mut self,
        position: usize,
        (condition, then, otherwise): (NodeId, NodeId, NodeId),
        required: Value,
    ) -> Result<(), Empty> {
        let is_choice = self.program.choices.get(position).copied().unwrap_or(false);
        if !self.at(condition).is_point() {
            let (first, second) = (self.at(then), self.at(otherwise));
            match (
                first.and(required, is_choice).is_none(),
                second.and(required, is_choice).is_none(),
            ) {
                (true, true) => return Err(Empty),
                (true, false) => self.meet(condition, Value::FALSE)?,
                (false, true) => self.meet(condition, Value::TRUE)?,
                (false, false) => {}
            }
        }
        match self.at(condition) {
            known if known.is_true() => self.meet(then, required),
            known if known.is_false() => self.meet(otherwise, required),
            _ => Ok(()),
        }
    }

    fn switch(
        &mut self,
        position: usize,
        choice: NodeId,
        arms: &[NodeId],
        required: Value,
    ) -> Result<(), Empty> {
        let is_choice = self.program.choices.get(position).copied().unwrap_or(false);
        let mut left = 0_u64;
        for (member, arm) in (0_u8..64).zip(arms) {
            if self.at(*arm).and(required, is_choice).is_some() {
                left |= Value::member(member).mask();
            }
        }
        self.meet(choice, Value::members(left))?;
        let only = self
            .at(choice)
            .single_member()
            .and_then(|member| arms.get(usize::from(member)));
        only.map_or(Ok(()), |arm| self.meet(*arm, required))
    }
}
