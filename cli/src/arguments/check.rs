//! The arguments of `check`.

use std::path::PathBuf;

use clap::Args;

use super::common::{Written, nearby};

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Répertoire du barème, celui qui contient `pack.toml` ; avec --a-renouveler, par défaut celui-ci, ou `rules`
    #[arg(value_name = "DIR", required_unless_present = "to_renew")]
    folder: Option<PathBuf>,
    /// Signale aussi les règles et les valeurs à relire à cette date : une valeur suivante était attendue, ou la lecture est trop ancienne
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: Option<String>,
    /// Donne plutôt la liste de ce qu'il y a à lire et à écrire à cette date, par jour, avec le fichier et la ligne
    #[arg(id = "to_renew", long = "a-renouveler", requires = "date")]
    pub(crate) to_renew: bool,
    /// Cherche aussi, pour tout dossier, les conditions qui ne décident rien, ce que personne n'obtient, les alternatives mortes, les effets de seuil
    #[arg(long, conflicts_with = "to_renew")]
    pub(crate) analyse: bool,
    /// Le plus de pas qu'une question de l'analyse peut prendre ; 50 millions sans l'option
    #[arg(
        long,
        value_name = "PAS",
        requires = "analyse",
        default_value_t = 50_000_000,
        hide_default_value = true
    )]
    pub(crate) budget: u64,
    /// Sort avec 1 aussi quand il n'y a que des avertissements
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) written: Written,
}

impl Check {
    /// The folder that is read.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(nearby)
    }
}
