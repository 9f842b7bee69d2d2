//! When an interview is useful, and when it is done: read in the decisions, whatever is still asked.
//!
//! **Useful**: one dispositif that a person is shown is eligible, sous réserve allowed, and its principal benefit is settled or has a range; or all are
//! refused. **Done**: each is settled, sous réserve allowed, its benefits within 5 % of their high end; or suspended: it waits for what the
//! person does not know, and asks nothing more.

use bareme::{
    Answer, Decimal, Decision, Verdict,
    answer::{Bounds, DroitView},
    catalogue::DroitRole,
};

use super::door::{Door, Heard, Question, Told};

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
        let missing = || {
            let missing = completed.unwrap_or(decision).missing();
            missing.map(|fact| fact.name.clone())
        };
        let waits: Vec<String> = missing()
            .filter(|fact| !told.unknown.contains(fact) && door.can_ask(fact))
            .collect();
        // What waits for what the person does not know asks nothing more.
        let serves = |question: &Question| question.serves.iter().any(|id| id == stated.id());
        let suspended =
            missing().any(|fact| told.unknown.contains(&fact)) && !heard.asked.questions.iter().any(serves);
        if !waits.is_empty() && !suspended {
            standing.done = false;
            standing.open.push((stated.id().to_owned(), waits));
        }
    }
    standing.useful |= refused;
    standing
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
