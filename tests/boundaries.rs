//! The rules that this repository sets itself, read from its own files: arrows, layers, sizes, words, absences.
//!
//! Each check is a pure function with a test that shows it catching a fault; this file applies them to the repository.

#[path = "boundaries/circles.rs"]
mod circles;
#[path = "boundaries/documents.rs"]
mod documents;
#[path = "boundaries/face.rs"]
mod face;
#[path = "boundaries/layers.rs"]
mod layers;
#[path = "boundaries/manifests.rs"]
mod manifests;
#[path = "boundaries/paths.rs"]
mod paths;
#[path = "boundaries/purity.rs"]
mod purity;
#[path = "boundaries/scripts.rs"]
mod scripts;
#[path = "boundaries/sizes.rs"]
mod sizes;
#[path = "boundaries/tokens.rs"]
mod tokens;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use bareme::error::Code;
use toml::de::{DeTable, DeValue};

/// Words that a reader of this product looks up first: the glossary must explain each.
const KEY_TERMS: &[&str] = &[
    "dossier",
    "dispositif",
    "fait",
    "condition",
    "droit",
    "barème",
    "échelon",
    "quota",
    "source",
    "fiabilité",
    "date d'effet",
    "point de charge",
    "décision",
    "verdict",
    "manquants",
    "bornes",
    "empreinte",
    "pack",
    "plan",
    "finding",
];

/// Folders that hold no source of ours.
const SKIPPED: &[&str] = &[
    "target",
    "node_modules",
    "corpus",
    "artifacts",
    "dist",
    // What wasm-bindgen writes in `bindings-wasm/js`.
    "wasm",
    "__pycache__",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file of the repository, as paths from its root with `/`: walked once for all checks.
fn files() -> &'static [String] {
    static FILES: OnceLock<Vec<String>> = OnceLock::new();
    FILES.get_or_init(walked)
}

fn walked() -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if !entry.file_type().unwrap().is_dir() {
                out.push(path);
            } else if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                walk(&entry.path(), &format!("{path}/"), out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&root(), "", &mut out);
    out.sort();
    out
}

/// Files under `folder` with this ending, without the folder, and their text.
fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let found = sources_or_none(folder, ending);
    assert!(
        !found.is_empty(),
        "no {ending} file under {folder}: this check reads nothing"
    );
    found
}

fn sources_or_none(folder: &str, ending: &str) -> Vec<(String, String)> {
    let found = files().iter().filter(|path| path.ends_with(ending));
    found
        .filter_map(|path| Some((path.strip_prefix(folder)?.to_owned(), read(path))))
        .collect()
}

fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn crates_depend_on_each_other_in_one_direction() {
    let manifest = read("Cargo.toml");
    let workspace = DeTable::parse(&manifest).unwrap();
    let members = manifests::members(workspace.get_ref());
    assert!(members.contains(&"core".to_owned()), "{members:?}");
    let findings: Vec<_> = members
        .iter()
        .flat_map(|member| {
            let text = read(&format!("{member}/Cargo.toml"));
            manifests::wrong_arrows(DeTable::parse(&text).unwrap().get_ref())
        })
        .collect();
    none(&findings);
}

#[test]
fn doors_use_the_face_of_the_engine() {
    let doors: Vec<(String, String)> = sources("", ".rs")
        .into_iter()
        .filter(|(path, _)| face::DOORS.iter().any(|door| path.starts_with(door)))
        .collect();
    let manifests = files().iter().filter(|path| path.ends_with("Cargo.toml"));
    let enabled = manifests.flat_map(|path| {
        let text = read(path);
        face::enabled(DeTable::parse(&text).unwrap().get_ref())
    });
    none(&[face::breaches(&doors), enabled.collect()].concat());
}

#[test]
fn modules_of_the_core_use_only_the_layers_below() {
    let findings: Vec<_> = sources("core/src/", ".rs")
        .iter()
        .flat_map(|(file, text)| layers::breaches(file, text))
        .collect();
    none(&findings);
}

