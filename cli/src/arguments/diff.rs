//! The arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Barème d'avant : répertoire, fichier de `bareme pack`, ou révision de git
    #[arg(value_name = "AVANT")]
    pub(crate) old: PathBuf,
    /// Barème d'après, de même
    #[arg(value_name = "APRES")]
    pub(crate) new: PathBuf,
    /// Dossiers en CSV ou en Parquet, à décider avec les deux barèmes : combien gagnent, perdent, et en tout
    #[arg(long, value_name = "FICHIER", requires = "date")]
    pub(crate) dossiers: Option<PathBuf>,
    /// Date pour laquelle décider ces dossiers
    #[arg(long, value_name = "AAAA-MM-JJ", requires = "dossiers")]
    pub(crate) date: Option<String>,
    /// Compare aussi deux contenus différents qui ont le même numéro de version
    #[arg(long)]
    pub(crate) meme_version: bool,
    /// Forme de la réponse : text (à lire), json (pour un programme) ou md (Markdown, pour une demande de fusion)
    #[arg(
        long,
        value_name = "FORME",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: DiffFormat,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Md,
}
