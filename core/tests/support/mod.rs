//! Packs on disk, read as a user would.

use std::{fs, path::Path};

use bareme::{Engine, catalogue::from_files, pack::InputFile};

/// Where they are.
pub(crate) const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packs");

/// The engine of a pack of `tests/packs`.
pub(crate) fn engine_of(name: &str) -> Engine {
    engine_with(name, |_, text| text)
}

/// The engine of a pack of which some files are changed first.
pub(crate) fn engine_with(name: &str, change: impl Fn(&str, String) -> String) -> Engine {
    engine_moved(name, |path, text| (path.to_owned(), change(path, text)))
}

/// The engine of a pack of which some files are changed, or moved, first.
#[allow(dead_code, reason = "not every test moves a file")]
pub(crate) fn engine_moved(name: &str, change: impl Fn(&str, String) -> (String, String)) -> Engine {
    let root = Path::new(PACKS).join(name);
    let mut files = Vec::new();
    gather(&root, &root, &change, &mut files);
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(plan)
}

fn gather(
    root: &Path,
    folder: &Path,
    change: &impl Fn(&str, String) -> (String, String),
    files: &mut Vec<InputFile>,
) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, change, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let (name, text) = change(&name, fs::read_to_string(&path).unwrap());
            files.push(InputFile::new(name, text));
        }
    }
}
