//! The arguments of commands that list what a pack holds.

use clap::Args;

use super::common::Usual;

/// The arguments of a plain list.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) usual: Usual,
}

/// The arguments of `sources`.
#[derive(Debug, Args)]
pub(crate) struct Sources {
    /// Écrit la page complète en Markdown, avec chaque valeur datée et ce qui reste à confirmer
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

/// The arguments of `jours`.
#[derive(Debug, Args)]
pub(crate) struct Jours {
    /// Les dispositifs, par leur nom dans le barème
    #[arg(value_name = "DISPOSITIF", required = true)]
    pub(crate) ids: Vec<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}
