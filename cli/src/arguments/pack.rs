//! The arguments of `pack`.

use std::path::PathBuf;

use clap::Args;

use super::common::Written;

/// The arguments of `pack`.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// Répertoire du barème, celui qui contient `pack.toml`
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Fichier à écrire
    #[arg(short, long = "out", value_name = "F.bpk")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) written: Written,
}
