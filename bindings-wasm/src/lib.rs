//! The door of JavaScript: text in, text out. The package `bareme` of npm, in `js/`, gives it types.
//!
//! No rule, no check and no default here: a `String` is the canonical JSON of the core, and so is an error.

use bareme::{
    Engine,
    wire::{self, Request},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// What a call asks for, besides the dossier.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The decisions.
    Evaluate,
    /// The decisions with the whole reasoning.
    Explain,
    /// The facts still worth asking.
    NextQuestions,
    /// What is paid over the course.
    Schedule,
}

fn engine() -> &'static Engine {
    bareme_pays_de_la_loire::engine()
}

/// Answers about a dossier. `dispositifs` are ids separated by spaces; none means every one that is in force.
///
/// # Errors
/// The object `{"erreurs": […]}` as text.
#[wasm_bindgen]
pub fn answer(
    ask: Ask,
    dossier: &str,
    date: &str,
    dispositifs: &str,
    hypotheses: bool,
) -> Result<String, String> {
    let named: Vec<&str> = dispositifs.split_ascii_whitespace().collect();
    let request = Request {
        dossier,
        date,
        dispositifs: &named,
        hypotheses,
        explain: ask == Ask::Explain,
    };
    let answered = match ask {
        Ask::Evaluate | Ask::Explain => wire::evaluate(engine(), &request),
        Ask::NextQuestions => wire::next_questions(engine(), &request),
        Ask::Schedule => wire::schedule(engine(), &request),
    };
    answered.map_err(|findings| wire::findings_json(&findings))
}

/// Compares a decision, or a schedule, with what its dossier gives now: `{"issue", …}` as text.
///
/// # Errors
/// The object `{"erreurs": […]}` as text.
#[wasm_bindgen]
pub fn verify(decision: &str) -> Result<String, String> {
    match wire::verify(engine(), decision) {
        Ok(verified) => Ok(wire::verified_json(&verified)),
        Err(findings) => Err(wire::findings_json(&findings)),
    }
}

/// The JSON value of a fact, from what a person typed.
///
/// # Errors
/// The object `{"erreurs": […]}` as text.
#[wasm_bindgen]
pub fn read(fact: &str, typed: &str) -> Result<String, String> {
    wire::read_typed(engine(), fact, typed).map_err(|findings| wire::findings_json(&findings))
}

/// Every fact of the vocabulary.
#[wasm_bindgen]
#[must_use]
pub fn facts() -> String {
    wire::facts_json(engine().plan())
}

/// Every document and law that the rules come from.
#[wasm_bindgen]
#[must_use]
pub fn sources() -> String {
    wire::sources_json(engine().plan())
}

/// Every dispositif of the pack.
#[wasm_bindgen]
#[must_use]
pub fn dispositifs() -> String {
    wire::dispositifs_json(engine().plan(), None, None)
}

/// The pack: `id version sha256:empreinte`.
#[wasm_bindgen]
#[must_use]
pub fn pack() -> String {
    let plan = engine().plan();
    format!(
        "{} {} sha256:{}",
        plan.header.id, plan.header.version, plan.fingerprint
    )
}
