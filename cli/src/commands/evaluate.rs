//! `bareme evaluate`: decides a dossier, a few lines for each dispositif.

use crate::{arguments::Question, output::Reply, telling};

use super::decide::{decide, sealed};

pub(crate) fn run(question: &Question) -> Reply {
    match decide(question, false) {
        Ok(decided) => sealed(decided.reply(question.written.format, telling::summary), question),
        Err(findings) => findings.into(),
    }
}
