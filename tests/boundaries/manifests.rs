//! The arrows between crates, and what Rust the dependencies ask for.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

/// Each crate of the product and those of the product that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("bareme", &[]),
    ("bareme-pays-de-la-loire", &["bareme"]),
    ("bareme-ledger-store", &["bareme"]),
    ("bareme-recit", &["bareme"]),
    (
        "bareme-cli",
        &[
            "bareme",
            "bareme-pays-de-la-loire",
            "bareme-ledger-store",
            "bareme-recit",
            "bareme-arrow",
        ],
    ),
    ("bareme-arrow", &["bareme"]),
    (
        "bareme-python",
        &[
            "bareme",
            "bareme-pays-de-la-loire",
            "bareme-arrow",
            "bareme-recit",
        ],
    ),
    (
        "bareme-wasm",
        &["bareme", "bareme-pays-de-la-loire", "bareme-recit"],
    ),
    ("xtask-wasm", &[]),
    (
        "bareme-conformance",
        &[
            "bareme",
            "bareme-pays-de-la-loire",
            "bareme-ledger-store",
            "bareme-arrow",
            "bareme-recit",
            "bareme-cli",
            "bareme-python",
            "bareme-wasm",
        ],
    ),
];

/// The key that leads to it, in a chain of tables.
pub(crate) fn at<'a, 'i>(table: &'a DeTable<'i>, keys: &[&str]) -> Option<&'a DeValue<'i>> {
    let (first, rest) = keys.split_first()?;
    let value = table.get(*first)?.get_ref();
    if rest.is_empty() {
        Some(value)
    } else {
        at(value.as_table()?, rest)
    }
}

/// The members of the workspace: folders.
pub(crate) fn members(root: &DeTable<'_>) -> Vec<String> {
    at(root, &["workspace", "members"])
        .and_then(DeValue::as_array)
        .map(|list| {
            list.iter()
                .filter_map(|member| member.get_ref().as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}

/// The dependencies of a manifest on crates of the product that no arrow allows.
pub(crate) fn wrong_arrows(manifest: &DeTable<'_>) -> Vec<String> {
    let Some(name) = at(manifest, &["package", "name"]).and_then(DeValue::as_str) else {
        return vec!["a manifest without a package name".to_owned()];
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(own, _)| *own == name) else {
        return vec![format!("`{name}` has no arrows in tests/boundaries/manifests.rs")];
    };
    let mut used = Vec::new();
    dependencies(manifest, &mut used);
    if let Some(targets) = at(manifest, &["target"]).and_then(DeValue::as_table) {
        for target in targets.values() {
            dependencies(target.get_ref().as_table().unwrap_or(&DeTable::new()), &mut used);
        }
    }
    used.into_iter()
        .filter(|other| ARROWS.iter().any(|(own, _)| own == other) && !allowed.contains(&other.as_str()))
        .map(|other| format!("`{name}` may not depend on `{other}`"))
        .collect()
}

fn dependencies(manifest: &DeTable<'_>, used: &mut Vec<String>) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(table) = at(manifest, &[section]).and_then(DeValue::as_table) else {
            continue;
        };
        for (key, value) in table {
            // `core = { package = "bareme" }` is a dependency on `bareme`.
            let renamed = value
                .get_ref()
                .as_table()
                .and_then(|table| at(table, &["package"]))
                .and_then(DeValue::as_str);
            used.push(renamed.unwrap_or(key.get_ref()).to_owned());
        }
    }
}

/// The packages of `cargo metadata` that need a newer Rust than `stated`.
pub(crate) fn too_new(metadata: &serde_json::Value, stated: &str) -> Vec<String> {
    let limit = version(stated);
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| {
            let needed = package["rust_version"].as_str()?;
            (version(needed) > limit).then(|| {
                format!(
                    "{} {} needs Rust {needed}, the workspace states {stated}",
                    package["name"].as_str().unwrap_or_default(),
                    package["version"].as_str().unwrap_or_default()
                )
            })
        })
        .collect()
}

/// `1.88` and `1.88.0` are one version.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

