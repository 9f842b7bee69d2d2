//! A table of decisions, counted row by row beside what was planned.

use std::path::Path;

use bareme::{Engine, Finding, follow::Followed};

use super::{
    counted::Counted,
    decisions::cut,
    format::Format,
    reader::{empty, finding, header, parquet_in_disguise},
    records::Records,
    rows::progress,
    source,
};

/// Counts a file that `batch` wrote, or standard input for `-`.
pub(crate) fn followed(path: &Path, engine: &Engine, year: Option<i32>) -> Result<Followed, Vec<Finding>> {
    match Format::of(path)? {
        Format::Csv => csv(path, engine, year),
        #[cfg(feature = "parquet")]
        Format::Parquet => super::parquet::followed(path, engine, year),
    }
}

fn csv(path: &Path, engine: &Engine, year: Option<i32>) -> Result<Followed, Vec<Finding>> {
    let (input, length) =
        source::open(path).map_err(|error| vec![crate::reading::unreadable(path, &error)])?;
    let broken = |error| vec![finding(path, error)];
    let mut records = Records::new(input).map_err(broken)?;
    if records.is_parquet() {
        return Err(vec![parquet_in_disguise(path)]);
    }
    if !records.advance().map_err(broken)? {
        return Err(vec![empty(path)]);
    }
    let names = header(&records).map_err(|finding| vec![finding])?;
    let mut counted = Counted::new(engine, &names, year)?;
    let columns = counted.columns();
    let bar = progress(length);
    while records.advance().map_err(broken)? {
        let line = records.line();
        if records.cells() != names.len() {
            let message = format!(
                "ligne {line} : la ligne a {} cases au lieu de {}",
                records.cells(),
                names.len()
            );
            return Err(cut(&message));
        }
        let cells: Vec<&str> = columns
            .iter()
            .map(|column| str::from_utf8(records.cell(*column).unwrap_or_default()).unwrap_or("\u{fffd}"))
            .collect();
        counted.add(line, &cells);
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
    counted.finish()
}
