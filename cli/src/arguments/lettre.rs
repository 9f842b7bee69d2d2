//! The arguments of `lettre`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::Rules;

/// The arguments of `lettre`.
#[derive(Debug, Args)]
pub(crate) struct Lettre {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    /// Date pour laquelle décider (obligatoire : l'horloge n'est jamais lue)
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    /// Le dispositif dont parle la lettre
    #[arg(long, value_name = "ID")]
    pub(crate) dispositif: String,
    /// Forme de la lettre : txt, md (Markdown) ou html
    #[arg(
        long,
        value_name = "FORME",
        default_value = "txt",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: LetterFormat,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// How a letter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LetterFormat {
    Txt,
    Md,
    Html,
}
