//! The type that a file declares: its word, its unit, its decimals, its bounds.

use super::{keys::Keys, node::Node, report::Report};
use crate::{
    date::Day,
    error::Code,
    vocabulary::{DeclaredType, EnumerationId, Kind, Style, Unit, Vocabulary},
};

/// The most decimals that a file may declare.
const MOST_DECIMALS: u8 = 6;
/// Every key that a declaration of a type may have.
const ALL_KEYS: [&str; 4] = ["type", "unite", "decimales", "choix"];

/// Must a declaration state bounds?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bounds {
    /// A fact states the bounds of a number, and may state those of a date.
    Stated,
    /// The bounds of anything else follow from its values.
    Absent,
}

/// Reads `type`, `unite`, `decimales`, `choix`, and for a fact `min` and `max`. `None` after a finding.
pub(super) fn declared(
    report: &mut Report,
    keys: &mut Keys<'_>,
    vocabulary: &Vocabulary,
    bounds: Bounds,
) -> Option<DeclaredType> {
    let words = Style::ALL.map(|style| (style.word(), style));
    let style = keys
        .required(report, "type")
        .and_then(|node| node.word(report, &words, Code::InvalidValue));
    let Some(style) = style else {
        // Which keys go with an unknown type cannot be judged.
        keys.allow(&ALL_KEYS);
        if bounds == Bounds::Stated {
            keys.allow(&["min", "max"]);
        }
        return None;
    };
    let before = report.count();
    let kind = kind(report, keys, vocabulary, style);
    let (min, max) = match (&kind, bounds) {
        (Some(Kind::Number { decimals, .. }), Bounds::Stated) => number_bounds(report, keys, *decimals)?,
        (None, Bounds::Stated) => {
            keys.allow(&["min", "max"]);
            return None;
        }
        (Some(Kind::Date), Bounds::Stated) => date_bounds(report, keys)?,
        (Some(Kind::Boolean), Bounds::Stated) => (0, 1),
        _ => (0, 0),
    };
    if min > max {
        report
            .add(
                keys.at,
                Code::InvalidValue,
                format!("{} a un `min` plus grand que son `max`", keys.subject),
            )
            .help("échangez-les, ou corrigez l'un des deux");
    }
    let kind = kind?;
    (report.count() == before).then_some(DeclaredType {
        style,
        kind,
        min,
        max,
    })
}

fn kind(report: &mut Report, keys: &mut Keys<'_>, vocabulary: &Vocabulary, style: Style) -> Option<Kind> {
    match style {
        Style::Boolean => Some(Kind::Boolean),
        Style::Date => Some(Kind::Date),
        Style::Choice => keys
            .required(report, "choix")
            .and_then(|node| enumeration(report, node, vocabulary))
            .map(Kind::Choice),
        Style::Integer => Some(Kind::Number {
            decimals: 0,
            unit: unit(report, keys)?,
        }),
        Style::Rate => {
            let decimals = decimals(report, keys, 2)?;
            Some(Kind::Number {
                decimals,
                unit: Unit::NONE,
            })
        }
        Style::Decimal => {
            let unit = unit(report, keys);
            let decimals = keys
                .required(report, "decimales")
                .and_then(|node| node.small(report, 0, MOST_DECIMALS));
            Some(Kind::Number {
                decimals: decimals?,
                unit: unit?,
            })
        }
        Style::Amount => {
            let decimals = decimals(report, keys, 2);
            let unit = euros(report, keys);
            Some(Kind::Number {
                decimals: decimals?,
                unit: unit?,
            })
        }
    }
}

fn decimals(report: &mut Report, keys: &mut Keys<'_>, default: u8) -> Option<u8> {
    match keys.optional("decimales") {
        Some(node) => node.small(report, 0, MOST_DECIMALS),
        None => Some(default),
    }
}

fn unit(report: &mut Report, keys: &mut Keys<'_>) -> Option<Unit> {
    match keys.optional("unite") {
        Some(node) => parsed_unit(report, node).map(|(unit, _)| unit),
        None => Some(Unit::NONE),
    }
}

fn parsed_unit(report: &mut Report, node: Node<'_>) -> Option<(Unit, String)> {
    let text = node.text(report)?;
    match text.value.parse::<Unit>() {
        Ok(unit) => Some((unit, text.value)),
        Err(error) => {
            report
                .add(text.at, Code::InvalidValue, error.to_string())
                .help("écrivez par exemple `EUR/mois`, `h/semaine`, `an` ou `point`");
            None
        }
    }
}

/// The unit of an amount: euros, possibly for each of something.
fn euros(report: &mut Report, keys: &mut Keys<'_>) -> Option<Unit> {
    let node = keys.required(report, "unite")?;
    let (unit, text) = parsed_unit(report, node)?;
    if text == "EUR" || text.starts_with("EUR/") {
        return Some(unit);
    }
    report
        .add(
            node.at(),
            Code::InvalidValue,
            format!("`{text}` n'est pas l'unité d'un montant"),
        )
        .help("un montant est en `EUR`, `EUR/mois`, `EUR/an`, `EUR/jour` ou `EUR/h` ; sinon prenez le type `decimal`");
    None
}

/// The enumeration that a key names.
pub(super) fn enumeration(
    report: &mut Report,
    node: Node<'_>,
    vocabulary: &Vocabulary,
) -> Option<EnumerationId> {
    let name = node.text(report)?;
    let found = vocabulary.enumeration_named(&name.value).map(|(id, _)| id);
    if found.is_none() && !report.unread.excuses(&name.value) {
        report
            .add(
                name.at,
                Code::UnknownReference,
                format!("l'énumération `{}` n'existe pas", name.value),
            )
            .help(format!(
                "déclarez `[choix.{}]` dans `vocabulaire.toml`, ou corrigez le nom",
                name.value
            ))
            .nearest(
                &name.value,
                vocabulary.enumerations.iter().map(|e| e.name.as_str()),
            );
    }
    found
}

fn number_bounds(report: &mut Report, keys: &mut Keys<'_>, decimals: u8) -> Option<(i64, i64)> {
    let min = keys
        .required(report, "min")
        .and_then(|node| node.number(report, decimals));
    let max = keys
        .required(report, "max")
        .and_then(|node| node.number(report, decimals));
    Some((min?, max?))
}

fn date_bounds(report: &mut Report, keys: &mut Keys<'_>) -> Option<(i64, i64)> {
    let mut bound = |key, default: (i32, u8, u8)| match keys.optional(key) {
        Some(node) => node.day(report),
        None => Day::from_calendar(default.0, default.1, default.2).ok(),
    };
    let min = bound("min", (1950, 1, 1));
    let max = bound("max", (2099, 12, 31));
    Some((i64::from(min?.number()), i64::from(max?.number())))
}
