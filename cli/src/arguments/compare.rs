//! The arguments of `compare`.

use std::path::PathBuf;

use clap::Args;

use super::{common::Rules, diff::DiffFormat};

/// The arguments of `compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Population, en CSV ou en Parquet : une ligne par dossier, une colonne par fait
    #[arg(value_name = "POPULATION")]
    pub(crate) input: PathBuf,
    /// Fichier de la réforme, en TOML
    #[arg(long = "reforme", value_name = "REFORME.toml")]
    pub(crate) reform: PathBuf,
    /// Date pour laquelle décider
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    /// Compte aussi à part les dossiers de chaque valeur de cette colonne : un fait, ou une autre
    #[arg(long = "par", value_name = "COLONNE")]
    pub(crate) by: Option<String>,
    /// Laisse de côté cette colonne, qui n'est pas un fait ; se répète
    #[arg(long = "ignorer", value_name = "COLONNE")]
    pub(crate) aside: Vec<String>,
    /// Explique en entier chacun des plus grands écarts : le dossier, puis le calcul avant et après
    #[arg(long)]
    pub(crate) details: bool,
    /// Forme de la réponse : text (à lire), json (pour un programme) ou md (Markdown)
    #[arg(
        long,
        value_name = "FORME",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) rules: Rules,
}
