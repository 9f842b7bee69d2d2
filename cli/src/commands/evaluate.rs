//! `bareme evaluate`: decides a dossier, and tells the page that a person reads.

use bareme_recit::Options;

use crate::{arguments::Question, output::Reply, page};

use super::answering::{Evaluated, answer, hint, sealed};

pub(crate) fn run(question: &Question) -> Reply {
    match answer(question, false) {
        Ok(evaluated) => sealed(evaluated.reply(question.usual.format(), told), question),
        Err(findings) => findings.into(),
    }
}

fn told(evaluated: &Evaluated) -> String {
    let options = Options {
        brief: true,
        engine: Some(&evaluated.engine),
        ..Options::default()
    };
    let mut recit = bareme_recit::tell(&evaluated.answer, options);
    hint(
        &mut recit,
        "`bareme explain` donne les raisons et les sources ; avec `--tout`, ce qui est replié (▸) aussi.",
    );
    page::told(&recit)
}
