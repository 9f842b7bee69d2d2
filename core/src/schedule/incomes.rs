//! What income a person may have during a course: every set of dispositifs that can be received together, compared.

use super::{
    Month, Open, Schedule,
    counted::{is_marked, marked},
    course::outlined,
    layout::Payments,
    months::months,
    running::{Running, blank},
    sets,
};
use crate::{
    date::Day,
    decimal::Decimal,
    decision::{Answer, Verdict},
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{MOST_SEQUENCES, Plan, meter},
};

/// What income a person may have during a course.
#[derive(Clone)]
#[non_exhaustive]
pub struct Incomes {
    /// What is paid by the best compatible dispositifs: what [`Engine::schedule`] gives.
    pub schedule: Schedule,
    /// Each way to be paid, the one that gives the most first; nothing while the days of the course are not known.
    pub sequences: Vec<Sequence>,
    /// What may be paid as well, or instead, once more is known.
    pub open: Vec<Open>,
    /// Of each dispositif that is eligible, what is doubted for this person: the doubts of its decision and those about its payments, by
    /// positions.
    pub doubts: Vec<(u16, Vec<u16>)>,
    /// How many others were left out, each of which gives no more than the last one that is here.
    pub omitted: usize,
    /// Are there still others, which were not looked for?
    pub more: bool,
}

/// One way to be paid during a course: dispositifs that can be received together, together or one after the other.
#[derive(Clone)]
#[non_exhaustive]
pub struct Sequence {
    /// What they pay, and why it changes. Its dispositifs are those that pay something on some day, or may.
    pub schedule: Schedule,
    /// The same by months of the calendar, from the first of the course to the last.
    pub months: Vec<Month>,
    /// How much less it gives than the first one: at least that when the first is not complete. `None` when this one is not
    /// complete: it may give more than its total.
    pub gap: Option<Decimal>,
}

unseen! {
    Incomes => "Incomes",
    Sequence => "Sequence",
}

impl Incomes {
    /// The way that gives the most, among those that are known.
    #[must_use]
    pub fn best(&self) -> Option<&Sequence> {
        self.sequences.first()
    }

    /// Does the first one give the most whatever amounts are not known?
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.more && self.sequences.iter().all(|sequence| sequence.gap.is_some())
    }
}

impl Sequence {
    /// All that has an amount over the course, in euros.
    #[must_use]
    pub const fn total(&self) -> Decimal {
        self.schedule.totals.total
    }

    /// Is all that is paid an amount? Otherwise the person receives something more than the total.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.schedule.totals.complete
    }
}

impl Engine {
    /// What income a person may have during the course: every set of dispositifs that can be received together, as far as the pack
    /// says which exclude each other and which are paid in the place of others, each over the whole course and month by month.
    ///
    /// The first gives the most. At most eight are given: how many others there are is said. What is not decided for want of a
    /// fact is open, never guessed.
    ///
    /// ```
    /// use bareme::{Day, Dossier, Engine, Findings, Selection};
    ///
    /// /// « 2027-01-04: 3 000,00 », for each way to be paid.
    /// fn ways(engine: &Engine, dossier: &Dossier, date: Day) -> Result<Vec<String>, Findings> {
    ///     let incomes = engine.incomes(dossier, date, Selection::InForce)?;
    ///     let month = |month: &bareme::schedule::Month| format!("{}: {}", month.days.from, month.total);
    ///     let ways = incomes.sequences.iter();
    ///     Ok(ways.flat_map(|sequence| sequence.months.iter().map(month)).collect())
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`Engine::schedule`].
    pub fn incomes(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Incomes, Findings> {
        let answer = self.decided(dossier, date, selection, false, false)?;
        let (mut schedule, running) = outlined(self, &answer)?;
        let plan = self.plan();
        let mut open = undecided(plan, &answer);
        let candidates = paying(plan, &answer, Verdict::Eligible);
        let doubts = doubted(&answer);
        let Some(running) = running else {
            return Ok(Incomes {
                schedule,
                sequences: Vec::new(),
                open,
                doubts,
                omitted: 0,
                more: false,
            });
        };
        let mut read = candidates.clone();
        read.extend(&schedule.dispositifs);
        read.sort_unstable();
        read.dedup();
        let mut payments = running.payments(plan, dossier, &read)?;
        payments.lay_out(&mut schedule);
        let Chosen {
            mut sets,
            omitted,
            more,
        } = chosen(plan, &candidates, &payments);
        if sets.is_empty() && more {
            // So many exclude each other that none was found in time: the best one is known all the same.
            sets.push(schedule.dispositifs.clone());
        }
        let mut sequences: Vec<Sequence> = sets
            .into_iter()
            .map(|set| sequence(plan, &answer, (&schedule, set), running, &mut payments))
            .collect();
        compare(&mut sequences);
        for sequence in &sequences {
            for known in &sequence.schedule.open {
                meter::add(open.len());
                if !open.contains(known) {
                    open.push(known.clone());
                }
            }
        }
        Ok(Incomes {
            schedule,
            sequences,
            open,
            doubts,
            omitted,
            more,
        })
    }
}

