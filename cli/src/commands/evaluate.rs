//! `bareme evaluate`: decides a dossier, a few lines for each dispositif.

use crate::{arguments::Evaluate, output::Reply, telling};

use super::decide::decide;

pub(crate) fn run(command: &Evaluate) -> Reply {
    match decide(&command.question, false) {
        Ok(decided) => decided.reply(command.question.written.format, telling::summary),
        Err(findings) => findings.into(),
    }
}
