//! The arguments of `batch` and `summary`.

use std::path::PathBuf;

use clap::Args;

use super::{
    common::{Asked, Rules, Usual, file},
    intake::Reading,
};

/// The arguments of `batch`.
#[derive(Debug, Args)]
#[command(mut_arg("date", |date| date.required(false).required_unless_present("day_column").default_value("").hide_default_value(true)))]
pub(crate) struct Batch {
    /// Dossiers en CSV, en lignes de JSON (.jsonl), en Parquet ou en Arrow, comme le dit la fin du nom : les colonnes portent le nom des faits ; une case vide est un fait inconnu ; `-` lit du CSV sur l'entrée standard
    #[arg(value_name = "ENTREE|-")]
    pub(crate) input: PathBuf,
    /// Décisions, en Parquet (.parquet), en Arrow (.arrow, .feather), en lignes de JSON (.jsonl, .ndjson) ou en CSV, comme le dit la fin du nom ; les lignes illisibles sont expliquées à côté, dans un fichier .errors.csv ; `-` écrit du CSV sur la sortie standard
    #[arg(value_name = "SORTIE|-")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Décide chaque ligne au jour AAAA-MM-JJ que dit cette colonne, qui est recopiée, au lieu de --date ; une ligne sans jour est illisible ; les lignes d'un même jour qui se suivent vont bien plus vite
    #[arg(long = "date-colonne", value_name = "COLONNE", conflicts_with = "date")]
    pub(crate) day_column: Option<String>,
    /// Recopie cette colonne dans la sortie, que ce soit un fait ou non ; l'option se répète
    #[arg(long = "garde", value_name = "COLONNE")]
    pub(crate) kept: Vec<String>,
    /// Ajoute, pour chaque dispositif, le nombre de doutes dont la décision dépend et les noms des valeurs à relire, séparés par une espace : chaque ligne est alors décidée seule, cent fois plus lentement
    #[arg(long = "doutes")]
    pub(crate) doubts: bool,
    /// Ajoute, pour chaque dispositif, une colonne par priorité : oui, non, ou rien quand ce n'est pas connu
    #[arg(long = "priorites")]
    pub(crate) priorities: bool,
    /// Ajoute, pour chaque droit en nombre ou en date, deux colonnes : entre quoi et quoi il est dû, 0 quand il n'y a rien ; leurs sommes encadrent le total
    #[arg(long = "bornes")]
    pub(crate) bounds: bool,
    /// Ajoute, pour chaque droit, ce qu'il est ou serait si toutes les conditions étaient remplies, y compris pour qui n'y a pas droit ; avec --bornes, entre quoi et quoi
    #[arg(long = "si-eligible")]
    pub(crate) if_eligible: bool,
    /// Explique ici les lignes illisibles ; par défaut à côté de la sortie, ou sur la sortie d'erreur quand les décisions ne vont pas dans un fichier
    #[arg(long = "erreurs", value_name = "FICHIER", value_parser = file())]
    pub(crate) errors: Option<PathBuf>,
    /// Écrit ici le manifeste ; par défaut à côté de la sortie, dans un fichier .manifeste.json, et nulle part quand les décisions ne vont pas dans un fichier
    #[arg(long = "manifeste", value_name = "FICHIER", value_parser = file())]
    pub(crate) manifest: Option<PathBuf>,
    /// Donne aussi les comptes et les totaux, avec le moins et le plus qui peuvent être dus, que --bornes les écrive ou non
    #[arg(long)]
    pub(crate) summary: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

impl Batch {
    /// The columns to copy: that of the days too.
    pub(crate) fn copied(&self) -> Vec<String> {
        let mut copied = self.kept.clone();
        copied.extend(self.day_column.clone().filter(|day| !self.kept.contains(day)));
        copied
    }
}

/// The arguments of `summary`.
#[derive(Debug, Args)]
pub(crate) struct Summary {
    /// Fichier écrit par `bareme batch`, quel que soit son format ; `-` lit du CSV sur l'entrée standard, sans regarder de manifeste
    #[arg(value_name = "DECISIONS|-")]
    pub(crate) input: PathBuf,
    /// Avertit si les décisions ont été prises pour une autre date
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: Option<String>,
    /// Donne aussi les totaux de chaque valeur de cette colonne, que `batch --garde` a recopiée
    #[arg(long = "par", value_name = "COLONNE")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}
