//! A CSV file as columns of facts.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use bareme::{
    Code, Dossier, Engine, Finding,
    columns::Column,
    error::{Place, nearest},
    plan::Plan,
};
use csv::ByteRecord;

use super::{Fault, PIECE, cells::Cells};

/// What a column of the file is.
enum Role {
    /// The fact at a position of the vocabulary.
    Fact(Cells),
    /// Copied to the output.
    Kept(Vec<Vec<u8>>),
    /// A fact that is copied too.
    Both(Cells, Vec<Vec<u8>>),
}

/// The rows of a piece.
pub(crate) struct Rows {
    /// The line of each row in the file.
    pub(crate) lines: Vec<u64>,
    /// The rows that are not decided, in order.
    pub(crate) refused: Vec<usize>,
}

/// Reads a file by pieces.
pub(crate) struct Reader {
    csv: csv::Reader<Box<dyn BufRead>>,
    names: Vec<String>,
    roles: Vec<Role>,
    plan: Arc<Plan>,
    /// Says what is wrong with a value, in the words of the engine.
    judge: Dossier,
    decimal_comma: bool,
    record: ByteRecord,
}

impl Reader {
    /// Opens a file whose first line names facts, or columns to keep.
    pub(crate) fn open(path: &Path, engine: &Engine, kept: &[String]) -> Result<Self, Vec<Finding>> {
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
        let roles = roles(engine.plan(), &names, kept)?;
        Ok(Self {
            csv,
            names,
            roles,
            plan: Arc::clone(engine.plan()),
            judge: engine.dossier(),
            decimal_comma: delimiter == b';',
            record: ByteRecord::new(),
        })
    }

    /// How many bytes were read.
    pub(crate) fn position(&self) -> u64 {
        self.csv.position().byte()
    }

    /// The names of the columns that are copied.
    pub(crate) fn kept_names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .zip(&self.roles)
            .filter(|(_, role)| !matches!(role, Role::Fact(_)))
            .map(|(name, _)| name.as_str())
    }

    /// What a row says in the columns that are copied.
    pub(crate) fn kept(&self, row: usize) -> impl Iterator<Item = &[u8]> {
        self.roles.iter().filter_map(move |role| match role {
            Role::Kept(texts) | Role::Both(_, texts) => Some(texts.get(row).map_or(&[][..], Vec::as_slice)),
            Role::Fact(_) => None,
        })
    }

    /// The next rows; none at the end of the file.
    pub(crate) fn read(&mut self, faults: &mut Vec<Fault>) -> io::Result<Rows> {
        for role in &mut self.roles {
            if let Role::Fact(cells) | Role::Both(cells, _) = role {
                cells.clear();
            }
            if let Role::Kept(texts) | Role::Both(_, texts) = role {
                texts.clear();
            }
        }
        let mut rows = Rows {
            lines: Vec::with_capacity(PIECE),
            refused: Vec::new(),
        };
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
                    && let Err(fault) =
                        cells.push(row, bytes, self.decimal_comma, &self.plan, &mut self.judge)
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
    pub(crate) fn columns(&self, rows: usize) -> Vec<Column<'_>> {
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

fn roles(plan: &Plan, names: &[String], kept: &[String]) -> Result<Vec<Role>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut roles = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let place = || Place::Pointer(format!("/{name}"));
        if names.iter().take(position).any(|earlier| earlier == name) {
            findings.push(
                Finding::new(
                    Code::FactTwice,
                    place(),
                    format!("deux colonnes s'appellent `{name}`"),
                )
                .with_help("gardez-en une"),
            );
        }
        let copied = kept.contains(name);
        match (plan.vocabulary.fact_named(name), copied) {
            (Some((_, fact)), false) => roles.push(Role::Fact(Cells::new(name, &fact.declared))),
            (Some((_, fact)), true) => roles.push(Role::Both(Cells::new(name, &fact.declared), Vec::new())),
            (None, true) => roles.push(Role::Kept(Vec::new())),
            (None, false) => findings.push(
                Finding::new(
                    Code::UnknownFact,
                    place(),
                    format!("aucun fait ne s'appelle `{name}`"),
                )
                .with_suggestion(nearest(
                    name,
                    plan.vocabulary.facts.iter().map(|fact| fact.name.as_str()),
                ))
                .with_help(format!(
                    "`bareme facts` liste les faits ; `--garde {name}` recopie la colonne sans la lire"
                )),
            ),
        }
    }
    for missing in kept.iter().filter(|kept| !names.contains(kept)) {
        let place = Place::Pointer(format!("/{missing}"));
        findings.push(
            Finding::new(
                Code::UnknownFact,
                place,
                format!("le fichier n'a pas de colonne `{missing}`"),
            )
            .with_suggestion(nearest(missing, names.iter().map(String::as_str)))
            .with_help("`--garde` nomme une colonne de l'entête"),
        );
    }
    if findings.is_empty() {
        Ok(roles)
    } else {
        Err(findings)
    }
}
