//! The cells of a table, from its CSV file.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    grid::{self, Cell},
    guarded_cells,
    known::Known,
    limits::TO_WRITE,
    node::Doc,
    report::Report,
    rows::{Row, line_end, place, rows},
    scalar,
    separator::Separator,
    table_header::Header,
};
use crate::{
    date::Day,
    error::{Code, nearest},
    pack::model::{Location, TablePeriod},
};

/// The most findings about the cells of one table; the rest is counted.
const MOST_CELLS: usize = 10;

/// The column of the periods.
const SINCE: &str = "depuis";

/// Reads the cells of a table. `None` after a finding.
pub(super) fn cells(
    report: &mut Report,
    doc: Doc<'_>,
    header: &Header<'_>,
    known: &Known,
) -> Option<Vec<TablePeriod>> {
    let Some(separator) = Separator::of(doc.text) else {
        report
            .add(
                doc.top(),
                Code::CsvInvalid,
                format!(
                    "la première ligne de `{}` a des virgules et des points-virgules",
                    doc.path
                ),
            )
            .help("séparez toutes les cases du fichier par le même signe");
        return None;
    };
    let rows = rows(report, doc, separator)?;
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else {
        report
            .add(doc.top(), Code::CsvInvalid, format!("`{}` est vide", doc.path))
            .help(expected(header, separator));
        return None;
    };
    let columns = columns(report, doc, header, &first, separator)?;
    let before = report.count();
    let mut by_period: BTreeMap<Day, Vec<Cell>> = BTreeMap::new();
    let mut unknown: BTreeSet<Day> = BTreeSet::new();
    let mut faulty = 0_usize;
    let mut to_write: Vec<Location> = Vec::new();
    for row in rows {
        if let Some(column) = awaited(header, &columns, &row, known) {
            to_write.push(place(doc, &row, column));
            continue;
        }
        // Past the first ten faulty rows the others are counted only.
        let mut silent = Report::default();
        let target = if faulty < MOST_CELLS {
            &mut *report
        } else {
            &mut silent
        };
        match cell(target, doc, header, &columns, &row, known) {
            Some((day, cell)) if header.periods.iter().any(|p| p.period.from == day) => {
                by_period.entry(day).or_default().push(cell);
            }
            Some((day, _)) => {
                if unknown.insert(day) {
                    report
                        .add(
                            place(doc, &row, columns.since),
                            Code::CsvInvalid,
                            format!("aucune période de `{}` ne commence le {day}", header.name),
                        )
                        .help(format!(
                            "ajoutez-la à `periodes` dans `[{}]` de `tables/tables.toml`, ou corrigez la date",
                            header.name
                        ));
                }
            }
            None => faulty = faulty.saturating_add(1),
        }
    }
    let hidden = faulty.saturating_sub(MOST_CELLS);
    if hidden > 0 {
        report
            .add(
                doc.location(doc.text.len(), doc.text.len()),
                Code::CsvInvalid,
                format!("{hidden} autres lignes de `{}` sont illisibles", doc.path),
            )
            .help("corrigez d'abord les premières");
    }
    // Of a period that was begun, each cell is to be written: one finding says so.
    if let Some(first) = to_write.first() {
        report
            .add(
                *first,
                Code::ToWrite,
                match to_write.len() {
                    1 => format!("une ligne de `{}` reste à écrire", doc.path),
                    count => format!("{count} lignes de `{}` restent à écrire", doc.path),
                },
            )
            .help("lisez le texte, et écrivez ce qu'il dit dans chaque case");
    }
    if faulty > 0 || !to_write.is_empty() {
        return None;
    }
    let mut periods = Vec::new();
    let mut earlier: Vec<Cell> = Vec::new();
    for period in &header.periods {
        let cells = by_period.remove(&period.period.from).unwrap_or_default();
        if cells.is_empty() {
            report
                .add(
                    period.at,
                    Code::CellMissing,
                    format!(
                        "`{}` n'a aucune case pour la période du {}",
                        doc.path, period.period.from
                    ),
                )
                .help("ajoutez ses lignes, ou retirez la période");
            continue;
        }
        if let Some(filled) = grid::fill(report, header, period, &cells, known) {
            periods.push(filled);
            guarded_cells::check_directions(report, header, period, &cells, known);
            guarded_cells::check_drift(report, header, period, (&earlier, &cells), known);
        }
        earlier = cells;
    }
    if report.count() == before {
        grid::check_ranks(report, header, &periods, known);
    }
    (report.count() == before).then_some(periods)
}

/// The first value of a row that is still to be written.
fn awaited(header: &Header<'_>, columns: &Columns, row: &Row, known: &Known) -> Option<usize> {
    let mut values = columns.values.iter().zip(&header.columns);
    values
        .find(|(position, column)| {
            row.record.get(**position) == Some(TO_WRITE)
                && !scalar::is_member(TO_WRITE, &column.declared, &known.vocabulary)
        })
        .map(|(position, _)| *position)
}

