use std::{collections::BTreeSet, sync::Arc};

use super::{
    Cause, Line, Open, Payer, Schedule, Segment, Totals,
    cause::causes,
    compare,
    counted::{counted, undetermined},
    model::{Cited, MonthDays},
    prorata::{Prorata, daily, hourly},
    runs::{Payment, Run, Unsettled, Worth, known},
};
use crate::{
    date::{Day, Period},
    decide::{Engine, Probe, Selection},
    decimal::{self, Decimal},
    decision::Answer,
    dossier::{Dossier, pointer},
    error::{Code, Finding, Findings, Place},
    plan::{CoursePlan, Pace, Plan, Role, Rule, Value, meter},
    vocabulary::FactId,
};

impl Engine {
    /// What a person receives over the course, from the first day to the last.
    ///
    /// Counted are the dispositifs of the best compatible combination among those of the selection. The verdicts are those of
    /// the reference date; what a versement is worth is that of each day of the course. A fact that is not known leaves the
    /// versements that need it open: nothing is guessed.
    ///
    /// # Errors
    /// [`Findings`] when the dossier contradicts itself, when a named dispositif does not exist, when the pack has no
    /// schedule, or when the course ends before it starts or is longer than the pack allows.
    pub fn schedule(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Schedule, Findings> {
        let answer = self.decided(dossier, date, selection, false, false)?;
        let best = compare::best(self, &answer);
        let plan = self.plan();
        let course = plan.course.as_ref().ok_or_else(|| {
            refused(
                Code::NoSchedule,
                "ce barème ne dit pas quand une formation commence et finit",
                "ajoutez le fichier `echeancier.toml` au barème",
            )
        })?;
        let mut schedule = blank(plan, &answer, counted(plan, best.as_ref()));
        schedule.open = undetermined(plan, &answer, &schedule.dispositifs);
        schedule.month_days = days(course, plan, dossier, &mut schedule)?;
        if let (Some(days), Some(month)) = (schedule.course, &schedule.month_days) {
            let prorata = Prorata {
                month_days: month.value,
            };
            fill(&mut schedule, dossier, days, prorata)?;
        }
        Ok(schedule)
    }
}

fn refused(code: Code, message: &str, help: &str) -> Findings {
    Findings::new(vec![Finding::new(code, Place::Whole, message).with_help(help)])
}

/// The course of an answer: its days, and how a part of a month counts.
#[derive(Clone, Copy)]
pub(super) struct Running {
    pub(super) days: Period,
    prorata: Prorata,
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
        fill(&mut schedule, answer.dossier(), self.days, self.prorata)?;
        let settled = schedule.totals.complete && schedule.open.is_empty();
        let cents = decimal::from_decimal(schedule.totals.total, 2).ok();
        Ok(cents.filter(|_| settled))
    }
}

/// A schedule of some dispositifs of which nothing is laid out yet.
fn blank(plan: &Arc<Plan>, answer: &Answer, dispositifs: Vec<u16>) -> Schedule {
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
fn days(
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
    if last > course.longest.last(start.first_day()) {
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
        let facts = rule.parts.iter().filter_map(|part| match part.role {
            Role::Fact(id) => plan.vocabulary.fact(id),
            _ => None,
        });
        facts.map(|fact| fact.name.clone()).collect()
    };
    let mut names = read(&course.end);
    names.extend(read(&course.start));
    let place = names.first().map_or(Place::Whole, |name| pointer(name));
    let verified: Vec<String> = names.iter().rev().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "la formation va du {first} au {last} : un échéancier compte {} au plus",
        course.longest
    );
    let help = format!(
        "vérifiez {} ; si la formation est vraiment aussi longue, le barème l'admet avec `duree_maximale`",
        verified.join(" et ")
    );
    Findings::new(vec![
        Finding::new(Code::CourseTooLong, place, message).with_help(help),
    ])
}

/// A versement with what it is worth over the course.
struct Paid<'p> {
    payment: Payment<'p>,
    runs: Vec<Run>,
}

impl Paid<'_> {
    fn worth(&self, day: Day) -> Worth {
        meter::add(1);
        let after = self.runs.partition_point(|run| run.from <= day);
        self.runs
            .get(after.saturating_sub(1))
            .map_or(Worth::Nothing, |run| run.worth)
    }

    /// Is a day the first of those that are paid without a break?
    fn opens(&self, day: Day) -> bool {
        self.runs.first().is_none_or(|run| run.from >= day) || self.worth(day.add_days(-1)) == Worth::Nothing
    }
}

fn fill(
    schedule: &mut Schedule,
    dossier: &Dossier,
    course: Period,
    prorata: Prorata,
) -> Result<(), Findings> {
    let plan = Arc::clone(&schedule.plan);
    let mut paid = Vec::new();
    for payment in payments(&plan, &schedule.dispositifs) {
        let missing = missing(&payment, dossier, course);
        if !missing.is_empty() {
            schedule.open.push(Open {
                dispositif: payment.dispositif,
                versement: Some(payment.position),
                missing,
            });
            continue;
        }
        let runs = payment
            .runs(dossier, course)
            .map_err(|Unsettled| unsettled(&payment))?;
        paid.push(Paid { payment, runs });
    }
    let mut starts = BTreeSet::from([course.from]);
    starts.extend(paid.iter().flat_map(|paid| paid.runs.iter().map(|run| run.from)));
    let ends = starts.iter().skip(1).copied().chain([course.until]);
    for (from, until) in starts.iter().copied().zip(ends) {
        let days = Period { from, until };
        let lines: Vec<Line> = paid
            .iter()
            .filter_map(|paid| line(&plan, paid, dossier, (days, course), prorata))
            .collect();
        let total = lines.iter().filter_map(|line| line.total);
        schedule.segments.push(Segment {
            days,
            causes: if from == course.from {
                vec![Cause::Start]
            } else {
                why(&plan, &paid, dossier, from)
            },
            total: total.fold(Decimal::new(0, 2), |sum, part| {
                sum.checked_add(part).unwrap_or(sum)
            }),
            lines,
        });
    }
    schedule.totals = totals(schedule);
    Ok(())
}

