//! What was planned, beside what is counted.

use super::tally::{Tally, share};
use crate::{
    date::Day,
    decimal::pow10,
    plan::{Beside, Citation, PlanContent, Reliability, Repere, RepereKind, Value},
    vocabulary::{DeclaredType, Kind, Style},
};

/// What was planned for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Planned<'a> {
    /// Where it is written in the pack.
    pub beside: Beside,
    /// The id of the repère or of the quota.
    pub id: &'a str,
    /// What a person reads.
    pub title: &'a str,
    /// What kind of figure it is; `None` for the limit of a quota.
    pub kind: Option<RepereKind>,
    /// Its type and unit.
    pub declared: &'a DeclaredType,
    /// What was planned, scaled.
    pub value: i64,
    /// Where it comes from.
    pub citation: &'a Citation,
    /// How sure it is.
    pub reliability: Reliability,
}

impl Planned<'_> {
    /// Is it a share of one, to be compared with a share?
    #[must_use]
    pub fn is_share(&self) -> bool {
        self.declared.style == Style::Rate
    }

    /// Can something be left of it? Nothing is of what was only observed, nor of a share.
    #[must_use]
    pub fn has_rest(&self) -> bool {
        self.kind != Some(RepereKind::Observed) && !self.is_share()
    }

    /// What was counted that compares with it, and its decimals: a share beside a share, a number beside a number.
    #[must_use]
    pub fn used(&self, tally: &Tally, counting: &Kind) -> (Option<i128>, u8) {
        if counting.is_number() {
            (Some(tally.sum), counting.decimals())
        } else if self.is_share() {
            (tally.share(), 3)
        } else {
            (Some(tally.yes.into()), 0)
        }
    }

    /// What is left of it, and its decimals; below zero when more was counted than planned.
    #[must_use]
    pub fn left(&self, used: i128, decimals: u8) -> (i128, u8) {
        let most = self.declared.decimals().max(decimals);
        let planned = lengthened(self.value.into(), self.declared.decimals(), most);
        (planned.saturating_sub(lengthened(used, decimals, most)), most)
    }

    /// The part of it that was counted, in thousandths; `None` of a share, which is no whole.
    #[must_use]
    pub fn part(&self, used: i128, decimals: u8) -> Option<i128> {
        let most = self.declared.decimals().max(decimals);
        let planned = lengthened(self.value.into(), self.declared.decimals(), most);
        if self.is_share() {
            return None;
        }
        share(lengthened(used, decimals, most), planned)
    }
}

/// What a ledger says of a quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admissions {
    /// The id of the quota.
    pub quota: String,
    /// The group in which places are counted: a year of intake.
    pub group: String,
    /// How many places there are.
    pub limit: u32,
    /// How many are taken.
    pub admitted: u32,
    /// How many dossiers wait for one.
    pub waiting: u32,
}

impl Admissions {
    /// Is it the ledger of a year of intake?
    #[must_use]
    pub fn is_of(&self, year: i32) -> bool {
        self.group == year.to_string()
    }
}

/// A number with more decimals.
fn lengthened(number: i128, from: u8, to: u8) -> i128 {
    number.saturating_mul(pow10(to.saturating_sub(from)).into())
}

/// The first and the last day of a year.
fn days(year: i32) -> Option<(Day, Day)> {
    let first = Day::from_calendar(year, 1, 1).ok()?;
    Some((first, Day::from_calendar(year, 12, 31).ok()?))
}

/// The figure of a repère for a year: of the value whose days meet it.
#[must_use]
pub fn figure(repere: &Repere, year: i32) -> Option<&crate::pack::model::DatedValue> {
    let (first, last) = days(year)?;
    repere
        .values
        .iter()
        .find(|value| value.period.from <= last && first < value.period.until)
}

/// What was planned for a year, when the pack says it.
pub(super) fn planned(plan: &PlanContent, beside: Beside, year: i32) -> Option<Planned<'_>> {
    match beside {
        Beside::Repere(position) => {
            let repere = plan.follow.reperes.get(usize::from(position))?;
            let value = figure(repere, year)?;
            Some(Planned {
                beside,
                id: &repere.id,
                title: &repere.title,
                kind: Some(repere.kind),
                declared: &repere.declared,
                value: value.value,
                citation: &value.citation,
                reliability: value.reliability,
            })
        }
        Beside::Quota(position) => {
            let quota = plan.quotas.get(usize::from(position))?;
            let series = plan.parameters.get(usize::from(quota.limit))?;
            let (first, last) = days(year)?;
            let within = series.points.first()?.from <= first && last < series.until;
            let span = Value::between(first.number().into(), last.number().into());
            let limit = series.value(span);
            let point = series.points.get(series.span(span).0)?;
            (within && limit.is_point()).then_some(Planned {
                beside,
                id: &quota.id,
                title: &quota.title,
                kind: None,
                declared: &series.declared,
                value: limit.lo,
                citation: &point.citation,
                reliability: point.reliability,
            })
        }
    }
}
