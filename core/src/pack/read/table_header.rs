//! What the header of a table states: its keys, its values, its ranks and its periods.

use super::{
    declared::{Bounds, declared},
    guards::{self, Drift, Range},
    keys::Keys,
    known::Known,
    meaning, names,
    node::Node,
    parameters::{Complete, Origin},
    periods::{self, Stated},
    report::Report,
    scalar,
    vocabulary::unique,
};
use crate::{
    date::Period,
    error::Code,
    pack::model::{Direction, Location, Matching, Renewal, TableColumn, TableKey},
    vocabulary::Style,
};

/// What the header of a table states.
pub(super) struct Header<'a> {
    pub(super) name: &'a str,
    pub(super) title: String,
    pub(super) keys: Vec<TableKey>,
    pub(super) columns: Vec<TableColumn>,
    /// For each column, the bounds of its values.
    pub(super) ranges: Vec<Range>,
    /// For some keys, by their positions, which way the cells go.
    pub(super) monotone: Vec<(usize, Direction)>,
    /// How far a cell may go from one period to the next.
    pub(super) drift: Drift,
    pub(super) ranks: Option<(Vec<u8>, Location)>,
    pub(super) renewal: Option<Renewal>,
    pub(super) periods: Vec<HeaderPeriod>,
    pub(super) at: Location,
}

/// A period that the header of a table announces.
pub(super) struct HeaderPeriod {
    pub(super) period: Period,
    pub(super) origin: Complete,
    /// How far a cell may be from that of the period before, when this one says so.
    pub(super) drift: Drift,
    pub(super) at: Location,
}

/// Reads the header of one table.
pub(super) fn header<'a>(
    report: &mut Report,
    name: &'a str,
    mut keys: Keys<'_>,
    known: &Known,
) -> Option<Header<'a>> {
    let title = keys.title(report, "titre");
    let before = report.count();
    let table_keys = parts(report, &mut keys, "cles", |report, node| {
        table_key(report, node, known)
    });
    let columns = parts(report, &mut keys, "valeurs", |report, node| {
        let (name, at, mut keys) = part(report, node)?;
        let declared = declared(report, &mut keys, &known.vocabulary, Bounds::Absent);
        let range = Range::read(report, &mut keys, declared.as_ref());
        keys.finish(report);
        let declared = declared?;
        Some(((TableColumn { name, declared }, range), at))
    });
    unique(
        report,
        table_keys
            .list
            .iter()
            .map(|(key, at)| (key.name.as_str(), *at))
            .chain(
                columns
                    .list
                    .iter()
                    .map(|((column, _), at)| (column.name.as_str(), *at)),
            ),
        "colonne",
    );
    // A part may be missing without a finding here, when the enumeration that it names is at fault.
    let readable = report.count() == before && table_keys.complete && columns.complete;
    let table_keys: Vec<TableKey> = table_keys.list.into_iter().map(|(key, _)| key).collect();
    let (columns, ranges): (Vec<TableColumn>, Vec<Range>) =
        columns.list.into_iter().map(|(column, _)| column).unzip();
    let monotone = guards::monotone(report, &mut keys, &table_keys, &columns);
    let numbers = columns.iter().any(|column| column.declared.kind.is_number());
    let drift = Drift::read_of(report, &mut keys, numbers || !readable);
    let ranks = keys
        .optional("rangs")
        .map(|node| ranks(report, node, table_keys.last().filter(|_| readable), known));
    let defaults = Origin::read(report, &mut keys, known);
    let renewal = meaning::renewal(report, &mut keys);
    let periods = periods(report, &mut keys, name, &defaults, known);
    let at = keys.at;
    keys.finish(report);
    let ranks = match ranks {
        Some(ranks) => Some(ranks?),
        None => None,
    };
    let periods = periods?;
    readable.then_some(Header {
        name,
        title,
        keys: table_keys,
        columns,
        ranges,
        monotone,
        drift,
        ranks,
        renewal,
        periods,
        at,
    })
}

/// The elements of `cles` or `valeurs`, each with the place of its name.
struct Parts<T> {
    list: Vec<(T, Location)>,
    /// Could every element be read?
    complete: bool,
}

/// Reads `cles` or `valeurs`: at least one element.
fn parts<'a, T>(
    report: &mut Report,
    keys: &mut Keys<'a>,
    key: &'static str,
    read: impl Fn(&mut Report, Node<'a>) -> Option<(T, Location)>,
) -> Parts<T> {
    let node = keys.required(report, key);
    let items = node.and_then(|node| node.items(report)).unwrap_or_default();
    if let Some(node) = node.filter(|node| items.is_empty() && node.value.get_ref().is_array()) {
        report
            .add(
                node.at(),
                Code::MissingKey,
                format!("{} n'a rien dans `{key}`", keys.subject),
            )
            .help("ajoutez `{ nom = \"…\", type = \"…\" }`");
    }
    let count = items.len();
    let list: Vec<_> = items.into_iter().filter_map(|item| read(report, item)).collect();
    Parts {
        complete: list.len() == count,
        list,
    }
}

