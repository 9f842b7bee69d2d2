//! The words of the language, and what may be a name beside them.

use super::{operations::Function, token::Kind};

/// The words of the language, with the tokens that they are.
pub(super) const WORDS: &[(&str, Kind)] = &[
    ("et", Kind::And),
    ("ou", Kind::Or),
    ("non", Kind::Not),
    ("si", Kind::If),
    ("alors", Kind::Then),
    ("sinon", Kind::Else),
    ("selon", Kind::Match),
    ("dans", Kind::In),
    ("hors", Kind::NotIn),
    ("vrai", Kind::True),
    ("faux", Kind::False),
    ("dispositif", Kind::Dispositif),
    ("date_reference", Kind::ReferenceDate),
    ("date_effet", Kind::EffectDate),
];

/// The token that this word of the language is.
pub(super) fn word(text: &str) -> Option<Kind> {
    WORDS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, kind)| *kind)
}

/// Is it a name such as `age` or `type_2`?
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && is_member(text)
}

/// Is it what may stand between quotes: a name that may also start with a digit?
pub(super) fn is_member(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Is it a word of the language, that a fact, a parameter, a variable or a table cannot have for name?
///
/// A member of an enumeration may, if expressions write it in quotes: `reponse = "non"`.
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// assert!(bareme::internals::expression::is_reserved("sinon"));
/// assert!(!bareme::internals::expression::is_reserved("min"));
/// # }
/// ```
#[must_use]
pub fn is_reserved(text: &str) -> bool {
    word(text).is_some()
}

/// Is it the name of a function, that a table cannot have for name? Before anything but `(` it is an ordinary name.
#[must_use]
pub fn is_function(text: &str) -> bool {
    Function::named(text).is_some()
}

/// Is it a word of the language or the name of a function that nothing else may have?
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// assert!(bareme::internals::expression::is_taken("sinon") && bareme::internals::expression::is_taken("min"));
/// assert!(!bareme::internals::expression::is_taken("distance"));
/// # }
/// ```
#[must_use]
pub fn is_taken(text: &str) -> bool {
    is_reserved(text) || Function::named(text).is_some_and(|function| function.operation().reserved)
}
