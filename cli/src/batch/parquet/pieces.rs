//! What the library reads of a file. It trusts what a file says of itself in places, and panics when that is wrong: the fault is in the file.

use std::{error::Error, fmt, fs::File};

use arrow_array::RecordBatch;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use crate::panics::caught;

/// A file whose bytes contradict each other.
#[derive(Debug)]
pub(super) struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("le fichier est abîmé, ses octets se contredisent")
    }
}

impl Error for Damaged {}

/// Why a file is not read.
pub(super) type Unread = Box<dyn Error + Send + Sync>;

/// The columns of a file and where they lie.
pub(super) fn metadata(file: &File, options: ArrowReaderOptions) -> Result<ArrowReaderMetadata, Unread> {
    Ok(caught(|| ArrowReaderMetadata::load(file, options)).ok_or(Damaged)??)
}

/// The rows of a file, piece by piece.
pub(super) struct Pieces(Option<ParquetRecordBatchReader>);

impl Pieces {
    /// Opens a file. `opened` says how, and what of it is wanted.
    pub(super) fn open(
        opened: impl FnOnce() -> parquet::errors::Result<ParquetRecordBatchReaderBuilder<File>>,
    ) -> Result<Self, Unread> {
        let reader = caught(|| opened()?.build()).ok_or(Damaged)??;
        Ok(Self(Some(reader)))
    }
}

impl Iterator for Pieces {
    type Item = Result<RecordBatch, Unread>;

    /// The next rows. Nothing follows those that could not be read.
    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = self.0.take()?;
        let Some(read) = caught(|| reader.next()) else {
            return Some(Err(Damaged.into()));
        };
        let read = read?;
        if read.is_ok() {
            self.0 = Some(reader);
        }
        Some(read.map_err(Into::into))
    }
}
