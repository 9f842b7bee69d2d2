//! `bareme evaluate`: decides a dossier, a few lines for each dispositif.

use crate::{arguments::Question, output::Reply, telling};

use super::decide::decide;

pub(crate) fn run(question: &Question) -> Reply {
    match decide(question, false) {
        Ok(decided) => decided.reply(question.written.format, telling::summary),
        Err(findings) => findings.into(),
    }
}
