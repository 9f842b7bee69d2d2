//! The arguments of `renommer`.

use std::path::PathBuf;

use clap::Args;

use super::common::Written;

/// The arguments of `renommer`.
#[derive(Debug, Args)]
pub(crate) struct Renommer {
    /// Répertoire du barème, celui qui contient `pack.toml`
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Fait, paramètre, table ou dispositif ; `statut.salarie_prive` pour une valeur d'une liste de choix, `bourse.plafond` pour une variable
    #[arg(value_name = "ANCIEN")]
    pub(crate) old: String,
    /// Son nouveau nom
    #[arg(value_name = "NOUVEAU")]
    pub(crate) new: String,
    /// Répertoire de cas où le nom change aussi ; peut être répété
    #[arg(long = "cas", value_name = "DIR")]
    pub(crate) cases: Vec<PathBuf>,
    /// Montre ce qui changerait, et n'écrit rien
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) written: Written,
}