#[test]
fn no_file_uses_a_file_that_uses_it() {
    let named = manifests::circles(&read("tests/ratchet.toml")).unwrap();
    let manifest = read("Cargo.toml");
    let workspace = DeTable::parse(&manifest).unwrap();
    let crates = manifests::members(workspace.get_ref())
        .into_iter()
        .map(|member| format!("{member}/src/"));
    let crates = crates
        .filter(|folder| root().join(folder).exists())
        .map(|folder| {
            let arrows = circles::Crate::new(&sources(&folder, ".rs")).arrows();
            (folder, arrows)
        });
    let python = "bindings-python/python/bareme/".to_owned();
    let python = (python.clone(), scripts::python_arrows(&sources(&python, ".py")));
    let scripts = ["bindings-wasm/form/src/", "bindings-wasm/js/"].map(|folder| {
        let (typed, plain) = (sources_or_none(folder, ".ts"), sources_or_none(folder, ".js"));
        (
            folder.to_owned(),
            scripts::script_arrows(&[typed, plain].concat()),
        )
    });
    let all: Vec<_> = crates.chain([python]).chain(scripts).collect();
    let uses = all
        .iter()
        .flat_map(|(_, arrows)| arrows.values().map(std::collections::BTreeMap::len));
    let (files, uses) = (
        all.iter().map(|(_, arrows)| arrows.len()).sum::<usize>(),
        uses.sum::<usize>(),
    );
    assert!(
        files > 400 && uses > 1000,
        "{files} files, {uses} uses: this check reads too little"
    );
    none(
        &all.iter()
            .flat_map(|(folder, arrows)| circles::breaches(folder, arrows, &named))
            .collect::<Vec<_>>(),
    );
    println!("no circle: {files} files, {uses} uses between them");
}

#[test]
fn each_file_says_what_is_here() {
    let findings: Vec<_> = sources("", ".rs")
        .iter()
        .filter(|(_, text)| !text.trim_start().starts_with("//!"))
        .map(|(file, _)| format!("{file}: begin with `//!` and what is here"))
        .collect();
    none(&findings);
}

#[test]
fn the_core_has_no_float_clock_file_network_or_hash_order() {
    let findings: Vec<_> = sources("core/src/", ".rs")
        .iter()
        .flat_map(|(file, text)| purity::impurities(file, text))
        .collect();
    none(&findings);
}

#[test]
fn nothing_is_left_undone_or_ignored() {
    let findings: Vec<_> = sources("", ".rs")
        .iter()
        .flat_map(|(file, text)| purity::left_undone(file, text))
        .collect();
    none(&findings);
}

#[test]
fn unsafe_code_is_where_memory_of_others_is_read() {
    let findings: Vec<_> = sources("", ".rs")
        .iter()
        .flat_map(|(file, text)| purity::unsafe_elsewhere(file, text))
        .collect();
    none(&findings);
}

#[test]
fn source_files_stay_short() {
    let lines = files()
        .iter()
        .filter(|path| sizes::is_source(path))
        .map(|path| (path.clone(), read(path).lines().count()))
        .collect();
    let ratchet = manifests::ratchet(&read("tests/ratchet.toml")).unwrap();
    none(&sizes::oversized(&lines, &ratchet));
}

/// A promise that no test holds is a wish.
#[test]
fn each_promise_of_the_architecture_is_one_that_a_test_holds() {
    let text = read("ARCHITECTURE.md");
    let promises = text
        .split("## What stays true")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("the section is there");
    let sources: String = files()
        .iter()
        .filter(|file| file.ends_with(".rs"))
        .map(|file| read(file))
        .collect();
    let mut names = 0;
    for promise in promises.split("\n- ").skip(1) {
        let tests: Vec<&str> = promise
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.contains('_') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
            .collect();
        for test in &tests {
            assert!(
                sources.contains(&format!("fn {test}(")),
                "no test is called `{test}`"
            );
        }
        names += tests.len();
        assert!(!tests.is_empty(), "{promise}");
    }
    assert!(names >= 15, "{names}");
}

#[test]
fn every_error_code_is_documented_and_no_other() {
    let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    none(&documents::catalogue_gaps(
        &documents::documented_codes(&read("docs/errors.md")),
        &codes,
    ));
}

#[test]
fn the_glossary_has_the_key_terms_and_the_core_speaks_its_words() {
    let terms = documents::terms(&read("docs/glossary.md"));
    let missing = KEY_TERMS
        .iter()
        .filter(|word| !terms.iter().any(|term| term.word == **word))
        .map(|word| format!("docs/glossary.md lacks `{word}`"));
    let wrong = sources("core/src/", ".rs")
        .into_iter()
        .flat_map(|(file, text)| documents::wrong_words(&file, &text, &terms));
    none(&missing.chain(wrong).collect::<Vec<_>>());
}

#[test]
fn no_dependency_needs_a_newer_rust_than_stated() {
    let manifest = read("Cargo.toml");
    let workspace = DeTable::parse(&manifest).unwrap();
    let stated = manifests::at(workspace.get_ref(), &["workspace", "package", "rust-version"])
        .and_then(DeValue::as_str)
        .expect("the workspace states a rust-version");
    // For this machine only: the crates of other platforms may not have been downloaded.
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--all-features", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "run `cargo fetch --locked`: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        metadata["packages"]
            .as_array()
            .is_some_and(|list| list.len() > 10)
    );
    none(&manifests::too_new(&metadata, stated));
}
