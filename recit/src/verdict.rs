//! Verdicts and droits as sentences, for what each dispositif is.

use bareme::{
    Verdict,
    answer::{Bounds, ConditionState, Decision, DroitValue, DroitView},
    catalogue::{Object, ReformPlan, Status},
};

use crate::{
    answer::{self, After, Nature},
    reasons::{Shape, Values, is_wide},
    tree::Mark,
    words,
};

/// The sign of a verdict; what may still exist is no refusal.
pub(crate) fn mark(decision: &Decision<'_>) -> Mark {
    match decision.verdict() {
        Verdict::Eligible => Mark::Yes,
        Verdict::Undetermined => Mark::Open,
        Verdict::OutOfPeriod if answer::may_still_exist(decision) => Mark::Warn,
        Verdict::NotEligible | Verdict::OutOfPeriod => Mark::No,
    }
}

/// The verdict in two words.
pub(crate) fn state(decision: &Decision<'_>) -> &'static str {
    match (decision.verdict(), answer::nature(decision)) {
        (Verdict::Eligible, Nature::Decision) => "Demande possible",
        (Verdict::Eligible, Nature::Aid) => "Droit ouvert",
        (Verdict::Eligible, _) => "Oui",
        (Verdict::Undetermined, _) => "À préciser",
        (Verdict::NotEligible, Nature::Aid | Nature::Decision) => "Pas ouverte",
        (Verdict::NotEligible, _) => "Non",
        (Verdict::OutOfPeriod, _) if answer::may_still_exist(decision) => "Existence à vérifier",
        (Verdict::OutOfPeriod, _) => "Pas en vigueur",
    }
}

/// The verdict in one sentence, without what it comes from.
pub(crate) fn short(decision: &Decision<'_>) -> String {
    match decision.verdict() {
        Verdict::Eligible => format!("{}.", granted(decision)),
        Verdict::Undetermined => "On ne peut pas encore répondre.".to_owned(),
        Verdict::NotEligible => format!("{}.", refused(decision)),
        Verdict::OutOfPeriod => out_of_period(decision),
    }
}

/// The verdict and what it comes from, in one sentence.
pub(crate) fn sentence(decision: &Decision<'_>) -> String {
    let count = |wanted| {
        decision
            .conditions()
            .filter(|condition| condition.state == wanted)
            .count()
    };
    match decision.verdict() {
        Verdict::Eligible => {
            let why = match decision.conditions().count() {
                0 => "Aucune condition n'est posée.".to_owned(),
                1 => "La seule condition est remplie.".to_owned(),
                many => format!("Les {many} conditions sont remplies."),
            };
            format!("{}. {why}", granted(decision))
        }
        Verdict::NotEligible => {
            let why = match count(ConditionState::NotMet) {
                1 => "une condition n'est pas remplie".to_owned(),
                many => format!("{many} conditions ne sont pas remplies"),
            };
            format!("{}\u{a0}: {why}.", refused(decision))
        }
        Verdict::Undetermined => {
            let why = match count(ConditionState::Unknown) {
                0 => "la date à retenir n'est pas connue".to_owned(),
                1 => "une condition reste à vérifier".to_owned(),
                many => format!("{many} conditions restent à vérifier"),
            };
            format!("On ne peut pas encore répondre\u{a0}: {why}.")
        }
        Verdict::OutOfPeriod => out_of_period(decision),
    }
}

/// What whoever meets the conditions has: the aid itself, the right to ask, or a place in a list.
fn granted(decision: &Decision<'_>) -> String {
    let can = can(decision, answer::is_announced(decision));
    let text = match decides(decision) {
        Some(decides) => format!("{can}\u{a0}: {decides}"),
        None => can,
    };
    if answer::is_doubtful(decision) {
        format!("À notre connaissance, {}", words::inside(&text))
    } else {
        text
    }
}

/// The same where it is a matter of what was supposed: « Vous y auriez droit si l'institut est autorisé. »
pub(crate) fn supposed(decision: &Decision<'_>, condition: &str) -> String {
    let can = can(decision, true);
    let text = match condition {
        "" => format!("{can}."),
        condition => format!("{can} {condition}."),
    };
    match decides(decision) {
        Some(decides) => format!("{text} {}.", words::capital(&decides)),
        None => text,
    }
}

/// « la commission décide », of what somebody decides.
fn decides(decision: &Decision<'_>) -> Option<String> {
    (answer::nature(decision) == Nature::Decision).then(|| match answer::decider(decision) {
        Some(decider) => format!("{decider} décide"),
        None => "une décision reste à prendre".to_owned(),
    })
}

/// `unsure`: of what is only announced, or supposed.
fn can(decision: &Decision<'_>, unsure: bool) -> String {
    match (answer::nature(decision), decision.dispositif().object) {
        (Nature::Decision, Object::Employer) if unsure => "L'employeur pourrait la demander",
        (Nature::Decision, Object::Employer) => "L'employeur peut la demander",
        (Nature::Decision, _) if unsure => "Vous pourriez la demander",
        (Nature::Decision, _) => "Vous pouvez la demander",
        (Nature::Classification, _) => return class(decision),
        (Nature::Floor, _) => "Ce plancher vous concerne",
        (Nature::Aid, Object::Person) if unsure => "Vous y auriez droit",
        (Nature::Aid, Object::Person) => "Vous y avez droit",
        (Nature::Aid, Object::Employer) if unsure => "L'employeur y aurait droit",
        (Nature::Aid, Object::Employer) => "L'employeur y a droit",
        (_, Object::Person) => "Cette règle vous concerne",
        (_, Object::Employer) => "Cette règle concerne l'employeur",
        (_, Object::Programme) if unsure => "Le programme répondrait à cette règle",
        (_, Object::Programme) => "Le programme répond à cette règle",
        (_, Object::TrainingFile) if unsure => "Le dossier de formation répondrait à cette règle",
        (_, Object::TrainingFile) => "Le dossier de formation répond à cette règle",
    }
    .to_owned()
}

/// « Vous êtes en catégorie A », when a list of categories says which.
fn class(decision: &Decision<'_>) -> String {
    let member = decision.droits().find_map(|view| match view.value() {
        Some(DroitValue::Choice(_, label)) => Some(label),
        _ => None,
    });
    match member {
        Some(label) if label.starts_with("Catégorie ") => {
            let (name, _) = label.split_once(" : ").unwrap_or((label, ""));
            format!("Vous êtes en {}", words::inside(name.trim_end_matches('\u{a0}')))
        }
        _ => "Vous êtes dans ce cas".to_owned(),
    }
}

fn refused(decision: &Decision<'_>) -> String {
    if answer::is_doubtful(decision) {
        return "À notre connaissance, non".to_owned();
    }
    match (answer::nature(decision), decision.dispositif().object) {
        (Nature::Decision, Object::Employer) => "L'employeur ne peut pas la demander",
        (Nature::Decision, _) => "Vous ne pouvez pas la demander",
        (Nature::Classification, _) => "Vous n'êtes pas dans ce cas",
        (Nature::Floor, _) => "Ce plancher ne vous concerne pas",
        (Nature::Aid, Object::Person) => "Vous n'y avez pas droit",
        (Nature::Aid, Object::Employer) => "L'employeur n'y a pas droit",
        (_, Object::Person) => "Cette règle ne vous concerne pas",
        (_, Object::Employer) => "Cette règle ne concerne pas l'employeur",
        (_, Object::Programme) => "Le programme ne répond pas à cette règle",
        (_, Object::TrainingFile) => "Le dossier de formation ne répond pas à cette règle",
    }
    .to_owned()
}

/// What is not in force: not yet, not any more, or nobody knows.
pub(crate) fn out_of_period(decision: &Decision<'_>) -> String {
    let dispositif = decision.dispositif();
    let period = dispositif.in_force;
    if decision.effect().is_some_and(|day| day < period.from) {
        return format!(
            "Pas encore en vigueur\u{a0}: à partir du {}.",
            words::date(period.from)
        );
    }
    let Some(last) = period.last().map(words::date) else {
        return "Pas en vigueur à cette date.".to_owned();
    };
    match answer::after(dispositif) {
        Some(After::End) | None => format!("N'est plus en vigueur depuis le {}.", words::date(period.until)),
        Some(After::Unknown) => format!(
            "Nous ne savons pas si cette {} existe encore\u{a0}: le dernier document lu s'arrête au {last}.",
            noun(decision)
        ),
        Some(After::LikelyProlonged) => format!(
            "Cette {} est sans doute prolongée\u{a0}: le dernier document lu s'arrête au {last}, et cela s'est déjà fait.",
            noun(decision)
        ),
    }
}

/// A noun whose gender is known, whatever the title is.
pub(crate) fn noun(decision: &Decision<'_>) -> &'static str {
    match answer::nature(decision) {
        Nature::Aid | Nature::Decision => "aide",
        Nature::Classification | Nature::Floor | Nature::Rule => "règle",
    }
}

/// What to know of a dispositif that is not settled law.
pub(crate) const fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::InForce => None,
        Status::Experiment => Some("C'est une expérimentation."),
        Status::Hypothesis => Some("Ce dispositif a été annoncé\u{a0}; rien n'établit qu'il est en vigueur."),
    }
}

