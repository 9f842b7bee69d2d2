//! What is read of a decision, under one name each: the one file that knows how the engine says it.

use bareme::{
    Answer, Verdict,
    answer::{Bounds, CitationView, Decision, DoubtView, DroitValue, DroitView, StaleView},
    catalogue::{DispositifPlan, DroitPlan, Object, Part, Plan, Reliability, Role, Rule, Status},
    vocabulary::Style,
};

use crate::{order::ordered, reserve};

pub(crate) use bareme::catalogue::{After, DroitRole, Nature, NextStep};

/// What is known of a value: the two ends, cents a year.
pub(crate) type Yearly = (i64, i64);

/// What it is.
pub(crate) fn nature(decision: &Decision<'_>) -> Nature {
    nature_of(decision.dispositif())
}

/// What it is; an old pack does not say it.
pub(crate) fn nature_of(dispositif: &DispositifPlan) -> Nature {
    match (dispositif.nature, dispositif.object) {
        (Some(nature), _) => nature,
        (None, Object::Person | Object::Employer) => Nature::Aid,
        (None, Object::Programme | Object::TrainingFile) => Nature::Rule,
    }
}

/// Who decides.
pub(crate) fn decider<'a>(decision: &Decision<'a>) -> Option<&'a str> {
    decision.dispositif().decider.as_deref()
}

/// What to do next.
pub(crate) fn next_step<'a>(decision: &Decision<'a>) -> Option<&'a NextStep> {
    decision.dispositif().next_step.as_ref()
}

/// The questions on which the decision rests: of an old pack, the only one there is.
pub(crate) fn doubts<'a>(decision: &Decision<'a>) -> Vec<DoubtView<'a>> {
    let old = decision.dispositif().to_confirm.as_deref();
    let old = old.filter(|_| decision.reliability() == Reliability::ToConfirm);
    decision
        .doubts()
        .chain(old.map(|question| DoubtView {
            question: question.into(),
            concerns: Vec::new(),
        }))
        .collect()
}

/// What is past its day; a value that has a next one says more than what is only old.
pub(crate) fn stale<'a>(decision: &Decision<'a>) -> Vec<StaleView<'a>> {
    ordered(decision.stale(), |stale| stale.expected.is_none())
}

/// What the end of its period means.
pub(crate) const fn after(dispositif: &DispositifPlan) -> Option<After> {
    dispositif.after
}

/// The documents that say it exists, and from when to when.
pub(crate) fn sources<'a>(decision: &Decision<'a>) -> impl Iterator<Item = CitationView<'a>> + use<'a> {
    let (plan, dispositif) = (decision.plan(), decision.dispositif());
    (dispositif.sources.iter())
        .map(|citation| CitationView::new(plan, citation, dispositif.reliability, None))
}

/// Has it ended only because what was read stops there?
pub(crate) fn may_still_exist(decision: &Decision<'_>) -> bool {
    let period = decision.dispositif().in_force;
    decision.verdict() == Verdict::OutOfPeriod
        && decision.effect().is_none_or(|day| day >= period.from)
        && is_end_unknown(decision.dispositif())
}

/// Is the end of its period only that of what was read?
pub(crate) const fn is_end_unknown(dispositif: &DispositifPlan) -> bool {
    matches!(dispositif.after, Some(After::Unknown | After::LikelyProlonged))
}

/// Is it shown to a person who asked for nothing by name?
pub(crate) fn is_for_a_person(decision: &Decision<'_>) -> bool {
    decision.dispositif().object == Object::Person && nature(decision).is_asked_for()
}

/// What a droit is; an old pack does not say it.
pub(crate) fn role(droit: &DroitPlan) -> DroitRole {
    droit.role.unwrap_or(match droit.declared.style {
        Style::Amount => DroitRole::Benefit,
        Style::Boolean | Style::Integer | Style::Decimal | Style::Rate | Style::Date | Style::Choice => {
            DroitRole::Information
        }
    })
}

/// What is known of what it is worth in a year.
pub(crate) fn yearly(decision: &Decision<'_>) -> Option<Yearly> {
    decision.outcome().yearly_value.map(|value| (value.lo, value.hi))
}

/// Was it asked for by name?
pub(crate) fn is_named(answer: &Answer) -> bool {
    answer.asked().dispositifs.is_some()
}

