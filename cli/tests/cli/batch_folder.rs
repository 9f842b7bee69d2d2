//! A folder for the files of a test of `bareme batch`.

use std::{fs, path::PathBuf};

use tempfile::TempDir;

use crate::support::{Ran, bareme};

pub(crate) struct BatchFolder(TempDir);

impl BatchFolder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Decides the bursary for each row of a file.
    pub(crate) fn batch(&self, input: &str, output: &str, options: &[&str]) -> Ran {
        let (input, output) = (self.path(input), self.path(output));
        let mut arguments = vec![
            "batch",
            "--date",
            "2024-09-02",
            "--dispositif",
            "bourse_regionale",
        ];
        arguments.extend(options);
        arguments.extend([input.to_str().unwrap(), output.to_str().unwrap()]);
        bareme(&arguments)
    }
}
