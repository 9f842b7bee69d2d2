//! When an interview is useful, and when it is done: read in the decisions, whatever is still asked.
//!
//! **Useful**: one dispositif that a person is shown is eligible, sous réserve allowed, and its principal benefit is settled or has a range; or all are
//! refused. **Done**: each is settled, sous réserve allowed, its benefits within 5 % of their high end; or suspended: nothing that
//! the person knows can grant it any more.

use std::collections::BTreeSet;

use bareme::{
    Answer, Decimal, Decision, Verdict,
    answer::{Bounds, ConditionState, DroitView},
    catalogue::DroitRole,
};

use super::door::{Door, Heard, Told};

/// Where a person stands.
pub(crate) struct Standing {
    pub(crate) useful: bool,
    pub(crate) done: bool,
    /// What is settled, and how: the word of the verdict, with « sous réserve » where it is.
    pub(crate) settled: Vec<(String, String)>,
    /// What waits for something that could still be asked, and for what.
    pub(crate) open: Vec<(String, Vec<String>)>,
}

/// Where a person stands after what was told.
pub(crate) fn standing(door: &Door, heard: &Heard, told: &Told) -> Standing {
    let mut standing = Standing {
        useful: false,
        done: true,
        settled: Vec::new(),
        open: Vec::new(),
    };
    let mut refused = true;
    let reserve = heard.answer.under_reserve();
    let shown = heard
        .answer
        .decisions()
        .filter(|one| door.offers.contains(one.id()));
    for stated in shown {
        let supposed = reserve.and_then(|reserve| reserve.decision(stated.id()));
        let decision = supposed.unwrap_or(stated);
        let verdict = decision.verdict();
        refused &= is_refused(verdict);
        standing.useful |= is_useful(&decision);
        if is_settled(&decision) {
            let with = if is_settled(&stated) {
                ""
            } else {
                ", sous réserve"
            };
            standing
                .settled
                .push((stated.id().to_owned(), format!("{verdict}{with}")));
            continue;
        }
        // What is supposed, and what follows from it, is not waited for.
        let completed = heard
            .completed
            .as_ref()
            .and_then(|answer| answer.decision(stated.id()));
        let waits = waits(door, &decision, &completed.unwrap_or(decision), told);
        if !waits.is_empty() {
            standing.done = false;
            standing.open.push((stated.id().to_owned(), waits));
        }
    }
    standing.useful |= refused;
    standing
}

/// The facts that a dispositif waits for and that the person could still say; none when it is suspended: a condition waits only for what they do not
/// know, so that it cannot be granted any more, whatever else they say. `completed` is the same decision, had they told what is supposed.
fn waits(door: &Door, decision: &Decision<'_>, completed: &Decision<'_>, told: &Told) -> Vec<String> {
    let missing: BTreeSet<&str> = completed.missing().map(|fact| fact.name.as_str()).collect();
    let could_say = |fact: &&str| {
        !told.unknown.contains(*fact)
            && door.can_ask(fact)
            // While it is not known whether the question has an object, what tells it is asked instead.
            && door.gates(fact).is_none_or(|gate| gate.iter().all(|fact| !missing.contains(fact.as_str())))
    };
    let reads = door.reads(decision.id());
    let states = &decision.outcome().conditions;
    let unknown = (states.iter().zip(&reads.conditions))
        .filter(|(state, _)| **state == Some(ConditionState::Unknown))
        .map(|(_, facts)| facts);
    let in_force = reads.in_force.iter().any(|fact| missing.contains(fact.as_str()));
    let mut roots = unknown.chain(in_force.then_some(&reads.in_force));
    // An outcome is not for a person to know: what it is rests on another dispositif.
    let says_nothing = |facts: &BTreeSet<String>| {
        let open = facts.iter().map(String::as_str);
        let open: Vec<&str> = open
            .filter(|fact| missing.contains(fact) && !door.is_outcome(fact))
            .collect();
        !open.is_empty() && !open.iter().any(could_say)
    };
    if decision.verdict() == Verdict::Undetermined && roots.any(says_nothing) {
        return Vec::new();
    }
    let waits = missing.iter().copied().filter(could_say);
    waits.map(str::to_owned).collect()
}

const fn is_refused(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::NotEligible | Verdict::OutOfPeriod)
}

/// It is refused; or granted, and everything that the person gets is known, or nearly.
fn is_settled(decision: &Decision<'_>) -> bool {
    is_refused(decision.verdict())
        || decision.verdict() == Verdict::Eligible
            && benefits(decision)
                .all(|view| view.value().is_some() || view.bounds().as_ref().is_some_and(is_narrow))
}

fn is_useful(decision: &Decision<'_>) -> bool {
    let principal = benefits(decision).find(|view| view.droit.principal);
    decision.verdict() == Verdict::Eligible
        && principal
            .is_some_and(|view| view.value().is_some() || view.bounds().as_ref().is_some_and(is_shown))
}

fn benefits<'a>(decision: &Decision<'a>) -> impl Iterator<Item = DroitView<'a>> + use<'a> {
    decision
        .droits()
        .filter(|view| view.droit.role == Some(DroitRole::Benefit))
}

/// Is the high end at most 5 % above the low one?
fn is_narrow(bounds: &Bounds<'_>) -> bool {
    ends(bounds).is_some_and(|(low, high)| (high - low) * Decimal::from(20) <= high)
}

/// Does a page show the range? Not « from nothing on », nor up to more than ten times as much, nor « yes or no », nor a long list.
fn is_shown(bounds: &Bounds<'_>) -> bool {
    match (ends(bounds), bounds) {
        (Some((low, high)), _) => low > Decimal::ZERO && high <= low * Decimal::TEN,
        (None, Bounds::Members(names)) => names.len() <= 4,
        (None, Bounds::Between(low, _)) => low.day().is_some(),
    }
}

/// The two ends of a range of numbers.
fn ends(bounds: &Bounds<'_>) -> Option<(Decimal, Decimal)> {
    match bounds {
        Bounds::Between(low, high) => Some((low.number()?, high.number()?)),
        Bounds::Members(_) => None,
    }
}

/// Where what was answered in the end is not what is so of the person: dispositifs promised although they are refused, and refused although granted.
#[derive(Default)]
pub(crate) struct Mistaken {
    pub(crate) promised: Vec<String>,
    pub(crate) missed: Vec<String>,
}

/// What was answered, sous réserve allowed, beside what is decided of the whole of a life.
pub(crate) fn mistaken(door: &Door, answered: &Answer, life: &Answer) -> Mistaken {
    let mut mistaken = Mistaken::default();
    let answered = answered.under_reserve().unwrap_or(answered);
    for (said, so) in answered.decisions().zip(life.decisions()) {
        if !door.offers.contains(said.id()) {
            continue;
        }
        let id = said.id().to_owned();
        if said.verdict() == Verdict::Eligible && is_refused(so.verdict()) {
            mistaken.promised.push(id);
        } else if is_refused(said.verdict()) && so.verdict() == Verdict::Eligible {
            mistaken.missed.push(id);
        }
    }
    mistaken
}
