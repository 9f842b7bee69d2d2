//! `bareme explain`: decides a dossier and tells the whole reasoning, or what is paid over the course.

use crate::{arguments::Explain, output::Reply, telling};

use super::decide::{decide, schedule};

pub(crate) fn run(command: &Explain) -> Reply {
    let question = &command.question;
    let format = question.written.format;
    if command.echeancier {
        return match schedule(question) {
            Ok(scheduled) => scheduled.reply(format, telling::schedule),
            Err(findings) => findings.into(),
        };
    }
    match decide(question, true) {
        Ok(decided) => decided.reply(format, telling::explanation),
        Err(findings) => findings.into(),
    }
}
