//! An answer as a tree of sentences: what every door shows, and words nothing of its own.

mod text;

pub use text::{Line, Mark, Span, Text, Tone};

use serde::Serialize;

/// A text to show: a page, a letter, a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recit {
    /// What it is, for whom or for which day.
    #[serde(rename = "titre")]
    pub title: String,
    /// Its parts, in the order of reading.
    #[serde(rename = "blocs")]
    pub blocks: Vec<Block>,
}

/// A part of a [`Recit`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type")]
pub enum Block {
    /// Parts under a title.
    #[serde(rename = "section")]
    Section(Section),
    /// Lines that follow each other.
    #[serde(rename = "lignes")]
    Lines {
        /// The lines.
        #[serde(rename = "lignes")]
        lines: Vec<Line>,
    },
    /// What a person reads of one dispositif.
    #[serde(rename = "fiche")]
    Card(Card),
    /// What is shown only to whoever opens it.
    #[serde(rename = "repli")]
    Fold(Fold),
    /// Columns side by side.
    #[serde(rename = "tableau")]
    Table(Table),
    /// The documents that the notes lead to.
    #[serde(rename = "sources")]
    Sources {
        /// The number of the first.
        #[serde(rename = "premier")]
        first: usize,
        /// In the order of their numbers.
        sources: Vec<SourceLine>,
    },
}

/// Parts under a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The title.
    #[serde(rename = "titre")]
    pub title: String,
    /// Does it stand apart from what comes before, as the reasons of one dispositif do?
    #[serde(rename = "partie")]
    pub apart: bool,
    /// What is in it.
    #[serde(rename = "blocs")]
    pub blocks: Vec<Block>,
}

/// What a person reads of one dispositif.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The id of the dispositif.
    pub dispositif: String,
    /// The sign of its verdict.
    #[serde(rename = "signe")]
    pub mark: Mark,
    /// Its verdict in two words: « Droit ouvert ».
    #[serde(rename = "etat")]
    pub state: String,
    /// Its title.
    #[serde(rename = "titre")]
    pub title: String,
    /// What it is worth first of all: « 5 212,00 € par an ».
    #[serde(rename = "montant", skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// What else is said of it.
    #[serde(rename = "lignes")]
    pub lines: Vec<Line>,
}

/// What is shown only to whoever opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fold {
    /// What is inside.
    #[serde(rename = "titre")]
    pub title: String,
    /// What is said of it while it is closed.
    #[serde(rename = "apercu", skip_serializing_if = "String::is_empty")]
    pub teaser: String,
    /// How many things are inside.
    #[serde(rename = "nombre")]
    pub count: u64,
    /// Is it shown open?
    #[serde(rename = "ouvert")]
    pub open: bool,
    /// What is inside.
    #[serde(rename = "blocs")]
    pub blocks: Vec<Block>,
}

/// Columns side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The titles of the columns.
    #[serde(rename = "colonnes")]
    pub columns: Vec<String>,
    /// The rows.
    #[serde(rename = "lignes")]
    pub rows: Vec<Row>,
}

/// A row of a [`Table`], with what is said under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// A cell for each column.
    #[serde(rename = "cellules")]
    pub cells: Vec<String>,
    /// What is said under the row.
    #[serde(rename = "sous")]
    pub under: Vec<Line>,
}

/// A document that a note leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Its title, its date, how sure it is.
    #[serde(rename = "texte")]
    pub text: String,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
