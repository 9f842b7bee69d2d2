use crate::{
    date::Day,
    plan::{Beside, Citation, PlanContent, Reliability, Repere, Value},
    vocabulary::{DeclaredType, Style},
};

/// What was planned for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned<'a> {
    /// Where it is written in the pack.
    pub beside: Beside,
    /// The id of the repère or of the quota.
    pub id: &'a str,
    /// What a person reads.
    pub title: &'a str,
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

/// The first and the last day of a year.
fn days(year: i32) -> Option<(Day, Day)> {
    let first = Day::from_calendar(year, 1, 1).ok()?;
    Some((first, Day::from_calendar(year, 12, 31).ok()?))
}

/// The figure of a repère for a year: of the value whose days meet it.
pub(crate) fn figure(repere: &Repere, year: i32) -> Option<&crate::pack::model::DatedValue> {
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
                declared: &series.declared,
                value: limit.lo,
                citation: &point.citation,
                reliability: point.reliability,
            })
        }
    }
}
