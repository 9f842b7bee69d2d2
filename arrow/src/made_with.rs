//! What a table of answers says of itself: with which rules, for which day, by which engine.

use std::collections::HashMap;

use bareme::{Day, catalogue::Plan};

/// The metadata of a table of answers, by name: the pack and its version, its fingerprint, the reference date, the version of the engine.
///
/// # Example
/// ```
/// let engine = bareme::guide::engine()?;
/// let made = bareme_arrow::made_with(engine.plan(), "2026-09-01".parse().unwrap());
/// assert_eq!(made["bareme.date"], "2026-09-01");
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn made_with(plan: &Plan, date: Day) -> HashMap<String, String> {
    let header = &plan.header;
    [
        ("bareme.pack", format!("{} {}", header.id, header.version)),
        ("bareme.empreinte", format!("sha256:{}", plan.fingerprint)),
        ("bareme.date", date.to_string()),
        ("bareme.moteur", env!("CARGO_PKG_VERSION").to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
