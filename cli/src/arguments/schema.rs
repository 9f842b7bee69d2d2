//! The arguments of `schema`.

use bareme::wire::PACK_FILES;
use clap::{Args, ValueEnum, builder::PossibleValuesParser};

use super::common::Rules;

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Schéma de quoi : facts (un dossier), decision, pack (les fichiers d'un barème), reforme, ou colonnes (le fichier de `batch --colonnes`)
    #[arg(
        value_name = "QUOI",
        default_value = "facts",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) of: SchemaOf,
    /// Avec `pack`, un seul fichier : pack, sources, vocabulaire, parametres, tables, dispositif,
    /// quotas, echeancier, reperes ou indicateurs
    #[arg(
        long = "fichier",
        value_name = "NOM",
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(PACK_FILES)
    )]
    pub(crate) file: Option<String>,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    Facts,
    Pack,
    Decision,
    Reforme,
    Colonnes,
}
