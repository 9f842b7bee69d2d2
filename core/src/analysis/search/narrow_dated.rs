//! What dates, amounts and ranks may be when this is required of what is read with them.

use super::{
    narrow::{Backward, Empty},
    ranges::{minus, plus},
};
use crate::{
    date::Day,
    expression::{DatePart, Elapsed},
    plan::{NodeId, TablePlan, Value},
};

impl Backward<'_> {
    pub(super) fn date_part(&mut self, part: DatePart, date: NodeId, required: Value) -> Result<(), Empty> {
        if !part.grows() {
            return Ok(());
        }
        // Of the days of a year, the first from which it is the year, found by halving: the part grows with the day.
        let known = self.at(date);
        let first = |least: i64| -> i64 {
            let (mut low, mut high) = (known.lo, known.hi.saturating_add(1));
            while low < high {
                let middle = low.midpoint(high).min(high.saturating_sub(1));
                if part.of(Day::from_number(middle)) >= least {
                    high = middle;
                } else {
                    low = middle.saturating_add(1);
                }
            }
            low
        };
        let (from, until) = (first(required.lo), first(required.hi.saturating_add(1)));
        self.meet(date, Value::between(from, until.saturating_sub(1)))
    }

    pub(super) fn elapsed(
        &mut self,
        elapsed: Elapsed,
        from: NodeId,
        until: NodeId,
        required: Value,
    ) -> Result<(), Empty> {
        let months = match elapsed {
            Elapsed::Days => {
                let (start, end) = (self.at(from), self.at(until));
                self.meet(until, plus(start, required))?;
                return self.meet(from, minus(end, required));
            }
            Elapsed::Months => required,
            Elapsed::Years => Value::between(
                required.lo.saturating_mul(12).saturating_sub(11),
                required.hi.saturating_mul(12).saturating_add(11),
            ),
        };
        let after = |day: i64, months: i64, slack: i64| {
            i64::from(Day::from_number(day).add_months(months).number()).saturating_add(slack)
        };
        let (start, end) = (self.at(from), self.at(until));
        // The last days of long months fall together: three days on either side.
        // What is left of a month counts on neither side of zero.
        let least = if months.lo > 0 {
            months.lo
        } else {
            months.lo.saturating_sub(1)
        };
        let most = months.hi.saturating_add(1);
        self.meet(
            until,
            Value::between(after(start.lo, least, -3), after(start.hi, most, 3)),
        )?;
        self.meet(
            from,
            Value::between(
                after(end.lo, 0_i64.saturating_sub(most), -3),
                after(end.hi, 0_i64.saturating_sub(least), 3),
            ),
        )
    }

    /// The only row of ceilings that keys and date select.
    fn ceilings(
        &self,
        table: u16,
        keys: &[NodeId],
        factor: i64,
        date: NodeId,
    ) -> Option<(&TablePlan, Vec<i64>)> {
        let table = self.program.table(table)?;
        let known: Vec<Value> = keys.iter().map(|key| self.at(*key)).collect();
        let found = table.only_ceilings(&known, factor, self.at(date))?;
        Some((table, found))
    }

    pub(super) fn first_rank(
        &mut self,
        table: u16,
        keys: &[NodeId],
        (amount, factor): (NodeId, i64),
        date: NodeId,
        required: Value,
    ) -> Result<(), Empty> {
        let Some((table, ceilings)) = self.ceilings(table, keys, factor, date) else {
            return Ok(());
        };
        let ranks = table.ranks.as_deref().unwrap_or_default();
        let last = ranks.len().saturating_sub(1);
        let (mut below, mut least, mut most) = (i64::MIN, i64::MAX, i64::MIN);
        for (position, (rank, ceiling)) in ranks.iter().zip(&ceilings).enumerate() {
            if required.mask() & Value::member(*rank).mask() != 0 {
                let from = if position == 0 {
                    i64::MIN
                } else {
                    below.saturating_add(1)
                };
                let to = if position == last { i64::MAX } else { *ceiling };
                if from <= to {
                    least = least.min(from);
                    most = most.max(to);
                }
            }
            below = *ceiling;
        }
        self.meet(amount, Value::between(least, most))
    }

    pub(super) fn exceeds(
        &mut self,
        table: u16,
        keys: &[NodeId],
        (amount, factor): (NodeId, i64),
        date: NodeId,
        required: Value,
    ) -> Result<(), Empty> {
        if !required.is_point() {
            return Ok(());
        }
        let highest = self
            .ceilings(table, keys, factor, date)
            .and_then(|(_, ceilings)| ceilings.last().copied());
        match highest {
            Some(highest) if required.is_true() => {
                self.meet(amount, Value::between(highest.saturating_add(1), i64::MAX))
            }
            Some(highest) => self.meet(amount, Value::between(i64::MIN, highest)),
            None => Ok(()),
        }
    }

    /// The days on which a table has a cell that is required.
    pub(super) fn lookup(
        &mut self,
        table: u16,
        column: u16,
        keys: &[NodeId],
        date: NodeId,
        position: usize,
    ) -> Result<(), Empty> {
        let known = self.at(date);
        let Some(table) = self
            .program
            .table(table)
            .filter(|table| table.span(known).len() > 1)
        else {
            return Ok(());
        };
        let keys: Vec<Value> = keys.iter().map(|key| self.at(*key)).collect();
        let begins: Vec<i64> = table
            .periods
            .iter()
            .map(|layout| layout.from.number().into())
            .collect();
        self.dated(date, &begins, position, &mut |day| {
            table.cell(column, &keys, Value::point(day))
        })
    }

    /// The days on which a parameter has a value that is required.
    pub(super) fn parameter(&mut self, parameter: u16, date: NodeId, position: usize) -> Result<(), Empty> {
        let Some(series) = self
            .program
            .parameter(parameter)
            .filter(|series| series.points.len() > 1)
        else {
            return Ok(());
        };
        let begins: Vec<i64> = series
            .points
            .iter()
            .map(|point| point.from.number().into())
            .collect();
        self.dated(date, &begins, position, &mut |day| {
            series.value(Value::point(day))
        })
    }

    /// Takes off the first and the last periods of a date in which a value is not what is required.
    fn dated(
        &mut self,
        date: NodeId,
        begins: &[i64],
        position: usize,
        at: &mut dyn FnMut(i64) -> Value,
    ) -> Result<(), Empty> {
        let required = self.required.get(position).copied().unwrap_or(Value::UNKNOWN);
        let is_choice = self.program.choices.get(position).copied().unwrap_or(false);
        let known = self.at(date);
        let mut starts: Vec<i64> = begins
            .iter()
            .copied()
            .filter(|day| *day > known.lo && *day <= known.hi)
            .collect();
        starts.insert(0, known.lo);
        let possible: Vec<bool> = starts
            .iter()
            .map(|day| at(*day).and(required, is_choice).is_some())
            .collect();
        let (Some(first), Some(last)) = (
            possible.iter().position(|is| *is),
            possible.iter().rposition(|is| *is),
        ) else {
            return Err(Empty);
        };
        let from = starts.get(first).copied().unwrap_or(known.lo);
        let until = starts
            .get(last.saturating_add(1))
            .map_or(known.hi, |day| day.saturating_sub(1));
        self.meet(date, Value::between(from, until))
    }
}
