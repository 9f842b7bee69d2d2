//! JSON in, canonical JSON out: the only door that the bindings and the command line use.
//!
//! Canonical JSON is UTF-8, with sorted keys and no insignificant space, on one line: the same decision is the same bytes on
//! every surface.

mod budget_out;
mod catalogue;
mod certificate;
mod claimed;
mod combination_out;
mod compared_out;
mod course_out;
mod decision_out;
mod differences;
mod dossier_in;
mod dossier_out;
mod dossier_serde;
mod explanation_out;
mod figures_out;
mod follow_out;
mod incomes_out;
mod meaning_out;
mod pieces_out;
mod population_out;
mod questions;
mod receipt;
mod receipt_out;
mod request;
mod schedule_out;
mod schema;
mod shape;
mod source_out;
mod twice;
mod typed;
mod value_out;
mod verified;
mod verify;

pub use budget_out::budget_json;
pub use catalogue::{dispositifs, dispositifs_json, facts_json, sources_json};
pub use certificate::check_json;
pub use claimed::ClaimedDecision;
pub use compared_out::comparison_json;
pub use decision_out::{decision_json, findings_json};
pub use dossier_in::{MAX_DOSSIER_BYTES, accept, read_dossier, skip};
pub use dossier_out::SKIPPED;
pub use dossier_serde::DossierSeed;
pub use figures_out::{parameter_json, table_json};
pub use follow_out::{followed_json, reperes_json};
pub use pieces_out::{breakpoints_json, breakpoints_of_json, pieces_json};
pub use population_out::{Told, population_json};
pub use questions::{interview_json, next_questions, questions_json};
pub use receipt::{MAX_DECISION_BYTES, Receipt, seal};
pub use request::{Request, read_date};
pub use schedule_out::schedule_json;
pub use schema::{PACK_FILES, decision_schema, facts_schema, pack_schema, reform_schema};
pub use typed::read_typed;
pub use verified::{NotCovered, Proof, Verified, verified_json};
pub use verify::{Again, verify, verify_sealed};

pub use crate::dossier::named_twice;

use crate::{error::Findings, evaluate::Engine};

/// Decides a dossier given as JSON, and gives the canonical JSON of the decision.
///
/// # Example
/// ```
/// use bareme::{guide, wire::{self, Request}};
///
/// let request = Request { dossier: r#"{"age": 14, "entree": "2024-09-02"}"#, date: "2024-09-02", ..Request::default() };
/// let json = wire::evaluate(&guide::engine()?, &request)?;
/// assert!(json.contains(r#""verdict":"non_eligible""#));
/// # Ok::<(), bareme::Findings>(())
/// ```
///
/// # Errors
/// [`Findings`], all at once: about the JSON, the facts, the date, the ids, the coherence of the dossier.
pub fn evaluate(engine: &Engine, request: &Request<'_>) -> Result<String, Findings> {
    let (dossier, date) = dossier_in::read_request(engine, request)?;
    let selection = request.selection();
    let answer = if request.if_eligible {
        engine.suppose(&dossier, date, selection, request.explain)?
    } else if request.explain {
        engine.explain(&dossier, date, selection)?
    } else {
        engine.evaluate_selected(&dossier, date, selection)?
    };
    Ok(decision_json(&answer))
}

/// Lays out what a dossier given as JSON receives over the course, and gives its canonical JSON; `explain` changes nothing.
///
/// # Errors
/// As [`evaluate`], and those of [`Engine::schedule`].
pub fn schedule(engine: &Engine, request: &Request<'_>) -> Result<String, Findings> {
    let (dossier, date) = dossier_in::read_request(engine, request)?;
    let incomes = engine.incomes(&dossier, date, request.selection())?;
    schedule_json(engine, &dossier, &incomes)
}
