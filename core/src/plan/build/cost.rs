//! A pack whose calls could cost too much is refused, with what costs the most of it.

use crate::{
    error::{Code, Finding},
    pack::model::{Location, Pack},
    plan::{
        DispositifPlan, Plan,
        cost::{Calls, Certificate, MAX_ANSWER_BYTES, MAX_SCHEDULE_BYTES, MAX_SCHEDULE_STEPS, MAX_STEPS},
    },
};

/// One figure of a certificate that has a limit.
struct Figure {
    code: Code,
    /// « une décision peut demander ».
    what: &'static str,
    unit: &'static str,
    limit: u64,
    of: fn(&Calls) -> u64,
    help: &'static str,
}

const SHARE: &str = "calculez une fois dans `[variables]` ce que plusieurs règles répètent, raccourcissez les tables, ou découpez le barème";
const SHORTEN: &str = "une explication répète le texte de chaque partie d'une expression : nommez des valeurs intermédiaires dans `[variables]`, et raccourcissez les titres";

/// An explanation takes more than the decision in it, and is larger.
const FIGURES: [Figure; 5] = [
    Figure {
        code: Code::TooManySteps,
        what: "la première décision peut demander, pour sa préparation,",
        unit: "pas",
        limit: MAX_STEPS,
        of: |calls| calls.preparation,
        help: SHARE,
    },
    Figure {
        code: Code::TooManySteps,
        what: "une explication peut demander",
        unit: "pas",
        limit: MAX_STEPS,
        of: |calls| calls.explain.steps,
        help: SHARE,
    },
    Figure {
        code: Code::TooManySteps,
        what: "la liste des questions peut demander",
        unit: "pas",
        limit: MAX_STEPS,
        of: |calls| calls.questions.steps,
        help: SHARE,
    },
    Figure {
        code: Code::AnswerTooLarge,
        what: "une explication peut faire",
        unit: "octets",
        limit: MAX_ANSWER_BYTES,
        of: |calls| calls.explain.bytes,
        help: SHORTEN,
    },
    Figure {
        code: Code::AnswerTooLarge,
        what: "la liste des questions peut faire",
        unit: "octets",
        limit: MAX_ANSWER_BYTES,
        of: |calls| calls.questions.bytes,
        help: "raccourcissez les titres, les questions et les aides des faits, ou découpez le barème",
    },
];

/// A schedule that is too long or too large is about a payment: the one that changes most often.
const SCHEDULES: [Figure; 2] = [
    Figure {
        code: Code::ScheduleTooLong,
        what: "l'échéancier peut demander",
        unit: "pas",
        limit: MAX_SCHEDULE_STEPS,
        of: |calls| calls.schedule.steps,
        help: "payez au jour (`EUR/jour`) ce qui change chaque jour, faites-le changer moins souvent, ou réduisez `duree_maximale`",
    },
    Figure {
        code: Code::ScheduleTooLong,
        what: "l'échéancier peut faire",
        unit: "octets",
        limit: MAX_SCHEDULE_BYTES,
        of: |calls| calls.schedule.bytes,
        help: "payez au jour (`EUR/jour`) ce qui change chaque jour, raccourcissez les titres, ou réduisez `duree_maximale`",
    },
];

/// What is beyond the limits: each dispositif that is alone, or else the one that adds the most to the whole.
pub(super) fn beyond(pack: &Pack, plan: &Plan) -> Vec<Finding> {
    let certificate = Certificate::of(plan);
    let mut findings = Vec::new();
    for figure in FIGURES {
        for (position, value) in offenders(&certificate, &figure) {
            let (Some(source), Some(dispositif)) = (
                pack.dispositifs.get(usize::from(position)),
                plan.dispositif(position),
            ) else {
                continue;
            };
            let subject = format!("dispositif `{}`", dispositif.id);
            findings.push(finding(pack, source.at, &figure, &subject, value, &certificate));
        }
    }
    for figure in SCHEDULES {
        for (position, value) in offenders(&certificate, &figure) {
            let Some((at, subject)) = payment(pack, plan, &certificate, position) else {
                continue;
            };
            findings.push(finding(pack, at, &figure, &subject, value, &certificate));
        }
    }
    findings
}

fn offenders(certificate: &Certificate, figure: &Figure) -> Vec<(u16, u64)> {
    let of = figure.of;
    if of(&certificate.pack) <= figure.limit {
        return Vec::new();
    }
    let alone: Vec<(u16, u64)> = (0_u16..)
        .zip(certificate.dispositifs.iter().map(of))
        .filter(|(_, value)| *value > figure.limit)
        .collect();
    if alone.is_empty() {
        certificate.worst(of).into_iter().collect()
    } else {
        alone
    }
}

fn finding(
    pack: &Pack,
    at: Location,
    figure: &Figure,
    subject: &str,
    value: u64,
    certificate: &Certificate,
) -> Finding {
    let Figure {
        what, unit, limit, ..
    } = figure;
    let message = if value > *limit {
        let (value, limit) = (spaced(value), spaced(*limit));
        format!("{subject} : {what} {value} {unit}, la limite est {limit}")
    } else {
        let whole = spaced((figure.of)(&certificate.pack));
        let (value, limit) = (spaced(value), spaced(*limit));
        format!(
            "{subject} : tous ensemble, les dispositifs passent la limite de {limit} {unit} ({what} {whole} {unit}) ; c'est lui qui \
             compte le plus ({value})"
        )
    };
    Finding::new(figure.code, pack.place(at), message).with_help(figure.help)
}

/// The versement of a dispositif that may change most often, and how often.
fn payment(pack: &Pack, plan: &Plan, certificate: &Certificate, position: u16) -> Option<(Location, String)> {
    let at = usize::from(position);
    let dispositif: &DispositifPlan = plan.dispositif(position)?;
    let source = pack.dispositifs.get(at)?;
    let changes = certificate.changes.get(at)?;
    let (versement, most) = changes
        .iter()
        .enumerate()
        .min_by_key(|(_, changes)| core::cmp::Reverse(**changes))?;
    let location = source.versements.get(versement)?.at;
    let id = &dispositif.versements.get(versement)?.id;
    let longest = plan.course.as_ref()?.longest();
    let subject = format!(
        "versement `{id}` du dispositif `{}`, qui peut changer {most} fois en {longest}",
        dispositif.id
    );
    Some((location, subject))
}

/// A count with its thousands apart: « 50 000 000 ».
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (position, digit) in digits.char_indices() {
        let left = digits.len().saturating_sub(position);
        if position > 0 && left % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
