//! A table of texts, CSV or JSON lines, as columns of facts.

use std::{path::Path, sync::Arc};

use bareme::{Dossier, Engine, Finding, catalogue::Plan, columns::Column};

use super::{
    cells::Cells,
    days::DayColumn,
    digest::Digest,
    faults::Fault,
    hand::Hand,
    intake::{Intake, Lecture},
    names,
    rows::{PIECE, Rows},
    texts::{Texts, finding},
};

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

/// Reads a table of texts by pieces.
pub(crate) struct Reader {
    texts: Texts,
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
    /// Reads a table whose columns are called facts, or are kept.
    pub(crate) fn new(
        (texts, names): (Texts, Vec<String>),
        engine: &Engine,
        kept: &[String],
        intake: &Intake,
    ) -> Result<Self, Vec<Finding>> {
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
            texts,
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
    pub(super) fn dated_by(&mut self, column: &str, lecture: Lecture) {
        self.day = DayColumn::among(self.names(), column, lecture);
    }

    /// Goes to the next record, if there is one.
    fn advance(&mut self, path: &Path) -> Result<bool, Finding> {
        if core::mem::take(&mut self.held) {
            return Ok(true);
        }
        self.texts.advance().map_err(|error| finding(path, error))
    }

    /// What is said of the former names that members were given under so far.
    pub(super) fn former_names(&self) -> Vec<Finding> {
        let cells = self.roles.iter().filter_map(|role| match role {
            Role::Fact(cells) | Role::Both(cells, _) => Some(cells),
            Role::Kept(_) | Role::Ignored => None,
        });
        let mut found: Vec<Finding> = Vec::new();
        for note in cells.flat_map(Cells::former_names) {
            if !found.contains(&note) {
                found.push(note);
            }
        }
        found
    }

    /// How many bytes were read.
    pub(super) const fn position(&self) -> u64 {
        self.texts.position()
    }

    /// What was read, as a hash.
    pub(super) fn digest(&self) -> Digest {
        self.texts.digest()
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
        let enough = self.texts.position() + PIECE_BYTES;
        while rows.lines.len() < PIECE
            && self.texts.position() < enough
            && faults.len() < PIECE_FAULTS
            && self.advance(path)?
        {
            let row = rows.lines.len();
            let line = self.texts.line();
            let day = self.day.as_ref();
            let day = day.map(|column| column.day(self.texts.cell(column.at).unwrap_or_default()));
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
            if let Some(amiss) = self.texts.amiss(self.roles.len()) {
                faults.push(Fault {
                    line,
                    column: String::new(),
                    code: amiss.code,
                    message: amiss.message,
                    help: amiss.help.to_owned(),
                });
            }
            for (index, role) in self.roles.iter_mut().enumerate() {
                let bytes = self.texts.cell(index).unwrap_or_default();
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
