//! What is wrong with a text that is no expression.

use thiserror::Error;

use super::{
    limits::{MAX_LENGTH, MAX_NESTING},
    tree::Span,
};
use crate::{
    decimal::MAX_DECIMALS,
    error::{Code, Finding, Place},
};

/// Why a text is not an expression.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExpressionError {
    /// The text is too long to be read.
    #[error("l'expression fait {length} octets, {MAX_LENGTH} au plus")]
    TooLong {
        /// Bytes.
        length: usize,
        /// The whole text.
        span: Span,
    },
    /// The text is short enough, its canonical form is not.
    #[error("l'expression fait {length} octets une fois mise en forme, {MAX_LENGTH} au plus")]
    TooLongOncePrinted {
        /// Bytes.
        length: usize,
        /// The whole text.
        span: Span,
    },
    /// Parts stand inside each other too many times.
    #[error("l'expression est trop imbriquée, {MAX_NESTING} niveaux au plus")]
    TooDeep {
        /// Where the limit is passed.
        span: Span,
    },
    /// Nothing but spaces and comments.
    #[error("l'expression est vide, attendu une condition ou une valeur")]
    Empty {
        /// The whole text.
        span: Span,
    },
    /// A character that no expression has.
    #[error("caractère inattendu `{found}`")]
    UnexpectedCharacter {
        /// The character, or the sign that it starts.
        found: String,
        /// What was probably meant.
        suggestion: Option<String>,
        /// What to do.
        help: Option<&'static str>,
        /// Where it stands.
        span: Span,
    },
    /// A word with capitals or accents.
    #[error("`{found}` a des caractères inattendus, attendu des minuscules sans accent, des chiffres et `_`")]
    UnexpectedWord {
        /// The word.
        found: String,
        /// The same word as names are written.
        suggestion: Option<String>,
        /// Where it stands.
        span: Span,
    },
    /// A quote is opened and not closed on its line.
    #[error("guillemet non fermé, attendu `\"` avant la fin de la ligne")]
    UnclosedQuote {
        /// From the quote to the end of its line.
        span: Span,
    },
    /// What stands between quotes cannot be a member of an enumeration.
    #[error(
        "`{found}` n'est pas un membre d'énumération, attendu des minuscules sans accent, des chiffres et `_`"
    )]
    InvalidMember {
        /// With its quotes.
        found: String,
        /// The same word as members are written.
        suggestion: Option<String>,
        /// With its quotes.
        span: Span,
    },
    /// A number has too many digits.
    #[error("le nombre a {digits} chiffres, 28 au plus")]
    NumberTooLong {
        /// How many.
        digits: usize,
        /// The number.
        span: Span,
    },
    /// A number runs into a word: `0bis`, `12mois`.
    #[error("`{found}` n'est ni un nombre ni un nom")]
    NumberRunsIntoWord {
        /// Both.
        found: String,
        /// Both.
        span: Span,
    },
    /// A date is written where a parameter should have it.
    #[error("`{found}` est une date écrite dans une expression")]
    DateWritten {
        /// As it is written.
        found: String,
        /// As a file has it.
        day: String,
        /// The date.
        span: Span,
    },
    /// The word after a number is not a unit.
    #[error("`{found}` n'est pas une unité, attendu des lettres sans accent séparées par `/` (`EUR/mois`)")]
    InvalidUnit {
        /// The word.
        found: String,
        /// The word.
        span: Span,
    },
    /// Something else should stand here.
    #[error("attendu {expected}, trouvé {}", .found.as_deref().map_or("la fin du texte".to_owned(), |found| format!("`{found}`")))]
    Unexpected {
        /// What should, in words.
        expected: &'static str,
        /// What does; the end of the text when `None`.
        found: Option<String>,
        /// The word that was probably meant.
        suggestion: Option<String>,
        /// What to do.
        help: Option<&'static str>,
        /// What stands here.
        span: Span,
    },
    /// A parenthesis, bracket or brace is never closed.
    #[error("`{open}` n'est pas fermé, attendu `{close}`")]
    Unclosed {
        /// What is open.
        open: &'static str,
        /// What closes it.
        close: &'static str,
        /// What is open.
        span: Span,
    },
    /// `a < b < c`
    #[error("les comparaisons ne s'enchaînent pas")]
    ChainedComparison {
        /// The second comparison sign.
        span: Span,
    },
    /// A function or a table gets too few or too many arguments.
    #[error("`{function}` {}, attendu `{usage}`", received(*.given))]
    WrongArity {
        /// Its name.
        function: String,
        /// How many it gets.
        given: usize,
        /// How it is called.
        usage: String,
        /// The call.
        span: Span,
    },
    /// The number of decimals of a rounding function is not written as a number.
    #[error("attendu un entier de 0 à {MAX_DECIMALS}, écrit en chiffres, pour les décimales de `{function}`")]
    DecimalsExpected {
        /// The function.
        function: &'static str,
        /// What stands in its place.
        span: Span,
    },
    /// The first argument of `premier_rang` or `depasse` is not a name.
    #[error("le premier argument de `{function}` n'est pas un nom, attendu celui d'une table")]
    TableExpected {
        /// The function.
        function: &'static str,
        /// What stands in its place.
        span: Span,
    },
    /// `selon { … }` does not say what holds when no condition does.
    #[error("ce `selon` ne dit pas que faire quand aucune condition n'est vraie, attendu `sinon: …`")]
    OtherwiseMissing {
        /// The closing brace.
        span: Span,
    },
    /// `selon { sinon: z }`, with or without `x`.
    #[error("ce `selon` n'a que `sinon`, attendu au moins une alternative avant")]
    OtherwiseAlone {
        /// The word `sinon`.
        span: Span,
    },
    /// An alternative follows `sinon`, or there are two.
    #[error("une alternative suit `sinon`, attendu `sinon` en dernier")]
    OtherwiseNotLast {
        /// The start of the alternative.
        span: Span,
    },
    /// As many errors were told as ever are: what follows may have others.
    #[error("… et la suite de cette expression peut avoir d'autres erreurs")]
    Others {
        /// Where what follows starts.
        span: Span,
    },
}

