//! The arguments of `dispositifs`.

use clap::{Args, ValueEnum};

use super::common::Usual;

/// The arguments of `dispositifs`.
#[derive(Debug, Args)]
pub(crate) struct Dispositifs {
    /// Seulement ceux qui sont en vigueur ce jour-là
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: Option<String>,
    /// Seulement ceux qui concernent : personne, employeur, programme ou dossier_formation
    #[arg(long = "objet", value_name = "OBJET", hide_possible_values = true)]
    pub(crate) about: Option<About>,
    /// Écrit le manuel en Markdown : conditions, droits, valeurs, sources, questions ouvertes
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

/// What a dispositif is about, as the files of a pack write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum About {
    Personne,
    Employeur,
    Programme,
    DossierFormation,
}
