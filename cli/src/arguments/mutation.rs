//! The arguments of `mutation`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::Written;
use crate::mutation::Family;

/// The arguments of `mutation`.
#[derive(Debug, Args)]
pub(crate) struct Mutation {
    /// Répertoire du barème, celui qui contient `pack.toml`
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Fichiers de cas et de transcriptions, ou répertoires qui en contiennent
    #[arg(value_name = "CAS", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// N'essaie que ces fautes : chiffres, operateurs ou dates ; l'option se répète
    #[arg(long = "genre", value_name = "GENRE", hide_possible_values = true)]
    pub(crate) families: Vec<Asked>,
    /// N'essaie que les fautes de ce dispositif avec ce qu'il lit, de ce paramètre ou de cette table ; l'option se répète
    #[arg(long = "regle", value_name = "NOM")]
    pub(crate) rules: Vec<String>,
    /// N'essaie que tant de fautes, tirées au sort
    #[arg(long = "echantillon", value_name = "N")]
    pub(crate) sample: Option<usize>,
    /// Le sort : le même nombre tire les mêmes fautes
    #[arg(
        long = "graine",
        value_name = "S",
        default_value_t = 0,
        hide_default_value = true,
        requires = "sample"
    )]
    pub(crate) seed: u64,
    /// Fichier des fautes dont il est admis que rien ne les voit, chacune avec sa raison
    #[arg(long = "admis", value_name = "FICHIER")]
    pub(crate) admitted: Option<PathBuf>,
    /// Écrit ce fichier de nouveau, avec ce qui a été mesuré
    #[arg(long = "ecrire", requires = "admitted", conflicts_with_all = ["families", "rules", "sample"])]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// A family of slips, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Asked {
    Chiffres,
    Operateurs,
    Dates,
}

impl From<Asked> for Family {
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Chiffres => Self::Figures,
            Asked::Operateurs => Self::Operators,
            Asked::Dates => Self::Dates,
        }
    }
}
