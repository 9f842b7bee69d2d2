//! What is paid over the days of a course, found once for every schedule that counts some of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Cause, Line, Open, Payer, Schedule, Segment, Totals,
    cause::causes,
    prorata::Prorata,
    rate::Rate,
    runs::{Payment, Run, Unsettled, Worth, known},
};
use crate::{
    date::{Day, Period},
    decimal::{self, Decimal},
    dossier::Dossier,
    error::{Code, Finding, Findings, Place},
    plan::{Pace, Plan, Reliability, Value, meter},
    vocabulary::FactId,
};

/// The versements of some dispositifs over a course.
///
/// INVARIANT: what is read of a day is kept, so that however many schedules are laid out, a versement is read once for each first
/// and each last day of the segments that all of them together have.
pub(super) struct Payments<'p> {
    plan: &'p Plan,
    dossier: &'p Dossier,
    course: Period,
    prorata: Prorata,
    paid: Vec<Paid<'p>>,
    open: Vec<Open>,
}

/// A versement with what it is worth over the course.
struct Paid<'p> {
    payment: Payment<'p>,
    runs: Vec<Run>,
    /// The hours of the course, in hundredths, when they are paid and known.
    hours: Option<i64>,
    /// What the first day of a segment says.
    firsts: BTreeMap<Day, First>,
    /// What the last day of a segment says.
    lasts: BTreeMap<Day, Option<Day>>,
    /// Why it changes on a day.
    causes: BTreeMap<Day, Vec<Cause>>,
}

/// What a versement rests on.
#[derive(Clone, Copy)]
struct First {
    reliability: Reliability,
    verified: Option<Day>,
}

impl<'p> Payments<'p> {
    pub(super) fn of(
        plan: &'p Plan,
        dossier: &'p Dossier,
        dispositifs: &[u16],
        (course, prorata): (Period, Prorata),
    ) -> Result<Self, Findings> {
        let mut found = Self {
            plan,
            dossier,
            course,
            prorata,
            paid: Vec::new(),
            open: Vec::new(),
        };
        for payment in versements(plan, dispositifs) {
            let missing = missing(&payment, dossier, course);
            if !missing.is_empty() {
                found.open.push(open(&payment, missing));
                continue;
            }
            let runs = payment
                .runs(dossier, course)
                .map_err(|Unsettled| unsettled(&payment))?;
            let hours = payment.hours(dossier, course);
            // The price of an hour is known, and what it comes to is not.
            let paid = |run: &Run| matches!(run.worth, Worth::Paid(Some(_)));
            if hours.is_none() && runs.iter().any(paid) {
                let missing = payment.missing_hours(dossier, course);
                if !missing.is_empty() {
                    found.open.push(open(&payment, missing));
                }
            }
            found.paid.push(Paid {
                hours,
                payment,
                runs,
                firsts: BTreeMap::new(),
                lasts: BTreeMap::new(),
                causes: BTreeMap::new(),
            });
        }
        Ok(found)
    }

    /// Lays out what the dispositifs of a schedule pay.
    pub(super) fn lay_out(&mut self, schedule: &mut Schedule) {
        let counts = |position: u16| {
            meter::add(1);
            schedule.dispositifs.contains(&position)
        };
        schedule
            .open
            .extend(self.open.iter().filter(|open| counts(open.dispositif)).cloned());
        let (plan, dossier) = (self.plan, self.dossier);
        let running = (self.course, self.prorata);
        let mut paid: Vec<&mut Paid<'p>> = self
            .paid
            .iter_mut()
            .filter(|paid| counts(paid.payment.dispositif))
            .collect();
        let mut starts = BTreeSet::from([self.course.from]);
        starts.extend(paid.iter().flat_map(|paid| paid.runs.iter().map(|run| run.from)));
        let ends = starts.iter().skip(1).copied().chain([self.course.until]);
        for (from, until) in starts.iter().copied().zip(ends) {
            let days = Period { from, until };
            let lines: Vec<Line> = paid
                .iter_mut()
                .filter_map(|paid| paid.line(plan, dossier, days, running))
                .collect();
            let total = lines.iter().filter_map(|line| line.total);
            schedule.segments.push(Segment {
                days,
                causes: if from == self.course.from {
                    vec![Cause::Start]
                } else {
                    why(plan, &mut paid, dossier, from)
                },
                total: total.fold(Decimal::new(0, 2), |sum, part| {
                    sum.checked_add(part).unwrap_or(sum)
                }),
                lines,
            });
        }
        schedule.totals = totals(schedule);
    }

    /// Does a dispositif pay something on some day, or may it once more is known?
    pub(super) fn pays(&self, position: u16) -> bool {
        let paid = self.paid.iter().any(|paid| {
            meter::add(1);
            paid.payment.dispositif == position && paid.runs.iter().any(|run| run.worth != Worth::Nothing)
        });
        paid || self.open.iter().any(|open| open.dispositif == position)
    }

