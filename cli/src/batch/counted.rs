//! Decisions counted one by one, and the rows of them that are at fault.

use bareme::{
    Code, Engine, Finding,
    error::Place,
    follow::{Followed, Follower},
};

/// The most rows at fault that are told: the others are counted.
const MOST_TOLD: usize = 20;

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
