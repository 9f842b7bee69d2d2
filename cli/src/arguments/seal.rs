//! Options about seals.

use std::path::PathBuf;

use clap::Args;

/// With which key a decision is sealed, and where the seal goes: `evaluate` and `explain`.
#[derive(Debug, Args)]
pub(crate) struct SealTo {
    /// Fichier de la clé secrète qui scelle la décision : 64 chiffres hexadécimaux ou plus (avec --format json)
    #[arg(long, value_name = "CLE", requires = "to")]
    secret: Option<PathBuf>,
    /// Fichier où écrire le sceau ; un fichier qui existe déjà n'est jamais remplacé
    #[arg(long = "sceau", value_name = "SCEAU", requires = "secret")]
    to: Option<PathBuf>,
}

/// With which key a decision was sealed, and its seal: `verify`.
#[derive(Debug, Args)]
pub(crate) struct SealFrom {
    /// Fichier de la clé secrète avec laquelle la décision a été scellée
    #[arg(long, value_name = "CLE", requires = "from")]
    secret: Option<PathBuf>,
    /// Fichier du sceau écrit avec la décision
    #[arg(long = "sceau", value_name = "SCEAU", requires = "secret")]
    from: Option<PathBuf>,
}

impl SealTo {
    /// The files of the key and of the seal, when a seal is asked for.
    pub(crate) fn files(&self) -> Option<(&PathBuf, &PathBuf)> {
        self.secret.as_ref().zip(self.to.as_ref())
    }
}

impl SealFrom {
    /// The files of the key and of the seal, when a seal is to be checked.
    pub(crate) fn files(&self) -> Option<(&PathBuf, &PathBuf)> {
        self.secret.as_ref().zip(self.from.as_ref())
    }
}
