//! What is paid over the course by what can be asked for: in each set that goes together, and from when to when.

use bareme::{
    Answer, Day, Dossier, Engine, Incomes, Selection,
    answer::Decision,
    catalogue::Pace,
    schedule::{Cause, LineView, Schedule, Segment, Sequence},
    vocabulary::Fact,
};

use crate::{
    reserve::{self, Supposed},
    schedule::all_relays,
};

/// What is paid in each set.
#[derive(Debug, Default)]
pub(crate) struct Paid {
    ways: Vec<Way>,
}

/// What one set pays.
#[derive(Debug)]
struct Way {
    /// The positions of its dispositifs.
    members: Vec<u16>,
    incomes: Incomes,
    /// What is usually so, and is needed to know it besides what the verdicts rest on.
    supposed: Vec<Supposed>,
}

/// What one dispositif pays on its first days, and what comes after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// How much, in the unit of its pace.
    pub(crate) amount: String,
    pub(crate) unit: &'static str,
    /// What it comes to over the course, when it is paid by the hour.
    pub(crate) total: Option<String>,
    /// The amount that follows by a rule, and from when.
    pub(crate) then: Option<(String, Day)>,
    /// The last day on which it is paid, when the course goes on after it, and why.
    pub(crate) last: Option<(Day, String)>,
}

impl Paid {
    /// What is paid in each of these sets; nothing without an engine, nor when the days of the course are not known.
    pub(crate) fn of(engine: Option<&Engine>, answer: &Answer, sets: &[Vec<&Decision<'_>>]) -> Self {
        let Some(engine) = engine else {
            return Self::default();
        };
        let ways = sets.iter().filter_map(|set| way(engine, answer, set));
        Self { ways: ways.collect() }
    }

    /// What is supposed to know it, besides what the verdicts rest on: each once.
    pub(crate) fn supposed(&self) -> Vec<Supposed> {
        let mut found: Vec<Supposed> = Vec::new();
        for one in self.ways.iter().flat_map(|way| &way.supposed) {
            if !found.contains(one) {
                found.push(one.clone());
            }
        }
        found
    }

    /// What a set pays in all ways that its dispositifs leave, the best one.
    pub(crate) fn set(&self, members: &[&Decision<'_>]) -> Option<&Sequence> {
        let same = |way: &&Way| {
            way.members.len() == members.len()
                && members
                    .iter()
                    .all(|one| way.members.contains(&one.outcome().dispositif))
        };
        self.ways.iter().find(same)?.incomes.best()
    }

    /// The facts without which it is not known when, or how, a dispositif pays.
    pub(crate) fn waits<'p>(&self, decision: &Decision<'p>) -> Vec<&'p Fact> {
        let position = decision.outcome().dispositif;
        let open = self.ways.iter().flat_map(|way| &way.incomes.open);
        let own = open.filter(|open| open.dispositif == position && open.versement.is_some());
        let mut facts: Vec<&Fact> = Vec::new();
        let vocabulary = &decision.plan().vocabulary;
        for fact in own
            .flat_map(|open| &open.missing)
            .filter_map(|id| vocabulary.fact(*id))
        {
            if !facts.iter().any(|known| known.name == fact.name) {
                facts.push(fact);
            }
        }
        facts
    }

    /// « « Titre » », of what would follow what a dispositif pays, if it still exists.
    pub(crate) fn relays(&self, decision: &Decision<'_>) -> Vec<String> {
        let Some(schedule) = self.schedule(decision.outcome().dispositif) else {
            return Vec::new();
        };
        let relays = all_relays(schedule).into_iter();
        relays
            .map(|(_, relay)| format!("« {} »", schedule.titled(&relay.title)))
            .collect()
    }

    /// What is paid by a set that has this dispositif.
    fn schedule(&self, position: u16) -> Option<&Schedule> {
        let mut ways = self.ways.iter().filter(|way| way.members.contains(&position));
        Some(&ways.next()?.incomes.best()?.schedule)
    }

