//! A pack with one slip.

use std::collections::BTreeSet;

use bareme::pack::{MutantKind, RuleMutant};

use super::files::Edit;
use crate::cases::{Figure, Touched};

/// What kind of slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Two neighbouring digits of a figure swapped.
    Swap,
    /// A figure one unit more or less, or another member.
    Unit,
    /// A number in a rule one more or one less.
    Literal,
    /// `<` for `<=`.
    Comparison,
    /// `et` for `ou`, a condition left out.
    Logic,
    /// A list with one member fewer.
    List,
    /// `min` for `max`, `+` for `-`.
    Calculation,
    /// A day earlier or later.
    Date,
}

/// What may be asked for: kinds that are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Figures, and numbers in rules.
    Figures,
    /// Operators of rules.
    Operators,
    /// Days.
    Dates,
}

impl Family {
    /// All of them, in the order of the report.
    pub(crate) const ALL: [Self; 3] = [Self::Figures, Self::Operators, Self::Dates];

    /// The word on the command line and in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Figures => "chiffres",
            Self::Operators => "operateurs",
            Self::Dates => "dates",
        }
    }
}

impl Kind {
    /// All of them, in the order of the report.
    pub(crate) const ALL: [Self; 8] = [
        Self::Swap,
        Self::Unit,
        Self::Literal,
        Self::Comparison,
        Self::Logic,
        Self::List,
        Self::Calculation,
        Self::Date,
    ];

    /// The kinds that are looked at with it.
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::Swap | Self::Unit | Self::Literal => Family::Figures,
            Self::Comparison | Self::Logic | Self::List | Self::Calculation => Family::Operators,
            Self::Date => Family::Dates,
        }
    }

    /// The word in JSON and in the file of what is admitted.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Swap => "permutation",
            Self::Unit => "unite",
            Self::Literal => "nombre",
            Self::Comparison => "comparaison",
            Self::Logic => "condition",
            Self::List => "liste",
            Self::Calculation => "calcul",
            Self::Date => "date",
        }
    }

    /// What a person reads.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Swap => "Deux chiffres voisins échangés",
            Self::Unit => "Valeur d'une unité de plus ou de moins",
            Self::Literal => "Nombre d'une règle, un de plus ou de moins",
            Self::Comparison => "Comparaison prise pour une autre",
            Self::Logic => "Condition retirée, `et` pour `ou`, `non` oublié",
            Self::List => "Liste à laquelle il manque un membre, `dans` pour `hors`",
            Self::Calculation => "`min` pour `max`, `+` pour `-`, autre arrondi",
            Self::Date => "Date d'un jour plus tôt ou plus tard",
        }
    }
}

impl From<MutantKind> for Kind {
    fn from(kind: MutantKind) -> Self {
        match kind {
            MutantKind::Comparison => Self::Comparison,
            MutantKind::Logic => Self::Logic,
            MutantKind::List => Self::List,
            MutantKind::Calculation => Self::Calculation,
            MutantKind::Literal => Self::Literal,
        }
    }
}

/// How the pack is changed.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Another value of a figure.
    Figure {
        /// Which one.
        figure: Figure,
        /// The value.
        value: i64,
        /// The same in its file, where it was found.
        edit: Option<Edit>,
    },
    /// A rule with a slip.
    Rule(Box<RuleMutant>),
    /// Files that say something else.
    Files {
        /// What they say.
        edits: Vec<Edit>,
        /// The figures of which a transcription would say so.
        figures: BTreeSet<Figure>,
        /// What cases may see it.
        touched: Touched,
    },
}

/// A slip, and where it is.
#[derive(Debug, Clone)]
pub(crate) struct Mutant {
    /// What kind of slip it is.
    pub(crate) kind: Kind,
    /// The dispositif, the parameter or the table; empty for what belongs to none.
    pub(crate) rule: String,
    /// What it is of it: `condition:age`, `2024-09-01 0 0bis`.
    pub(crate) part: String,
    /// The file, from the root of the pack.
    pub(crate) path: String,
    /// Its line, from 1; 0 when it is not known.
    pub(crate) line: usize,
    /// What is written.
    pub(crate) before: String,
    /// What would be.
    pub(crate) after: String,
    /// How the pack is changed.
    pub(crate) change: Change,
}

impl Mutant {
    /// What it is called, wherever it stands: lines move, rules do not.
    pub(crate) fn name(&self) -> String {
        let rule = [self.rule.as_str(), self.part.as_str()];
        let rule: Vec<&str> = rule.into_iter().filter(|word| !word.is_empty()).collect();
        format!("{} : {} → {}", rule.join(" "), self.before, self.after)
    }
}
