//! What a dossier states of a fact, in words.

use bareme::{
    answer::DroitValue,
    catalogue::{Plan, PlanContent, Value},
    vocabulary::{DeclaredType, Fact, Style},
};

use crate::words::{self, Words};

/// A value, or an interval: « 35 heures par semaine », « au moins 41 heures par semaine », « à partir du 1er septembre 2027 », « CDI ou CDD ».
pub(crate) fn told(plan: &Plan, fact: &Fact, known: Value) -> Option<String> {
    let (declared, vocabulary) = (&fact.declared, &plan.vocabulary);
    let settled = |known| DroitValue::settled(known, declared, vocabulary);
    if let Some(only) = settled(known) {
        return Some(value(plan, fact, only));
    }
    if let Some(enumeration) = vocabulary.enumeration_of(&declared.kind) {
        let labels = (0_u8..64).zip(&enumeration.members);
        let left = labels.filter(|(position, _)| known.mask() & Value::member(*position).mask() != 0);
        let labels: Vec<&str> = left.map(|(_, member)| member.label.as_str()).collect();
        return Some(words::list(&labels, "ou"));
    }
    let end = |end: i64| Some(value(plan, fact, settled(Value::point(end))?));
    let (low, high) = (end(known.lo)?, end(known.hi)?);
    let (is_open, is_date) = (known.hi >= declared.max, declared.kind.is_date());
    Some(match (is_open, known.lo <= declared.min) {
        (true, _) if is_date => format!("à partir du {low}"),
        (true, _) => format!("au moins {low}"),
        (false, true) if is_date => format!("jusqu'au {high}"),
        (false, true) => format!("au plus {high}"),
        (false, false) if is_date => format!("du {low} au {high}"),
        (false, false) => format!("de {low} à {high}"),
    })
}

/// The value of a fact in words.
pub(crate) fn value(plan: &Plan, fact: &Fact, known: DroitValue<'_>) -> String {
    worded(plan, &fact.declared, known)
}

/// A value of this type in words.
pub(crate) fn worded(plan: &PlanContent, declared: &DeclaredType, known: DroitValue<'_>) -> String {
    match known {
        DroitValue::Choice(_, label) => label.to_owned(),
        DroitValue::Date(day) => words::date(day),
        DroitValue::Boolean(value) => if value { "oui" } else { "non" }.to_owned(),
        number @ (DroitValue::Integer(_) | DroitValue::Decimal(_)) => {
            let unit = declared.unit().filter(|unit| !unit.is_none());
            Words::of(plan).quantity(
                &number.to_string(),
                unit.map(ToString::to_string).as_deref(),
                declared.style == Style::Rate,
            )
        }
    }
}