    /// What a dispositif pays; nothing when no amount of it is known.
    pub(crate) fn stretch(&self, decision: &Decision<'_>) -> Option<Stretch> {
        let position = decision.outcome().dispositif;
        let schedule = self.schedule(position)?;
        let segments = schedule.segments.iter();
        let mut paid = segments.filter(|segment| !lines(schedule, segment, position).is_empty());
        let begins = paid.next()?;
        let ends = paid.next_back().unwrap_or(begins);
        let first = lines(schedule, begins, position);
        // Several lines at once are told by the schedule.
        let [view] = first.as_slice() else { return None };
        let (amount, pace) = (view.line.amount?.to_string(), view.pace()?);
        Some(Stretch {
            then: then(schedule, begins, position, &amount),
            last: last(schedule, ends),
            total: (pace == Pace::Hour).then(|| total(schedule, position)).flatten(),
            unit: pace.unit(),
            amount,
        })
    }
}

/// What one dispositif pays in a segment, as far as it is an amount.
fn lines<'a>(schedule: &'a Schedule, segment: &'a Segment, position: u16) -> Vec<LineView<'a>> {
    let lines = schedule.lines(segment);
    lines
        .filter(|view| view.line.dispositif == position && view.line.amount.is_some())
        .collect()
}

/// What a set pays: with what its verdicts rest on, then, when that does not settle it, with all that is usually so.
fn way(engine: &Engine, answer: &Answer, set: &[&Decision<'_>]) -> Option<Way> {
    if set.iter().all(|one| one.dispositif().versements.is_empty()) {
        return None;
    }
    let names: Vec<&str> = set.iter().map(|one| one.id()).collect();
    let of = |dossier: &Dossier| {
        let incomes = engine.incomes(dossier, answer.date(), Selection::Named(&names));
        incomes.ok()
    };
    let stated = |dossier: &Dossier, usual: bool| {
        let mut dossier = dossier.clone();
        set.iter()
            .for_each(|one| reserve::state(answer, one, usual, &mut dossier));
        dossier
    };
    let members = set.iter().map(|one| one.outcome().dispositif).collect();
    let dossier = stated(answer.dossier(), true);
    let incomes = of(&dossier)?;
    let waits = reserve::waits(&incomes);
    let usual = answer.under_reserve().filter(|_| !waits.is_empty());
    if let Some(usual) = usual {
        let all = stated(usual.dossier(), false);
        let supposed: Vec<Supposed> = (waits.iter())
            .filter(|id| !dossier.is_known(**id) && all.is_known(**id))
            .filter_map(|id| reserve::usual(answer.plan(), *id))
            .collect();
        if !supposed.is_empty()
            && let Some(incomes) = of(&all)
        {
            return Some(Way {
                members,
                incomes,
                supposed,
            });
        }
    }
    Some(Way {
        members,
        incomes,
        supposed: Vec::new(),
    })
}

/// The first amount that a rule changes.
fn then(schedule: &Schedule, begins: &Segment, position: u16, before: &str) -> Option<(String, Day)> {
    let after = schedule
        .segments
        .iter()
        .filter(|segment| segment.days.from > begins.days.from);
    let mut by_rule = after.filter(|segment| {
        let mut causes = segment.causes.iter();
        causes.any(|cause| matches!(cause, Cause::Stated(_)))
    });
    by_rule.find_map(|segment| {
        let mut lines = schedule.lines(segment);
        let view = lines.find(|view| view.line.dispositif == position)?;
        let amount = view.line.amount?.to_string();
        (amount != before).then_some((amount, segment.days.from))
    })
}

/// The last day of a segment after which the course goes on, and why nothing is paid then.
fn last(schedule: &Schedule, ends: &Segment) -> Option<(Day, String)> {
    let course = schedule.course?;
    if ends.days.until >= course.until {
        return None;
    }
    let next = schedule.on(ends.days.until)?;
    let stated = next.causes.iter().find_map(|cause| match cause {
        Cause::Stated(text) => Some(text.clone()),
        Cause::Start
        | Cause::Parameter { .. }
        | Cause::Table { .. }
        | Cause::Begins(_)
        | Cause::Ends(_)
        | Cause::Differs(_) => None,
    });
    Some((ends.days.until.add_days(-1), stated.unwrap_or_default()))
}

/// All that one dispositif pays, when all of it is known.
fn total(schedule: &Schedule, position: u16) -> Option<String> {
    let lines = schedule
        .segments
        .iter()
        .flat_map(|segment| schedule.lines(segment));
    let mut sum = bareme::Decimal::ZERO;
    for view in lines.filter(|view| view.line.dispositif == position) {
        sum = sum.checked_add(view.line.total?)?;
    }
    Some(sum.to_string())
}
