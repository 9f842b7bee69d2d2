//! A CSV file as columns of facts.

use std::{io::Read, path::Path, sync::Arc};

use bareme::{Code, Dossier, Engine, Finding, catalogue::Plan, columns::Column, error::Place};

use super::{
    cells::{Cells, Hand},
    days::DayColumn,
    digest::{Digest, Digesting},
    faults::Fault,
    intake::Intake,
    names,
    records::{Broken, LONGEST_RECORD, Records},
    rows::{PIECE, Rows},
};

/// The most columns of a table: a pack has some hundred facts.
const MOST_COLUMNS: usize = 10_000;

/// How many bytes end a piece before it has all its rows: what is kept of long rows stays bounded.
const PIECE_BYTES: u64 = 1 << 25;

/// How many findings end a piece before it has all its rows, for the same reason.
const PIECE_FAULTS: usize = 1 << 16;

/// What a column of the file is.
enum Role {
    /// The fact at a position of the vocabulary.
    Fact(Cells),
    /// Copied to the output.
    Kept(Vec<Vec<u8>>),
    /// A fact that is copied too.
    Both(Cells, Vec<Vec<u8>>),
    /// Neither read nor copied.
    Ignored,
}

impl Role {
    const fn cells(&self) -> Option<&Cells> {
        match self {
            Self::Fact(cells) | Self::Both(cells, _) => Some(cells),
            Self::Kept(_) | Self::Ignored => None,
        }
    }

    const fn cells_mut(&mut self) -> Option<&mut Cells> {
        match self {
            Self::Fact(cells) | Self::Both(cells, _) => Some(cells),
            Self::Kept(_) | Self::Ignored => None,
        }
    }
}

/// The columns of both ends of a fact.
fn ends(roles: &[Role]) -> Vec<(usize, usize)> {
    let cells = || {
        let roles = roles.iter().enumerate();
        roles.filter_map(|(at, role)| Some((at, role.cells()?)))
    };
    let of_min = |(at, min): (usize, &Cells)| {
        let (other, _) = cells().find(|(_, max)| min.is_below(max))?;
        Some((at, other))
    };
    cells().filter_map(of_min).collect()
}

/// Reads a CSV file by pieces.
pub(crate) struct Reader {
    records: Records<Digesting<Box<dyn Read>>>,
    names: Vec<String>,
    roles: Vec<Role>,
    /// The columns of the smallest and of the largest that a fact may be.
    ends: Vec<(usize, usize)>,
    plan: Arc<Plan>,
    /// Says what is wrong with a value, in the words of the engine.
    judge: Dossier,
    /// The column that says the day of each row.
    day: Option<DayColumn>,
    /// Is the last record of another day than those before? It then begins the next piece.
    held: bool,
}

impl Reader {
    /// Reads what the file at `path` holds, whose first line names facts, or columns to keep.
    pub(crate) fn open(
        path: &Path,
        input: Box<dyn Read>,
        engine: &Engine,
        kept: &[String],
        intake: &Intake,
    ) -> Result<Self, Vec<Finding>> {
        let broken = |error| vec![finding(path, error)];
        let mut records = Records::new(Digesting::new(input)).map_err(broken)?;
        if records.is_parquet() {
            return Err(vec![parquet_in_disguise(path)]);
        }
        if !records.advance().map_err(broken)? {
            return Err(vec![empty(path)]);
        }
        let names = header(&records).map_err(|finding| vec![finding])?;
        let roles: Vec<Role> = names::facts(engine.plan(), &names, kept, intake)?
            .into_iter()
            .zip(&names)
            .map(|(fact, name)| {
                let cells = fact.map(|(fact, part)| Cells::new(fact, part, name, intake.manner(name)));
                match (cells, kept.contains(name)) {
                    (None, false) if intake.is_ignored(name) => Role::Ignored,
                    (Some(cells), false) => Role::Fact(cells),
                    (Some(cells), true) => Role::Both(cells, Vec::new()),
                    (None, _) => Role::Kept(Vec::new()),
                }
            })
            .collect();
        Ok(Self {
            records,
            names,
            ends: ends(&roles),
            roles,
            plan: Arc::clone(engine.plan()),
            judge: engine.dossier(),
            day: None,
            held: false,
        })
    }

    /// Takes the day of each row from a column.
    pub(super) fn dated_by(&mut self, column: &str) {
        self.day = DayColumn::among(self.names(), column);
    }

    /// Goes to the next record, if there is one.
    fn advance(&mut self, path: &Path) -> Result<bool, Finding> {
        if core::mem::take(&mut self.held) {
            return Ok(true);
        }
        self.records.advance().map_err(|error| finding(path, error))
    }

    /// How many bytes were read.
    pub(super) const fn position(&self) -> u64 {
        self.records.position()
    }

    /// What was read, as a hash.
    pub(super) fn digest(&self) -> Digest {
        self.records.input().digest()
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The names of the columns that are copied.
    pub(super) fn kept_names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .zip(&self.roles)
            .filter(|(_, role)| !matches!(role, Role::Fact(_) | Role::Ignored))
            .map(|(name, _)| name.as_str())
    }

    /// The columns that are copied, one text a row.
    pub(super) fn kept(&self) -> impl Iterator<Item = &[Vec<u8>]> {
        self.roles.iter().filter_map(|role| match role {
            Role::Kept(texts) | Role::Both(_, texts) => Some(texts.as_slice()),
            Role::Fact(_) | Role::Ignored => None,
        })
    }