fn received(arguments: usize) -> String {
    match arguments {
        0 => "ne reçoit aucun argument".to_owned(),
        1 => "reçoit un argument".to_owned(),
        n => format!("reçoit {n} arguments"),
    }
}

impl ExpressionError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::TooLong { .. } | Self::TooLongOncePrinted { .. } => Code::PackTooLarge,
            Self::TooDeep { .. } => Code::TooDeep,
            Self::UnexpectedCharacter { .. } | Self::UnexpectedWord { .. } => Code::UnexpectedCharacter,
            Self::InvalidMember { .. } => Code::InvalidName,
            Self::WrongArity { .. } => Code::WrongArity,
            Self::OtherwiseMissing { .. } => Code::UncoveredChoice,
            Self::Empty { .. }
            | Self::UnclosedQuote { .. }
            | Self::NumberTooLong { .. }
            | Self::NumberRunsIntoWord { .. }
            | Self::DateWritten { .. }
            | Self::InvalidUnit { .. }
            | Self::Unexpected { .. }
            | Self::Unclosed { .. }
            | Self::ChainedComparison { .. }
            | Self::DecimalsExpected { .. }
            | Self::TableExpected { .. }
            | Self::OtherwiseAlone { .. }
            | Self::OtherwiseNotLast { .. }
            | Self::Others { .. } => Code::Syntax,
        }
    }

    /// Where it stands in the text of the expression.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::TooLong { span, .. }
            | Self::TooLongOncePrinted { span, .. }
            | Self::TooDeep { span }
            | Self::Empty { span }
            | Self::UnexpectedCharacter { span, .. }
            | Self::UnexpectedWord { span, .. }
            | Self::UnclosedQuote { span }
            | Self::InvalidMember { span, .. }
            | Self::NumberTooLong { span, .. }
            | Self::NumberRunsIntoWord { span, .. }
            | Self::DateWritten { span, .. }
            | Self::InvalidUnit { span, .. }
            | Self::Unexpected { span, .. }
            | Self::Unclosed { span, .. }
            | Self::ChainedComparison { span }
            | Self::WrongArity { span, .. }
            | Self::DecimalsExpected { span, .. }
            | Self::TableExpected { span, .. }
            | Self::OtherwiseMissing { span }
            | Self::OtherwiseAlone { span }
            | Self::OtherwiseNotLast { span }
            | Self::Others { span } => *span,
        }
    }

    /// What was probably meant in place of what the span covers.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::UnexpectedCharacter { suggestion, .. }
            | Self::UnexpectedWord { suggestion, .. }
            | Self::InvalidMember { suggestion, .. }
            | Self::Unexpected { suggestion, .. } => suggestion.as_deref(),
            Self::TooLong { .. }
            | Self::TooLongOncePrinted { .. }
            | Self::TooDeep { .. }
            | Self::Empty { .. }
            | Self::UnclosedQuote { .. }
            | Self::NumberTooLong { .. }
            | Self::NumberRunsIntoWord { .. }
            | Self::DateWritten { .. }
            | Self::InvalidUnit { .. }
            | Self::Unclosed { .. }
            | Self::ChainedComparison { .. }
            | Self::WrongArity { .. }
            | Self::DecimalsExpected { .. }
            | Self::TableExpected { .. }
            | Self::OtherwiseMissing { .. }
            | Self::OtherwiseAlone { .. }
            | Self::OtherwiseNotLast { .. }
            | Self::Others { .. } => None,
        }
    }

    /// What to do, in French.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::TooLong { .. } | Self::TooLongOncePrinted { .. } | Self::TooDeep { .. } => {
                Some("donnez un nom à ses parties dans `[variables]`")
            }
            Self::UnexpectedCharacter { help, .. } | Self::Unexpected { help, .. } => *help,
            Self::NumberTooLong { .. } => Some("déclarez ce nombre dans un paramètre"),
            Self::NumberRunsIntoWord { found, .. } => {
                let letters = found.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
                Some(if letters.contains(|c: char| c.is_ascii_digit()) {
                    "un nombre s'écrit en chiffres, sans exposant ni séparateur de milliers"
                } else {
                    "séparez l'unité par une espace (`12 mois`) ; un membre d'énumération prend des guillemets (`\"0bis\"`)"
                })
            }
            Self::ChainedComparison { .. } => Some("écrivez `a < b et b < c`, ou `b dans a..c`"),
            Self::Others { .. } => Some("corrigez celles-ci, puis recommencez"),
            Self::OtherwiseNotLast { .. } => Some("placez `sinon` une seule fois, en dernier"),
            Self::Empty { .. }
            | Self::DateWritten { .. }
            | Self::UnexpectedWord { .. }
            | Self::UnclosedQuote { .. }
            | Self::InvalidMember { .. }
            | Self::InvalidUnit { .. }
            | Self::Unclosed { .. }
            | Self::WrongArity { .. }
            | Self::DecimalsExpected { .. }
            | Self::TableExpected { .. }
            | Self::OtherwiseMissing { .. }
            | Self::OtherwiseAlone { .. } => None,
        }
    }

    /// The same as a finding, at a place.
    #[must_use]
    pub fn finding(&self, place: Place) -> Finding {
        let finding = Finding::new(self.code(), place, self.to_string())
            .with_suggestion(self.suggestion().map(str::to_owned));
        match (self, self.help()) {
            (Self::DateWritten { day, .. }, _) => finding.with_help(format!(
                "écrivez le nom d'un paramètre de type `date`, qui a `valeur = {day}` et sa source"
            )),
            (_, Some(help)) => finding.with_help(help),
            (_, None) => finding,
        }
    }
}

/// Errors as findings; `place` says where a byte range of the expression stands in a file.
pub fn findings(errors: &[ExpressionError], place: impl Fn(Span) -> Place) -> Vec<Finding> {
    errors
        .iter()
        .map(|error| error.finding(place(error.span())))
        .collect()
}
