//! The pack of the region as its files say it, and dossiers that people wrote for it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bareme::pack::{InputFile, is_in_pack, read};
use serde_json::Value as Json;

use super::dossiers::{Facts, Space};

/// The dossiers of the region's pack.
pub(crate) fn space() -> Space {
    Space::new(&read(pack_files()).pack, written_dossiers())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file under a folder of the repository, by its path from that folder.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    fn walk(top: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(top, &path, found);
            } else {
                let name = path
                    .strip_prefix(top)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    let top = root().join(folder);
    let mut found = Vec::new();
    walk(&top, &top, &mut found);
    found.sort();
    found
}

/// The files of the embedded pack, as they stand in the repository.
pub(crate) fn pack_files() -> Vec<InputFile> {
    let code = |path: &str| {
        ["src/", "build/", "benches/", "tests/", "target/"]
            .iter()
            .any(|at| path.starts_with(at))
    };
    files("rules")
        .into_iter()
        .filter(|(path, _)| is_in_pack(path) && !code(path))
        .map(|(path, bytes)| InputFile { path, bytes })
        .collect()
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
