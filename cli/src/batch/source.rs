//! The dossiers that come in, from a file of either kind.

use std::{fs, io, path::Path};

use bareme::{Engine, Finding, columns::Column};

use super::{Fault, Rows, format::Format, reader::Reader};

/// A table of dossiers that is read by pieces.
pub(crate) enum Source {
    /// Its length is in bytes.
    Csv { reader: Reader, length: u64 },
    #[cfg(feature = "parquet")]
    Parquet(super::parquet::Reader),
}

impl Source {
    /// Opens a file whose columns are facts, or columns to copy.
    pub(crate) fn open(path: &Path, engine: &Engine, kept: &[String]) -> Result<Self, Vec<Finding>> {
        match Format::of(path)? {
            Format::Csv => Ok(Self::Csv {
                reader: Reader::open(path, engine, kept)?,
                length: fs::metadata(path).map_or(0, |metadata| metadata.len()),
            }),
            #[cfg(feature = "parquet")]
            Format::Parquet => super::parquet::Reader::open(path, engine, kept).map(Self::Parquet),
        }
    }

    /// How far reading is, and how far it will go.
    pub(crate) fn progress(&self) -> (u64, u64) {
        match self {
            Self::Csv { reader, length } => (reader.position(), *length),
            #[cfg(feature = "parquet")]
            Self::Parquet(reader) => reader.progress(),
        }
    }

    /// The next rows; none at the end of the file.
    pub(crate) fn read(&mut self, faults: &mut Vec<Fault>) -> io::Result<Rows> {
        match self {
            Self::Csv { reader, .. } => reader.read(faults),
            #[cfg(feature = "parquet")]
            Self::Parquet(reader) => reader.read(faults),
        }
    }

    /// The facts of the rows that were read.
    pub(crate) fn columns(&self, rows: usize) -> Vec<Column<'_>> {
        match self {
            Self::Csv { reader, .. } => reader.columns(rows),
            #[cfg(feature = "parquet")]
            Self::Parquet(reader) => reader.columns(rows),
        }
    }

    /// The names of the columns that are copied.
    pub(super) fn kept_names(&self) -> Vec<&str> {
        match self {
            Self::Csv { reader, .. } => reader.kept_names().collect(),
            #[cfg(feature = "parquet")]
            Self::Parquet(reader) => reader.kept_names(),
        }
    }

    /// The columns that are copied, as they are.
    pub(super) fn kept(&self) -> Vec<Kept<'_>> {
        match self {
            Self::Csv { reader, .. } => reader.kept().map(Kept::Texts).collect(),
            #[cfg(feature = "parquet")]
            Self::Parquet(reader) => reader.kept().iter().map(Kept::Array).collect(),
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
            Self::Array(array) => super::parquet::write_text(array, row, out),
        }
    }
}
