//! `bareme explain`: decides a dossier and tells the page, then the whole reasoning, or what is paid over the course.

use bareme_recit::Options;

use crate::{arguments::Explain, output::Reply, page};

use super::answering::{answer, hint, schedule, sealed};

pub(crate) fn run(command: &Explain) -> Reply {
    let question = &command.question;
    let format = question.written.format;
    if command.echeancier {
        return match schedule(question) {
            Ok(scheduled) => sealed(
                scheduled.reply(format, |scheduled| {
                    page::told(&bareme_recit::schedule(&scheduled.incomes))
                }),
                question,
            ),
            Err(findings) => findings.into(),
        };
    }
    let options = Options {
        all: command.tout,
        ..Options::default()
    };
    match answer(question, true) {
        Ok(decided) => sealed(
            decided.reply(format, |decided| {
                let mut recit = bareme_recit::explain(&decided.answer, options);
                if !command.tout && question.asked.dispositifs.is_empty() {
                    hint(&mut recit, "`--tout` ouvre ce qui est replié (▸).");
                }
                page::told(&recit)
            }),
            question,
        ),
        Err(findings) => findings.into(),
    }
}
