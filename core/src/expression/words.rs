use super::{
    lex::Kind,
    tree::{ArithmeticOp, CompareOp, DateFunction, Extremum},
};
use crate::decimal::Rounding;

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

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    Round(Rounding),
    Quotient,
    Extremum(Extremum),
    Clamp,
    Date(DateFunction),
    FirstRank,
    Exceeds,
}

/// A function of the language, its name and how it is called.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) builtin: Builtin,
    pub(super) usage: &'static str,
}

const fn function(name: &'static str, builtin: Builtin, usage: &'static str) -> Function {
    Function { name, builtin, usage }
}

const FUNCTIONS: &[Function] = &[
    function(
        "arrondi",
        Builtin::Round(Rounding::HalfAwayFromZero),
        "arrondi(valeur, decimales)",
    ),
    function(
        "arrondi_inf",
        Builtin::Round(Rounding::Floor),
        "arrondi_inf(valeur, decimales)",
    ),
    function(
        "arrondi_sup",
        Builtin::Round(Rounding::Ceiling),
        "arrondi_sup(valeur, decimales)",
    ),
    function("quotient", Builtin::Quotient, "quotient(a, b, decimales)"),
    function("min", Builtin::Extremum(Extremum::Min), "min(a, b, …)"),
    function("max", Builtin::Extremum(Extremum::Max), "max(a, b, …)"),
    function("borne", Builtin::Clamp, "borne(valeur, bas, haut)"),
    function("annee", Builtin::Date(DateFunction::Year), "annee(date)"),
    function(
        "annee_scolaire",
        Builtin::Date(DateFunction::AcademicYear),
        "annee_scolaire(date)",
    ),
    function(
        "mois_entre",
        Builtin::Date(DateFunction::MonthsBetween),
        "mois_entre(debut, fin)",
    ),
    function(
        "jours_entre",
        Builtin::Date(DateFunction::DaysBetween),
        "jours_entre(debut, fin)",
    ),
    function(
        "premier_rang",
        Builtin::FirstRank,
        "premier_rang(table, cle, montant)",
    ),
    function("depasse", Builtin::Exceeds, "depasse(table, cle, montant)"),
];

/// The function of this name.
pub(super) fn function_named(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

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
    function_named(text).is_some()
}

impl Builtin {
    /// The name in expressions.
    pub(super) fn name(self) -> &'static str {
        FUNCTIONS
            .iter()
            .find(|function| function.builtin == self)
            .map_or("", |function| function.name)
    }
}

impl CompareOp {
    /// The sign in expressions.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl ArithmeticOp {
    /// The sign in expressions.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_its_name_and_no_word_of_the_language_is_one() {
        for function in FUNCTIONS {
            assert_eq!(function.builtin.name(), function.name);
            assert!(function.usage.starts_with(&format!("{}(", function.name)));
            assert!(!is_reserved(function.name));
        }
    }
}
