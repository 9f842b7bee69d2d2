//! `bareme lettre`: a letter about one dispositif, with what the law asks to be told of a decision made with an algorithm.

use bareme_recit::{Style, WIDEST};

use crate::{
    arguments::{LetterFormat, Lettre},
    output::Reply,
};

use super::answering::answer_one;

pub(crate) fn run(command: &Lettre) -> Reply {
    let decided = match answer_one(command) {
        Ok(decided) => decided,
        Err(findings) => return findings.into(),
    };
    let warnings = decided.engine.coherence(&decided.dossier, decided.answer.date());
    // What was selected by its name was decided.
    let text =
        bareme_recit::letter(&decided.answer, &command.dispositif).map_or_else(String::new, |letter| {
            match command.format {
                // A letter goes elsewhere than on this terminal.
                LetterFormat::Txt => letter.text(WIDEST, Style::Ansi),
                LetterFormat::Md => letter.markdown(),
                LetterFormat::Html => letter.document(),
            }
        });
    Reply::answer(text).with(warnings, Vec::new())
}
