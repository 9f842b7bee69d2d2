//! A file of decisions read back, row by row, by whoever counts it; one of CSV that is cut is told as such.

use std::path::Path;

use bareme::{Code, Engine, Finding, budget::Cell, error::Place};

use super::{
    format::Format,
    reader::{empty, finding, header, parquet_in_disguise},
    records::Records,
    rows::progress,
    source,
    summary::{Summary, Summing},
};

/// Counts a table of decisions row by row.
pub(super) trait Tally {
    /// The positions of the columns that are read.
    fn columns(&self) -> &[usize];

    /// For each of them, the decimals of the amounts that it holds, where they may come without their point; nothing of one that holds none.
    fn decimals(&self) -> Vec<Option<u8>>;

    /// Counts a row, by its line: one cell for each column.
    fn add(&mut self, line: u64, cells: &[Cell<'_>]);
}

/// What a file that `batch` wrote comes to, by the texts of a column when it is asked for.
pub(crate) fn summed(path: &Path, engine: &Engine, by: Option<&str>) -> Result<Summary, Vec<Finding>> {
    let code = code(path)?;
    let begin = |names: &[String]| Summing::new(engine, names, by, code);
    tallied(path, begin)?.finish()
}

/// What a fault of a file of decisions is called.
pub(super) fn code(path: &Path) -> Result<Code, Vec<Finding>> {
    Ok(match Format::of(path)? {
        Format::Csv => Code::CsvInvalid,
        #[cfg(feature = "parquet")]
        Format::Parquet => Code::ParquetInvalid,
    })
}

/// Reads a whole file that `batch` wrote, or standard input for `-`; `begin` is given the names of its columns.
pub(super) fn tallied<T: Tally>(
    path: &Path,
    begin: impl FnOnce(&[String]) -> Result<T, Vec<Finding>>,
) -> Result<T, Vec<Finding>> {
    match Format::of(path)? {
        Format::Csv => csv(path, begin),
        #[cfg(feature = "parquet")]
        Format::Parquet => super::parquet::tallied(path, begin),
    }
}

fn csv<T: Tally>(
    path: &Path,
    begin: impl FnOnce(&[String]) -> Result<T, Vec<Finding>>,
) -> Result<T, Vec<Finding>> {
    let opened = source::open(path);
    let (input, length) = opened.map_err(|error| vec![crate::reading::unreadable(path, &error)])?;
    let broken = |error| vec![finding(path, error)];
    let mut records = Records::new(input).map_err(broken)?;
    if records.is_parquet() {
        return Err(vec![parquet_in_disguise(path)]);
    }
    if !records.advance().map_err(broken)? {
        return Err(vec![empty(path)]);
    }
    let names = header(&records).map_err(|finding| vec![finding])?;
    let mut tally = begin(&names)?;
    let columns = tally.columns().to_vec();
    let bar = progress(length);
    while records.advance().map_err(broken)? {
        let line = records.line();
        if records.cells() != names.len() {
            return Err(cut(&format!(
                "ligne {line} : la ligne a {} cases au lieu de {}",
                records.cells(),
                names.len()
            )));
        }
        let cells: Vec<Cell<'_>> = columns
            .iter()
            .map(|column| str::from_utf8(records.cell(*column).unwrap_or_default()).unwrap_or("\u{fffd}"))
            .map(|text| {
                if text.is_empty() {
                    Cell::Nothing
                } else {
                    Cell::Text(text)
                }
            })
            .collect();
        tally.add(line, &cells);
        if line.is_multiple_of(1 << 14) {
            bar.set_position(records.position());
        }
    }
    bar.finish_and_clear();
    if !records.line_is_ended() {
        return Err(cut(&format!(
            "ligne {} : la ligne n'est pas finie",
            records.line()
        )));
    }
    Ok(tally)
}

fn cut(what: &str) -> Vec<Finding> {
    wrong(
        Code::CsvInvalid,
        format!("{what} ; le fichier est coupé, ou a été modifié"),
    )
}

/// The file is no table of decisions.
pub(super) fn wrong(code: Code, message: String) -> Vec<Finding> {
    vec![
        Finding::new(code, Place::Whole, message)
            .with_help("donnez un fichier écrit par `bareme batch`, avec le même barème"),
    ]
}
