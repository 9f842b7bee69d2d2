//! The rows of a table of decisions that are at fault: some are told, the others are counted.

use bareme::{Code, Finding, error::Place};

/// The most rows at fault that are told.
const MOST_TOLD: usize = 20;

/// What is wrong with rows.
#[derive(Debug, Default)]
pub(super) struct Faulty {
    told: Vec<Finding>,
    more: u64,
}

impl Faulty {
    /// Notes what is wrong with the row of a line.
    pub(super) fn add(&mut self, line: u64, code: Code, fault: Finding) {
        if self.told.len() >= MOST_TOLD {
            self.more += 1;
            return;
        }
        let mut told = Finding::new(code, Place::Whole, format!("ligne {line} : {}", fault.message));
        told.help = fault.help;
        told.suggestion = fault.suggestion;
        told.remedy = fault.remedy;
        self.told.push(told);
    }

    /// What was wrong; nothing when no row is.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        if self.more > 0 {
            let message = format!("et {} autres lignes fautives", self.more);
            self.told
                .push(Finding::new(Code::FindingsOmitted, Place::Whole, message));
        }
        self.told
    }
}
