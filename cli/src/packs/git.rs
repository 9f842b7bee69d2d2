//! A pack as git keeps it: `HEAD~1:rules`, `v1.2`. The program `git` is run; nothing is written, and no file of the working folder is read.

use std::{
    io::{self, Read as _, Write as _},
    process::{Command, Output, Stdio},
};

use bareme::{
    Code, Finding,
    error::Place,
    pack::{InputFile, MAX_FILE_BYTES, is_in_pack},
};

use crate::writing::said;

/// The most bytes that the files of a pack have.
const LARGEST: u64 = 64 << 20;

/// What a revision names.
#[derive(Debug)]
pub(super) enum Kept {
    /// The files of a pack.
    Files(Vec<InputFile>),
    /// A pack in its compact form.
    Compact(Vec<u8>),
}

/// What `named` names: `REVISION:PATH`, or a revision whose pack is at its root or in `rules`.
pub(super) fn read(named: &str) -> Result<Kept, Finding> {
    let object = object(named)?;
    match run(named, &["cat-file", "-t", &object])?.trim() {
        "tree" => files(named, &object).map(Kept::Files),
        "blob" => content(named, &object).map(Kept::Compact),
        _ => Err(unreadable(named, "ce n'est ni un répertoire ni un fichier")),
    }
}

/// The id of the tree or of the file.
fn object(named: &str) -> Result<String, Finding> {
    // No revision starts so: it would be an option.
    let asked = |text: &str| {
        let plain = !text.starts_with('-');
        plain
            .then(|| run(named, &["rev-parse", "--verify", "--quiet", text]))
            .transpose()
    };
    let found = |text: &str| {
        let id = asked(text)?.unwrap_or_default();
        Ok::<_, Finding>(Some(id.trim().to_owned()).filter(|id| !id.is_empty()))
    };
    if named.contains(':') {
        return found(named)?.ok_or_else(|| nothing(named));
    }
    if found(&format!("{named}^{{tree}}"))?.is_none() {
        return Err(nothing(named));
    }
    for folder in ["", "rules"] {
        let inside = if folder.is_empty() {
            "pack.toml".to_owned()
        } else {
            format!("{folder}/pack.toml")
        };
        if found(&format!("{named}:{inside}"))?.is_some() {
            return found(&format!("{named}:{folder}"))?.ok_or_else(|| nothing(named));
        }
    }
    let message = format!("la révision `{named}` n'a de barème ni à sa racine ni dans `rules`");
    Err(Finding::new(Code::RevisionUnreadable, Place::Whole, message)
        .with_help(format!("dites où il est : `{named}:REPERTOIRE`")))
}

/// The files of a pack under a tree.
fn files(named: &str, tree: &str) -> Result<Vec<InputFile>, Finding> {
    let listed = run(named, &["ls-tree", "-r", "-z", "-l", "--full-tree", tree])?;
    let mut files = Vec::new();
    let mut total = 0_u64;
    for line in listed.split('\0') {
        // « 100644 blob ID    SIZE\tPATH »
        let Some((about, path)) = line.split_once('\t') else {
            continue;
        };
        let mut about = about.split_ascii_whitespace();
        let (Some(mode), Some(_), Some(id), Some(size)) =
            (about.next(), about.next(), about.next(), about.next())
        else {
            continue;
        };
        if !is_in_pack(path) {
            continue;
        }
        if !mode.starts_with("100") {
            return Err(unreadable(
                named,
                &format!("`{path}` n'y est pas un fichier ordinaire"),
            ));
        }
        let size: u64 = size.parse().unwrap_or(u64::MAX);
        total = total.saturating_add(size);
        if total > LARGEST || size > MAX_FILE_BYTES as u64 {
            return Err(unreadable(named, "ses fichiers sont trop grands pour un barème"));
        }
        files.push((path.to_owned(), id.to_owned(), size));
    }
    if files.iter().all(|(path, ..)| path != "pack.toml") {
        return Err(unreadable(named, "il n'y a pas de `pack.toml`"));
    }
    contents(named, files)
}

/// The contents of files, read from one process.
fn contents(named: &str, files: Vec<(String, String, u64)>) -> Result<Vec<InputFile>, Finding> {
    let failed = |error: &io::Error| unreadable(named, &said(error));
    let mut child = git(&["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| not_run(named, &error))?;
    let (Some(mut asked), Some(mut given)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(unreadable(named, "git ne répond pas"));
    };
    let mut read = Vec::new();
    let mut next = |id: &str, size: u64| -> io::Result<Vec<u8>> {
        writeln!(asked, "{id}")?;
        asked.flush()?;
        // « ID blob SIZE\n », the content, « \n »
        let mut byte = [0_u8];
        while byte != *b"\n" {
            given.read_exact(&mut byte)?;
        }
        let mut content = Vec::new();
        given.by_ref().take(size).read_to_end(&mut content)?;
        given.read_exact(&mut byte)?;
        Ok(content)
    };
    for (path, id, size) in files {
        let bytes = next(&id, size).map_err(|error| failed(&error))?;
        read.push(InputFile { path, bytes });
    }
    drop(asked);
    child.wait().map_err(|error| failed(&error))?;
    Ok(read)
}

fn content(named: &str, object: &str) -> Result<Vec<u8>, Finding> {
    let ran = output(named, &["cat-file", "blob", object])?;
    Ok(ran.stdout)
}

fn git(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // Reading takes no lock, and asks nobody for anything.
    command
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        // One of its answers is told in French here: it must be known.
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0");
    command
}

fn output(named: &str, arguments: &[&str]) -> Result<Output, Finding> {
    let ran = git(arguments).stdin(Stdio::null()).output();
    ran.map_err(|error| not_run(named, &error))
}

/// What git answers; nothing when it quietly finds nothing.
fn run(named: &str, arguments: &[&str]) -> Result<String, Finding> {
    let ran = output(named, arguments)?;
    let told = String::from_utf8_lossy(&ran.stderr);
    if !ran.status.success() && !told.trim().is_empty() {
        let first = told.lines().next().unwrap_or_default();
        if first.contains("not a git repository") {
            let why = "ce n'est ni un répertoire ni un fichier, et la commande n'est pas lancée dans un dépôt git : une révision n'y dit rien";
            return Err(unreadable(named, why));
        }
        return Err(unreadable(named, &format!("git répond « {} »", first.trim())));
    }
    Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
}

fn not_run(named: &str, error: &io::Error) -> Finding {
    let why = if error.kind() == io::ErrorKind::NotFound {
        "ce n'est ni un répertoire ni un fichier, et le programme `git` n'est pas là pour y chercher une révision".to_owned()
    } else {
        format!("git ne démarre pas : {}", said(error))
    };
    unreadable(named, &why)
}

fn nothing(named: &str) -> Finding {
    let (revision, path) = named.split_once(':').unwrap_or((named, ""));
    let why = if path.is_empty() {
        "ce n'est ni un répertoire, ni un fichier, ni une révision de git".to_owned()
    } else {
        format!("git n'a pas de révision `{revision}`, ou `{path}` n'y est pas")
    };
    unreadable(named, &why)
}

fn unreadable(named: &str, why: &str) -> Finding {
    Finding::new(
        Code::RevisionUnreadable,
        Place::Whole,
        format!("`{named}` : {why}"),
    )
    .with_help(
        "donnez un répertoire, un fichier écrit par `bareme pack`, ou une révision comme `HEAD~1:rules`",
    )
}