/// The versements of these dispositifs.
fn payments<'p>(plan: &'p Plan, dispositifs: &[u16]) -> Vec<Payment<'p>> {
    let count = |position: u16| {
        let owner = plan.dispositif(position);
        owner.map_or(0, |owner| {
            u16::try_from(owner.versements.len()).unwrap_or(u16::MAX)
        })
    };
    dispositifs
        .iter()
        .flat_map(|position| (0..count(*position)).map(move |versement| (*position, versement)))
        .filter_map(|(position, versement)| Payment::new(plan, position, versement))
        .collect()
}

/// The facts that could change what is paid on some day of the course.
fn missing(payment: &Payment<'_>, dossier: &Dossier, course: Period) -> Vec<FactId> {
    if payment.worth(dossier, known(course)).is_some() {
        return Vec::new();
    }
    let probed = payment.probe.read(dossier, known(course));
    probed.basis(&payment.roots()).missing
}

fn unsettled(payment: &Payment<'_>) -> Findings {
    let title = &payment.plan.title;
    refused(
        Code::Internal,
        &format!("« {title} » reste inconnu sans qu'un fait manque"),
        "signalez-le",
    )
}

/// What is paid over some days of the course.
fn line(
    plan: &Plan,
    paid: &Paid<'_>,
    dossier: &Dossier,
    (days, course): (Period, Period),
    prorata: Prorata,
) -> Option<Line> {
    let Worth::Paid(amount) = paid.worth(days.from) else {
        return None;
    };
    let payment = &paid.payment;
    let pace = payment.plan.amount.as_ref().map(|(_, pace)| *pace);
    let basis = payment
        .probe
        .read(dossier, Value::day(days.from))
        .basis(&payment.grounds());
    let last = payment.probe.read(dossier, Value::day(days.until.add_days(-1)));
    let of_dispositif = plan.dispositif(payment.dispositif).map(|owner| owner.reliability);
    let reliability = basis.floor.reliability.min(payment.plan.reliability);
    let total = amount.zip(pace).and_then(|(amount, pace)| match pace {
        Pace::Month => Some(prorata.monthly(amount, days)),
        Pace::WholeMonth => Some(Prorata::whole_months(amount, days, paid.opens(days.from))),
        Pace::Day => Some(daily(amount, days)),
        Pace::Hour => payment
            .hours(dossier, course)
            .map(|hours| hourly(amount, hours, days, course)),
    });
    Some(Line {
        dispositif: payment.dispositif,
        versement: payment.position,
        amount: amount
            .zip(pace)
            .map(|(amount, pace)| decimal::to_decimal(amount, pace.decimals())),
        total: total.map(|cents| decimal::to_decimal(cents, 2)),
        reliability: of_dispositif.map_or(reliability, |owner| owner.min(reliability)),
        verified: basis.floor.verified,
        outdated: last.outdated(&payment.roots()),
    })
}

/// Why what is paid from a day on is not what was paid before.
fn why(plan: &Plan, paid: &[Paid<'_>], dossier: &Dossier, day: Day) -> Vec<Cause> {
    let mut list: Vec<Cause> = Vec::new();
    for paid in paid {
        let (before, after) = (paid.worth(day.add_days(-1)), paid.worth(day));
        if before != after {
            let found = causes(plan, &paid.payment, dossier, day, (before, after));
            list.extend(
                found
                    .into_iter()
                    .filter(|cause| {
                        meter::add(list.len());
                        !list.contains(cause)
                    })
                    .collect::<Vec<_>>(),
            );
        }
    }
    list
}

fn totals(schedule: &Schedule) -> Totals {
    let mut totals = Totals {
        total: Decimal::new(0, 2),
        payers: Vec::new(),
        complete: schedule.open.iter().all(|open| open.versement.is_none()),
    };
    for segment in &schedule.segments {
        for view in schedule.lines(segment) {
            let (name, label) = &view.versement.payer;
            let known = totals.payers.iter().position(|payer| {
                meter::add(1);
                payer.name == *name
            });
            let position = known.unwrap_or_else(|| {
                totals.payers.push(Payer {
                    name: name.clone(),
                    label: label.clone(),
                    total: Decimal::new(0, 2),
                    complete: true,
                });
                totals.payers.len().saturating_sub(1)
            });
            if let Some(payer) = totals.payers.get_mut(position) {
                if let Some(part) = view.line.total {
                    payer.total = payer.total.checked_add(part).unwrap_or(payer.total);
                    totals.total = totals.total.checked_add(part).unwrap_or(totals.total);
                }
                payer.complete &= view.line.total.is_some();
                totals.complete &= view.line.total.is_some();
            }
        }
    }
    totals
}
