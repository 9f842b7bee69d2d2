//! The arguments of `suivi` and `reperes`.

use std::path::PathBuf;

use clap::Args;

use super::common::{Usual, file};

/// The arguments of `suivi`.
#[derive(Debug, Args)]
pub(crate) struct Suivi {
    /// Décisions écrites par `bareme batch`, en CSV ou en Parquet ; `-` lit du CSV sur l'entrée standard
    #[arg(value_name = "DECISIONS|-")]
    pub(crate) input: PathBuf,
    /// Ne compte que cette année ; par défaut chaque année de la table, à part
    #[arg(long, value_name = "AAAA", value_parser = clap::value_parser!(i32).range(1950..=2099))]
    pub(crate) annee: Option<i32>,
    /// Donne aussi les places des registres : fichier, ou adresse d'une base `postgres://…`
    #[arg(long = "registre", value_name = "FICHIER|ADRESSE")]
    pub(crate) ledger: Option<String>,
    /// Fichier de la clé secrète d'un registre scellé, en hexadécimal
    #[arg(long, value_name = "FICHIER", requires = "ledger")]
    pub(crate) secret: Option<PathBuf>,
    /// Écrit ici le graphique, en SVG
    #[arg(long = "graphique", value_name = "FICHIER.svg", value_parser = file())]
    pub(crate) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

/// The arguments of `reperes`.
#[derive(Debug, Args)]
pub(crate) struct Reperes {
    /// Seulement ceux de cette année
    #[arg(long, value_name = "AAAA", value_parser = clap::value_parser!(i32).range(1950..=2099))]
    pub(crate) annee: Option<i32>,
    /// Écrit la page en Markdown : chaque repère avec ses valeurs, puis les indicateurs
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) usual: Usual,
}
