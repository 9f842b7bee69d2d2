//! A file of decisions read back, row by row, by whoever counts it; one of CSV that is cut is told as such.

use std::path::Path;

use bareme::{Code, Engine, Finding, budget::Cell};

use super::{
    format::Format,
    rows::progress,
    summary::{Summary, Summing},
    tally::{Tally, wrong},
    texts::{Texts, finding},
};

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
        Format::Lines => Code::JsonInvalid,
        #[cfg(feature = "parquet")]
        Format::Parquet | Format::Arrow => Code::ParquetInvalid,
    })
}

/// Reads a whole file that `batch` wrote, or standard input for `-`; `begin` is given the names of its columns.
pub(super) fn tallied<T: Tally>(
    path: &Path,
    begin: impl FnOnce(&[String]) -> Result<T, Vec<Finding>>,
) -> Result<T, Vec<Finding>> {
    let format = Format::of(path)?;
    match format {
        Format::Csv | Format::Lines => texts(path, format, begin),
        #[cfg(feature = "parquet")]
        Format::Parquet | Format::Arrow => super::parquet::tallied((path, format), begin),
    }
}

fn texts<T: Tally>(
    path: &Path,
    format: Format,
    begin: impl FnOnce(&[String]) -> Result<T, Vec<Finding>>,
) -> Result<T, Vec<Finding>> {
    let broken = |error| vec![finding(path, error)];
    let (mut records, names, length) = Texts::open(path, format, None)?;
    let mut tally = begin(&names)?;
    let columns = tally.columns().to_vec();
    let bar = progress(length);
    while records.advance().map_err(broken)? {
        let line = records.line();
        if let Some(amiss) = records.amiss(names.len()) {
            return Err(cut(amiss.code, &format!("ligne {line} : {}", amiss.message)));
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
        let message = format!("ligne {} : la ligne n'est pas finie", records.line());
        return Err(cut(code(path)?, &message));
    }
    Ok(tally)
}

fn cut(code: Code, what: &str) -> Vec<Finding> {
    wrong(code, format!("{what} ; le fichier est coupé, ou a été modifié"))
}
