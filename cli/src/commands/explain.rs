//! `bareme explain`: decides a dossier and tells the whole reasoning.

use crate::{arguments::Explain, output::Reply, telling};

use super::decide::decide;

pub(crate) fn run(command: &Explain) -> Reply {
    match decide(&command.question, true) {
        Ok(decided) => decided.reply(command.question.written.format, telling::explanation),
        Err(findings) => findings.into(),
    }
}