/// The columns that the header asks for, in words.
fn expected(header: &Header<'_>, separator: Separator) -> String {
    let names: Vec<&str> = [SINCE]
        .into_iter()
        .chain(header.keys.iter().map(|key| key.name.as_str()))
        .chain(header.columns.iter().map(|column| column.name.as_str()))
        .collect();
    let sign = separator.sign().to_string();
    format!("la première ligne est `{}`", names.join(&sign))
}

/// Where the columns of the header stand in the file.
struct Columns {
    since: usize,
    keys: Vec<usize>,
    values: Vec<usize>,
    count: usize,
    separator: Separator,
}

fn columns(
    report: &mut Report,
    doc: Doc<'_>,
    header: &Header<'_>,
    first: &Row,
    separator: Separator,
) -> Option<Columns> {
    let before = report.count();
    let names: Vec<&str> = first.record.iter().collect();
    if names.len() == 1 && names.iter().any(|name| name.contains('\t')) {
        report
            .add(
                place(doc, first, 0),
                Code::CsvInvalid,
                "les colonnes ne sont séparées ni par des virgules ni par des points-virgules",
            )
            .help("enregistrez le fichier en CSV");
        return None;
    }
    let wanted = || {
        [SINCE]
            .into_iter()
            .chain(header.keys.iter().map(|key| key.name.as_str()))
            .chain(header.columns.iter().map(|column| column.name.as_str()))
    };
    // A column that is misspelt is not missing too.
    let mut meant: Vec<String> = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let twice = names.iter().take(position).any(|earlier| earlier == name);
        if twice {
            report
                .add(
                    place(doc, first, position),
                    Code::CsvInvalid,
                    format!("la colonne `{name}` est écrite deux fois"),
                )
                .help(expected(header, separator));
        } else if !wanted().any(|wanted| wanted == *name) {
            let near = nearest(name, wanted().filter(|wanted| !names.contains(wanted)));
            meant.extend(near.clone());
            report
                .add(
                    place(doc, first, position),
                    Code::CsvInvalid,
                    format!("la table `{}` n'a pas de colonne `{name}`", header.name),
                )
                .help(expected(header, separator))
                .suggest(near);
        }
    }
    let mut find = |wanted: &str| {
        let found = names.iter().position(|name| *name == wanted);
        if found.is_none() && !meant.iter().any(|meant| meant == wanted) {
            report
                .add(
                    doc.location(first.start, line_end(doc, first.start)),
                    Code::CsvInvalid,
                    format!("la colonne `{wanted}` manque"),
                )
                .help(expected(header, separator));
        }
        found
    };
    let since = find(SINCE);
    let keys: Vec<_> = header.keys.iter().map(|key| find(&key.name)).collect();
    let values: Vec<_> = header.columns.iter().map(|column| find(&column.name)).collect();
    (report.count() == before).then_some(Columns {
        since: since?,
        keys: keys.into_iter().flatten().collect(),
        values: values.into_iter().flatten().collect(),
        count: names.len(),
        separator,
    })
}

/// One row: its period, its keys and its values. `None` after a finding.
fn cell(
    report: &mut Report,
    doc: Doc<'_>,
    header: &Header<'_>,
    columns: &Columns,
    row: &Row,
    known: &Known,
) -> Option<(Day, Cell)> {
    let whole = doc.location(row.start, line_end(doc, row.start));
    if row.record.len() != columns.count {
        report
            .add(
                whole,
                Code::CsvInvalid,
                match row.record.len() {
                    1 => format!("cette ligne a 1 case au lieu de {}", columns.count),
                    count => format!("cette ligne a {count} cases au lieu de {}", columns.count),
                },
            )
            .help(match columns.separator {
                Separator::Comma => {
                    "séparez les cases par des virgules ; un nombre décimal s'écrit avec un point"
                }
                Separator::Semicolon => {
                    "séparez les cases par des points-virgules ; un nombre décimal s'écrit avec une virgule"
                }
            });
        return None;
    }
    let text = |position: usize| row.record.get(position).unwrap_or("");
    let day = scalar::day(report, place(doc, row, columns.since), text(columns.since));
    let mut read = |position: &usize, declared| {
        let at = place(doc, row, *position);
        scalar::cell(
            report,
            at,
            text(*position),
            declared,
            (&known.vocabulary, columns.separator),
        )
    };
    let keys: Vec<Option<i64>> = columns
        .keys
        .iter()
        .zip(&header.keys)
        .map(|(position, key)| read(position, &key.declared))
        .collect();
    let values: Vec<Option<i64>> = columns
        .values
        .iter()
        .zip(&header.columns)
        .map(|(position, column)| read(position, &column.declared))
        .collect();
    let places: Vec<Location> = columns
        .values
        .iter()
        .map(|position| place(doc, row, *position))
        .collect();
    let (keys, values) = (
        keys.into_iter().collect::<Option<Vec<_>>>()?,
        values.into_iter().collect::<Option<Vec<_>>>()?,
    );
    let before = report.count();
    for (((value, at), column), range) in values
        .iter()
        .zip(&places)
        .zip(&header.columns)
        .zip(&header.ranges)
    {
        range.check(report, *at, *value, &column.declared, &known.vocabulary);
    }
    if report.count() > before {
        return None;
    }
    Some((
        day?,
        Cell {
            keys,
            values,
            places,
            at: whole,
        },
    ))
}
