//! The arguments of `nouvelle-periode`.

use std::path::PathBuf;

use clap::Args;

use super::common::{Written, nearby};

/// The arguments of `nouvelle-periode`.
#[derive(Debug, Args)]
pub(crate) struct NouvellePeriode {
    /// Table ou paramètre dont la suite est à écrire
    #[arg(value_name = "TABLE|PARAMETRE")]
    pub(crate) name: String,
    /// Premier jour de la nouvelle période
    #[arg(long = "depuis", value_name = "AAAA-MM-JJ")]
    pub(crate) since: String,
    /// Multiplie chaque montant de la dernière période, arrondi au plus près comme le barème l'écrit
    #[arg(long, value_name = "NOMBRE")]
    pub(crate) coefficient: Option<String>,
    /// Montre ce qui changerait, et n'écrit rien
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Répertoire du barème ; par défaut celui-ci, ou `rules`
    #[arg(long = "pack", value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) written: Written,
}

impl NouvellePeriode {
    /// The folder whose files are edited.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(nearby)
    }
}
