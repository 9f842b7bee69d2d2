//! Verdicts, droits and what is missing, as sentences.

use bareme::{
    Verdict,
    decision::{ConditionState, Decision, DroitView},
    plan::{Object, Status},
};

use super::values::{Shape, Values};
use crate::page::{Mark, NO, OPEN, YES};

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
    let declared = &droit.droit.declared;
    let unit = declared.unit().filter(|unit| !unit.is_none());
    values.known(droit.value(), droit.bounds(), unit, Shape::of(declared))
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
