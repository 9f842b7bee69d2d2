//! Checks the pack, embeds its compact form and writes the typed façade: a faulty rule is a compile error.

mod facade;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use bareme::{
    catalogue::{self, Plan},
    error::render,
    pack::{InputFile, is_in_pack},
};

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            for line in message.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    println!("cargo::rerun-if-changed=build");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    let texts = env::var_os("CARGO_FEATURE_TEXTS").map(|_| texts(&root, &files));
    // Warnings are for `bareme check`: a build that prints them would hide the compiler's own.
    let (plan, _) = catalogue::from_files(files).map_err(|findings| render(&findings, false))?;
    let plan = if env::var_os("CARGO_FEATURE_FOLLOW").is_some() {
        plan
    } else {
        plan.without_follow()
    };
    let compact = plan.to_compact().map_err(|error| error.to_string())?;
    // What is embedded must read back: this is the last moment at which a failure stops a build rather than a program.
    let back = Plan::from_compact(&compact).map_err(|error| error.to_string())?;
    if back != plan {
        return Err("the compact form does not read back as the same plan".to_owned());
    }
    if let Some(texts) = texts {
        fs::write(out.join("texts.rs"), texts).map_err(|error| error.to_string())?;
    }
    fs::write(out.join("pack.bin"), compact).map_err(|error| error.to_string())?;
    fs::write(out.join("facade.rs"), facade::write(&plan)).map_err(|error| error.to_string())
}

/// The list of the files of the pack, each with its text, as Rust includes it.
fn texts(root: &Path, files: &[InputFile]) -> String {
    let one = |file: &InputFile| {
        format!(
            "    ({:?}, include_str!({:?})),\n",
            file.path,
            root.join(&file.path)
        )
    };
    format!("&[\n{}]\n", files.iter().map(one).collect::<String>())
}

/// Every file of the pack under `folder`, in any order: the reader sorts them.
fn collect(root: &Path, folder: &Path, files: &mut Vec<InputFile>) -> Result<(), String> {
    let at = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    // A file that is added or removed changes its folder.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let path = entry.map_err(|error| at(folder, error))?.path();
        let relative = path.strip_prefix(root).map_err(|error| error.to_string())?;
        let name = relative
            .iter()
            .map(|part| part.to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        if ["src", "build", "benches", "tests", "target"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if is_in_pack(&name) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(InputFile {
                path: name,
                bytes: fs::read(&path).map_err(|error| at(&path, error))?,
            });
        }
    }
    Ok(())
}
