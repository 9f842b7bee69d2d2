//! The next period of a table or of a parameter, as text added to the files of a pack.

use bareme::{
    Code, Day, Finding,
    date::Period,
    decimal,
    error::{Place, nearest},
    pack::{
        Separator, TO_WRITE,
        model::{Location, Pack, Parameter, Table},
    },
    vocabulary::{DeclaredType, Style},
};
use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::raise::Coefficient;
use crate::editing::{append, line_end};

/// A file of the pack, as it is and as it would be.
pub(super) struct Edit {
    /// From the root of the pack.
    pub(super) path: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// What begins the next period of a table or of a parameter.
pub(super) fn edits(
    pack: &Pack,
    name: &str,
    since: Day,
    coefficient: Option<Coefficient>,
) -> Result<Vec<Edit>, Finding> {
    if let Some(parameter) = pack.parameters.iter().find(|parameter| parameter.name == name) {
        return Ok(vec![of_parameter(pack, parameter, since, coefficient)?]);
    }
    if let Some(table) = pack.tables.iter().find(|table| table.name == name) {
        return of_table(pack, table, since, coefficient);
    }
    let tables = pack.tables.iter().map(|table| table.name.as_str());
    let parameters = pack.parameters.iter().map(|parameter| parameter.name.as_str());
    let message = format!("le barème n'a ni table ni paramètre `{name}`");
    Err(Finding::new(Code::UnknownReference, Place::Whole, message)
        .with_suggestion(nearest(name, tables.chain(parameters))))
}

/// The days before that one on which a next value was awaited, and that no period begins.
pub(super) fn passed_over(pack: &Pack, name: &str, since: Day) -> Vec<Day> {
    let parameter = pack.parameters.iter().find(|parameter| parameter.name == name);
    let table = pack.tables.iter().find(|table| table.name == name);
    let of_parameter = parameter.map(|one| (one.renewal, one.values.last().map(|last| last.period.from)));
    let of_table = || table.map(|one| (one.renewal, one.periods.last().map(|last| last.period.from)));
    let Some((Some(renewal), Some(last))) = of_parameter.or_else(of_table) else {
        return Vec::new();
    };
    let awaited = std::iter::successors(Some(renewal.after(last)), |day| Some(renewal.after(*day)));
    awaited.take_while(|day| *day < since).collect()
}

/// Does a period that begins on this day follow the last one?
fn follows(
    place: Place,
    name: &str,
    periods: impl Iterator<Item = Period>,
    since: Day,
) -> Result<(), Finding> {
    let periods: Vec<Period> = periods.collect();
    let overlap = |message: String, help: &str| {
        Err(Finding::new(Code::PeriodOverlap, place.clone(), message).with_help(help))
    };
    if periods.iter().any(|period| period.from == since) {
        return overlap(
            format!("`{name}` a déjà une période commençant le {since}"),
            "complétez-la, ou donnez un autre jour",
        );
    }
    let Some(last) = periods.last() else {
        return Ok(());
    };
    match last.last() {
        _ if since < last.from => overlap(
            format!(
                "`{name}` a déjà une période commençant le {}, après le {since}",
                last.from
            ),
            "une nouvelle période suit la dernière",
        ),
        Some(end) if since <= end => overlap(
            format!("la dernière période de `{name}` va jusqu'au {end}"),
            "retirez son `jusqu_a`, ou donnez le jour qui le suit",
        ),
        Some(end) if since > end.add_days(1) => {
            let message = format!("la dernière période de `{name}` ne va que jusqu'au {end}");
            Err(Finding::new(Code::PeriodGap, place, message)
                .with_help("retirez son `jusqu_a`, ou donnez le jour qui le suit"))
        }
        _ => Ok(()),
    }
}

fn of_parameter(
    pack: &Pack,
    parameter: &Parameter,
    since: Day,
    coefficient: Option<Coefficient>,
) -> Result<Edit, Finding> {
    let place = pack.place(parameter.at);
    let name = &parameter.name;
    follows(
        place.clone(),
        name,
        parameter.values.iter().map(|dated| dated.period),
        since,
    )?;
    let last = parameter.values.last().map_or(0, |dated| dated.value);
    let value = match coefficient {
        None => format!("\"{TO_WRITE}\""),
        Some(coefficient) => {
            let decimals = number(&parameter.declared).ok_or_else(|| not_a_number(place.clone(), name))?;
            let raised = coefficient
                .of(last)
                .ok_or_else(|| too_large(place.clone(), name))?;
            match decimals {
                0 => decimal::format(raised, 0),
                _ => format!("\"{}\"", decimal::format(raised, decimals)),
            }
        }
    };
    let element = format!("{{ depuis = {since}, valeur = {value}, {} }}", awaited());
    toml_edit(pack, parameter.at, name, "valeurs", &element)
}

fn of_table(
    pack: &Pack,
    table: &Table,
    since: Day,
    coefficient: Option<Coefficient>,
) -> Result<Vec<Edit>, Finding> {
    let place = pack.place(table.at);
    let name = &table.name;
    follows(
        place,
        name,
        table.periods.iter().map(|period| period.period),
        since,
    )?;
    let element = format!("{{ depuis = {since}, {} }}", awaited());
    Ok(vec![
        toml_edit(pack, table.at, name, "periodes", &element)?,
        cells(pack, table, since, coefficient)?,
    ])
}

/// What says where a period comes from, to be written once it is read.
fn awaited() -> String {
    format!("source = \"{TO_WRITE}\", fiabilite = \"a_confirmer\", verifie_le = \"{TO_WRITE}\"")
}

/// The file of a declaration with one more element in one of its lists.
fn toml_edit(pack: &Pack, at: Location, name: &str, key: &str, element: &str) -> Result<Edit, Finding> {
    let place = pack.place(at);
    let found = match &place {
        Place::File { path, .. } => pack.files.iter().find(|file| file.path == *path),
        Place::Whole | Place::Pointer(_) => None,
    };
    let edit = found.and_then(|file| {
        Some(Edit {
            path: file.path.clone(),
            before: file.text.clone(),
            after: append(&file.text, name, key, element)?,
        })
    });
    edit.ok_or_else(|| {
        let message = format!("la liste `{key}` de `{name}` n'est pas écrite entre crochets");
        Finding::new(Code::InvalidValue, place, message)
            .with_help(format!("écrivez `{key} = [ {{ … }}, … ]`"))
    })
}

/// The CSV file of a table with the rows of the last period once more: to be written, or raised.
fn cells(pack: &Pack, table: &Table, since: Day, coefficient: Option<Coefficient>) -> Result<Edit, Finding> {
    let path = format!("tables/{}.csv", table.name);
    let text = pack
        .files
        .iter()
        .find(|file| file.path == path)
        .map_or("", |file| file.text.as_str());
    let unreadable = |error: &dyn std::fmt::Display| {
        let message = format!("`{path}` ne se lit pas comme une table : {error}");
        Finding::new(Code::CsvInvalid, Place::Whole, message)
    };
    let separator = Separator::of(text).unwrap_or(Separator::Comma);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator.byte())
        .from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let position = |name: &str| columns.iter().position(|column| column == name);
    let first_day = position("depuis");
    let last = table.periods.last().map(|period| period.period.from);
    let newline = line_end(text);
    let mut writer = WriterBuilder::new()
        .delimiter(separator.byte())
        .terminator(if newline == "\n" {
            Terminator::Any(b'\n')
        } else {
            Terminator::CRLF
        })
        .from_writer(Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let day = first_day.and_then(|at| record.get(at)?.parse::<Day>().ok());
        if day.is_none() || day != last {
            continue;
        }
        let row: Result<StringRecord, Finding> = record
            .iter()
            .zip(&columns)
            .map(
                |(cell, column)| match table.columns.iter().find(|known| known.name == *column) {
                    Some(known) => next_cell(cell, &known.declared, coefficient, separator)
                        .map_err(|why| why(pack.place(table.at), column)),
                    None if column == "depuis" => Ok(since.to_string()),
                    None => Ok(cell.to_owned()),
                },
            )
            .collect();
        writer.write_record(&row?).map_err(|error| unreadable(&error))?;
    }
    let rows = writer.into_inner().map_err(|error| unreadable(&error))?;
    let rows = String::from_utf8(rows).map_err(|error| unreadable(&error))?;
    let gap = if text.ends_with('\n') { "" } else { newline };
    Ok(Edit {
        path,
        before: text.to_owned(),
        after: format!("{text}{gap}{rows}"),
    })
}

