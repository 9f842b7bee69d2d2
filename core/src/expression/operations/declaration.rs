//! What is said of an operation of the language, once: its name, what it takes and gives, its meaning, how it is told and tried.

use crate::expression::limits::TOLD;

/// An operation of the language: a function, an operator, or a form with words of its own.
///
/// The parser of calls, the printer, what an explanation says, the manual, the words of the fuzz target and the random packs
/// of the tests follow from it.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// The word or the sign that stands for it.
    pub name: &'static str,
    /// Where the manual puts it.
    pub theme: Theme,
    /// How it is written.
    pub writing: Writing,
    /// What it gives.
    pub gives: Gives,
    /// Its meaning, in one sentence of French. Empty without the feature `reader`, as are `example` and `drawn`.
    pub meaning: &'static str,
    /// An expression that uses it.
    pub example: &'static str,
    /// How an explanation writes it, with values in the place of names; empty when it is told in another way.
    pub wording: &'static [Piece],
    /// Sentences of random packs: the sort of what one gives, and the sentence, where a capital letter stands for an expression
    /// of a sort (`T`ruth, `C`ount, `M`oney, `R`ate, m`O`nths, `D`ate) and `?` for a small number of decimals.
    pub drawn: &'static [(char, &'static str)],
    /// May nothing that an expression names have this name? A function that came once packs existed leaves it to facts.
    pub reserved: bool,
}

/// A chapter of the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Conditions put together.
    Logic,
    /// Two values compared.
    Comparison,
    /// Numbers.
    Numbers,
    /// One value among several.
    Choice,
    /// Dates and durations.
    Dates,
    /// Ranks of a table.
    Tables,
}

impl Theme {
    /// In the order of the manual.
    pub const ALL: [Self; 6] = [
        Self::Logic,
        Self::Comparison,
        Self::Numbers,
        Self::Choice,
        Self::Dates,
        Self::Tables,
    ];

    /// The title, in French.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Logic => "logique",
            Self::Comparison => "comparaison",
            Self::Numbers => "calcul",
            Self::Choice => "choix",
            Self::Dates => "dates",
            Self::Tables => "tables",
        }
    }
}

/// How an operation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// `f(a, b)`
    Function(&'static [Parameter]),
    /// `a + b`, between two values.
    Infix(Takes),
    /// `non a`, before one value.
    Prefix(Takes),
    /// With words of its own, as shown.
    Special(&'static str, Takes),
}

/// An argument of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the manual and in messages.
    pub name: &'static str,
    /// What stands there.
    pub takes: Takes,
    /// How many times.
    pub times: Times,
}

/// How many arguments a parameter stands for; at most one parameter of a function is not there once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// One.
    Once,
    /// One or more.
    OnceOrMore,
    /// Any number, even none.
    Any,
}

/// What an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A condition.
    Truth,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A number or a date.
    Ordered,
    /// Any value, of the type of those beside it.
    Alike,
    /// Conditions, and values of one type.
    Alternatives,
    /// A key of a table.
    Key,
    /// The name of a table.
    Table,
    /// A number of decimals, in digits.
    Decimals,
}

impl Takes {
    /// In words, in French.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Truth => "conditions",
            Self::Number => "nombres",
            Self::Date => "dates",
            Self::Ordered => "nombres ou dates",
            Self::Alike => "valeurs d'un même type",
            Self::Alternatives => "conditions et valeurs",
            Self::Key => "clés",
            Self::Table => "une table",
            Self::Decimals => "décimales en chiffres",
        }
    }
}

/// What an operation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// True or false.
    Truth,
    /// A whole number.
    Count {
        /// Its unit; empty for a plain number.
        unit: &'static str,
        /// The least and the most, when it has some whatever it reads.
        bounds: Option<(i64, i64)>,
    },
    /// A number, whose unit and decimals follow from what it reads.
    Number,
    /// A value of the type of what it reads.
    Alike,
    /// A member of an enumeration.
    Member,
}

impl Gives {
    /// In words, in French.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Truth => "vrai ou faux".to_owned(),
            Self::Count { unit, bounds } => {
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    format!(", en `{unit}`")
                };
                let bounds =
                    bounds.map_or_else(String::new, |(least, most)| format!(", de {least} à {most}"));
                format!("un entier{unit}{bounds}")
            }
            Self::Number => "un nombre".to_owned(),
            Self::Alike => "une valeur du même type".to_owned(),
            Self::Member => "un membre".to_owned(),
        }
    }
}

