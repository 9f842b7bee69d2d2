//! A table of decisions, counted row by row beside what was planned.

use std::path::Path;

use bareme::{
    Code, Engine, Finding,
    error::Place,
    follow::{Followed, Follower},
};

use super::{
    decisions::cut,
    format::Format,
    progress,
    reader::{empty, finding, header, parquet_in_disguise},
    records::Records,
    source,
};

/// The most rows at fault that are told: the others are counted.
const MOST_TOLD: usize = 20;

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

/// The counts, and the rows that are at fault.
pub(super) struct Counted {
    follower: Follower,
    faults: Vec<Finding>,
    more: u64,
}

impl Counted {
    /// Of a table with these columns.
    pub(super) fn new(engine: &Engine, names: &[String], year: Option<i32>) -> Result<Self, Vec<Finding>> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let follower = Follower::new(engine.plan(), &names, year).map_err(|findings| findings.list)?;
        if follower.has_no_verdict() {
            let message = "ce ne sont pas des décisions : l'entête ne nomme le verdict d'aucun dispositif";
            let finding = Finding::new(Code::CsvInvalid, Place::Whole, message);
            return Err(vec![finding.with_help(
                "donnez un fichier écrit par `bareme batch`, avec le même barème",
            )]);
        }
        Ok(Self {
            follower,
            faults: Vec::new(),
            more: 0,
        })
    }

    /// The positions of the columns that are read.
    pub(super) fn columns(&self) -> Vec<usize> {
        self.follower.columns().to_vec()
    }

    /// Counts a row, one text for each column.
    pub(super) fn add(&mut self, line: u64, cells: &[&str]) {
        let Err(fault) = self.follower.add(cells) else {
            return;
        };
        if self.faults.len() < MOST_TOLD {
            let mut told = Finding::new(
                fault.code,
                Place::Whole,
                format!("ligne {line} : {}", fault.message),
            );
            told.help = fault.help;
            told.suggestion = fault.suggestion;
            self.faults.push(told);
        } else {
            self.more += 1;
        }
    }

    /// What was counted, when no row is at fault.
    pub(super) fn finish(mut self) -> Result<Followed, Vec<Finding>> {
        if self.more > 0 {
            let message = format!("et {} autres lignes fautives", self.more);
            self.faults
                .push(Finding::new(Code::FindingsOmitted, Place::Whole, message));
        }
        if self.faults.is_empty() {
            Ok(self.follower.finish())
        } else {
            Err(self.faults)
        }
    }
}
