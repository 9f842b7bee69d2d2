//! What is wrong with a table that was lent, and the finding that tells it.

use core::fmt;

use bareme::{Code, Finding, error::Place};

/// The most rows at fault that are told for one column, as the engine tells.
pub(crate) const TOLD: usize = 10;

/// One thing that is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column, unless the table as a whole is at fault.
    pub column: Option<String>,
    /// The row, from 0 in the whole table, when one is at fault.
    pub row: Option<usize>,
    pub(crate) wrong: Wrong,
}

/// In what way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The bytes of a text are no UTF-8.
    Text,
    /// No column of this type is read.
    Kind(String),
    /// The row is null as a whole: what lies under it means nothing.
    NoRow,
    /// The column or the table contradicts itself: how.
    Broken(String),
}

impl Fault {
    /// The finding that tells this fault to a person.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let whole = self
            .column
            .as_ref()
            .map_or_else(|| "la table".to_owned(), |name| format!("la colonne `{name}`"));
        let name = self.column.as_deref().unwrap_or_default();
        let (code, message, help) = match &self.wrong {
            Wrong::Text => (
                Code::WrongType,
                format!("`{name}` n'est pas écrit en UTF-8"),
                "relisez le fichier d'où vient ce texte avec son vrai codage, souvent Latin-1 ou Windows-1252",
            ),
            Wrong::Kind(kind) => (
                Code::WrongType,
                format!("{whole} est faite de {kind}, ce qui n'est pas lu"),
                "ôtez cette colonne, ou convertissez-la en textes, en nombres, en dates ou en booléens",
            ),
            Wrong::NoRow => (
                Code::TableUnreadable,
                format!(
                    "la ligne {} de la table est nulle tout entière",
                    self.row.unwrap_or(0)
                ),
                "ôtez-la, ou donnez-lui des cellules vides",
            ),
            Wrong::Broken(how) => (
                Code::TableUnreadable,
                format!("{whole} se contredit : {how}"),
                "refaites la table, par exemple en passant par un fichier ; si la faute revient, elle est dans la bibliothèque qui fait la table",
            ),
        };
        let place = match (&self.column, self.row) {
            (None, None) => Place::Whole,
            (None, Some(row)) => Place::Pointer(format!("/{row}")),
            (Some(name), None) => Place::Pointer(format!("/{name}")),
            (Some(name), Some(row)) => Place::Pointer(format!("/{name}/{row}")),
        };
        Finding::new(code, place, message).with_help(help)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding().fmt(f)
    }
}

impl core::error::Error for Fault {}

/// Why there is no table at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Whoever makes the table failed, in its own words.
    Producer(String),
    /// It is a single column, and no table.
    Column,
    /// Something is wrong with the table as a whole.
    Fault(Fault),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Producer(said) => write!(f, "la bibliothèque qui fait la table a échoué : {said}"),
            Self::Column => f.write_str("c'est une colonne seule, et non une table"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl core::error::Error for Refusal {}

impl Refusal {
    pub(crate) fn broken(how: impl Into<String>) -> Self {
        Self::Fault(Fault {
            column: None,
            row: None,
            wrong: Wrong::Broken(how.into()),
        })
    }
}

/// What is wrong with some rows of a column, the first of which is the row 0.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The texts of these rows.
    Texts(Vec<usize>),
    /// The column, at a row when one is known.
    Broken(Option<usize>, String),
}

impl Trouble {
    pub(crate) fn whole(how: impl Into<String>) -> Self {
        Self::Broken(None, how.into())
    }

    pub(crate) fn at(row: usize, how: impl Into<String>) -> Self {
        Self::Broken(Some(row), how.into())
    }

    /// The faults of a column whose first row here is the row `first` of the table.
    pub(crate) fn faults(self, column: &str, first: usize) -> Vec<Fault> {
        let fault = |row: Option<usize>, wrong| Fault {
            column: Some(column.to_owned()),
            row: row.map(|row| first.saturating_add(row)),
            wrong,
        };
        match self {
            Self::Texts(rows) => rows
                .into_iter()
                .map(|row| fault(Some(row), Wrong::Text))
                .collect(),
            Self::Broken(row, how) => vec![fault(row, Wrong::Broken(how))],
        }
    }
}
