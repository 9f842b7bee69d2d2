//! Figures that are followed: `reperes.toml`.

use toml::de::DeTable;

use super::{
    declared::{Bounds, declared},
    keys::Keys,
    known::Known,
    limits::limit,
    names,
    node::{Doc, Node, entries},
    parameters::{Origin, values_of},
    periods::Stated,
    report::Report,
    scalar,
};
use crate::{
    date::Period,
    error::Code,
    pack::model::{DatedValue, Repere, RepereKind},
    vocabulary::DeclaredType,
};

/// Reads `reperes.toml`.
pub(super) fn reperes<'a>(
    report: &mut Report,
    doc: Doc<'a>,
    table: &'a DeTable<'a>,
    known: &Known,
) -> Vec<Repere> {
    let mut list = Vec::new();
    for (id, at, node) in entries(doc, table) {
        names::check(report, at, id);
        let repere = node
            .keys(report, format!("le repère `{id}`"))
            .and_then(|keys| repere(report, id, keys.named(at), known));
        match repere {
            Some(repere) => list.push(repere),
            None => report.unread(id),
        }
    }
    limit(report, &mut list, "repères");
    list
}

fn repere(report: &mut Report, id: &str, mut keys: Keys<'_>, known: &Known) -> Option<Repere> {
    let title = keys.title(report, "titre");
    let words = RepereKind::ALL.map(|kind| (kind.word(), kind));
    let kind = keys
        .required(report, "genre")
        .and_then(|node| node.word(report, &words, Code::InvalidValue));
    let type_at = keys.optional("type").map(Node::at);
    let declared = declared(report, &mut keys, &known.vocabulary, Bounds::Absent);
    let declared = declared.filter(|declared| is_number(report, declared, type_at.unwrap_or(keys.at)));
    let defaults = Origin::read(report, &mut keys, known);
    let territory = keys.string(report, "territoire");
    let route = keys.string(report, "voie");
    let intake = keys.string(report, "rentree");
    let items = values_of(
        report,
        &mut keys,
        "ajoutez `{ du = 2024-01-01, au = 2024-12-31, valeur = … }`",
    );
    let subject = keys.subject.clone();
    keys.finish(report);
    let count = items.len();
    let mut values: Vec<DatedValue> = Vec::new();
    for node in items {
        let Some((value, stated)) = dated(report, id, node, declared.as_ref(), &defaults, known) else {
            continue;
        };
        if let Some(before) = values.last()
            && value.period.from < before.period.until
        {
            report
                .add(
                    stated.at,
                    Code::PeriodOverlap,
                    format!("{subject} a deux valeurs le {}", value.period.from),
                )
                .help("écrivez les valeurs de la plus ancienne à la plus récente, sans jour commun");
        }
        values.push(value);
    }
    if count == 0 || values.len() < count {
        return None;
    }
    Some(Repere {
        id: id.to_owned(),
        title,
        kind: kind?,
        declared: declared?,
        territory,
        route,
        intake,
        values,
    })
}

/// A figure is a number: what is not is reported.
fn is_number(report: &mut Report, declared: &DeclaredType, at: crate::pack::model::Location) -> bool {
    let number = declared.kind.is_number();
    if !number {
        report
            .add(at, Code::InvalidValue, "un repère est un nombre")
            .help("écrivez `type = \"entier\"`, `\"montant\"`, `\"taux\"` ou `\"decimal\"`");
    }
    number
}

fn dated(
    report: &mut Report,
    id: &str,
    node: Node<'_>,
    declared: Option<&DeclaredType>,
    defaults: &Origin,
    known: &Known,
) -> Option<(DatedValue, Stated)> {
    let mut keys = node.keys(report, format!("une valeur de `{id}`"))?;
    let at = keys.optional("du").map_or(keys.at, Node::at);
    let first = keys.required(report, "du").and_then(|node| node.day(report));
    let last = keys.required(report, "au").and_then(|node| node.day(report));
    let stated = Stated { first, last, at };
    let in_order = stated.check_order(report);
    let value = keys
        .required(report, "valeur")
        .and_then(|node| scalar::value(report, node, declared?, &known.vocabulary));
    let origin = Origin::read(report, &mut keys, known)
        .or(defaults)
        .complete(report, &keys);
    keys.finish(report);
    let dated = origin.dated(Period::new(Some(first?), Some(last?)), value?);
    in_order.then_some((dated, stated))
}
