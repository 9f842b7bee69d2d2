//! A value of a declared type, from TOML or from a cell.

use super::{limits::TO_WRITE, node::Node, report::Report, separator::Separator};
use crate::{
    date::Day,
    error::Code,
    pack::model::Location,
    vocabulary::{DeclaredType, EnumerationId, Kind, Vocabulary},
};

/// The value of a TOML key, of a declared type: a scaled number, a day number, the position of a member, or 0 and 1.
pub(super) fn value(
    report: &mut Report,
    node: Node<'_>,
    declared: &DeclaredType,
    vocabulary: &Vocabulary,
) -> Option<i64> {
    if !is_member(TO_WRITE, declared, vocabulary) && node.awaits(report) {
        return None;
    }
    match declared.kind {
        Kind::Boolean => node.boolean(report).map(i64::from),
        Kind::Number { decimals, .. } => node.number(report, decimals),
        Kind::Date => node.day(report).map(|day| i64::from(day.number())),
        Kind::Choice(enumeration) => {
            let text = node.text(report)?;
            member(report, text.at, &text.value, enumeration, vocabulary).map(i64::from)
        }
    }
}

/// Is it a member of the enumeration of a choice?
pub(super) fn is_member(text: &str, declared: &DeclaredType, vocabulary: &Vocabulary) -> bool {
    vocabulary
        .enumeration_of(&declared.kind)
        .is_some_and(|enumeration| enumeration.position(text).is_some())
}

/// The value of a cell of a CSV file, likewise.
pub(super) fn cell(
    report: &mut Report,
    at: Location,
    text: &str,
    declared: &DeclaredType,
    (vocabulary, separator): (&Vocabulary, Separator),
) -> Option<i64> {
    let office = separator == Separator::Semicolon;
    match declared.kind {
        Kind::Boolean => match text {
            "true" => Some(1),
            "false" => Some(0),
            "VRAI" if office => Some(1),
            "FAUX" if office => Some(0),
            _ => {
                report
                    .add(
                        at,
                        Code::InvalidValue,
                        format!("`{text}` n'est ni `true` ni `false`"),
                    )
                    .help("écrivez `true` ou `false`");
                None
            }
        },
        Kind::Number { decimals, .. } => match separator.number(text, decimals) {
            Ok(number) => Some(number),
            Err(error) => {
                separator.refuse(report, at, (text, decimals), error);
                None
            }
        },
        Kind::Date => day(report, at, text).map(|day| i64::from(day.number())),
        Kind::Choice(enumeration) => member(report, at, text, enumeration, vocabulary).map(i64::from),
    }
}

/// A date of a CSV file.
pub(super) fn day(report: &mut Report, at: Location, text: &str) -> Option<Day> {
    let day = text.parse().ok();
    if day.is_none() {
        report
            .add(
                at,
                Code::InvalidDate,
                format!("`{text}` n'est pas une date du calendrier"),
            )
            .help("écrivez par exemple 2024-09-02")
            .suggest(Day::typed(text).map(|day| day.to_string()));
    }
    day
}

/// The position of a member of an enumeration.
pub(super) fn member(
    report: &mut Report,
    at: Location,
    text: &str,
    enumeration: EnumerationId,
    vocabulary: &Vocabulary,
) -> Option<u8> {
    let enumeration = vocabulary.enumeration(enumeration)?;
    let position = enumeration.position(text);
    if position.is_none() && !report.unread.excuses(text) {
        report
            .add(
                at,
                Code::UnknownChoice,
                format!("`{text}` n'est pas dans l'énumération `{}`", enumeration.name),
            )
            .help(format!(
                "ajoutez-le à `[choix.{}]`, ou corrigez le mot",
                enumeration.name
            ))
            .nearest(text, enumeration.members.iter().map(|m| m.name.as_str()));
    }
    position
}
