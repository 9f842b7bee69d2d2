//! `bareme explain`: decides a dossier and tells the whole reasoning.

use crate::{arguments::Question, output::Reply, telling};

use super::decide::decide;

pub(crate) fn run(question: &Question) -> Reply {
    match decide(question, true) {
        Ok(decided) => decided.reply(question.written.format, telling::explanation),
        Err(findings) => findings.into(),
    }
}
