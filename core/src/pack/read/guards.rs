//! What an author says of figures so that a slip of the hand shows: their bounds, how far they change at once, which way they go.
//!
//! Nothing of it is in a plan: it is checked when files are read, or by an analysis of the pack, and no decision needs it.

use super::{
    keys::Keys,
    node::{Node, entries},
    report::Report,
};
use crate::{
    decimal,
    error::Code,
    pack::model::{Direction, Location, TableColumn, TableKey},
    vocabulary::{DeclaredType, FactId, Kind, Style, Vocabulary},
};

/// The decimals of `ecart_max`.
const SHARE_DECIMALS: u8 = 4;
/// One, as `ecart_max` is scaled.
const WHOLE: i128 = 10_000;

/// The bounds of the values of a parameter, or of a column of a table.
#[derive(Clone, Copy, Default)]
pub(super) struct Range {
    min: Option<i64>,
    max: Option<i64>,
}

impl Range {
    /// Reads `min` and `max`, each optional, of a number or a date. A `taux` that does not say them goes from 0 to 1.
    pub(super) fn read(report: &mut Report, keys: &mut Keys<'_>, declared: Option<&DeclaredType>) -> Self {
        let Some(declared) = declared else {
            keys.allow(&["min", "max"]);
            return Self::default();
        };
        let decimals = match declared.kind {
            Kind::Number { decimals, .. } => Some(decimals),
            Kind::Date => None,
            Kind::Boolean | Kind::Choice(_) => return Self::default(),
        };
        let before = report.count();
        let mut bound = |report: &mut Report, key| {
            let node = keys.optional(key)?;
            match decimals {
                Some(decimals) => node.number(report, decimals),
                None => node.day(report).map(|day| i64::from(day.number())),
            }
        };
        let (min, max) = (bound(report, "min"), bound(report, "max"));
        if report.count() > before {
            return Self::default();
        }
        let share = declared.style == Style::Rate;
        let range = Self {
            min: min.or(share.then_some(0)),
            max: max.or(share.then_some(decimal::pow10(declared.decimals()))),
        };
        if range.min.zip(range.max).is_some_and(|(min, max)| min > max) {
            report
                .add(
                    keys.at,
                    Code::InvalidValue,
                    format!("{} a un `min` plus grand que son `max`", keys.subject),
                )
                .help("échangez-les, ou corrigez l'un des deux");
            return Self::default();
        }
        range
    }

    /// Reports a value that is outside.
    pub(super) fn check(
        self,
        report: &mut Report,
        at: Location,
        value: i64,
        declared: &DeclaredType,
        vocabulary: &Vocabulary,
    ) {
        let broken = match (self.min, self.max) {
            (Some(min), _) if value < min => ("min", "plus petit", min),
            (_, Some(max)) if value > max => ("max", "plus grand", max),
            _ => return,
        };
        let (key, than, bound) = broken;
        let written = |value| vocabulary.written(&declared.kind, value);
        let added = report.add(
            at,
            Code::OutOfBounds,
            format!(
                "{} est {than} que {}, son `{key}`",
                written(value),
                written(bound)
            ),
        );
        added.help(if declared.style == Style::Rate {
            format!("relisez le texte ; une part va de 0 à 1, sauf si `{key}` dit autre chose")
        } else {
            format!("relisez le texte, et corrigez la valeur ou `{key}`")
        });
    }
}

/// The largest change from one period to the next: a share of the value before.
#[derive(Clone, Copy, Default)]
pub(super) struct Drift(Option<i64>);

impl Drift {
    /// Reads `ecart_max` beside one value, or one period, which may be left out: what a text says may be more than twice what it said.
    pub(super) fn read(report: &mut Report, keys: &mut Keys<'_>) -> Self {
        Self::up_to(WHOLE.saturating_mul(10).saturating_sub(1), report, keys)
    }

    fn up_to(most: i128, report: &mut Report, keys: &mut Keys<'_>) -> Self {
        let Some(node) = keys.optional("ecart_max") else {
            return Self::default();
        };
        let share = node.number(report, SHARE_DECIMALS);
        if share.is_some_and(|share| share < 0) {
            negative(report, node);
            return Self::default();
        }
        if let Some(share) = share.filter(|share| i128::from(*share) > most) {
            too_large(report, node, share);
            return Self::default();
        }
        Self(share)
    }

