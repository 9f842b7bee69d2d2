//! The files of this repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bareme::pack::{InputFile, is_in_pack};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file under a folder of the repository, by its path from that folder.
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
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
