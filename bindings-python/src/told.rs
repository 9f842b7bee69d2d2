//! What a person reads of an answer: the words are those of `bareme-recit`, as everywhere.

use bareme::{
    Code, Engine, Finding, Findings, Selection,
    error::{Place, nearest},
};
use bareme_recit::{Options, Recit, Style, WIDEST};

/// Only sizes and borders: colours are those of the notebook, light or dark.
const STYLE: &str = concat!("<style>", include_str!("notebook.css"), "</style>");

/// The page of an answer, and its reasons when it has them.
pub(crate) fn page(engine: &Engine, answer: &bareme::Answer) -> Recit {
    if answer.asked().explained {
        let options = Options {
            warnings: true,
            engine: Some(engine),
            ..Options::default()
        };
        return bareme_recit::explain(answer, options);
    }
    bareme_recit::tell(
        answer,
        Options {
            brief: true,
            warnings: true,
            all: false,
            engine: Some(engine),
        },
    )
}

/// A text for a console.
pub(crate) fn text(recit: &Recit) -> String {
    recit.text(WIDEST, Style::Plain)
}

/// The same style around what is no tree of sentences.
pub(crate) fn framed(html: &str) -> String {
    format!("{STYLE}{html}")
}

/// What a notebook shows.
pub(crate) fn html(recit: &Recit) -> String {
    format!("{STYLE}{}", recit.html())
}

/// The letter about a dispositif of an answer. It tells the reasons, which are found again when the answer has none.
///
/// # Errors
/// [`Findings`] when the answer says nothing of that dispositif.
pub(crate) fn letter(engine: &Engine, answer: &bareme::Answer, dispositif: &str) -> Result<Recit, Findings> {
    let unknown = || {
        let message = format!("cette réponse ne dit rien de `{dispositif}`");
        let decided = answer.decisions().map(|decision| decision.id());
        let finding = Finding::new(Code::UnknownDispositif, Place::Whole, message)
            .with_suggestion(nearest(dispositif, decided))
            .with_help(format!(
                "nommez un dispositif de la réponse, ou demandez celui-ci : dispositifs=[\"{dispositif}\"]"
            ));
        Findings::new(vec![finding])
    };
    answer.decision(dispositif).ok_or_else(unknown)?;
    let (dossier, date, named) = (answer.dossier(), answer.date(), [dispositif]);
    let only = Selection::Named(&named);
    let explained = if answer.asked().if_eligible {
        engine.suppose(dossier, date, only, true)?
    } else {
        engine.explain(dossier, date, only)?
    };
    bareme_recit::letter(&explained, dispositif).ok_or_else(unknown)
}
