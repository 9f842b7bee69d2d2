//! How the values of columns are written.

use bareme::decimal::pow10;

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

    pub(crate) const fn words(&self) -> &Wording {
        &self.wording
    }
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