/// A piece of what an explanation writes of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(&'static str),
    /// The part at this position, in parentheses when it is an operation itself.
    Part(usize),
    /// The same on the left of a sign: without parentheses when it binds as tightly.
    Left(usize),
    /// The same without parentheses.
    Bare(usize),
    /// Every part: « a, b et c ».
    List,
    /// How many parts there are.
    HowMany,
    /// How it is rounded: « arrondi au centime ».
    Rounding,
}

/// A text for who writes packs and for tests: no one else downloads it.
pub(super) const fn spoken(text: &'static str) -> &'static str {
    if TOLD { text } else { "" }
}

const fn tried(drawn: &'static [(char, &'static str)]) -> &'static [(char, &'static str)] {
    if TOLD { drawn } else { &[] }
}

/// An argument that is there once.
pub(super) const fn one(name: &'static str, takes: Takes) -> Parameter {
    Parameter {
        name,
        takes,
        times: Times::Once,
    }
}

/// An argument that is there once or more.
pub(super) const fn more(name: &'static str, takes: Takes) -> Parameter {
    Parameter {
        name,
        takes,
        times: Times::OnceOrMore,
    }
}

/// An operation before anything is said of it but how it is written.
pub(super) const fn operation(theme: Theme, name: &'static str, writing: Writing, gives: Gives) -> Operation {
    Operation {
        name,
        theme,
        writing,
        gives,
        meaning: "",
        example: "",
        wording: &[],
        drawn: &[],
        reserved: true,
    }
}

impl Operation {
    pub(super) const fn means(mut self, meaning: &'static str) -> Self {
        self.meaning = spoken(meaning);
        self
    }

    pub(super) const fn shown(mut self, example: &'static str) -> Self {
        self.example = spoken(example);
        self
    }

    pub(super) const fn told(mut self, wording: &'static [Piece]) -> Self {
        self.wording = wording;
        self
    }

    pub(super) const fn drawn(mut self, drawn: &'static [(char, &'static str)]) -> Self {
        self.drawn = tried(drawn);
        self
    }

    /// Facts, parameters and variables may have its name.
    pub(super) const fn unreserved(mut self) -> Self {
        self.reserved = false;
        self
    }

    /// The parameters of a function; none for what is no function.
    #[must_use]
    pub const fn parameters(&self) -> &'static [Parameter] {
        match self.writing {
            Writing::Function(parameters) => parameters,
            Writing::Infix(_) | Writing::Prefix(_) | Writing::Special(..) => &[],
        }
    }

    /// The parameter that each of `given` arguments is for; nothing when they are too few or too many.
    #[must_use]
    pub fn parameters_of(&self, given: usize) -> Option<Vec<&'static Parameter>> {
        let parameters = self.parameters();
        let once = parameters
            .iter()
            .filter(|parameter| parameter.times == Times::Once)
            .count();
        let others = given.checked_sub(once)?;
        let mut all = Vec::with_capacity(given);
        for parameter in parameters {
            let times = match parameter.times {
                Times::Once => 1,
                Times::OnceOrMore if others == 0 => return None,
                Times::OnceOrMore | Times::Any => others,
            };
            all.extend(core::iter::repeat_n(parameter, times));
        }
        (all.len() == given).then_some(all)
    }

    /// How it is written: `min(a, b, …)`, `a et b`.
    #[must_use]
    pub fn usage(&self) -> String {
        let name = self.name;
        match self.writing {
            Writing::Function(parameters) => {
                let shown: Vec<String> = parameters
                    .iter()
                    .map(|parameter| match parameter.times {
                        Times::OnceOrMore => format!("{}, …", parameter.name),
                        Times::Once | Times::Any => parameter.name.to_owned(),
                    })
                    .collect();
                format!("{name}({})", shown.join(", "))
            }
            Writing::Infix(_) => format!("a {name} b"),
            Writing::Prefix(_) if name.starts_with(char::is_alphabetic) => format!("{name} a"),
            Writing::Prefix(_) => format!("{name}a"),
            Writing::Special(written, _) => written.to_owned(),
        }
    }

    /// What it takes, in words, in French.
    #[must_use]
    pub fn takes(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        let all = match self.writing {
            Writing::Function(parameters) => parameters.iter().map(|parameter| parameter.takes).collect(),
            Writing::Infix(takes) | Writing::Prefix(takes) | Writing::Special(_, takes) => vec![takes],
        };
        for takes in all {
            if !words.contains(&takes.words()) {
                words.push(takes.words());
            }
        }
        words.join(", ")
    }
}
