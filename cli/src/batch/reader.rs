//! A CSV file as columns of facts.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use bareme::{Code, Dossier, Engine, Finding, columns::Column, error::Place, plan::Plan};
use csv::ByteRecord;

use super::{
    Fault, PIECE, Rows,
    cells::{Cells, Hand},
    names,
};

/// What a column of the file is.
enum Role {
    /// The fact at a position of the vocabulary.
    Fact(Cells),
    /// Copied to the output.
    Kept(Vec<Vec<u8>>),
    /// A fact that is copied too.
    Both(Cells, Vec<Vec<u8>>),
}

/// Reads a CSV file by pieces.
pub(crate) struct Reader {
    csv: csv::Reader<Box<dyn BufRead>>,
    names: Vec<String>,
    roles: Vec<Role>,
    plan: Arc<Plan>,
    /// Says what is wrong with a value, in the words of the engine.
    judge: Dossier,
    record: ByteRecord,
}

impl Reader {
    /// Opens a file whose first line names facts, or columns to keep.
    pub(super) fn open(path: &Path, engine: &Engine, kept: &[String]) -> Result<Self, Vec<Finding>> {
        let file = File::open(path).map_err(|error| vec![crate::reading::unreadable(path, &error)])?;
        let mut input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(1 << 18, file));
        let unreadable = |error: &io::Error| vec![crate::reading::unreadable(path, error)];
        let start = input.fill_buf().map_err(|error| unreadable(&error))?;
        // Spreadsheets mark UTF-8 files with three bytes; French ones separate with semicolons and write 12,50.
        let marked = start.starts_with(b"\xef\xbb\xbf");
        let header = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
        let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
        if marked {
            input.consume(3);
        }
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(input);
        let headers = csv.headers().map_err(|error| vec![broken(&error)])?.clone();
        let names: Vec<String> = headers.iter().map(|name| name.trim().to_owned()).collect();
        let roles = names::facts(engine.plan(), &names, kept)?
            .into_iter()
            .zip(&names)
            .map(|(fact, name)| {
                let cells = fact.map(|fact| Cells::new(name, &fact.declared));
                match (cells, kept.contains(name)) {
                    (Some(cells), false) => Role::Fact(cells),
                    (Some(cells), true) => Role::Both(cells, Vec::new()),
                    (None, _) => Role::Kept(Vec::new()),
                }
            })
            .collect();
        Ok(Self {
            csv,
            names,
            roles,
            plan: Arc::clone(engine.plan()),
            judge: engine.dossier(),
            record: ByteRecord::new(),
        })
    }

    /// How many bytes were read.
    pub(super) fn position(&self) -> u64 {
        self.csv.position().byte()
    }

    /// The names of the columns that are copied.
    pub(super) fn kept_names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .zip(&self.roles)
            .filter(|(_, role)| !matches!(role, Role::Fact(_)))
            .map(|(name, _)| name.as_str())
    }

    /// The columns that are copied, one text a row.
    pub(super) fn kept(&self) -> impl Iterator<Item = &[Vec<u8>]> {
        self.roles.iter().filter_map(|role| match role {
            Role::Kept(texts) | Role::Both(_, texts) => Some(texts.as_slice()),
            Role::Fact(_) => None,
        })
    }

    /// The next rows; none at the end of the file.
    pub(super) fn read(&mut self, faults: &mut Vec<Fault>) -> io::Result<Rows> {
        for role in &mut self.roles {
            if let Role::Fact(cells) | Role::Both(cells, _) = role {
                cells.clear();
            }
            if let Role::Kept(texts) | Role::Both(_, texts) = role {
                texts.clear();
            }
        }
        let mut rows = Rows::default();
        while rows.lines.len() < PIECE && self.csv.read_byte_record(&mut self.record)? {
            let row = rows.lines.len();
            let line = self.record.position().map_or(0, csv::Position::line);
            rows.lines.push(line);
            let before = faults.len();
            if self.record.len() != self.roles.len() {
                faults.push(Fault {
                    line,
                    column: String::new(),
                    code: Code::CsvInvalid,
                    message: format!(
                        "la ligne a {} cases au lieu de {}",
                        self.record.len(),
                        self.roles.len()
                    ),
                    help: "donnez une case à chaque colonne, et mettez entre guillemets un texte qui contient le séparateur"
                        .to_owned(),
                });
            }
            for (index, role) in self.roles.iter_mut().enumerate() {
                let bytes = self.record.get(index).unwrap_or_default();
                if let Role::Kept(texts) | Role::Both(_, texts) = role {
                    texts.push(bytes.to_vec());
                }
                if let Role::Fact(cells) | Role::Both(cells, _) = role
                    && let Err(fault) = cells.push(row, bytes, Hand::Person, &self.plan, &mut self.judge)
                {
                    faults.push(Fault { line, ..fault });
                }
            }
            if faults.len() > before {
                rows.refused.push(row);
            }
        }
        Ok(rows)
    }

    /// The facts of the rows that were read.
    pub(super) fn columns(&self, rows: usize) -> Vec<Column<'_>> {
        let cells = self.roles.iter().filter_map(|role| match role {
            Role::Fact(cells) | Role::Both(cells, _) => Some(cells),
            Role::Kept(_) => None,
        });
        cells.map(|cells| cells.column(rows)).collect()
    }
}

fn broken(error: &csv::Error) -> Finding {
    Finding::new(
        Code::CsvInvalid,
        Place::Whole,
        format!("l'entête ne se lit pas : {error}"),
    )
    .with_help("enregistrez le fichier en CSV, en UTF-8")
}
