//! The arguments of `test`.

use std::path::PathBuf;

use clap::Args;

use super::common::Usual;

/// The arguments of `test`.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Fichiers de cas, ou répertoires qui en contiennent
    #[arg(value_name = "DIR|FICHIER", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Ne joue que le cas de ce nom ; l'option se répète
    #[arg(long = "cas", value_name = "NOM", conflicts_with_all = ["couverture", "valeurs"])]
    pub(crate) names: Vec<String>,
    /// Montre ce que les cas parcourent, et exige que chaque condition soit vue remplie, non remplie, et seule à décider
    #[arg(long)]
    pub(crate) couverture: bool,
    /// Change d'une unité chaque case de table et chaque valeur datée, et exige qu'un cas ou une transcription le voie
    #[arg(long)]
    pub(crate) valeurs: bool,
    /// Écrit les cas qui manquent, l'attendu à confirmer : le barème est un répertoire, que --pack donne
    #[arg(long, requires = "pack", conflicts_with_all = ["names", "couverture", "valeurs"])]
    pub(crate) suggere: bool,
    /// Avec --suggere, ne cherche que ce qui manque à ce dispositif avec ce qu'il lit, à ce paramètre ou à cette table ; l'option se répète
    #[arg(long = "regle", value_name = "NOM", requires = "suggere")]
    pub(crate) rules: Vec<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}
