//! The decisions that go out, to a file of either kind.

use std::{io, path::Path, sync::Arc};

use bareme::{Code, Finding, catalogue::Plan, error::Place};

use super::{
    format::Format,
    lines_writer::LinesWriter,
    names::Extras,
    output::{Output, Written, plain},
    rows::{Decided, Rows},
    source::Source,
    target::Target,
    writer::Writer,
};
use crate::reading::shown;

/// What names of files of other kinds end with: nobody wants CSV under them.
const OTHERS: [&str; 8] = ["xlsx", "xls", "ods", "zip", "gz", "zst", "json", "pdf"];

/// A table of decisions that is written by pieces.
pub(crate) enum Sink {
    Csv(Box<Writer>),
    Lines(Box<LinesWriter>),
    #[cfg(feature = "parquet")]
    Typed(Box<super::parquet::Writer>),
}

impl Sink {
    /// Can such a file be written at all?
    pub(crate) fn check(path: &Path) -> Result<(), Vec<Finding>> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        if !OTHERS.contains(&ending.as_str()) {
            return Format::of(path).map(|_| ());
        }
        let message = format!("{} : une table ne s'écrit pas en .{ending}", shown(path));
        let finding = Finding::new(Code::FileUnwritable, Place::Whole, message);
        Err(vec![finding.with_help(
            "donnez un nom qui finit par .csv, .jsonl, .parquet ou .arrow : c'est la fin du nom qui décide",
        )])
    }

    /// Begins the table of a date, or of the days that a column says, for the dispositifs at `positions`; `extras`: what is written beside?
    pub(crate) fn create(
        target: &Target,
        plan: &Arc<Plan>,
        source: &Source,
        positions: &[u16],
        (date, extras): (&str, Extras),
    ) -> io::Result<Self> {
        // Only typed columns say the date in the file itself.
        #[cfg(not(feature = "parquet"))]
        let _ = date;
        let output = Output::begin(target)?;
        // That the format can be written was checked before.
        match Format::of(target.path()).unwrap_or(Format::Csv) {
            #[cfg(feature = "parquet")]
            format @ (Format::Parquet | Format::Arrow) => {
                super::parquet::Writer::create((output, format), plan, source, positions, (date, extras))
                    .map(|writer| Self::Typed(Box::new(writer)))
            }
            Format::Lines => {
                let kept = source.kept_names().into_iter().map(str::to_owned).collect();
                let writer = LinesWriter::create(output, plan, kept, positions, extras);
                Ok(Self::Lines(Box::new(writer)))
            }
            Format::Csv => {
                let kept = source.kept_names().into_iter().map(str::to_owned).collect();
                Writer::create(output, plan, kept, positions, extras)
                    .map(|writer| Self::Csv(Box::new(writer)))
            }
        }
        .map_err(plain)
    }

    /// Writes the rows of a piece.
    pub(crate) fn write(&mut self, source: &Source, rows: &Rows, decided: Decided<'_>) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.write(source, rows, decided),
            Self::Lines(writer) => writer.write(source, rows, decided),
            #[cfg(feature = "parquet")]
            Self::Typed(writer) => writer.write(source, rows, decided),
        }
        .map_err(plain)
    }

    /// Writes what is left in memory.
    pub(crate) fn finish(self) -> io::Result<Written> {
        let output = match self {
            Self::Csv(writer) => writer.finish(),
            Self::Lines(writer) => Ok(writer.finish()),
            #[cfg(feature = "parquet")]
            Self::Typed(writer) => writer.finish(),
        };
        output.map_err(plain)?.finish()
    }
}
