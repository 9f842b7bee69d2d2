//! The days of a course, and what is paid on them.

use std::sync::Arc;

use super::{
    Schedule, Totals,
    layout::Payments,
    model::{Cited, MonthDays},
    prorata::Prorata,
};
use crate::{
    date::{Day, Period},
    decimal,
    decision::Answer,
    dossier::{Dossier, pointer},
    error::{Code, Finding, Findings, Place},
    evaluate::{Engine, Probe},
    plan::{CoursePlan, Plan, Role, Rule, Value},
};

/// The course of an answer: its days, and how a part of a month counts.
#[derive(Clone, Copy)]
pub(super) struct Running {
    pub(super) days: Period,
    pub(super) prorata: Prorata,
}

impl Running {
    /// `None` when its days are not known, and when it is too long or ends before it starts: there is nothing to compare over.
    pub(super) fn of(engine: &Engine, answer: &Answer) -> Option<Self> {
        let plan = engine.plan();
        let mut schedule = blank(plan, answer, Vec::new());
        let month = days(plan.course.as_ref()?, plan, answer.dossier(), &mut schedule).ok()??;
        Some(Self {
            days: schedule.course?,
            prorata: Prorata {
                month_days: month.value,
            },
        })
    }

    /// What one dispositif alone pays on these days, in cents; `None` when it is not an amount.
    pub(super) fn paid_alone(
        self,
        engine: &Engine,
        answer: &Answer,
        position: u16,
    ) -> Result<Option<i64>, Findings> {
        let plan = engine.plan();
        let owner = plan.dispositif(position);
        if owner.is_none_or(|owner| owner.versements.is_empty()) {
            return Ok(None);
        }
        let mut schedule = blank(plan, answer, vec![position]);
        self.payments(plan, answer.dossier(), &[position])?
            .lay_out(&mut schedule);
        let settled = schedule.totals.complete && schedule.open.is_empty();
        let cents = decimal::from_decimal(schedule.totals.total, 2).ok();
        Ok(cents.filter(|_| settled))
    }

    /// What some dispositifs pay on these days.
    pub(super) fn payments<'p>(
        self,
        plan: &'p Plan,
        dossier: &'p Dossier,
        dispositifs: &[u16],
    ) -> Result<Payments<'p>, Findings> {
        Payments::of(plan, dossier, dispositifs, (self.days, self.prorata))
    }
}

/// A schedule of some dispositifs of which nothing is laid out yet.
pub(super) fn blank(plan: &Arc<Plan>, answer: &Answer, dispositifs: Vec<u16>) -> Schedule {
    Schedule {
        plan: Arc::clone(plan),
        date: answer.date(),
        asked: answer.asked().clone(),
        course: None,
        missing: Vec::new(),
        dispositifs,
        segments: Vec::new(),
        totals: Totals::default(),
        open: Vec::new(),
        month_days: None,
    }
}

/// Finds the days of the course, or the facts that are missing to know them.
pub(super) fn days(
    course: &CoursePlan,
    plan: &Plan,
    dossier: &Dossier,
    schedule: &mut Schedule,
) -> Result<Option<MonthDays>, Findings> {
    let probe = Probe::new(
        plan,
        &[course.start.node, course.end.node, course.month_days_node],
    );
    let probed = probe.read(dossier, Value::day(schedule.date));
    let (start, end) = (probed.value(0), probed.value(1));
    if !start.is_point() || !end.is_point() {
        schedule.missing = probed.basis(&[0, 1]).missing;
        return Ok(None);
    }
    let last = end.first_day();
    if last < start.first_day() {
        return Err(refused(
            Code::Incoherent,
            "la formation finit avant de commencer",
            "vérifiez les dates de la formation",
        ));
    }
    if last > course.longest().last(start.first_day()) {
        return Err(too_long(plan, course, start.first_day(), last));
    }
    schedule.course = Some(Period::new(Some(start.first_day()), Some(last)));
    let month = plan
        .parameters
        .get(usize::from(course.month_days))
        .and_then(|series| {
            let point = series.points.get(series.span(start).0)?;
            Some(MonthDays {
                name: series.name.clone(),
                title: series.title.clone(),
                value: probed.value(2).lo,
                source: Cited {
                    citation: point.citation.clone(),
                    reliability: point.reliability,
                    since: point.from,
                },
            })
        });
    Ok(month)
}

/// A course that is longer than the pack allows: its last day is the first to look at.
fn too_long(plan: &Plan, course: &CoursePlan, first: Day, last: Day) -> Findings {
    let read = |rule: &Rule| -> Vec<String> {
        let facts = rule.parts.iter().filter_map(|part| {
            let Role::Fact(id) = part.role else { return None };
            plan.vocabulary.fact(id)
        });
        facts.map(|fact| fact.name.clone()).collect()
    };
    let mut names = read(&course.end);
    names.extend(read(&course.start));
    let place = names.first().map_or(Place::Whole, |name| pointer(name));
    let verified: Vec<String> = names.iter().rev().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "la formation va du {first} au {last} : un échéancier compte {} au plus",
        course.longest()
    );
    let help = format!(
        "vérifiez {} ; si la formation est vraiment aussi longue, le barème l'admet avec `duree_maximale`",
        verified.join(" et ")
    );
    Findings::new(vec![
        Finding::new(Code::CourseTooLong, place, message).with_help(help),
    ])
}

pub(super) fn refused(code: Code, message: &str, help: &str) -> Findings {
    Findings::new(vec![Finding::new(code, Place::Whole, message).with_help(help)])
}
