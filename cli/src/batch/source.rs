//! The dossiers that come in, from a file of either kind.

use std::{io, path::Path};

use bareme::{Engine, Finding, columns::Column};

use super::{
    digest::Digest, faults::Fault, format::Format, intake::Intake, reader::Reader, rows::Rows, texts::Texts,
};

/// A table of dossiers that is read by pieces.
pub(crate) enum Source {
    /// Its length is in bytes, 0 where it is not known.
    Texts { reader: Box<Reader>, length: u64 },
    #[cfg(feature = "parquet")]
    Typed(Box<super::parquet::Reader>),
}

impl Source {
    /// Opens a file whose columns are facts, or columns to copy.
    pub(crate) fn open(
        path: &Path,
        engine: &Engine,
        kept: &[String],
        intake: &Intake,
    ) -> Result<Self, Vec<Finding>> {
        let format = Format::of(path)?;
        match format {
            Format::Csv | Format::Lines => {
                let (texts, names, length) = Texts::open(path, format, intake.encoding)?;
                let reader = Box::new(Reader::new((texts, names), engine, kept, intake)?);
                Ok(Self::Texts { reader, length })
            }
            #[cfg(feature = "parquet")]
            Format::Parquet | Format::Arrow => {
                let reader = super::parquet::Reader::open((path, format), engine, kept, intake)?;
                Ok(Self::Typed(Box::new(reader)))
            }
        }
    }

    /// Takes the day of each row from a column that is copied: the rows of a piece then are of one day.
    pub(crate) fn dated_by(&mut self, column: &str, intake: &Intake) {
        let lecture = intake.manner(column).lecture;
        match self {
            Self::Texts { reader, .. } => reader.dated_by(column, lecture),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.dated_by(column, lecture),
        }
    }

    /// How far reading is, and how far it will go.
    pub(crate) fn progress(&self) -> (u64, u64) {
        match self {
            Self::Texts { reader, length } => (reader.position(), *length),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.progress(),
        }
    }

    /// The next rows; none at the end of the file, which is at `path`.
    pub(crate) fn read(&mut self, path: &Path, faults: &mut Vec<Fault>) -> Result<Rows, Finding> {
        match self {
            Self::Texts { reader, .. } => reader.read(path, faults),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader
                .read(faults)
                .map_err(|error| crate::reading::unreadable(path, &error)),
        }
    }

    /// The hash of the file at `path`, once it was read to its end.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(unused_variables, reason = "only Parquet files are read again")
    )]
    pub(crate) fn digest(&self, path: &Path) -> io::Result<Digest> {
        match self {
            Self::Texts { reader, .. } => Ok(reader.digest()),
            // It was not read from its first byte to its last.
            #[cfg(feature = "parquet")]
            Self::Typed(_) => Digest::of(path),
        }
    }

    /// The facts of the rows that were read.
    pub(crate) fn columns(&self, rows: usize) -> Vec<Column<'_>> {
        match self {
            Self::Texts { reader, .. } => reader.columns(rows),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.columns(),
        }
    }

    /// The names of all columns.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Texts { reader, .. } => reader.names().collect(),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.names(),
        }
    }

    /// What is said of the former names that members were given under so far; a column file says it of its columns alone.
    pub(crate) fn former_names(&self) -> Vec<Finding> {
        match self {
            Self::Texts { reader, .. } => reader.former_names(),
            #[cfg(feature = "parquet")]
            Self::Typed(_) => Vec::new(),
        }
    }

    /// The names of the columns that are copied.
    pub(super) fn kept_names(&self) -> Vec<&str> {
        match self {
            Self::Texts { reader, .. } => reader.kept_names().collect(),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.kept_names(),
        }
    }

    /// The texts of a column that is copied, a row after the other; nothing when there is none of this name.
    pub(crate) fn kept_texts(&self, name: &str, rows: usize) -> io::Result<Option<Vec<String>>> {
        let position = self.kept_names().iter().position(|kept| *kept == name);
        let Some(column) = position.and_then(|position| self.kept().into_iter().nth(position)) else {
            return Ok(None);
        };
        let mut texts = Vec::with_capacity(rows);
        let mut bytes = Vec::new();
        for row in 0..rows {
            bytes.clear();
            column.write(row, &mut bytes)?;
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        Ok(Some(texts))
    }

    /// The columns that are copied, as they are.
    pub(super) fn kept(&self) -> Vec<Kept<'_>> {
        match self {
            Self::Texts { reader, .. } => reader.kept().map(Kept::Texts).collect(),
            #[cfg(feature = "parquet")]
            Self::Typed(reader) => reader.kept().iter().map(Kept::Array).collect(),
        }
    }
}

/// A column that is copied.
pub(super) enum Kept<'s> {
    Texts(&'s [Vec<u8>]),
    #[cfg(feature = "parquet")]
    Array(&'s arrow_array::ArrayRef),
}

impl Kept<'_> {
    /// The text of a row, at the end of `out`; nothing where it is unknown.
    pub(super) fn write(&self, row: usize, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Self::Texts(texts) => {
                out.extend(texts.get(row).into_iter().flatten());
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Self::Array(array) => {
                out.extend(super::parquet::text(array, row).as_bytes());
                Ok(())
            }
        }
    }
}
