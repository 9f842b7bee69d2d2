//! The words of pieces.

use bareme::{
    Verdict,
    analysis::{DroitPiece, Fraction, Line, Piece, Pieces, Shape, Worth},
    answer::{ConditionState, DroitValue},
    catalogue::DroitPlan,
    decimal::{pow10, written},
    vocabulary::{DeclaredType, Fact, Style},
};

use crate::{stated, words};

/// What is said over a piece, in a word or two.
pub(super) fn answer(piece: &Piece<'_>) -> &'static str {
    if !piece.is_established() {
        return "non établi";
    }
    match piece.verdict() {
        Some(Verdict::Eligible) => "oui",
        Some(Verdict::NotEligible) => "non",
        Some(Verdict::Undetermined) => "à préciser",
        Some(Verdict::OutOfPeriod) => "hors période",
        None => "impossible",
    }
}

/// The title of a droit, with its figures.
pub(super) fn title(pieces: &Pieces, droit: &DroitPlan) -> String {
    let plan = pieces.plan();
    plan.titled(&droit.title, Some(pieces.date())).into_owned()
}

/// A value of a droit.
pub(super) fn value(pieces: &Pieces, declared: &DeclaredType, known: DroitValue<'_>) -> String {
    stated::worded(pieces.plan(), declared, known)
}

/// What a droit is over a piece.
pub(super) fn worth(pieces: &Pieces, of: &DroitPiece<'_>) -> String {
    let declared = &of.droit.declared;
    match &of.worth {
        Worth::Settled(shape) => shaped(pieces, declared, shape),
        Worth::Between(low, high) => between(pieces, declared, low, high),
        Worth::Members(names) => {
            let members = pieces.plan().vocabulary.enumeration_of(&declared.kind);
            let label = |name: &&str| {
                let members = members.map_or(&[] as &[_], |known| known.members.as_slice());
                let member = members.iter().find(|member| member.name == **name);
                member.map_or_else(|| (*name).to_owned(), |member| member.label.clone())
            };
            let labels: Vec<String> = names.iter().map(label).collect();
            words::list(&labels, "ou")
        }
    }
}

fn shaped(pieces: &Pieces, declared: &DeclaredType, shape: &Shape<'_>) -> String {
    let value = |known: &DroitValue<'_>| value(pieces, declared, *known);
    let goes = |from: &DroitValue<'_>, to: &DroitValue<'_>| {
        if declared.kind.is_date() {
            format!("du {} au {}", value(from), value(to))
        } else {
            format!("de {} à {}", value(from), value(to))
        }
    };
    match shape {
        Shape::Constant(known) => value(known),
        Shape::Linear(Line { from, to, .. }) | Shape::Monotone { from, to, .. } => goes(from, to),
        Shape::Within(low, high) => format!("entre {} et {}", value(low), value(high)),
    }
}

/// « entre 10 € et 20 € », « de 10 € à 20 € au moins, de 30 € à 40 € au plus » where ends go on.
fn between(pieces: &Pieces, declared: &DeclaredType, low: &Shape<'_>, high: &Shape<'_>) -> String {
    let (least, most) = (shaped(pieces, declared, low), shaped(pieces, declared, high));
    match (low, high) {
        (Shape::Constant(_), Shape::Constant(_)) if declared.kind.is_boolean() => {
            format!("{least} ou {most}")
        }
        (Shape::Constant(_), Shape::Constant(_)) => format!("entre {least} et {most}"),
        _ => format!("{least} au moins, {most} au plus"),
    }
}

/// How a droit goes from one end of a piece to the other; nothing of one that stays.
pub(super) fn way(pieces: &Pieces, of: &DroitPiece<'_>) -> Option<String> {
    let decimals = of.droit.declared.decimals();
    let one = |shape: &Shape<'_>| way_of(pieces, shape, decimals);
    match &of.worth {
        Worth::Settled(shape) => one(shape),
        Worth::Between(low, high) => match (one(low), one(high)) {
            (Some(least), Some(most)) if least == most => Some(least),
            (Some(least), Some(most)) => Some(format!("le moins {least}, le plus {most}")),
            (Some(least), None) => Some(format!("le moins {least}")),
            (None, Some(most)) => Some(format!("le plus {most}")),
            (None, None) => None,
        },
        Worth::Members(_) => None,
    }
}

fn way_of(pieces: &Pieces, shape: &Shape<'_>, decimals: u8) -> Option<String> {
    match shape {
        Shape::Linear(line) => {
            let slope = if line.second_slope.numerator == 0 {
                format!("{} par {}", more(line.slope), step(pieces.fact()))
            } else {
                format!(
                    "{} par {} du premier fait, {} par {} du second",
                    more(line.slope),
                    step(pieces.fact()),
                    more(line.second_slope),
                    step(pieces.second_fact())
                )
            };
            let off = line.deviation.rounded_up(decimals.saturating_add(2).min(18));
            let off = off.filter(|_| line.deviation.numerator != 0);
            let off = off.map_or_else(String::new, |off| {
                format!(
                    ", à {} près",
                    written(off.trim_end_matches('0').trim_end_matches('.'))
                )
            });
            Some(format!("en ligne droite : {slope}{off}"))
        }
        Shape::Monotone { rises, .. } => Some(
            if *rises {
                "sans jamais baisser"
            } else {
                "sans jamais monter"
            }
            .to_owned(),
        ),
        Shape::Constant(_) | Shape::Within(..) => None,
    }
}

/// What one more of a fact is: « jour », « euro », « unité ».
fn step(fact: Option<&Fact>) -> &'static str {
    match fact.map(|fact| &fact.declared) {
        Some(declared) if declared.kind.is_date() => "jour",
        Some(declared) if declared.style == Style::Amount => "euro",
        _ => "unité",
    }
}

