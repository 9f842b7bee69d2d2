//! A Parquet or an Arrow file as columns of facts.

use std::{io, path::Path, sync::Arc};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use bareme::{Code, Dossier, Engine, Finding, columns::Column, error::Place, vocabulary::Kind};
use bareme_arrow::has_cells;

use super::{
    cells::{FactCells, text, unfit},
    pieces::{Opened, Pieces, unreadable},
};
use crate::batch::{
    days::DayColumn,
    faults::Fault,
    format::Format,
    intake::{Intake, Lecture},
    names,
    rows::Rows,
};

/// A column of the file.
struct Given {
    cells: Option<FactCells>,
    kept: bool,
}

/// Reads a file of typed columns by pieces.
pub(crate) struct Reader {
    batches: Pieces,
    schema: SchemaRef,
    columns: Vec<Given>,
    /// The columns of the smallest and of the largest that a fact may be.
    ends: Vec<(usize, usize)>,
    kept: Vec<ArrayRef>,
    engine: Engine,
    /// Says what is wrong with a value, in the words of the engine.
    judge: Dossier,
    read: u64,
    length: u64,
    /// The column that says the day of each row.
    day: Option<DayColumn>,
    /// Rows of another day than those before: they begin the next piece.
    held: Option<RecordBatch>,
}

impl Reader {
    /// Opens a file whose columns are facts, or columns to keep.
    pub(in crate::batch) fn open(
        (path, format): (&Path, Format),
        engine: &Engine,
        kept: &[String],
        intake: &Intake,
    ) -> Result<Self, Vec<Finding>> {
        let plan = engine.plan();
        let opened = Opened::open((path, format))?;
        let given_schema = opened.schema();
        let fields = given_schema.fields();
        let given: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let facts = names::facts(plan, &given, kept, intake)?;
        let mut findings = Vec::new();
        let mut columns = Vec::new();
        let mut wanted = Vec::new();
        for (field, fact) in fields.iter().zip(facts) {
            let name = field.name();
            let ignored = intake.is_ignored(name);
            let copied = kept.contains(name) || (Intake::is_index(name) && fact.is_none() && !ignored);
            let manner = intake.manner(name);
            if let Some(fact) = fact {
                findings.extend(unfit(engine, field, fact, &manner));
            } else if !ignored && !has_cells(field.data_type()) {
                findings.push(uncopied(field));
            }
            // A choice is looked up once for each of its names, not once a row.
            let by_name = fact.is_some_and(|(fact, _)| matches!(fact.declared.kind, Kind::Choice(_)))
                && format == Format::Parquet
                && *field.data_type() == DataType::Utf8;
            wanted.push(if by_name {
                let names = DataType::Dictionary(DataType::Int32.into(), DataType::Utf8.into());
                Arc::new(Field::new(field.name(), names, field.is_nullable()))
            } else {
                Arc::clone(field)
            });
            columns.push(Given {
                cells: fact.and_then(|(fact, part)| {
                    let (id, _) = plan.vocabulary.fact_named(&fact.name)?;
                    Some(FactCells::new(id, (fact, part), name, manner))
                }),
                kept: copied,
            });
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let schema = Arc::new(Schema::new(wanted));
        let length = opened.rows();
        let batches = opened.typed(Arc::clone(&schema));
        let batches = batches.map_err(|error| unreadable(path, format, error.as_ref()))?;
        Ok(Self {
            batches,
            schema,
            ends: ends(&columns),
            columns,
            kept: Vec::new(),
            engine: engine.clone(),
            judge: engine.dossier(),
            read: 0,
            day: None,
            held: None,
            length,
        })
    }

    /// Takes the day of each row from a column.
    pub(in crate::batch) fn dated_by(&mut self, column: &str, lecture: Lecture) {
        self.day = DayColumn::among(self.names().into_iter(), column, lecture);
    }

    /// The first rows that are of one day, and what is wrong with the days of some; the others are held.
    fn of_one_day(&mut self, batch: &RecordBatch, rows: &mut Rows) -> (RecordBatch, Vec<(usize, Fault)>) {
        let mut wrong = Vec::new();
        let column = self
            .day
            .as_ref()
            .zip(self.day.as_ref().and_then(|day| batch.columns().get(day.at)));
        let Some((column, array)) = column else {
            return (batch.clone(), wrong);
        };
        for row in 0..batch.num_rows() {
            match column.day(text(array, row).as_bytes()) {
                Ok(day) if rows.day.is_some_and(|of| of != day) => {
                    self.held = Some(batch.slice(row, batch.num_rows() - row));
                    return (batch.slice(0, row), wrong);
                }
                Ok(day) => rows.day = Some(day),
                Err(fault) => wrong.push((row, fault)),
            }
        }
        (batch.clone(), wrong)
    }

    /// How many rows were read, and how many there are.
    pub(in crate::batch) const fn progress(&self) -> (u64, u64) {
        (self.read, self.length)
    }

    fn kept_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        let columns = self.schema.fields().iter().zip(&self.columns);
        columns.filter(|(_, column)| column.kept).map(|(field, _)| field)
    }

