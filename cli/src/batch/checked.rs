//! Does the manifest beside some decisions describe them? What is told when it does not.

use std::{io, path::Path};

use bareme::{Code, Engine, Finding, error::Place};

use super::{
    digest::Digest,
    manifest::{Described, Manifest, NotRead, PackOf},
    target::MANIFEST_ENDING,
};

/// What is wrong with the manifest of the decisions at `path`, which have so many rows.
pub(crate) fn warnings(path: &Path, engine: &Engine, date: Option<&str>, rows: u64) -> Vec<Finding> {
    let beside = path.with_extension(MANIFEST_ENDING);
    let shown = beside.display();
    let manifest = match Manifest::read(&beside) {
        Ok(manifest) => manifest,
        Err(NotRead::Absent) => {
            return vec![warning(
                Code::ManifestMissing,
                format!(
                    "`{shown}` n'existe pas : rien ne dit si ces décisions sont entières, ni de quand elles datent"
                ),
                "gardez le manifeste que `bareme batch` écrit à côté des décisions, et déplacez-les ensemble",
            )];
        }
        Err(NotRead::Unread(error)) => {
            return vec![warning(
                Code::ManifestInvalid,
                format!("`{shown}` ne peut pas être lu : {error}"),
                "vérifiez le fichier, et vos droits",
            )];
        }
        Err(NotRead::Invalid) => {
            return vec![warning(
                Code::ManifestInvalid,
                format!("`{shown}` n'est pas un manifeste tel que `bareme batch` l'écrit"),
                "décidez à nouveau ; un manifeste ne se modifie pas à la main",
            )];
        }
    };
    let mut found = Vec::new();
    let again = "l'un des deux a changé, ou le calcul a été interrompu : décidez à nouveau";
    match described(path, &manifest.sortie) {
        Ok(true) if rows == manifest.lignes => {}
        Ok(_) => found.push(warning(
            Code::ManifestDiffers,
            format!(
                "`{}` n'est pas ce que décrit `{shown}`, qui compte {} lignes et {} octets",
                path.display(),
                manifest.lignes,
                manifest.sortie.octets
            ),
            again,
        )),
        Err(error) => found.push(crate::reading::unreadable(path, &error)),
    }
    if let Some(errors) = &manifest.erreurs {
        let beside = path.with_file_name(&errors.nom);
        // Somebody may have put the rows at fault elsewhere: only those that are here are compared.
        if beside.exists() && !described(&beside, errors).unwrap_or(false) {
            let message = format!(
                "`{}` n'est pas ce que décrit `{shown}`, qui compte {} octets",
                beside.display(),
                errors.octets
            );
            found.push(warning(Code::ManifestDiffers, message, again));
        }
    }
    let pack = PackOf::new(engine.plan());
    if manifest.pack != pack {
        let named = |pack: &PackOf| format!("{} {} ({})", pack.id, pack.version, pack.empreinte);
        found.push(warning(
            Code::ManifestOtherPack,
            format!(
                "ces décisions ont été prises avec le barème {}, pas avec {}",
                named(&manifest.pack),
                named(&pack)
            ),
            "`--pack` nomme le barème des décisions",
        ));
    }
    if let Some(date) = date.filter(|date| *date != manifest.date) {
        found.push(warning(
            Code::ManifestOtherDate,
            format!(
                "ces décisions ont été prises pour le {}, pas pour le {date}",
                manifest.date
            ),
            "donnez les décisions de cette date, ou décidez à nouveau",
        ));
    }
    found
}

fn described(path: &Path, described: &Described) -> io::Result<bool> {
    let digest = Digest::of(path)?;
    Ok(digest.bytes == described.octets && digest.sha256 == described.sha256)
}

fn warning(code: Code, message: String, help: &str) -> Finding {
    Finding::new(code, Place::Whole, message).with_help(help)
}
