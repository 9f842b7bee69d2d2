//! How a table is read: what is declared of its bytes, of its columns and of what people wrote in them. Nothing is guessed.

mod lecture;
mod manner;
mod mapping;

use encoding_rs::Encoding;

pub(crate) use lecture::Lecture;
pub(super) use manner::Manner;
pub(crate) use mapping::{Mapping, schema};

/// What is declared of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Intake {
    /// How texts are read in every column.
    pub(crate) lecture: Lecture,
    /// What is said of some columns.
    pub(crate) mapping: Mapping,
    /// The encoding of its texts, when it is not UTF-8.
    pub(crate) encoding: Option<&'static Encoding>,
    /// What can be done with a column that is no fact.
    pub(crate) others: Others,
}

/// What a command does with the columns that are no facts, once they are named.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Others {
    /// It copies them: `--garde`.
    #[default]
    Copied,
    /// It leaves them aside: `--ignorer`.
    Aside,
    /// It has no option for them.
    Refused,
}

impl Others {
    /// What to do about one that nobody named.
    pub(super) fn unnamed(self, name: &str) -> String {
        match self {
            Self::Copied => format!(
                "`bareme facts` liste les faits ; `--garde {name}` recopie la colonne sans la lire, `--colonnes` dit quel fait elle est"
            ),
            Self::Aside => {
                format!("`bareme facts` liste les faits ; `--ignorer {name}` laisse la colonne de côté")
            }
            Self::Refused => {
                format!(
                    "`bareme facts` liste les faits ; donnez à `{name}` le nom d'un fait, ou retirez-la du fichier"
                )
            }
        }
    }

    /// What to do about a name that no column has.
    pub(super) const fn absent(self) -> &'static str {
        match self {
            Self::Copied => "`--garde` nomme une colonne de l'entête",
            Self::Aside => "`--ignorer` nomme une colonne de l'entête",
            Self::Refused => "la colonne manque dans l'entête",
        }
    }
}

/// What pandas calls the index of a table that it writes.
const INDEX: &str = "__index_level_";

impl Intake {
    /// What a column of this name is called in the rules.
    pub(super) fn meant<'n>(&'n self, column: &'n str) -> &'n str {
        let named = self.mapping.columns.get(column);
        named.and_then(|named| named.fact.as_deref()).unwrap_or(column)
    }

    /// Is a column left out, as the mapping says?
    pub(super) fn is_ignored(&self, column: &str) -> bool {
        self.mapping
            .columns
            .get(column)
            .is_some_and(|named| named.ignored)
    }

    /// Is a column copied whether somebody asks for it or not: the index that pandas adds, by which it finds its rows again?
    pub(super) fn is_index(column: &str) -> bool {
        let level = column
            .strip_prefix(INDEX)
            .and_then(|rest| rest.strip_suffix("__"));
        level.is_some_and(|level| !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// How the texts of a column are read.
    pub(super) fn manner(&self, column: &str) -> Manner {
        let own = self.mapping.columns.get(column);
        let own = own.map(|named| named.manner.clone()).unwrap_or_default();
        let everywhere = self.mapping.lecture.with(self.lecture);
        Manner {
            lecture: own.lecture.with(everywhere),
            ..own
        }
    }
}