    /// The names of all columns.
    pub(in crate::batch) fn names(&self) -> Vec<&str> {
        self.schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect()
    }

    /// The names of the columns that are copied.
    pub(in crate::batch) fn kept_names(&self) -> Vec<&str> {
        self.kept_fields().map(|field| field.name().as_str()).collect()
    }

    /// The columns that are copied, with the types that they have here.
    pub(super) fn kept_types(&self) -> Vec<DataType> {
        self.kept_fields()
            .map(|field| field.data_type().clone())
            .collect()
    }

    /// The columns that are copied.
    pub(in crate::batch) fn kept(&self) -> &[ArrayRef] {
        &self.kept
    }

    /// The next rows; none at the end of the file.
    pub(in crate::batch) fn read(&mut self, faults: &mut Vec<Fault>) -> io::Result<Rows> {
        for column in &mut self.columns {
            if let Some(cells) = &mut column.cells {
                cells.clear();
            }
        }
        self.kept.clear();
        let mut rows = Rows::default();
        let held = self.held.take().map(Ok);
        let Some(batch) = held.or_else(|| self.batches.next()) else {
            return Ok(rows);
        };
        let (batch, wrong) = self.of_one_day(&batch.map_err(io::Error::other)?, &mut rows);
        let first = self.read + 1;
        self.read += batch.num_rows() as u64;
        rows.lines = (first..=self.read).collect();
        for (row, fault) in wrong {
            rows.refused.push(row);
            let line = first + row as u64;
            faults.push(Fault { line, ..fault });
        }
        for (column, array) in self.columns.iter_mut().zip(batch.columns()) {
            if let Some(cells) = &mut column.cells {
                let taken = cells.take(&self.engine, array, &mut self.judge, |row, fault| {
                    rows.refused.push(row);
                    faults.push(Fault {
                        line: first + row as u64,
                        ..fault
                    });
                });
                // INVARIANT: the types were looked at when the file was opened.
                taken.map_err(io::Error::other)?;
            }
            if column.kept {
                self.kept.push(Arc::clone(array));
            }
        }
        for (min, max) in &self.ends {
            let pair = self.columns.get_disjoint_mut([*min, *max]);
            if let Ok([min, max]) = pair
                && let (Some(min), Some(max)) = (&mut min.cells, &mut max.cells)
            {
                min.cross(max, self.engine.plan(), |row, fault| {
                    rows.refused.push(row);
                    faults.push(Fault {
                        line: first + row as u64,
                        ..fault
                    });
                });
            }
        }
        rows.refused.sort_unstable();
        rows.refused.dedup();
        Ok(rows)
    }

    /// The facts of the rows that were read.
    pub(in crate::batch) fn columns(&self) -> Vec<Column<'_>> {
        let cells = self.columns.iter().filter_map(|column| column.cells.as_ref());
        cells.filter_map(FactCells::column).collect()
    }
}

/// The columns of both ends of a fact.
fn ends(columns: &[Given]) -> Vec<(usize, usize)> {
    let cells = || {
        let columns = columns.iter().enumerate();
        columns.filter_map(|(at, column)| Some((at, column.cells.as_ref()?)))
    };
    let of_min = |(at, min): (usize, &FactCells)| {
        let (other, _) = cells().find(|(_, max)| min.is_below(max))?;
        Some((at, other))
    };
    cells().filter_map(of_min).collect()
}

fn uncopied(field: &Field) -> Finding {
    Finding::new(
        Code::WrongType,
        Place::Pointer(format!("/{}", field.name())),
        format!(
            "la colonne `{}` est de type `{}`, qui ne se recopie pas",
            field.name(),
            field.data_type()
        ),
    )
    .with_help("gardez une colonne de textes, de nombres, de dates ou de booléens")
}
