//! The arguments of `questions`.

use std::path::PathBuf;

use bareme::Selection;
use clap::Args;

use super::common::Usual;

/// The arguments of `questions`.
#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    /// Date pour laquelle décider (obligatoire : l'horloge n'est jamais lue)
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    /// Ne demande que ce qui compte pour ce dispositif ; l'option se répète
    #[arg(long = "dispositif", value_name = "ID")]
    pub(crate) dispositifs: Vec<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

impl Questions {
    /// The ids, as [`Selection::of`] takes them.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.dispositifs.iter().map(String::as_str).collect()
    }

    /// The dispositifs that are asked for, of these [`names`](Self::names).
    pub(crate) const fn selection<'n>(&self, names: &'n [&'n str]) -> Selection<'n> {
        Selection::of(names, false)
    }
}