/// The amount that is read first: of the principal droit, or else of the first that the person gets. What is no amount needs its
/// title to be understood.
pub(crate) fn headline<'a>(decision: &Decision<'a>) -> Option<DroitView<'a>> {
    let amount = |view: &DroitView<'_>| view.droit.declared.style == Style::Amount;
    benefits(decision)
        .find(|view| view.droit.principal)
        .filter(amount)
        .or_else(|| benefits(decision).find(amount))
}

/// What the person gets, without what comes to nothing.
pub(crate) fn benefits<'a>(decision: &Decision<'a>) -> impl Iterator<Item = DroitView<'a>> + use<'a> {
    decision
        .droits()
        .filter(|view| role(view.droit) == DroitRole::Benefit && !is_nothing(view))
}

/// Does it come to zero?
pub(crate) fn is_nothing(view: &DroitView<'_>) -> bool {
    view.value().is_some_and(|value| match value {
        DroitValue::Boolean(value) => !value,
        other @ (DroitValue::Integer(_)
        | DroitValue::Decimal(_)
        | DroitValue::Date(_)
        | DroitValue::Choice(..)) => other.number().is_some_and(|number| number.is_zero()),
    })
}

/// The floors that a dispositif reads, by their position.
pub(crate) fn floors(plan: &Plan, dispositif: &DispositifPlan) -> Vec<u16> {
    let rules = dispositif
        .droits
        .iter()
        .map(|droit| &droit.rule)
        .chain(dispositif.variables.iter().map(|variable| &variable.rule));
    let mut found = Vec::new();
    for position in rules.flat_map(droits_read) {
        let floor = plan.dispositif(position);
        if !found.contains(&position) && floor.is_some_and(|other| nature_of(other) == Nature::Floor) {
            found.push(position);
        }
    }
    found
}

/// The dispositifs whose droits a rule reads.
fn droits_read(rule: &Rule) -> impl Iterator<Item = u16> + use<'_> {
    rule.parts.iter().filter_map(|part| match part {
        Part {
            role: Role::Droit(position, _),
            ..
        } => Some(*position),
        _ => None,
    })
}

/// Another that can be asked for with this one, and whose amount is the same money: it is read from there.
pub(crate) fn same_money<'a>(answer: &'a Answer, decision: &Decision<'a>) -> Option<Decision<'a>> {
    let own = headline(decision)?;
    droits_read(&own.droit.rule).find_map(|position| {
        let id = &answer.plan().dispositif(position)?.id;
        let other = reserve::told(answer).find(|other| other.id() == id)?;
        let asked = other.verdict() == Verdict::Eligible && is_for_a_person(&other);
        let same = headline(&other)?.value().map(|value| value.to_string())
            == own.value().map(|value| value.to_string());
        (asked && same).then_some(other)
    })
}

/// Is it only announced?
pub(crate) fn is_announced(decision: &Decision<'_>) -> bool {
    decision.status() == Status::Hypothesis
}

/// Does the decision rest on a doubt?
pub(crate) fn is_doubtful(decision: &Decision<'_>) -> bool {
    match decision.verdict() {
        Verdict::NotEligible => !doubts(decision).is_empty(),
        Verdict::Eligible | Verdict::Undetermined | Verdict::OutOfPeriod => {
            decision.reliability() == Reliability::ToConfirm || !doubts(decision).is_empty()
        }
    }
}

/// What is known of what it is worth in a year, to order what a person reads: what is declared, or else what its principal
/// benefit comes to.
pub(crate) fn worth(decision: &Decision<'_>) -> Option<Yearly> {
    if let Some(known) = yearly(decision) {
        return Some(known);
    }
    let view = headline(decision)?;
    let unit = view.droit.declared.unit()?.to_string();
    let times = match unit.as_str() {
        "EUR/an" | "EUR" => 1,
        "EUR/mois" => 12,
        _ => return None,
    };
    let (low, high) = match (view.value(), view.bounds()) {
        (Some(value), _) => (value.number()?, value.number()?),
        (None, Some(Bounds::Between(low, high))) => (low.number()?, high.number()?),
        _ => return None,
    };
    let cents = |amount: bareme::Decimal| {
        let scaled = amount.checked_mul(bareme::Decimal::from(100 * times))?;
        i64::try_from(scaled.trunc().mantissa()).ok()
    };
    Some((cents(low)?, cents(high)?))
}