/// What to know of what supposes a reform.
pub(crate) fn of_reform(reform: &ReformPlan) -> String {
    let why = reform.reason.as_ref().map_or_else(String::new, |reason| {
        format!(" ({})", reason.trim().trim_end_matches('.'))
    });
    format!(
        "C'est une hypothèse\u{a0}: la réforme «\u{a0}{}\u{a0}», à partir du {}{why}. Aucun texte ne l'établit.",
        reform.name,
        words::date(reform.since)
    )
}

/// A droit: its value, or what is known of it.
pub(crate) fn droit(values: &Values<'_>, droit: &DroitView<'_>) -> String {
    let declared = &droit.droit.declared;
    let unit = declared.unit().filter(|unit| !unit.is_none());
    values.known(droit.value(), droit.bounds(), unit, Shape::of(declared))
}

/// What is worth saying of a droit that is not settled: neither every value of a list, nor « yes or no », nor « from nothing on ».
pub(crate) fn says_something(view: &DroitView<'_>) -> bool {
    match view.bounds() {
        None => true,
        Some(Bounds::Members(names)) => names.len() <= 4,
        Some(Bounds::Between(low, high)) => match (low.number(), high.number()) {
            (Some(low), Some(high)) => !is_wide(low, high) && !low.is_sign_negative() || high.is_zero(),
            _ => !matches!(low, DroitValue::Boolean(_)),
        },
    }
}

/// The order in which a person wants to read: what is granted, what is to be settled, what is refused.
pub(crate) const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Eligible => 0,
        Verdict::Undetermined => 1,
        Verdict::NotEligible => 2,
        Verdict::OutOfPeriod => 3,
    }
}