/// What is doubted of each dispositif that is eligible.
fn doubted(answer: &Answer) -> Vec<(u16, Vec<u16>)> {
    let eligible = answer
        .outcomes()
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Eligible);
    let doubted = eligible.map(|outcome| {
        let mut doubts = outcome.doubts.clone();
        doubts.extend(&outcome.doubts_aside);
        doubts.sort_unstable();
        doubts.dedup();
        (outcome.dispositif, doubts)
    });
    doubted.filter(|(_, doubts)| !doubts.is_empty()).collect()
}

/// What pays a person something and has this verdict, in the order of the pack.
fn paying(plan: &Plan, answer: &Answer, verdict: Verdict) -> Vec<u16> {
    let outcomes = answer.outcomes().iter();
    let mut found: Vec<u16> = outcomes
        .filter(|outcome| outcome.verdict == verdict)
        .map(|outcome| outcome.dispositif)
        .filter(|position| {
            plan.dispositif(*position)
                .is_some_and(|owner| owner.is_for_a_person() && !owner.versements.is_empty())
        })
        .collect();
    found.sort_unstable();
    found
}

/// What would pay a person something, if they are entitled to it.
fn undecided(plan: &Plan, answer: &Answer) -> Vec<Open> {
    let positions = paying(plan, answer, Verdict::Undetermined);
    let outcomes = answer.outcomes().iter();
    outcomes
        .filter(|outcome| positions.binary_search(&outcome.dispositif).is_ok())
        .map(|outcome| Open {
            dispositif: outcome.dispositif,
            versement: None,
            missing: outcome.missing.clone(),
        })
        .collect()
}

/// The sets that are shown.
struct Chosen {
    sets: Vec<Vec<u16>>,
    omitted: usize,
    more: bool,
}

/// The sets that pay the most, of all that are compatible.
fn chosen(plan: &Plan, candidates: &[u16], payments: &Payments<'_>) -> Chosen {
    let versements = |position: u16| {
        plan.dispositif(position)
            .map_or(&[] as &[_], |owner| &owner.versements)
    };
    let replaces = |position: u16| {
        versements(position)
            .iter()
            .flat_map(|versement| &versement.replaces)
    };
    let pays: Vec<(u16, i64)> = candidates
        .iter()
        .filter(|position| payments.pays(**position))
        .map(|position| (*position, payments.cents(*position)))
        .collect();
    let cents = |position: &u16| {
        let index = pays.binary_search_by_key(position, |(position, _)| *position);
        index
            .ok()
            .and_then(|index| pays.get(index))
            .map(|(_, cents)| *cents)
    };
    // What pays nothing on any day is no income, and keeps nobody from one.
    let members: Vec<u16> = candidates
        .iter()
        .copied()
        .filter(|position| cents(position).is_some() || replaces(*position).next().is_some())
        .collect();
    let found = sets::compatible(plan, &members);
    let mut sets: Vec<Vec<u16>> = found
        .list
        .iter()
        .map(|set| {
            let replaced = marked(plan, set.iter().flat_map(|position| replaces(*position).copied()));
            let paid = set.iter().copied();
            paid.filter(|position| cents(position).is_some() && !is_marked(&replaced, *position))
                .collect()
        })
        .collect();
    keep_the_largest(&mut sets);
    let worth = |set: &Vec<u16>| -> i64 { set.iter().filter_map(cents).fold(0, i64::saturating_add) };
    // Of sets that are worth as much, the first one found stays first.
    sets.sort_by_cached_key(|set| core::cmp::Reverse(worth(set)));
    let omitted = sets.len().saturating_sub(MOST_SEQUENCES);
    sets.truncate(MOST_SEQUENCES);
    Chosen {
        sets,
        omitted,
        more: found.more,
    }
}

/// Leaves out the sets of which another pays all and more, each of those that are the same but once, and the empty one.
fn keep_the_largest(sets: &mut Vec<Vec<u16>>) {
    let inside = |small: &Vec<u16>, large: &Vec<u16>| {
        meter::add(small.len().saturating_add(1));
        small.len() < large.len() && small.iter().all(|position| large.binary_search(position).is_ok())
    };
    let all = sets.clone();
    let mut seen: Vec<&Vec<u16>> = Vec::new();
    for set in &all {
        let again = seen.iter().any(|known| {
            meter::add(1);
            *known == set
        });
        if !again && !set.is_empty() && !all.iter().any(|other| inside(set, other)) {
            seen.push(set);
        }
    }
    *sets = seen.into_iter().cloned().collect();
}

fn sequence(
    plan: &std::sync::Arc<Plan>,
    answer: &Answer,
    (whole, set): (&Schedule, Vec<u16>),
    running: Running,
    payments: &mut Payments<'_>,
) -> Sequence {
    let mut schedule = blank(plan, answer, set);
    schedule.course = whole.course;
    schedule.month_days.clone_from(&whole.month_days);
    payments.lay_out(&mut schedule);
    Sequence {
        months: months(&schedule, (running.days, running.prorata)),
        schedule,
        gap: None,
    }
}

/// Puts the sequence that gives the most first, and says how much less each other one gives.
fn compare(sequences: &mut [Sequence]) {
    // Of those that give as much, one of which a part is not known gives more.
    sequences.sort_by_key(|sequence| core::cmp::Reverse((sequence.total(), !sequence.is_complete())));
    let most = sequences.first().map(Sequence::total);
    let mut first = true;
    for sequence in sequences {
        let gap = most.and_then(|most| most.checked_sub(sequence.total()));
        sequence.gap = gap.filter(|_| first || sequence.is_complete());
        first = false;
    }
}
