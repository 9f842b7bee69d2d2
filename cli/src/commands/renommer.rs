//! `bareme renommer`: another name for something of a pack, in all its files and in cases.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bareme::{
    Code, Finding, Findings,
    catalogue::{Renamed, RenamedFile, RenamedPack, rename},
    error::{Place, SourceFile},
    pack,
};
use bareme_recit::words;
use serde_json::json;

use super::check::from_here;
use crate::{
    arguments::{Format, Renommer},
    editing::{moved, replace},
    output::Reply,
    reading,
    writing::unwritable,
};

pub(crate) fn run(command: &Renommer) -> Reply {
    let folder = &command.folder;
    match renamed(command, folder) {
        Ok(answer) => Reply::answer(answer),
        Err(Findings { mut list, mut files }) => {
            if command.written.format == Format::Text {
                from_here(folder, &mut list, &mut files);
            }
            Findings { list, files }.into()
        }
    }
}

/// Finds what changes, writes it, and says it.
fn renamed(command: &Renommer, folder: &Path) -> Result<String, Findings> {
    let (found, mut findings) = reading::folder(folder, pack::is_in_pack);
    let files = reading::contents(found, &mut findings);
    let cases = cases(&command.cases, &mut findings);
    if !findings.is_empty() {
        return Err(Findings::new(findings));
    }
    let renamed = rename(files, &cases, &command.old, &command.new)?;
    if !command.dry_run {
        write(folder, &renamed)?;
    }
    Ok(match command.written.format {
        Format::Json => as_json(command, &renamed),
        Format::Text => as_text(command, folder, &renamed),
    })
}

/// The files of cases, by their path from here.
fn cases(folders: &[PathBuf], findings: &mut Vec<Finding>) -> Vec<SourceFile> {
    let mut cases = Vec::new();
    for folder in folders {
        let (found, told) = reading::folder(folder, |path| path.ends_with(".toml"));
        findings.extend(told);
        for file in reading::contents(found, findings) {
            let path = folder.join(&file.path).display().to_string();
            match String::from_utf8(file.bytes) {
                Ok(text) => cases.push(SourceFile { path, text }),
                Err(_) => findings.push(
                    Finding::new(
                        Code::FileUnreadable,
                        Place::Whole,
                        format!("`{path}` n'est pas écrit en UTF-8"),
                    )
                    .with_help("enregistrez le fichier en UTF-8"),
                ),
            }
        }
    }
    cases
}

/// Where a file is on the disk, before and after.
fn paths(folder: &Path, file: &RenamedFile) -> [PathBuf; 2] {
    [&file.before, &file.after].map(|file| folder.join(&file.path))
}

/// Every file takes its new content, then those that moved leave their old place.
fn write(folder: &Path, renamed: &RenamedPack) -> Result<(), Finding> {
    let mut files: Vec<(PathBuf, &str)> = Vec::new();
    let mut left: Vec<PathBuf> = Vec::new();
    for file in &renamed.files {
        let [before, after] = paths(folder, file);
        if before != after {
            // A file that is not of the pack may have the name.
            if after.exists() {
                let message = format!("`{}` existe déjà", after.display());
                return Err(Finding::new(Code::FileUnwritable, Place::Whole, message)
                    .with_help("retirez ce fichier, ou choisissez un autre nom"));
            }
            left.push(before);
        }
        files.push((after, &file.after.text));
    }
    for file in &renamed.cases {
        files.push((PathBuf::from(&file.after.path), &file.after.text));
    }
    replace(&files)?;
    for path in left {
        fs::remove_file(&path).map_err(|error| unwritable(&path, &error))?;
    }
    Ok(())
}

/// « le fait », « la table »
const fn named(what: Renamed) -> &'static str {
    match what {
        Renamed::Fact => "Le fait",
        Renamed::Member => "La valeur",
        Renamed::Dispositif => "Le dispositif",
        Renamed::Parameter => "Le paramètre",
        Renamed::Table => "La table",
        Renamed::Variable => "La variable",
    }
}

/// Does a stored dossier still say the old name?
const fn is_kept(what: Renamed) -> bool {
    match what {
        Renamed::Fact | Renamed::Member | Renamed::Dispositif => true,
        Renamed::Parameter | Renamed::Table | Renamed::Variable => false,
    }
}

fn as_json(command: &Renommer, renamed: &RenamedPack) -> String {
    let told = |file: &RenamedFile| {
        let paths = [file.before.path.as_str(), file.after.path.as_str()];
        json!({
            "chemin": file.after.path,
            "difference": moved(paths, &file.before.text, &file.after.text),
        })
    };
    let files: Vec<_> = renamed.files.iter().chain(&renamed.cases).map(told).collect();
    json!({
        "ancien": command.old,
        "ecrit": !command.dry_run,
        "erreurs": [],
        "fichiers": files,
        "nouveau": command.new,
        "retour": renamed.undone,
    })
    .to_string()
}

fn as_text(command: &Renommer, folder: &Path, renamed: &RenamedPack) -> String {
    let mut lines = Vec::new();
    let mut written = Vec::new();
    let cases = renamed.cases.iter().map(|file| (Path::new(""), file));
    for (root, file) in renamed.files.iter().map(|file| (folder, file)).chain(cases) {
        let [before, after] = paths(root, file).map(|path| path.display().to_string());
        if command.dry_run {
            lines.push(moved([&before, &after], &file.before.text, &file.after.text));
        }
        written.push(format!("`{after}`"));
    }
    if command.dry_run {
        lines.push("Rien n'est écrit : --dry-run.".to_owned());
    } else {
        let what = named(renamed.what);
        lines.push(format!("{what} `{}` s'appelle `{}`.", command.old, command.new));
        lines.push(format!("Écrit dans {}.", words::list(&written, "et")));
    }
    if renamed.undone {
        lines.push(format!(
            "`{}` était son nom d'avant : le barème redevient ce qu'il était, et `{}` n'y est plus gardé.",
            command.new, command.old
        ));
    } else if is_kept(renamed.what) {
        lines.push(
            "L'ancien nom reste dans `anciens_noms` : ce qui le donne encore est lu, avec un avertissement."
                .to_owned(),
        );
    }
    lines.join("\n")
}
