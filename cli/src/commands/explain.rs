//! `bareme explain`: decides a dossier and tells the page, then the whole reasoning, or what is paid over the course.

use bareme_recit::Options;

use crate::{arguments::Explain, output::Reply, page};

use super::answering::{answer, hint, schedule, sealed};

pub(crate) fn run(command: &Explain) -> Reply {
    let question = &command.question;
    let format = question.usual.format();
    if command.echeancier {
        return match schedule(question) {
            Ok(scheduled) => sealed(
                scheduled.reply(format, |scheduled| {
                    page::told(&bareme_recit::course(
                        &scheduled.engine,
                        &scheduled.dossier,
                        &scheduled.incomes,
                    ))
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
        Ok(evaluated) => sealed(
            evaluated.reply(format, |evaluated| {
                let options = Options {
                    engine: Some(&evaluated.engine),
                    ..options
                };
                let mut recit = bareme_recit::explain(&evaluated.answer, options);
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
