//! The pack that a decision was made with, found by its fingerprint.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bareme::{
    Code, Engine, Finding, Findings,
    error::{Place, Severity},
    wire::Receipt,
};

use super::engine::{EXTENSION, engine};
use crate::reading;

/// The most packs that are looked at in a folder.
const MOST_PACKS: usize = 1_000;

/// The engine of the pack that a decision was made with: the one that is compiled in, or one of a folder. Those that cannot be
/// read are told in `skipped`, and do not keep the others from being found.
pub(crate) fn of_receipt(
    folder: &Path,
    receipt: &Receipt,
    skipped: &mut Vec<Finding>,
) -> Result<Engine, Findings> {
    let stated = receipt.fingerprint();
    let wanted = stated.strip_prefix("sha256:").unwrap_or(stated);
    let own = bareme_pays_de_la_loire::engine();
    if own.plan().fingerprint == wanted {
        return Ok(own.clone());
    }
    let mut found = vec![own.plan().identity()];
    for path in packs(folder).map_err(|finding| Findings::new(vec![finding]))? {
        match engine(Some(&path)) {
            Ok(engine) if engine.plan().fingerprint == wanted => return Ok(engine),
            Ok(engine) => found.push(format!("{} : {}", path.display(), engine.plan().identity())),
            Err(findings) => skipped.push(unread(&path, &findings)),
        }
    }
    let finding = Finding::new(
        Code::OtherPack,
        Place::Pointer("/pack/empreinte".to_owned()),
        format!(
            "aucun pack de `{}` n'est celui de la décision ({stated}) ; trouvés : {}",
            folder.display(),
            found.join(", ")
        ),
    );
    Err(Findings::new(vec![finding.with_help(
        "ajoutez à ce répertoire le fichier que `bareme pack` a écrit pour la version de la décision",
    )]))
}

/// The folder itself when it is a pack, the packs and the compact packs right inside it; in the order of their names.
fn packs(folder: &Path) -> Result<Vec<PathBuf>, Finding> {
    let is_pack = |path: &Path| path.join("pack.toml").is_file();
    let mut found = Vec::new();
    if is_pack(folder) {
        found.push(folder.to_owned());
    }
    let unreadable = |error| reading::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let compact = path.is_file()
            && path
                .extension()
                .is_some_and(|end| end.eq_ignore_ascii_case(EXTENSION));
        if compact || is_pack(&path) {
            found.push(path);
        }
        if found.len() > MOST_PACKS {
            let message = format!("`{}` contient plus de {MOST_PACKS} packs", folder.display());
            return Err(Finding::new(Code::PackTooLarge, Place::Whole, message)
                .with_help("donnez un répertoire qui n'en contient que quelques-uns"));
        }
    }
    found.sort();
    Ok(found)
}

/// A pack that was passed over: how many errors it has, and the first.
fn unread(path: &Path, findings: &Findings) -> Finding {
    let errors: Vec<&Finding> = findings
        .list
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let first = errors.first().map_or("", |finding| finding.message.as_str());
    let others = match errors.len() {
        0 | 1 => String::new(),
        more => format!(" (et {} autres erreurs)", more - 1),
    };
    Finding::new(
        Code::PackSkipped,
        Place::Whole,
        format!("`{}` n'a pas été regardé : {first}{others}", path.display()),
    )
    .with_help("corrigez-le ou retirez-le, si la décision peut venir de ce pack")
}
