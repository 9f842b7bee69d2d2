//! What the library says when it cannot write.

use std::io;

use parquet::errors::ParquetError;

/// The error of the disk, taken out of what the writer says around it.
pub(in crate::batch) fn plain(error: io::Error) -> io::Error {
    match error.downcast::<ParquetError>() {
        Ok(ParquetError::External(inner)) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        Ok(other) => io::Error::other(other),
        Err(error) => error,
    }
}
