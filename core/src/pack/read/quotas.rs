//! Caps on the number of people: `quotas.toml`.

use super::{
    known::Known,
    names::{self, Kind, Names},
    node::{Doc, entries},
    report::Report,
};
use crate::{
    error::Code,
    pack::model::{Location, Quota, QuotaOrder},
};
use toml::de::DeTable;

/// Reads `quotas.toml`.
pub(super) fn quotas<'a>(
    report: &mut Report,
    doc: Doc<'a>,
    table: &'a DeTable<'a>,
    known: &Known,
    names: &Names,
) -> Vec<Quota> {
    let mut list = Vec::new();
    for (id, at, node) in entries(doc, table) {
        names::check(report, at, id);
        let Some(keys) = node.keys(report, format!("le quota `{id}`")) else {
            report.unread(id);
            continue;
        };
        let mut keys = keys.named(at);
        let title = keys.title(report, "titre");
        let limit = keys.required(report, "limite").and_then(|node| node.text(report));
        if let Some(limit) = &limit {
            check_limit(report, limit.at, &limit.value, names);
        }
        let group = keys.expression(report, "groupe");
        let order = keys.required(report, "ordre").and_then(|node| {
            node.word(
                report,
                &[
                    ("reception", QuotaOrder::Reception),
                    ("priorites", QuotaOrder::Priorities),
                ],
                Code::InvalidValue,
            )
        });
        let sources = known.sources.citations(report, &mut keys);
        keys.finish(report);
        let (Some(limit), Some(group)) = (limit, group) else {
            report.unread(id);
            continue;
        };
        list.push(Quota {
            id: id.to_owned(),
            title,
            limit,
            groups: group,
            order: order.unwrap_or(QuotaOrder::Reception),
            sources,
            at,
        });
    }
    list
}

fn check_limit(report: &mut Report, at: Location, name: &str, names: &Names) {
    if names.kind(name) == Some(Kind::Parameter) || report.unread.excuses(name) {
        return;
    }
    report
        .add(
            at,
            Code::UnknownReference,
            format!("le paramètre `{name}` n'existe pas"),
        )
        .help("la limite d'un quota est un paramètre, daté comme les autres")
        .nearest(name, names.of_kind(Kind::Parameter));
}
