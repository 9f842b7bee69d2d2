//! The pack of the region as its files say it, and dossiers that people wrote for it.

use bareme::pack::{InputFile, read};
use serde_json::Value as Json;

pub(crate) use super::files::pack_files;
use super::{
    dossiers::{Facts, Space},
    files::files,
};

/// The dossiers of the region's pack, or of other files that say the same facts.
pub(crate) fn space_of(files: &[InputFile]) -> Space {
    Space::new(&read(files.to_vec()).pack, written_dossiers())
}

/// The dossiers of the cases and of the examples.
fn written_dossiers() -> Vec<Facts> {
    let mut dossiers = Vec::new();
    for (_, bytes) in files("examples/dossiers") {
        let mut dossier: Facts = serde_json::from_slice(&bytes).unwrap();
        dossier.retain(|_, value| !value.is_null());
        dossiers.push(followed(dossier));
    }
    for (path, bytes) in files("tests/cases") {
        let text = String::from_utf8(bytes).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let base = file.get("base").map(facts).unwrap_or_default();
        let cases = file
            .get("cas")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten();
        // Some cases show that a dossier is refused: theirs are no models.
        for case in cases.filter(|case| case.get("erreurs").is_none()) {
            let mut dossier = base.clone();
            dossier.extend(case.get("dossier").map(facts).unwrap_or_default());
            dossiers.push(followed(dossier));
        }
    }
    dossiers
}

/// The same person, who says what they are now rather than what follows from it.
fn followed(mut dossier: Facts) -> Facts {
    let status = dossier.remove("statut");
    let situation = match status.as_ref().and_then(Json::as_str) {
        Some("poursuite_scolarite") => Some("etudes"),
        Some("demandeur_emploi") => Some("recherche_emploi"),
        Some("salarie_prive") => Some("cdi_prive"),
        Some("agent_public") => Some("fonctionnaire"),
        Some("travailleur_non_salarie") => Some("independance"),
        Some("conge_parental") => Some("conge_parental"),
        Some("autre") => Some("autre"),
        _ => None,
    };
    if let Some(situation) = situation {
        dossier.insert("situation_actuelle".to_owned(), situation.into());
    }
    let insured = dossier.remove("indemnise_are");
    if let Some(insured) = insured.as_ref().and_then(Json::as_bool) {
        let allowance = if insured { "are" } else { "aucune" };
        dossier.insert("allocation_actuelle".to_owned(), allowance.into());
    }
    dossier
}

/// The facts of a TOML table.
fn facts(table: &toml::Value) -> Facts {
    let json = |value: &toml::Value| match value {
        toml::Value::Boolean(value) => Some(Json::from(*value)),
        toml::Value::Integer(value) => Some(Json::from(*value)),
        toml::Value::String(value) => Some(Json::from(value.as_str())),
        toml::Value::Datetime(value) => Some(Json::from(value.to_string())),
        _ => None,
    };
    let entries = table.as_table().into_iter().flatten();
    entries
        .filter_map(|(name, value)| Some((name.clone(), json(value)?)))
        .collect()
}