/// « 2,5 de plus », « 0,1 de moins »
fn more(slope: Fraction) -> String {
    let way = if slope.numerator < 0 {
        "de moins"
    } else {
        "de plus"
    };
    let size = Fraction {
        numerator: slope.numerator.saturating_abs(),
        denominator: slope.denominator,
    };
    format!("{} {way}", exact(size))
}

/// A fraction as a number with decimals, when it is one.
fn exact(fraction: Fraction) -> String {
    let decimals = (0..=6_u8).find(|decimals| i128::from(pow10(*decimals)) % fraction.denominator == 0);
    let number = decimals.and_then(|decimals| fraction.rounded_up(decimals));
    number.map_or_else(|| fraction.to_string(), |number| written(&number))
}

/// What conditions become from one piece to the next.
pub(super) fn changes(pieces: &Pieces, before: &Piece<'_>, after: &Piece<'_>) -> Vec<String> {
    let then: Vec<_> = before.conditions().collect();
    let now = after.conditions();
    let changed = now.filter_map(|(condition, state)| {
        let was = then.iter().find(|(other, _)| other.id == condition.id);
        if was.is_some_and(|(_, was)| *was == state) || then.is_empty() {
            return None;
        }
        let was_met = was.is_some_and(|(_, was)| *was == ConditionState::Met);
        let becomes = match state {
            ConditionState::Met => "est remplie",
            ConditionState::NotMet if was_met => "n'est plus remplie",
            ConditionState::NotMet => "n'est pas remplie",
            ConditionState::Unknown => "dépend d'un fait qui manque",
        };
        let title = pieces.plan().titled(&condition.title, Some(pieces.date()));
        Some(format!("« {title} » {becomes}"))
    });
    changed.collect()
}

/// What refuses over a piece, when nothing was said of a piece before.
pub(super) fn refusals(pieces: &Pieces, piece: &Piece<'_>) -> Vec<String> {
    let refused = piece
        .conditions()
        .filter(|(_, state)| *state == ConditionState::NotMet);
    let titled = refused.map(|(condition, _)| {
        let title = pieces.plan().titled(&condition.title, Some(pieces.date()));
        format!("« {title} » n'est pas remplie")
    });
    titled.collect()
}
