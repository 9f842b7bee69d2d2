use std::path::PathBuf;

use clap::Args;

use super::Written;

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

/// The pack that is meant when none is named by a command that edits one: that of the current folder, or of `rules` in it.
pub(crate) fn nearby() -> PathBuf {
    let here = PathBuf::from(".");
    let rules = PathBuf::from("rules");
    if !here.join("pack.toml").exists() && rules.join("pack.toml").exists() {
        rules
    } else {
        here
    }
}
