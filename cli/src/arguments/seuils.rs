//! The arguments of `seuils`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::{Asked, Format, Rules};

/// The arguments of `seuils`.
#[derive(Debug, Args)]
pub(crate) struct Seuils {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    /// Le fait, un nombre ou une date, qui parcourt ses valeurs ; donnée deux fois, l'option fait une carte des deux faits
    #[arg(long = "fait", value_name = "FAIT", required = true)]
    pub(crate) facts: Vec<String>,
    /// Ne montre que ce droit, par son nom ; l'option se répète
    #[arg(long = "droit", value_name = "DROIT")]
    pub(crate) droits: Vec<String>,
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Forme de la réponse : text (à lire), json (pour un programme) ou svg (un dessin, d'un seul dispositif)
    #[arg(
        long,
        value_name = "FORME",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: SeuilsFormat,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// How thresholds are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeuilsFormat {
    Text,
    Json,
    Svg,
}

impl Seuils {
    /// The form of findings.
    pub(crate) const fn findings(&self) -> Format {
        match self.format {
            SeuilsFormat::Json => Format::Json,
            SeuilsFormat::Text | SeuilsFormat::Svg => Format::Text,
        }
    }

    /// What makes no sense, when something does not.
    pub(crate) fn refused(&self) -> Option<&'static str> {
        if self.facts.len() > 2 {
            return Some("`--fait` se donne une fois, ou deux pour une carte");
        }
        let one = self.asked.dispositifs.len() == 1;
        (self.format == SeuilsFormat::Svg && !one)
            .then_some("un dessin montre un dispositif : donnez `--dispositif ID`, une fois")
    }
}