    /// What a dispositif pays that has an amount, in cents.
    pub(super) fn cents(&self, position: u16) -> i64 {
        let own = self.paid.iter().filter(|paid| {
            meter::add(1);
            paid.payment.dispositif == position
        });
        own.flat_map(|paid| {
            let ends = paid.runs.iter().skip(1).map(|run| run.from);
            let ends = ends.chain([self.course.until]);
            paid.runs.iter().zip(ends).filter_map(move |(run, until)| {
                let days = Period {
                    from: run.from,
                    until,
                };
                let rate = paid.rate(run.from)?;
                rate.over(days, (self.course, self.prorata))
            })
        })
        .fold(0_i64, i64::saturating_add)
    }
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

    fn pace(&self) -> Option<Pace> {
        self.payment.plan.amount.as_ref().map(|(_, pace)| *pace)
    }

    /// At what rate it is paid from a day on; `None` when nothing is, or when no text says how much.
    fn rate(&self, day: Day) -> Option<Rate> {
        let Worth::Paid(amount) = self.worth(day) else {
            return None;
        };
        Some(Rate {
            amount: amount?,
            pace: self.pace()?,
            opens: self.opens(day).then_some(day),
            hours: self.hours,
        })
    }

    /// What is paid over some days of the course.
    fn line(
        &mut self,
        plan: &Plan,
        dossier: &Dossier,
        days: Period,
        running: (Period, Prorata),
    ) -> Option<Line> {
        if self.worth(days.from) == Worth::Nothing {
            return None;
        }
        let rate = self.rate(days.from);
        let first = self.first(plan, dossier, days.from);
        let total = rate.and_then(|rate| rate.over(days, running));
        Some(Line {
            dispositif: self.payment.dispositif,
            versement: self.payment.position,
            amount: rate.map(|rate| decimal::to_decimal(rate.amount, rate.pace.decimals())),
            total: total.map(|cents| decimal::to_decimal(cents, 2)),
            reliability: first.reliability,
            verified: first.verified,
            outdated: self.outdated(dossier, days.until.add_days(-1)),
            rate,
        })
    }

    fn first(&mut self, plan: &Plan, dossier: &Dossier, day: Day) -> First {
        let payment = &self.payment;
        *self.firsts.entry(day).or_insert_with(|| {
            let basis = payment
                .probe
                .read(dossier, Value::day(day))
                .basis(&payment.grounds());
            let of_dispositif = plan.dispositif(payment.dispositif).map(|owner| owner.reliability);
            let reliability = basis.floor.reliability.min(payment.plan.reliability);
            First {
                reliability: of_dispositif.map_or(reliability, |owner| owner.min(reliability)),
                verified: basis.floor.verified,
            }
        })
    }

    fn outdated(&mut self, dossier: &Dossier, day: Day) -> Option<Day> {
        let payment = &self.payment;
        *self.lasts.entry(day).or_insert_with(|| {
            let last = payment.probe.read(dossier, Value::day(day));
            last.outdated(&payment.roots())
        })
    }

    /// Why it is not worth on a day what it was worth the day before; nothing when it is.
    fn causes(&mut self, plan: &Plan, dossier: &Dossier, day: Day) -> &[Cause] {
        let (before, after) = (self.worth(day.add_days(-1)), self.worth(day));
        if before == after {
            return &[];
        }
        let payment = &self.payment;
        self.causes
            .entry(day)
            .or_insert_with(|| causes(plan, payment, dossier, day, (before, after)))
    }
}

/// The versements of these dispositifs.
fn versements<'p>(plan: &'p Plan, dispositifs: &[u16]) -> Vec<Payment<'p>> {
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
    let mut missing = probed.basis(&payment.roots()).missing;
    if !missing.is_empty() {
        missing.extend(payment.missing_hours(dossier, course));
        missing.sort_unstable();
        missing.dedup();
    }
    missing
}

const fn open(payment: &Payment<'_>, missing: Vec<FactId>) -> Open {
    Open {
        dispositif: payment.dispositif,
        versement: Some(payment.position),
        missing,
    }
}

fn unsettled(payment: &Payment<'_>) -> Findings {
    let title = &payment.plan.title;
    let message = format!("« {title} » reste inconnu sans qu'un fait manque");
    Findings::new(vec![
        Finding::new(Code::Internal, Place::Whole, message).with_help("signalez-le"),
    ])
}

/// Why what is paid from a day on is not what was paid before.
fn why(plan: &Plan, paid: &mut [&mut Paid<'_>], dossier: &Dossier, day: Day) -> Vec<Cause> {
    let mut list: Vec<Cause> = Vec::new();
    for paid in paid {
        let found = paid.causes(plan, dossier, day).iter();
        let new: Vec<Cause> = found
            .filter(|cause| {
                meter::add(list.len());
                !list.contains(cause)
            })
            .cloned()
            .collect();
        list.extend(new);
    }
    list
}

fn totals(schedule: &Schedule) -> Totals {
    let mut totals = Totals {
        total: Decimal::new(0, 2),
        payers: Vec::new(),
        complete: schedule
            .open
            .iter()
            .all(|open| open.versement.is_none() && schedule.may_be_replaced(open).is_empty()),
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
