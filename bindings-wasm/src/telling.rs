//! What a decision tells a person, as JavaScript asks for it.

use bareme::{
    Code, Engine, Finding, Findings,
    analysis::PieceOptions,
    error::Place,
    wire::{self, Again, Receipt},
};
use bareme_recit::{Options, Recit, Style};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is told of a decision.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// The page, and the reasons when the decision has them; of a schedule, what is paid.
    Page,
    /// The reasons of one dispositif alone.
    Reasons,
    /// The letter about one dispositif.
    Letter,
    /// What the dossier states.
    Facts,
}

/// How it is written.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The tree of sentences, as JSON.
    Tree,
    /// Lines of a limited width.
    Text,
    /// A fragment of HTML; of a letter, a whole document.
    Html,
    /// Markdown.
    Markdown,
}

pub(crate) fn told(
    engine: &Engine,
    what: Tell,
    decision: &str,
    dispositif: &str,
    options: Options<'_>,
) -> Result<Recit, Findings> {
    let of_one = matches!(what, Tell::Reasons | Tell::Letter);
    let receipt = Receipt::read(decision)?;
    let again = receipt.again(engine, of_one)?;
    let answer = match (what, again) {
        (Tell::Page, Again::Schedule(incomes)) => return Ok(bareme_recit::schedule(&incomes)),
        (_, Again::Schedule(_)) => return Err(no_decision()),
        (_, Again::Decision(answer)) => answer,
    };
    let recit = match what {
        Tell::Page if answer.asked().explained => Some(bareme_recit::explain(&answer, options)),
        Tell::Page => Some(bareme_recit::tell(&answer, options)),
        Tell::Reasons => bareme_recit::reasons(&answer, dispositif),
        Tell::Letter => bareme_recit::letter(&answer, dispositif),
        Tell::Facts => Some(bareme_recit::facts(&answer)),
    };
    recit.ok_or_else(|| not_decided(dispositif))
}

/// The pieces of a dossier, as JSON; or the picture of the first dispositif.
pub(crate) fn thresholds(
    engine: &Engine,
    facts: &[&str],
    (dossier, date): (&str, &str),
    options: &PieceOptions<'_>,
    drawn: bool,
) -> Result<String, Findings> {
    let dossier = wire::read_dossier(engine, dossier);
    let (dossier, date) = wire::accept(engine, dossier, wire::read_date(date), options.selection)?;
    let list = engine.thresholds(&dossier, facts, date, options)?;
    if drawn {
        let picture = list
            .first()
            .map(|first| bareme_recit::thresholds_svg(first, options.droits));
        return Ok(picture.unwrap_or_default());
    }
    let opens = engine.opening(&dossier, date, options.selection);
    Ok(wire::pieces_json(engine.plan(), &list, opens.as_ref()))
}

pub(crate) fn written(recit: &Recit, what: Tell, format: Format, width: usize) -> String {
    match format {
        // A letter is kept, or printed.
        Format::Html if what == Tell::Letter => recit.document(),
        Format::Tree => recit.to_json(),
        Format::Text => recit.text(width, Style::Plain),
        Format::Html => recit.html(),
        Format::Markdown => recit.markdown(),
    }
}

fn no_decision() -> Findings {
    let finding = Finding::new(
        Code::DecisionInvalid,
        Place::Whole,
        "un échéancier ne dit rien d'un dispositif en particulier",
    );
    Findings::new(vec![
        finding.with_help("donnez ce que `evaluate` ou `explain` a rendu"),
    ])
}

fn not_decided(dispositif: &str) -> Findings {
    let short: String = dispositif.chars().take(80).collect();
    let message = format!("cette décision ne dit rien du dispositif `{short}`");
    let finding = Finding::new(Code::UnknownDispositif, Place::Whole, message);
    Findings::new(vec![finding.with_help("demandez-le dans l'option `dispositifs`")])
}
