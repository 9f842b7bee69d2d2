//! What an event would be to a ledger.

/// What a ledger would make of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It would take it in.
    New,
    /// It has it already.
    Repeated,
}