/// The entries of the ratchet: path and number of lines. An entry without a reason is a fault.
pub(crate) fn ratchet(text: &str) -> Result<BTreeMap<String, usize>, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let mut out = BTreeMap::new();
    let entries = at(table.get_ref(), &["file"]).and_then(DeValue::as_array);
    for entry in entries.into_iter().flatten() {
        let entry = entry
            .get_ref()
            .as_table()
            .ok_or("`file` is not a list of tables")?;
        let path = at(entry, &["path"]).and_then(DeValue::as_str);
        let lines = at(entry, &["lines"]).and_then(DeValue::as_integer);
        let why = at(entry, &["why"]).and_then(DeValue::as_str);
        let (Some(path), Some(lines), Some(why)) = (path, lines, why) else {
            return Err("an entry needs `path`, `lines` and `why`".to_owned());
        };
        if why.is_empty() {
            return Err(format!("{path}: say why"));
        }
        let lines = lines.as_str().parse().map_err(|_| format!("{path}: `lines`"))?;
        out.insert(path.to_owned(), lines);
    }
    Ok(out)
}

/// The circles between files that are let through, each with its files in order. An entry without a reason is a fault.
pub(crate) fn circles(text: &str) -> Result<Vec<Vec<String>>, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let entries = at(table.get_ref(), &["circle"]).and_then(DeValue::as_array);
    let read = |entry: &DeValue<'_>| {
        let entry = entry.as_table()?;
        at(entry, &["why"])
            .and_then(DeValue::as_str)
            .filter(|why| !why.is_empty())?;
        let files = at(entry, &["files"]).and_then(DeValue::as_array)?;
        let mut files: Vec<String> = files
            .iter()
            .map(|file| file.get_ref().as_str().map(str::to_owned))
            .collect::<Option<_>>()?;
        files.sort();
        Some(files)
    };
    entries
        .into_iter()
        .flatten()
        .map(|entry| read(entry.get_ref()).ok_or_else(|| "a circle needs `files` and `why`".to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{circles, ratchet, too_new, wrong_arrows};
    use serde_json::json;
    use toml::de::DeTable;

    fn arrows(text: &str) -> Vec<String> {
        wrong_arrows(DeTable::parse(text).unwrap().get_ref())
    }

    #[test]
    fn an_arrow_backwards_is_caught_however_it_is_written() {
        for text in [
            "[dependencies]\nbareme-pays-de-la-loire.workspace = true",
            "[dev-dependencies]\nbareme-cli = \"1\"",
            "[build-dependencies]\nrules = { package = \"bareme-pays-de-la-loire\", path = \"../rules\" }",
            "[target.'cfg(unix)'.dependencies]\nbareme-python = \"1\"",
        ] {
            assert_eq!(
                arrows(&format!("[package]\nname = \"bareme\"\n{text}")).len(),
                1,
                "{text}"
            );
        }
        assert_eq!(
            arrows("[package]\nname = \"bareme-cli\"\n[dependencies]\nbareme = \"1\"\nclap = \"4\""),
            [""; 0]
        );
    }

    #[test]
    fn a_crate_without_arrows_is_caught() {
        assert_eq!(arrows("[package]\nname = \"bareme-extra\"").len(), 1);
    }

    #[test]
    fn a_dependency_that_needs_a_newer_rust_is_caught() {
        let tree = json!({"packages": [
            {"name": "a", "version": "1.0.0", "rust_version": "1.88.0"},
            {"name": "b", "version": "1.0.0", "rust_version": "1.89"},
            {"name": "c", "version": "1.0.0", "rust_version": null},
        ]});
        assert_eq!(
            too_new(&tree, "1.88"),
            ["b 1.0.0 needs Rust 1.89, the workspace states 1.88"]
        );
    }

    #[test]
    fn a_circle_of_the_ratchet_says_why() {
        let text = "[[circle]]\nfiles = [\"b.rs\", \"a.rs\"]\nwhy = \"types alone\"\n";
        assert_eq!(circles(text).unwrap(), [["a.rs", "b.rs"]]);
        assert!(circles(&text.replace("types alone", "")).is_err());
    }

    #[test]
    fn an_entry_of_the_ratchet_says_why() {
        assert!(ratchet("[[file]]\npath = \"a.rs\"\nlines = 500").is_err());
        let noted = ratchet("[[file]]\npath = \"a.rs\"\nlines = 500\nwhy = \"generated\"").unwrap();
        assert_eq!(noted["a.rs"], 500);
    }
}
