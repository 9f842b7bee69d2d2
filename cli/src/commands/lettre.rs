//! `bareme lettre`: a letter about one dispositif, with what the law asks to be told of a decision made with an algorithm.

use bareme_recit::{Style, WIDEST};

use crate::{
    arguments::{LetterFormat, Lettre},
    output::Reply,
};

use super::answering::answer_one;

pub(crate) fn run(command: &Lettre) -> Reply {
    let evaluated = match answer_one(command) {
        Ok(evaluated) => evaluated,
        Err(findings) => return findings.into(),
    };
    let warnings = evaluated.answer.warnings().to_vec();
    let asked = &command.dispositif;
    let found = evaluated.engine.plan().dispositif_of_any_name(asked);
    let id = found.map_or(asked, |(_, dispositif)| &dispositif.id);
    // What was selected by its name was evaluated.
    let text = bareme_recit::letter(&evaluated.answer, id).map_or_else(String::new, |letter| {
        match command.format {
            // A letter goes elsewhere than on this terminal.
            LetterFormat::Txt => letter.text(WIDEST, Style::Ansi),
            LetterFormat::Md => letter.markdown(),
            LetterFormat::Html => letter.document(),
        }
    });
    Reply::answer(text).with(warnings, Vec::new())
}
