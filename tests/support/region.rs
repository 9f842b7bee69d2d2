//! The pack of the region as its files say it, and dossiers that people wrote for it.

use bareme::pack::read;
use serde_json::Value as Json;

pub(crate) use super::files::pack_files;
use super::{
    dossiers::{Facts, Space},
    files::files,
};

/// The dossiers of the region's pack.
pub(crate) fn space() -> Space {
    Space::new(&read(pack_files()).pack, written_dossiers())
}

/// The dossiers of the cases and of the examples.
fn written_dossiers() -> Vec<Facts> {
    let mut dossiers = Vec::new();
    for (_, bytes) in files("examples/dossiers") {
        let mut dossier: Facts = serde_json::from_slice(&bytes).unwrap();
        dossier.retain(|_, value| !value.is_null());
        dossiers.push(dossier);
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
            dossiers.push(dossier);
        }
    }
    dossiers
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
