//! Verdicts, droits and what is missing, as sentences.

use bareme::{
    Verdict,
    decision::{Bounds, ConditionState, Decision, DroitValue, DroitView},
    plan::{Object, Status},
};

use super::values::{Shape, Values};
use crate::{
    french,
    page::{Mark, NO, OPEN, YES},
};

/// The sign of a verdict.
pub(super) const fn mark(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Eligible => YES,
        Verdict::Undetermined => OPEN,
        Verdict::NotEligible | Verdict::OutOfPeriod => NO,
    }
}

/// The verdict and what it comes from, in one sentence.
pub(super) fn sentence(decision: &Decision<'_>) -> String {
    let count = |wanted| {
        decision
            .conditions()
            .filter(|condition| condition.state == wanted)
            .count()
    };
    let object = decision.dispositif().object;
    let announced = decision.dispositif().status == Status::Hypothesis;
    match decision.verdict() {
        Verdict::Eligible => {
            let why = match decision.conditions().count() {
                0 => "aucune condition n'est posée".to_owned(),
                1 => "la seule condition est remplie".to_owned(),
                many => format!("les {many} conditions sont remplies"),
            };
            format!("{}\u{a0}: {why}.", granted(object, announced))
        }
        Verdict::NotEligible => {
            let why = match count(ConditionState::NotMet) {
                1 => "une condition n'est pas remplie".to_owned(),
                many => format!("{many} conditions ne sont pas remplies"),
            };
            format!("{}\u{a0}: {why}.", refused(object))
        }
        Verdict::Undetermined => {
            let why = match count(ConditionState::Unknown) {
                0 => "la date à retenir n'est pas connue".to_owned(),
                1 => "une condition reste à vérifier".to_owned(),
                many => format!("{many} conditions restent à vérifier"),
            };
            format!("On ne peut pas encore répondre\u{a0}: {why}.")
        }
        Verdict::OutOfPeriod => "Ce dispositif n'est pas en vigueur à cette date.".to_owned(),
    }
}

/// What is only announced gives no right yet.
const fn granted(object: Object, announced: bool) -> &'static str {
    match (object, announced) {
        (Object::Person, false) => "Vous y avez droit",
        (Object::Person, true) => "Vous y auriez droit",
        (Object::Employer, false) => "L'employeur y a droit",
        (Object::Employer, true) => "L'employeur y aurait droit",
        (Object::Programme, false) => "Le programme répond à cette règle",
        (Object::Programme, true) => "Le programme répondrait à cette règle",
        (Object::TrainingFile, false) => "Le dossier de formation répond à cette règle",
        (Object::TrainingFile, true) => "Le dossier de formation répondrait à cette règle",
    }
}

const fn refused(object: Object) -> &'static str {
    match object {
        Object::Person => "Vous n'y avez pas droit",
        Object::Employer => "L'employeur n'y a pas droit",
        Object::Programme => "Le programme ne répond pas à cette règle",
        Object::TrainingFile => "Le dossier de formation ne répond pas à cette règle",
    }
}

/// What to know of a dispositif that is not settled law.
pub(super) const fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::InForce => None,
        Status::Experiment => Some("C'est une expérimentation."),
        Status::Hypothesis => Some("Ce dispositif a été annoncé ; rien n'établit qu'il est en vigueur."),
    }
}

/// A droit: its value, or what is known of it.
pub(super) fn droit(values: &Values<'_>, droit: &DroitView<'_>) -> String {
    let unit = droit
        .droit
        .declared
        .unit()
        .filter(|unit| !unit.is_none())
        .map(ToString::to_string);
    let shape = Shape::of(&droit.droit.declared);
    let text = |value: &DroitValue<'_>| match value {
        DroitValue::Choice(_, label) => (*label).to_owned(),
        DroitValue::Date(day) => french::date(*day),
        DroitValue::Boolean(_) => value.to_string(),
        _ => french::quantity(&value.to_string(), unit.as_deref(), shape == Shape::Rate),
    };
    match (droit.value(), droit.bounds(), shape) {
        (Some(value), ..) => text(&value),
        (None, Some(Bounds::Members(names)), Shape::Choice(id)) => values.choices(id, names.into_iter()),
        (None, Some(Bounds::Between(DroitValue::Boolean(_), _)), _) => "pas encore connu".to_owned(),
        (None, Some(Bounds::Between(low, high)), _) => match (low, high) {
            (DroitValue::Date(low), DroitValue::Date(high)) => {
                format!("entre le {} et le {}", french::date(low), french::date(high))
            }
            _ => french::between(
                &low.to_string(),
                &high.to_string(),
                unit.as_deref(),
                shape == Shape::Rate,
            ),
        },
        _ => "pas encore connu".to_owned(),
    }
}

/// The order in which a person wants to read: what is granted, what is to be settled, what is refused.
pub(super) fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Eligible => 0,
        Verdict::Undetermined => 1,
        Verdict::NotEligible => 2,
        Verdict::OutOfPeriod => 3,
    }
}
