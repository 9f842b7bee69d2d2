//! Seals and the keys of seals, from files and to files.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::Path,
};

use bareme::{
    Code, Finding, Findings,
    error::Place,
    seal::{Seal, SealKey},
};

use crate::{reading, writing::said};

/// The most bytes of a file that holds a key or a seal.
const LARGEST: usize = 4096;

/// Reads the key of a file.
pub(crate) fn key(path: &Path) -> Result<SealKey, Findings> {
    let text = reading::text(path, LARGEST)?;
    SealKey::from_hex(&text).map_err(|error| {
        let message = format!("`{}` n'est pas la clé d'un sceau : {error}", path.display());
        refused(
            Code::SealKeyInvalid,
            message,
            "faites-en une avec `openssl rand -hex 32`, et gardez-la hors de portée des autres",
        )
    })
}

/// Reads the seal of a file.
pub(crate) fn seal(path: &Path) -> Result<Seal, Findings> {
    let text = reading::text(path, LARGEST)?;
    Seal::from_hex(text.trim_ascii()).ok_or_else(|| {
        let message = format!("`{}` n'est pas un sceau", path.display());
        refused(
            Code::SealInvalid,
            message,
            "donnez le fichier que `--sceau` a écrit : 64 chiffres hexadécimaux",
        )
    })
}

/// Writes a seal in a new file. Another file that is there, perhaps the key itself, is never replaced.
pub(crate) fn keep(path: &Path, seal: &Seal) -> Result<(), Findings> {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| {
            writeln!(file, "{seal}")?;
            file.sync_all()
        });
    let shown = path.display();
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match self::seal(path) {
            Ok(kept) if kept == *seal => Ok(()),
            _ => Err(refused(
                Code::FileUnwritable,
                format!("`{shown}` existe déjà et n'est pas ce sceau"),
                "donnez un autre nom à `--sceau`",
            )),
        },
        Err(error) => Err(refused(
            Code::FileUnwritable,
            format!("`{shown}` ne peut pas être écrit : {}", said(&error)),
            "vérifiez le répertoire et vos droits",
        )),
    }
}

fn refused(code: Code, message: String, help: &str) -> Findings {
    Findings::new(vec![Finding::new(code, Place::Whole, message).with_help(help)])
}