    /// The same, of a declaration whose values may be no numbers: those do not change by a share.
    pub(super) fn read_of(report: &mut Report, keys: &mut Keys<'_>, numbers: bool) -> Self {
        if numbers {
            // Of every value, more than the whole would let everything pass.
            return Self::up_to(WHOLE, report, keys);
        }
        if let Some(node) = keys.optional("ecart_max") {
            report
                .add(
                    node.at(),
                    Code::InvalidValue,
                    format!("{} n'a pas de nombre dont mesurer l'écart", keys.subject),
                )
                .help("retirez `ecart_max`");
        }
        Self::default()
    }

    /// This one if it is stated, else that of the whole.
    pub(super) const fn or(self, whole: Self) -> Self {
        match self.0 {
            Some(_) => self,
            None => whole,
        }
    }

    /// Is a change larger?
    pub(super) fn is_exceeded(self, before: i64, after: i64) -> bool {
        self.0.is_some_and(|share| {
            let (change, base) = change(before, after);
            change.saturating_mul(WHOLE) > base.saturating_mul(i128::from(share))
        })
    }

    /// Reports a change that is larger. `what` names what changes: « `smic` ».
    pub(super) fn check(
        self,
        report: &mut Report,
        at: Location,
        (before, after): (i64, i64),
        what: &str,
        (declared, vocabulary): (&DeclaredType, &Vocabulary),
    ) {
        let Some(share) = self.0.filter(|_| self.is_exceeded(before, after)) else {
            return;
        };
        let written = |value| vocabulary.written(&declared.kind, value);
        report
            .add(
                at,
                Code::LargeChange,
                format!(
                    "{what} passe de {} à {}{}, plus que son écart de {} (`ecart_max`)",
                    written(before),
                    written(after),
                    percent(before, after).map(|share| format!(" ({share} d'écart)")).unwrap_or_default(),
                    stated(share)
                ),
            )
            .help("relisez le texte ; s'il le dit vraiment, écrivez `ecart_max` à côté de cette valeur, avec l'écart du texte");
    }
}

/// A change and what was before, both without a sign.
fn change(before: i64, after: i64) -> (i128, i128) {
    let (before, after) = (i128::from(before), i128::from(after));
    (
        after.saturating_sub(before).saturating_abs(),
        before.saturating_abs(),
    )
}

/// A change as a share of what was before, to a tenth of a percent, upwards: « 12,4 % ».
fn percent(before: i64, after: i64) -> Option<String> {
    let (change, base) = change(before, after);
    let thousandths = change
        .checked_mul(1_000)?
        .checked_add(base.checked_sub(1)?)?
        .checked_div(base)?;
    let (whole, tenth) = (thousandths.checked_div(10)?, thousandths.checked_rem(10)?);
    Some(format!("{whole},{tenth}\u{a0}%"))
}

/// A share as a percentage: « 10 % », « 12,5 % ».
fn stated(share: i64) -> String {
    let percent = decimal::format(share, SHARE_DECIMALS.saturating_sub(2));
    format!("{}\u{a0}%", shorter(&percent).replace('.', ","))
}

/// A number without the zeros after its last decimal that counts.
fn shorter(number: &str) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}

/// Ten for a tenth would let everything pass.
fn too_large(report: &mut Report, node: Node<'_>, share: i64) {
    let number = shorter(&decimal::format(share, SHARE_DECIMALS));
    let meant = decimal::format(share.checked_div(100).unwrap_or(share), SHARE_DECIMALS);
    let meant = meant.strip_suffix("00").unwrap_or(&meant);
    report
        .add(
            node.at(),
            Code::OutOfBounds,
            format!("`ecart_max` est une part de la valeur d'avant, 1 au plus, et {number} est {}", stated(share)),
        )
        .help(format!(
            "pour {}\u{a0}%, écrivez `ecart_max = \"{meant}\"` ; un écart plus grand que le tout s'écrit à côté de la seule valeur qui le fait",
            number.replace('.', ",")
        ));
}

