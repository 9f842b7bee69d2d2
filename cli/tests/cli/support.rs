//! Running the binary.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value as Json;

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The answer as JSON.
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// The codes of the findings of a JSON answer.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.json()["erreurs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The codes of the warnings on standard error, which has nothing else.
    pub(crate) fn warnings(&self) -> Vec<&str> {
        assert!(!self.err.contains("erreur["), "{}", self.err);
        let told = self
            .err
            .lines()
            .filter_map(|line| line.strip_prefix("avertissement["));
        told.filter_map(|line| Some(line.split_once(']')?.0)).collect()
    }

    /// The text with plain spaces for the special ones, and without what changes with each version of the rules.
    pub(crate) fn readable(&self) -> String {
        let plain = self.out.replace(['\u{202f}', '\u{a0}'], " ");
        let lines = plain.lines().map(|line| {
            let changing = line.starts_with("Empreinte du barème : ")
                || line.starts_with("Barème ") && line.contains(", moteur ");
            match line.split_once(' ') {
                Some(("Barème", _)) if changing => "Barème …".to_owned(),
                Some(_) if changing => "Empreinte du barème : …".to_owned(),
                _ => line.to_owned(),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The command, from the root of the repository, with nothing of the environment that changes an answer.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bareme"));
    command.args(arguments).current_dir(root());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

/// Runs `bareme` with these arguments.
pub(crate) fn bareme(arguments: &[&str]) -> Ran {
    fed(arguments, b"")
}

/// Runs `bareme` with these arguments and this standard input.
pub(crate) fn fed(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Whoever refuses an input may stop reading it.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A dossier of `examples/dossiers`.
pub(crate) fn example(name: &str) -> String {
    format!("examples/dossiers/{name}.json")
}

/// A copy of a pack of `tests/packs`.
pub(crate) fn copied(name: &str, to: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    copy(&root().join("tests/packs").join(name), to);
}
