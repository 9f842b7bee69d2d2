//! A word as the plan holds it, and how one that people write would be typed here.

use bareme::{Day, catalogue::Plan, decimal, vocabulary::Kind};

/// A value as the plan holds it: the digits of a number, the number of a day, the position of a member.
pub(super) fn scaled(plan: &Plan, kind: &Kind, text: &str) -> Option<i64> {
    match text {
        "vrai" if kind.is_boolean() => Some(1),
        "faux" if kind.is_boolean() => Some(0),
        _ if kind.is_boolean() => None,
        _ => plan.vocabulary.stored(kind, text),
    }
}

/// A value as it would be typed.
pub(super) fn shown(plan: &Plan, kind: &Kind, held: i64) -> String {
    if kind.is_boolean() {
        return if held == 0 { "faux" } else { "vrai" }.to_owned();
    }
    plan.vocabulary.written(kind, held)
}

/// What to type for a word that is no value: the same number without its spaces and with a point, the same day, the name of today.
pub(super) fn meant(plan: &Plan, kind: &Kind, text: &str) -> Option<String> {
    let meant = match kind {
        Kind::Number { decimals, .. } => {
            let read = decimal::parse_typed(text, *decimals).ok()?;
            plan.vocabulary.written(kind, read)
        }
        Kind::Date => Day::typed(text)?.to_string(),
        Kind::Choice(enumeration) => {
            let enumeration = plan.vocabulary.enumeration(*enumeration)?;
            let position = enumeration.position_of_any_name(text)?;
            enumeration.member(position)?.name.clone()
        }
        Kind::Boolean => match text.to_lowercase().as_str() {
            "true" | "oui" | "vrai" => "vrai".to_owned(),
            "false" | "non" | "faux" => "faux".to_owned(),
            _ => return None,
        },
    };
    Some(meant).filter(|meant| meant != text)
}

/// What to do about a word that is no value.
pub(super) fn help(plan: &Plan, kind: &Kind, text: &str) -> String {
    match (meant(plan, kind, text), kind) {
        (Some(meant), Kind::Choice(_)) => {
            format!("`{text}` s'appelle maintenant `{meant}` : écrivez-le ainsi")
        }
        (Some(meant), _) => format!("écrivez `{meant}`"),
        (None, Kind::Number { .. }) => "un nombre s'écrit sans espace, avec un point : `1766.92`".to_owned(),
        (None, Kind::Date) => "une date s'écrit `2024-09-01`".to_owned(),
        (None, Kind::Choice(_)) => "corrigez le mot, ou choisissez-en un de l'énumération".to_owned(),
        (None, Kind::Boolean) => "écrivez `vrai` ou `faux`".to_owned(),
    }
}