/// What is wrong with a value of that name, declared there.
type Fault = fn(Place, &str) -> Finding;

/// The cell of the next period.
fn next_cell(
    cell: &str,
    declared: &DeclaredType,
    coefficient: Option<Coefficient>,
    separator: Separator,
) -> Result<String, Fault> {
    let Some(coefficient) = coefficient else {
        return Ok(TO_WRITE.to_owned());
    };
    let decimals = number(declared).ok_or(not_a_number as Fault)?;
    let value = separator
        .number(cell, decimals)
        .map_err(|_| not_a_number as Fault)?;
    let raised = coefficient.of(value).ok_or(too_large as Fault)?;
    Ok(separator.written(raised, decimals))
}

/// The decimals of what a coefficient may raise. A level, an age or a count is no amount, and a whole number never is one here.
fn number(declared: &DeclaredType) -> Option<u8> {
    (declared.kind.is_number() && declared.style != Style::Integer).then(|| declared.decimals())
}

fn not_a_number(place: Place, name: &str) -> Finding {
    let message = format!(
        "`{name}` n'est ni un montant, ni une part, ni un nombre décimal : un coefficient n'y change rien"
    );
    Finding::new(Code::InvalidValue, place, message)
        .with_help("retirez `--coefficient`, et écrivez la suite à la main")
}

fn too_large(place: Place, name: &str) -> Finding {
    let message = format!("`{name}`, multiplié, est un nombre trop grand");
    Finding::new(Code::InvalidValue, place, message).with_help("vérifiez le coefficient")
}
