//! `bareme explain`: decides a dossier and tells the whole reasoning, or what is paid over the course.

use crate::{arguments::Explain, output::Reply, telling};

use super::decide::{decide, schedule, sealed};

pub(crate) fn run(command: &Explain) -> Reply {
    let question = &command.question;
    let format = question.written.format;
    if command.echeancier {
        return match schedule(question) {
            Ok(scheduled) => sealed(scheduled.reply(format, telling::schedule), question),
            Err(findings) => findings.into(),
        };
    }
    match decide(question, true) {
        Ok(decided) => sealed(decided.reply(format, telling::explanation), question),
        Err(findings) => findings.into(),
    }
}
