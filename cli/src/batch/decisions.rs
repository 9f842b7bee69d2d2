//! A file of decisions read back: one of CSV row by row, and one that is cut is told as such.

use std::{io::Read, path::Path};

use bareme::{Code, Engine, Finding, decimal};

use super::{
    format::Format,
    reader::{empty, finding, header, parquet_in_disguise},
    records::Records,
    source,
    summary::{Row, Summary, wrong},
};

/// What a file that `batch` wrote comes to.
pub(crate) fn summed(path: &Path, engine: &Engine) -> Result<Summary, Vec<Finding>> {
    match Format::of(path)? {
        Format::Csv => read(path, engine),
        #[cfg(feature = "parquet")]
        Format::Parquet => super::parquet::summary(path, engine),
    }
}

/// Reads a file that `batch` wrote, or standard input for `-`.
fn read(path: &Path, engine: &Engine) -> Result<Summary, Vec<Finding>> {
    let (input, _) = source::open(path).map_err(|error| vec![crate::reading::unreadable(path, &error)])?;
    let broken = |error| vec![finding(path, error)];
    let mut records = Records::with_commas(input).map_err(broken)?;
    if records.is_parquet() {
        return Err(vec![parquet_in_disguise(path)]);
    }
    if !records.advance().map_err(broken)? {
        return Err(vec![empty(path)]);
    }
    let names = header(&records).map_err(|finding| vec![finding])?;
    let mut summary = Summary::new(engine, &names, Code::CsvInvalid)?;
    while records.advance().map_err(broken)? {
        if records.cells() != names.len() {
            return Err(cut(&format!(
                "ligne {} : la ligne a {} cases au lieu de {}",
                records.line(),
                records.cells(),
                names.len()
            )));
        }
        summary.add(&records)?;
    }
    if !records.line_is_ended() {
        return Err(cut(&format!(
            "ligne {} : la ligne n'est pas finie",
            records.line()
        )));
    }
    Ok(summary)
}

pub(super) fn cut(what: &str) -> Vec<Finding> {
    wrong(
        Code::CsvInvalid,
        format!("{what} ; le fichier est coupé, ou a été modifié"),
    )
}

impl<R: Read> Row for Records<R> {
    fn text(&self, column: usize) -> &str {
        let cell = self.cell(column).unwrap_or_default();
        str::from_utf8(cell).unwrap_or_default()
    }

    fn amount(&self, column: usize, decimals: u8) -> Result<i64, String> {
        match self.text(column) {
            "" => Ok(0),
            text => decimal::parse(text, decimals).map_err(|_| text.to_owned()),
        }
    }

    fn line(&self) -> u64 {
        Self::line(self)
    }
}