/// The name of a column, and its other keys.
fn part<'a>(report: &mut Report, node: Node<'a>) -> Option<(String, Location, Keys<'a>)> {
    let mut keys = node.keys(report, format!("un élément de `{}`", node.key))?;
    let name = keys.required(report, "nom").and_then(|node| node.text(report));
    let Some(name) = name else {
        keys.allow(&["type", "unite", "decimales", "choix", "correspondance"]);
        keys.finish(report);
        return None;
    };
    if matches!(name.value.as_str(), "depuis" | "jusqu_a") {
        report
            .add(
                name.at,
                Code::InvalidName,
                format!("`{}` est la colonne des périodes", name.value),
            )
            .help("choisissez un autre nom");
    } else {
        names::check(report, name.at, &name.value);
    }
    keys.subject = format!("la colonne `{}`", name.value);
    keys.at = name.at;
    Some((name.value, name.at, keys))
}

fn table_key(report: &mut Report, node: Node<'_>, known: &Known) -> Option<(TableKey, Location)> {
    let (name, at, mut keys) = part(report, node)?;
    let declared = declared(report, &mut keys, &known.vocabulary, Bounds::Absent);
    let node = keys.required(report, "correspondance");
    let matching = node.and_then(|node| {
        node.word(
            report,
            &[
                ("egal", Matching::Equal),
                ("seuil", Matching::Threshold),
                ("au_plus", Matching::Saturating),
            ],
            Code::InvalidValue,
        )
    });
    keys.finish(report);
    let (declared, matching) = (declared?, matching?);
    let problem = match matching {
        Matching::Equal => None,
        Matching::Threshold => (declared.kind.is_choice() || declared.kind.is_boolean())
            .then_some("une clé qui n'est ni un nombre ni une date se cherche par `egal`"),
        Matching::Saturating => (declared.style != Style::Integer)
            .then_some("seule une clé de type `entier` se cherche par `au_plus`"),
    };
    if let (Some(problem), Some(node)) = (problem, node) {
        report
            .add(node.at(), Code::InvalidValue, problem)
            .help("écrivez `correspondance = \"egal\"`");
        return None;
    }
    Some((
        TableKey {
            name,
            declared,
            matching,
        },
        at,
    ))
}

/// The members of the last key, in the order in which they are tried. `None` after a finding.
fn ranks(
    report: &mut Report,
    node: Node<'_>,
    last: Option<&TableKey>,
    known: &Known,
) -> Option<(Vec<u8>, Location)> {
    let items = node.items(report)?;
    let last = last?;
    let Some(enumeration) = last.declared.kind.enumeration() else {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                format!(
                    "`rangs` ordonne la dernière clé, et `{}` n'est pas un choix",
                    last.name
                ),
            )
            .help("retirez `rangs`, ou mettez la clé de type `choix` en dernier");
        return None;
    };
    let before = report.count();
    let mut ranks: Vec<u8> = Vec::new();
    for item in items {
        let Some(text) = item.text(report) else {
            continue;
        };
        let Some(rank) = scalar::member(report, text.at, &text.value, enumeration, &known.vocabulary) else {
            continue;
        };
        if ranks.contains(&rank) {
            report
                .add(
                    text.at,
                    Code::DuplicateId,
                    format!("`{}` est deux fois dans `rangs`", text.value),
                )
                .help("gardez-en un seul");
        }
        ranks.push(rank);
    }
    (report.count() == before).then(|| (ranks, node.at()))
}

fn periods(
    report: &mut Report,
    keys: &mut Keys<'_>,
    name: &str,
    defaults: &Origin,
    known: &Known,
) -> Option<Vec<HeaderPeriod>> {
    let node = keys.required(report, "periodes")?;
    let items = node.items(report)?;
    if items.is_empty() {
        report
            .add(
                node.at(),
                Code::MissingKey,
                format!("{} n'a aucune période", keys.subject),
            )
            .help("ajoutez `{ depuis = 2024-09-02, source = \"…\" }`");
        return None;
    }
    let count = items.len();
    let read: Vec<(Stated, Complete, Drift)> = items
        .into_iter()
        .filter_map(|item| {
            let mut keys = item.keys(report, format!("une période de `{name}`"))?;
            let stated = Stated::read_dated(report, &mut keys);
            if let Some(day) = stated.and_then(|stated| stated.first) {
                keys.subject = format!("la période de `{name}` du {day}");
            }
            let own = Origin::read(report, &mut keys, known);
            let origin = own.or(defaults).complete(report, &keys);
            let drift = Drift::read(report, &mut keys);
            keys.finish(report);
            Some((stated?, origin, drift))
        })
        .collect();
    if read.len() < count {
        return None;
    }
    let stated: Vec<Stated> = read.iter().map(|(stated, ..)| *stated).collect();
    let chained = periods::chain(report, &keys.subject, &stated)?;
    Some(
        read.into_iter()
            .zip(chained)
            .map(|((stated, origin, drift), period)| HeaderPeriod {
                period,
                origin,
                drift,
                at: stated.at,
            })
            .collect(),
    )
}
