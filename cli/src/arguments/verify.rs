//! The arguments of `verify`.

use std::path::PathBuf;

use clap::Args;

use super::{common::Usual, seal::SealFrom};

/// The arguments of `verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Décision ou échéancier en JSON, tel que l'écrit `--format json`, ou `-`
    #[arg(value_name = "DECISION|-")]
    pub(crate) decision: PathBuf,
    /// Répertoire de barèmes, en fichiers .bpk ou en répertoires : celui de la décision y est pris
    #[arg(long, value_name = "DIR", conflicts_with = "pack")]
    pub(crate) packs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) usual: Usual,
    #[command(flatten)]
    pub(crate) seal: SealFrom,
}
