//! The arguments of `evaluate` and `explain`.

use std::path::PathBuf;

use clap::Args;

use super::{
    common::{Asked, Usual},
    seal::SealTo,
};

/// What decides a dossier: `evaluate` and `explain`.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Donne aussi les droits de ce qui n'est pas ouvert, tels qu'ils seraient s'il l'était : une supposition
    #[arg(long)]
    pub(crate) si_eligible: bool,
    #[command(flatten)]
    pub(crate) usual: Usual,
    #[command(flatten)]
    pub(crate) seal: SealTo,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Dit plutôt ce qui est versé du premier au dernier jour de la formation, par qui, pourquoi cela change, et quel revenu vaut mieux
    #[arg(long)]
    pub(crate) echeancier: bool,
    /// Ouvre tout ce qui est replié : les raisons de chaque réponse, oui ou non
    #[arg(long)]
    pub(crate) tout: bool,
    #[command(flatten)]
    pub(crate) question: Question,
}
