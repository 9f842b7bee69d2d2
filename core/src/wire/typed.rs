//! What a person typed, as the JSON of a fact.

use super::dossier_out::dossier_view;
use crate::{
    dossier::FactValue,
    error::{Finding, Findings},
    evaluate::Engine,
};

/// Reads what a person typed for a fact, and gives the JSON value that a dossier states: `18 250,5` is `"18250.50"`.
///
/// # Errors
/// The [`Finding`] of the fact: it does not exist, or the text is none of its values, or may be two of them.
///
/// # Example
/// ```
/// fn income(engine: &bareme::Engine) -> Result<String, bareme::Findings> {
///     bareme::wire::read_typed(engine, "revenu_brut_global", "18 250,5 €")
/// }
/// ```
pub fn read_typed(engine: &Engine, fact: &str, text: &str) -> Result<String, Findings> {
    let one = |finding: Finding| Findings::new(vec![finding]);
    let dossier = engine
        .dossier()
        .set(fact, FactValue::Typed(text.trim()))
        .map_err(one)?;
    let value = dossier_view(&dossier).remove(fact);
    Ok(value.map_or_else(String::new, |value| value.to_string()))
}
