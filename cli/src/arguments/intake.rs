//! How a table of dossiers is read.

use std::path::PathBuf;

use clap::Args;
use encoding_rs::Encoding;

use crate::{batch::Lecture, usage::Wrong};

/// What is declared of a table of dossiers.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Lit ce que des personnes écrivent, en plus du reste : fr, ou une liste de dates=fr (31/12/2024), booleens=oui_non (Oui, n), nombres=fr (18 250,50), departement=code (49)
    #[arg(long, value_name = "LECTURE", value_parser = lecture)]
    pub(crate) lecture: Option<Lecture>,
    /// Ce que sont les colonnes, en TOML : le fait de chacune, ce que valent ses textes, ce par quoi un nombre se multiplie, ce qui est recopié ; `bareme schema colonnes` en donne la forme
    #[arg(long = "colonnes", value_name = "COLONNES.toml")]
    pub(crate) columns: Option<PathBuf>,
    /// Encodage d'un fichier de textes qui n'est pas en UTF-8 : windows-1252, utf-16le, iso-8859-15… ; une marque d'UTF-8 ou d'UTF-16 au début est lue sans cela
    #[arg(long = "encodage", value_name = "NOM", value_parser = encoding)]
    pub(crate) encoding: Option<&'static Encoding>,
}

fn lecture(text: &str) -> Result<Lecture, Wrong> {
    text.parse().map_err(Wrong)
}

fn encoding(text: &str) -> Result<&'static Encoding, Wrong> {
    Encoding::for_label_no_replacement(text.as_bytes()).ok_or_else(|| {
        Wrong("écrivez le nom d'un encodage : windows-1252, utf-16le, iso-8859-15…".to_owned())
    })
}
