//! Dossiers that were found or that are left, in words.

use crate::{
    analysis::{Joint, Left, Side, Witness},
    plan::Value,
    vocabulary::{Fact, Vocabulary},
};

/// The most facts that a message names.
const MOST_FACTS: usize = 12;

/// « age = 16, statut = lyceen, le 2024-09-02 », or « n'importe quel dossier ».
pub(super) fn shown(joint: &Joint, witness: &Witness) -> String {
    let dossier = joint.dossier(Side::Before, witness);
    let vocabulary = &joint.plan(Side::Before).vocabulary;
    let mut parts: Vec<String> = dossier
        .stated()
        .map(|(fact, value)| stated(vocabulary, fact, value))
        .collect();
    if parts.is_empty() {
        return format!("n'importe quel dossier, le {}", witness.date);
    }
    shorten(&mut parts);
    format!("{}, le {}", parts.join(", "), witness.date)
}

/// What facts may be in what is left of a search.
pub(super) fn left(joint: &Joint, rest: &Left) -> String {
    let vocabulary = &joint.plan(Side::Before).vocabulary;
    let known = rest.facts.iter().filter_map(|(position, value)| {
        let place = joint.facts().get(*position)?.places.first().copied().flatten()?;
        Some(stated(vocabulary, vocabulary.fact(place)?, *value))
    });
    let mut parts: Vec<String> = known.collect();
    if parts.is_empty() {
        return "tous".to_owned();
    }
    shorten(&mut parts);
    format!("ceux où {}", parts.join(", "))
}

/// Leaves out what no message has room for, and says so.
fn shorten(parts: &mut Vec<String>) {
    match parts.len().saturating_sub(MOST_FACTS) {
        0 => {}
        1 => {
            parts.truncate(MOST_FACTS);
            parts.push("et un autre fait".to_owned());
        }
        hidden => {
            parts.truncate(MOST_FACTS);
            parts.push(format!("et {hidden} autres faits"));
        }
    }
}

/// « age = 16 », « age de 16 à 18 », « statut parmi lyceen, apprenti ».
fn stated(vocabulary: &Vocabulary, fact: &Fact, value: Value) -> String {
    let (name, kind) = (&fact.name, &fact.declared.kind);
    if kind.is_boolean() {
        return match value {
            Value::TRUE => format!("{name} = vrai"),
            Value::FALSE => format!("{name} = faux"),
            _ => format!("{name} inconnu"),
        };
    }
    if let Some(enumeration) = vocabulary.enumeration_of(kind) {
        let members: Vec<&str> = (0_u8..)
            .zip(&enumeration.members)
            .filter(|(position, _)| value.mask() & Value::member(*position).mask() != 0)
            .map(|(_, member)| member.name.as_str())
            .collect();
        return match members.as_slice() {
            [only] => format!("{name} = {only}"),
            _ => format!("{name} parmi {}", members.join(", ")),
        };
    }
    let written = |number| vocabulary.written(kind, number);
    if value.is_point() {
        format!("{name} = {}", written(value.lo))
    } else {
        format!("{name} de {} à {}", written(value.lo), written(value.hi))
    }
}
