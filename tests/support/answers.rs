//! What the engine says of a dossier written as JSON.

use bareme::{Answer, Day, Engine, Selection, wire};

use super::dossiers::Facts;

/// Every decision about a dossier that must be accepted.
pub(crate) fn decided(engine: &Engine, facts: &Facts, date: Day) -> Answer {
    let json = serde_json::to_string(facts).unwrap();
    let dossier = wire::read_dossier(engine, &json).unwrap_or_else(|findings| panic!("{findings:?}"));
    engine
        .evaluate_selected(&dossier, date, Selection::WithHypotheses)
        .unwrap_or_else(|findings| panic!("{findings:?}"))
}
