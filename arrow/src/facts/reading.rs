//! How the values of columns are written.

use bareme::{decimal::pow10, vocabulary::Kind};

/// How the values of columns are written: by a program, exactly, unless it is said otherwise.
///
/// # Example
/// ```
/// use bareme_arrow::Reading;
///
/// // Texts as people type them, as in a file of a spreadsheet.
/// let lenient = Reading::default().typed(true);
/// assert!(lenient.is_typed() && !lenient.is_scaled());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    scaled: bool,
    typed: bool,
    lenient: Lenient,
    wording: Wording,
}

impl Reading {
    /// Are numbers whole, already multiplied by ten to the power of the decimals of their fact? Anything else than whole numbers is then
    /// refused: it may be an amount in euros, a hundred times smaller.
    #[must_use]
    pub const fn scaled(mut self, scaled: bool) -> Self {
        self.scaled = scaled;
        self
    }

    /// Are texts written as people type them and spreadsheets write them in French: `oui`, `18 250,50 €`, spaces around, nothing where the
    /// fact is unknown?
    #[must_use]
    pub const fn typed(mut self, typed: bool) -> Self {
        self.typed = typed;
        self
    }

    /// What else is read than what a program writes, kind by kind.
    #[must_use]
    pub const fn lenient(mut self, lenient: Lenient) -> Self {
        self.lenient = lenient;
        self
    }

    /// The words of the door that the caller comes through.
    #[must_use]
    pub const fn wording(mut self, wording: Wording) -> Self {
        self.wording = wording;
        self
    }

    /// Are numbers already scaled?
    #[must_use]
    pub const fn is_scaled(&self) -> bool {
        self.scaled
    }

    /// Are texts typed by people?
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        self.typed
    }

    /// Are the texts of facts of this kind typed by people? `has_codes`: a choice whose members have codes.
    pub(super) const fn is_typed_for(&self, kind: &Kind, has_codes: bool) -> bool {
        self.typed
            || match kind {
                Kind::Boolean => self.lenient.truths,
                Kind::Number { .. } => self.lenient.numbers,
                Kind::Date => self.lenient.dates,
                Kind::Choice(_) => self.lenient.departments && has_codes,
            }
    }

    pub(super) const fn leniency(&self) -> Lenient {
        self.lenient
    }

    pub(crate) const fn words(&self) -> &Wording {
        &self.wording
    }
}

/// What is read of texts that people wrote, kind by kind; spaces around, and texts that say nothing, too.
///
/// # Example
/// ```
/// use bareme_arrow::{Lenient, Reading};
///
/// // Days as `31/12/2024`, and nothing else.
/// let lenient = Lenient { dates: true, ..Lenient::default() };
/// assert!(!Reading::default().lenient(lenient).is_typed());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lenient {
    /// Days as they are written in French: `31/12/2024`.
    pub dates: bool,
    /// Truths as words: `oui`, `Non`.
    pub truths: bool,
    /// Numbers as they are written in French: `18 250,50 €`.
    pub numbers: bool,
    /// Départements by their codes, as texts or as numbers: `49`, for the choices between départements.
    pub departments: bool,
}

/// What a caller is advised to do, in the words of the language that it is written in.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// For a column, by its name, that is no fact and is not kept.
    pub unknown_column: fn(&str) -> String,
    /// For numbers of a fact with so many decimals, when whole ones are asked for and others are given.
    pub unscaled: fn(u8) -> String,
}

impl Default for Wording {
    fn default() -> Self {
        Self {
            unknown_column: |name| {
                format!(
                    "`engine.facts()` liste les faits ; pour rendre la colonne telle quelle : `keep` et `{name}`"
                )
            },
            unscaled: |decimals| {
                format!(
                    "avec `scaled`, donnez une colonne d'entiers, multipliés par {} ; sans `scaled`, des décimaux ou des flottants",
                    pow10(decimals)
                )
            },
        }
    }
}
