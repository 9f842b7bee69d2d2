//! The rows at fault, in a file of their own.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use bareme::Code;

/// What is wrong with a row.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The line in the file, the header being the first.
    pub(crate) line: u64,
    /// The column, when one is at fault.
    pub(crate) column: String,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// `OUT.errors.csv`, which exists when a row is at fault.
pub(crate) struct Faults {
    path: PathBuf,
    file: Option<csv::Writer<BufWriter<File>>>,
    /// How many rows are at fault.
    pub(crate) rows: u64,
    last: Option<u64>,
}

impl Faults {
    /// The file beside an output: `OUT.errors.csv` for `OUT.csv`. What an earlier run left is removed.
    pub(crate) fn beside(output: &Path) -> io::Result<Self> {
        let path = output.with_extension("errors.csv");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Self {
            path,
            file: None,
            rows: 0,
            last: None,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what is wrong, in the order of the lines.
    pub(crate) fn write(&mut self, faults: &mut Vec<Fault>) -> io::Result<()> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by_key(|fault| fault.line);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut created = csv::Writer::from_writer(BufWriter::new(File::create(&self.path)?));
                created.write_record(["ligne", "colonne", "code", "message", "aide"])?;
                none.insert(created)
            }
        };
        for fault in faults.drain(..) {
            let line = fault.line.to_string();
            file.write_record([
                line.as_str(),
                &fault.column,
                fault.code.as_str(),
                &fault.message,
                &fault.help,
            ])?;
            if self.last.replace(fault.line) != Some(fault.line) {
                self.rows += 1;
            }
        }
        file.flush()
    }
}