    /// The next rows; none at the end of the file.
    pub(crate) fn read(&mut self, path: &Path, faults: &mut Vec<Fault>) -> Result<Rows, Finding> {
        for role in &mut self.roles {
            if let Some(cells) = role.cells_mut() {
                cells.clear();
            }
            if let Role::Kept(texts) | Role::Both(_, texts) = role {
                texts.clear();
            }
        }
        let mut rows = Rows::default();
        let enough = self.records.position() + PIECE_BYTES;
        while rows.lines.len() < PIECE
            && self.records.position() < enough
            && faults.len() < PIECE_FAULTS
            && self.advance(path)?
        {
            let row = rows.lines.len();
            let line = self.records.line();
            let day = self.day.as_ref();
            let day = day.map(|column| column.day(self.records.cell(column.at).unwrap_or_default()));
            if let Some(Ok(day)) = &day {
                if rows.day.is_some_and(|of| of != *day) {
                    self.held = true;
                    break;
                }
                rows.day = Some(*day);
            }
            rows.lines.push(line);
            let before = faults.len();
            if let Some(Err(fault)) = day {
                faults.push(Fault { line, ..fault });
            }
            if self.records.cells() != self.roles.len() {
                faults.push(Fault {
                    line,
                    column: String::new(),
                    code: Code::CsvInvalid,
                    message: format!(
                        "la ligne a {} cases au lieu de {}",
                        self.records.cells(),
                        self.roles.len()
                    ),
                    help: "donnez une case à chaque colonne, et mettez entre guillemets un texte qui contient le séparateur"
                        .to_owned(),
                });
            }
            for (index, role) in self.roles.iter_mut().enumerate() {
                let bytes = self.records.cell(index).unwrap_or_default();
                if let Role::Kept(texts) | Role::Both(_, texts) = role {
                    texts.push(bytes.to_vec());
                }
                if let Role::Fact(cells) | Role::Both(cells, _) = role
                    && let Err(fault) = cells.push(row, bytes, Hand::Person, &self.plan, &mut self.judge)
                {
                    faults.push(Fault { line, ..fault });
                }
            }
            for (min, max) in &self.ends {
                if let Ok([min, max]) = self.roles.get_disjoint_mut([*min, *max])
                    && let (Some(min), Some(max)) = (min.cells_mut(), max.cells_mut())
                    && min.last().zip(max.last()).is_some_and(|(min, max)| min > max)
                {
                    let fault = min.cross(max, &self.plan);
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
        let cells = self.roles.iter().filter_map(Role::cells);
        cells.map(|cells| cells.column(rows)).collect()
    }
}

/// The names of the columns.
pub(super) fn header<R: Read>(records: &Records<R>) -> Result<Vec<String>, Finding> {
    if records.cells() > MOST_COLUMNS {
        let message = format!(
            "l'entête a {} colonnes, la limite est {MOST_COLUMNS}",
            records.cells()
        );
        return Err(Finding::new(Code::CsvInvalid, Place::Whole, message)
            .with_help("ne donnez que les faits, et les colonnes à recopier"));
    }
    let names = (0..records.cells()).map(|index| records.cell(index).unwrap_or_default());
    let names: Result<Vec<String>, _> = names
        .map(|name| str::from_utf8(name).map(|name| name.trim().to_owned()))
        .collect();
    names.map_err(|_| {
        let message = "l'entête ne se lit pas : il n'est pas écrit en UTF-8";
        Finding::new(Code::CsvInvalid, Place::Whole, message)
            .with_help("enregistrez le fichier en CSV, en UTF-8")
    })
}

/// What is told of a file that cannot be taken apart.
pub(super) fn finding(path: &Path, error: Broken) -> Finding {
    let (message, help) = match error {
        Broken::Unread(error) => return crate::reading::unreadable(path, &error),
        Broken::TooLong { line } => (
            format!("ligne {line} : la ligne fait plus de {LONGEST_RECORD} octets"),
            "vérifiez que c'est un fichier CSV, et que chaque guillemet ouvert est fermé",
        ),
        Broken::Unclosed { line } => (
            format!(
                "ligne {line} : un guillemet ouvert n'est jamais fermé, et tout ce qui suit serait une seule case"
            ),
            "fermez le guillemet, ou doublez-le s'il fait partie du texte",
        ),
    };
    Finding::new(Code::CsvInvalid, Place::Whole, message).with_help(help)
}

/// Nothing but blank lines.
pub(super) fn empty(path: &Path) -> Finding {
    let message = format!(
        "{} est vide : il n'y a pas même un entête",
        crate::reading::shown(path)
    );
    Finding::new(Code::CsvInvalid, Place::Whole, message)
        .with_help("donnez un fichier dont la première ligne nomme les colonnes")
}

/// Parquet under a name that does not say so, or on standard input.
pub(super) fn parquet_in_disguise(path: &Path) -> Finding {
    let message = format!(
        "{} est un fichier Parquet, et se lirait comme un CSV",
        crate::reading::shown(path)
    );
    Finding::new(Code::FileUnreadable, Place::Whole, message)
        .with_help("donnez un fichier dont le nom finit par .parquet : l'entrée standard n'est lue qu'en CSV")
}
