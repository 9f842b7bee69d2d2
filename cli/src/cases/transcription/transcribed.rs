//! A figure that was typed again.

use bareme::error::Place;

use crate::cases::figure::Figure;

/// A figure that was typed again.
#[derive(Debug, Clone)]
pub struct Transcribed {
    /// Which one of the pack.
    pub figure: Figure,
    /// What it is called: `bourse_plafonds, 2024-09-01, 0, 0bis`.
    pub name: String,
    /// What was published.
    pub value: i64,
    /// What the pack holds.
    pub held: i64,
    /// The same, as it would be typed.
    pub written: String,
    /// What was published, as it was typed.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}
