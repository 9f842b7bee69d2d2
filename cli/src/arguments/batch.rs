//! The arguments of `batch` and `summary`.

use std::path::PathBuf;

use clap::Args;

use super::{Asked, Rules, Written};

/// The arguments of `batch`.
#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// Dossiers en CSV ou en Parquet : les colonnes portent le nom des faits ; une case vide est un fait inconnu
    #[arg(value_name = "ENTREE")]
    pub(crate) input: PathBuf,
    /// Décisions, en Parquet si le nom finit par .parquet, en CSV sinon ; les lignes refusées sont expliquées à côté, dans un fichier .errors.csv
    #[arg(value_name = "SORTIE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Recopie cette colonne dans la sortie, que ce soit un fait ou non ; l'option se répète
    #[arg(long = "garde", value_name = "COLONNE")]
    pub(crate) kept: Vec<String>,
    /// Donne aussi les comptes et les totaux, comme `bareme summary SORTIE`
    #[arg(long)]
    pub(crate) summary: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// The arguments of `summary`.
#[derive(Debug, Args)]
pub(crate) struct Summary {
    /// Fichier écrit par `bareme batch`, en CSV ou en Parquet
    #[arg(value_name = "DECISIONS")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}
