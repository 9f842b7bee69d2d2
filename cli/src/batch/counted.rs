//! Decisions counted one by one beside what was planned, and the rows of them that are at fault.

use std::path::Path;

use bareme::{
    Code, Engine, Finding,
    budget::Cell,
    follow::{Followed, Follower},
};

use super::{
    decisions::tallied,
    faulty::Faulty,
    tally::{Tally, wrong},
};

/// Counts a file that `batch` wrote, or standard input for `-`.
pub(crate) fn followed(path: &Path, engine: &Engine, year: Option<i32>) -> Result<Followed, Vec<Finding>> {
    tallied(path, |names| Counted::new(engine, names, year))?.finish()
}

/// The counts, and the rows that are at fault.
struct Counted {
    follower: Follower,
    faults: Faulty,
}

impl Counted {
    /// Of a table with these columns.
    fn new(engine: &Engine, names: &[String], year: Option<i32>) -> Result<Self, Vec<Finding>> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let follower = Follower::new(engine.plan(), &names, year).map_err(|findings| findings.list)?;
        if follower.has_no_verdict() {
            let message = "ce ne sont pas des décisions : l'entête ne nomme le verdict d'aucun dispositif";
            return Err(wrong(Code::CsvInvalid, message.to_owned()));
        }
        Ok(Self {
            follower,
            faults: Faulty::default(),
        })
    }

    /// What was counted, when no row is at fault.
    fn finish(self) -> Result<Followed, Vec<Finding>> {
        let faults = self.faults.finish();
        if faults.is_empty() {
            Ok(self.follower.finish())
        } else {
            Err(faults)
        }
    }
}

impl Tally for Counted {
    fn columns(&self) -> &[usize] {
        self.follower.columns()
    }

    fn decimals(&self) -> Vec<Option<u8>> {
        vec![None; self.follower.columns().len()]
    }

    fn add(&mut self, line: u64, cells: &[Cell<'_>]) {
        let texts = cells.iter().map(|cell| match cell {
            Cell::Text(text) => *text,
            Cell::Nothing | Cell::Scaled(_) => "",
        });
        let texts: Vec<&str> = texts.collect();
        if let Err(fault) = self.follower.add(&texts) {
            self.faults.add(line, fault.code, fault);
        }
    }
}
