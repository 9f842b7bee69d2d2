//! Spans of days on which nothing changes, found by halving.

use crate::{
    date::{Day, Period},
    dossier::Dossier,
    evaluate::Probe,
    plan::{NodeId, Plan, Value, VersementPlan, meter},
    vocabulary::FactId,
};

/// The nodes of a versement, in the order in which a [`Probe`] is given them.
pub(super) const ELIGIBLE: usize = 0;
const TEST: usize = 1;
const AMOUNT: usize = 2;
const HOURS: usize = 3;

/// What a versement is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// Nothing is paid.
    Nothing,
    /// Something is paid; the amount is scaled by the decimals of the pace, and `None` when no text says how much.
    Paid(Option<i64>),
}

/// Days that follow each other, on which a versement is worth the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// The first day; the run lasts until the next one.
    pub(super) from: Day,
    pub(super) worth: Worth,
}

/// A value is not settled on a day although no fact is missing: a fault of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsettled;

/// One versement, ready to be asked about days.
pub(super) struct Payment<'p> {
    pub(super) plan: &'p VersementPlan,
    pub(super) dispositif: u16,
    pub(super) position: u16,
    pub(super) probe: Probe<'p>,
    /// The days on which its rule says why it changes, in order; `None` when it says none.
    pub(super) changes: Option<Probe<'p>>,
    stated: [bool; 4],
}

impl<'p> Payment<'p> {
    pub(super) fn new(plan: &'p Plan, dispositif: u16, position: u16) -> Option<Self> {
        let owner = plan.dispositif(dispositif)?;
        let versement = owner.versements.get(usize::from(position))?;
        let test = versement.test.as_ref().map(|rule| rule.node);
        let amount = versement.amount.as_ref().map(|(rule, _)| rule.node);
        let hours = versement.hours.as_ref().map(|rule| rule.node);
        // What is not stated stands for what is always there.
        let roots: [NodeId; 4] = [
            owner.eligible,
            test.unwrap_or(owner.eligible),
            amount.unwrap_or(owner.eligible),
            hours.unwrap_or(owner.eligible),
        ];
        Some(Self {
            plan: versement,
            dispositif,
            position,
            probe: Probe::new(plan, &roots),
            changes: (!versement.changes.is_empty()).then(|| {
                let nodes: Vec<NodeId> = versement.changes.iter().map(|change| change.date.node).collect();
                Probe::new(plan, &nodes)
            }),
            stated: [true, test.is_some(), amount.is_some(), hours.is_some()],
        })
    }

    /// The nodes that say what is paid.
    pub(super) fn roots(&self) -> Vec<usize> {
        let stated = |root: &usize| self.stated.get(*root).copied().unwrap_or(false);
        (ELIGIBLE..=AMOUNT).filter(stated).collect()
    }

    /// The same, and the hours by which the amount is multiplied.
    pub(super) fn grounds(&self) -> Vec<usize> {
        let mut roots = self.roots();
        roots.extend(self.stated.get(HOURS).filter(|stated| **stated).map(|_| HOURS));
        roots
    }

    /// The same, when nothing is paid: what it would be worth does not matter.
    pub(super) fn conditions(&self) -> Vec<usize> {
        let mut roots = self.roots();
        roots.retain(|root| *root != AMOUNT);
        roots
    }

    /// How many hours the whole course has, in hundredths; `None` when the rule does not say, or when a fact is missing.
    pub(super) fn hours(&self, dossier: &Dossier, course: Period) -> Option<i64> {
        if !self.stated.get(HOURS).copied().unwrap_or(false) {
            return None;
        }
        let hours = self.probe.read(dossier, Value::day(course.from)).value(HOURS);
        hours.is_point().then_some(hours.lo)
    }

    /// The facts that are missing to know how many hours the course has.
    pub(super) fn missing_hours(&self, dossier: &Dossier, course: Period) -> Vec<FactId> {
        if !self.stated.get(HOURS).copied().unwrap_or(false) {
            return Vec::new();
        }
        let probed = self.probe.read(dossier, Value::day(course.from));
        probed.basis(&[HOURS]).missing
    }

    /// What is paid, when it is the same on every day that the reference date may be.
    pub(super) fn worth(&self, dossier: &Dossier, reference: Value) -> Option<Worth> {
        let probed = self.probe.read(dossier, reference);
        let (eligible, test) = (probed.value(ELIGIBLE), probed.value(TEST));
        if eligible.is_false() || test.is_false() {
            return Some(Worth::Nothing);
        }
        if !eligible.is_true() || !test.is_true() {
            return None;
        }
        if !self.stated.get(AMOUNT).copied().unwrap_or(false) {
            return Some(Worth::Paid(None));
        }
        let amount = probed.value(AMOUNT);
        if !amount.is_point() {
            return None;
        }
        Some(match amount.lo {
            0 => Worth::Nothing,
            cents => Worth::Paid(Some(cents)),
        })
    }

    /// The runs over some days, in order; each differs from the one before.
    ///
    /// INVARIANT: a run is proven, for the evaluator gave one value for all the days of each span that makes it.
    /// INVARIANT: a course of `n` days is halved into fewer than `2 n` spans, and a course has few days: the pack bounds them.
    pub(super) fn runs(&self, dossier: &Dossier, days: Period) -> Result<Vec<Run>, Unsettled> {
        let mut runs: Vec<Run> = Vec::new();
        let mut left = vec![days];
        while let Some(span) = left.pop() {
            meter::add(1);
            if span.from >= span.until {
                continue;
            }
            if let Some(worth) = self.worth(dossier, known(span)) {
                if runs.last().is_none_or(|run| run.worth != worth) {
                    runs.push(Run {
                        from: span.from,
                        worth,
                    });
                }
                continue;
            }
            let middle = middle(span);
            if middle <= span.from {
                return Err(Unsettled);
            }
            left.push(Period {
                from: middle,
                until: span.until,
            });
            left.push(Period {
                from: span.from,
                until: middle,
            });
        }
        Ok(runs)
    }
}

/// What is known of a day that lies in a span.
pub(super) fn known(span: Period) -> Value {
    Value::between(
        i64::from(span.from.number()),
        i64::from(span.until.number()).saturating_sub(1),
    )
}

fn middle(span: Period) -> Day {
    let sum = i64::from(span.from.number()).saturating_add(i64::from(span.until.number()));
    Day::from_number(sum.div_euclid(2))
}