fn negative(report: &mut Report, node: Node<'_>) {
    report
        .add(node.at(), Code::InvalidValue, "`ecart_max` est négatif")
        .help("écrivez une part de la valeur d'avant : `ecart_max = \"0.10\"`");
}

/// Reads `monotone` of a table: for some of its keys, by their positions, which way the cells go as the key grows.
pub(super) fn monotone(
    report: &mut Report,
    keys: &mut Keys<'_>,
    table_keys: &[TableKey],
    columns: &[TableColumn],
) -> Vec<(usize, Direction)> {
    let Some(node) = keys.optional("monotone") else {
        return Vec::new();
    };
    let Some(table) = entries_of(report, node) else {
        return Vec::new();
    };
    if !columns.iter().any(|column| is_ordered(&column.declared)) && !columns.is_empty() {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                "aucune valeur de cette table n'est un nombre ni une date : elle ne croît ni ne décroît",
            )
            .help("retirez `monotone`");
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, at, node) in table {
        let position = table_keys.iter().position(|key| key.name == name);
        if position.is_none() && !table_keys.is_empty() {
            report
                .add(
                    at,
                    Code::UnknownReference,
                    format!("la table n'a pas de clé `{name}`"),
                )
                .help("`monotone` nomme une clé de la table : `monotone = { points = \"croissant\" }`")
                .nearest(name, table_keys.iter().map(|key| key.name.as_str()));
        }
        let direction = direction(report, node);
        found.extend(position.zip(direction));
    }
    found
}

/// Reads `monotone` of a droit: for some facts, which way the droit goes as the fact grows.
pub(super) fn monotone_droit(
    report: &mut Report,
    keys: &mut Keys<'_>,
    declared: Option<&DeclaredType>,
    vocabulary: &Vocabulary,
) -> Vec<(FactId, Direction)> {
    let Some(node) = keys.optional("monotone") else {
        return Vec::new();
    };
    let Some(table) = entries_of(report, node) else {
        return Vec::new();
    };
    if declared.is_some_and(|declared| !is_ordered(declared)) {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                "ce droit n'est ni un nombre ni une date : il ne croît ni ne décroît",
            )
            .help("retirez `monotone`");
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, at, node) in table {
        let direction = direction(report, node);
        let Some((id, fact)) = vocabulary.fact_named(name) else {
            if !report.unread.excuses(name) {
                report
                    .add(
                        at,
                        Code::UnknownReference,
                        format!("le fait `{name}` n'existe pas"),
                    )
                    .help(
                        "`monotone` nomme des faits : `monotone = { revenu_brut_global = \"decroissant\" }`",
                    )
                    .nearest(name, vocabulary.facts.iter().map(|fact| fact.name.as_str()));
            }
            continue;
        };
        if !is_ordered(&fact.declared) {
            report
                .add(
                    at,
                    Code::InvalidValue,
                    format!("le fait `{name}` n'est ni un nombre ni une date : il ne grandit pas"),
                )
                .help("retirez-le de `monotone`");
            continue;
        }
        found.extend(direction.map(|direction| (id, direction)));
    }
    found
}

/// The entries of a set of keys, in the order of the file.
fn entries_of<'a>(report: &mut Report, node: Node<'a>) -> Option<Vec<(&'a str, Location, Node<'a>)>> {
    let Some(table) = node.value.get_ref().as_table() else {
        node.refuse(
            report,
            "un ensemble de clés",
            "écrivez `monotone = { nom = \"croissant\" }`",
        );
        return None;
    };
    Some(entries(node.doc, table))
}

fn direction(report: &mut Report, node: Node<'_>) -> Option<Direction> {
    let words = Direction::ALL.map(|direction| (direction.word(), direction));
    node.word(report, &words, Code::InvalidValue)
}

/// Does a value of this type grow or fall?
pub(super) const fn is_ordered(declared: &DeclaredType) -> bool {
    matches!(declared.kind, Kind::Number { .. } | Kind::Date)
}
