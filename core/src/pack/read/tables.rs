//! Dated tables: a header in TOML, cells in CSV.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{
    cells,
    known::Known,
    names::{Kind as NameKind, Names},
    node::{Doc, entries},
    report::Report,
    table_header::{Header, header},
};
use crate::{
    error::Code,
    pack::model::{Table, TablePeriod},
};

/// Reads the headers and the cells of every table. `files` are the CSV files by name.
pub(super) fn tables<'a>(
    report: &mut Report,
    doc: Doc<'a>,
    table: &'a DeTable<'a>,
    files: &BTreeMap<&'a str, Doc<'a>>,
    known: &Known,
    names: &mut Names,
) -> Vec<Table> {
    let mut list = Vec::new();
    let headers = entries(doc, table);
    for (name, at, node) in &headers {
        if !names.declare(report, doc, *at, name, NameKind::Table) {
            continue;
        }
        let header = node
            .keys(report, format!("la table `{name}`"))
            .and_then(|keys| header(report, name, keys.named(*at), known));
        let Some(cells) = files.get(name) else {
            if !report.unread.names.contains(*name) {
                report
                    .add(
                        *at,
                        Code::FileMissing,
                        format!("la table `{name}` n'a pas de fichier `tables/{name}.csv`"),
                    )
                    .help("créez ce fichier : une ligne d'en-tête, puis une ligne par case");
            }
            report.unread(name);
            continue;
        };
        let read = header.and_then(|header| {
            let periods = cells::cells(report, *cells, &header, known)?;
            Some(assemble(header, periods))
        });
        match read {
            Some(table) => list.push(table),
            None => report.unread(name),
        }
    }
    for (name, file) in files {
        if !headers.iter().any(|(header, ..)| header == name) {
            report
                .add(
                    file.top(),
                    Code::FileMisplaced,
                    format!("`{}` n'est annoncé par aucune table", file.path),
                )
                .help(format!("décrivez `[{name}]` dans `tables/tables.toml`"))
                .nearest(name, headers.iter().map(|(header, ..)| *header));
        }
    }
    list
}

fn assemble(header: Header<'_>, periods: Vec<TablePeriod>) -> Table {
    Table {
        name: header.name.to_owned(),
        title: header.title,
        keys: header.keys,
        columns: header.columns,
        ranks: header.ranks.map(|(ranks, _)| ranks),
        renewal: header.renewal,
        periods,
        at: header.at,
    }
}
