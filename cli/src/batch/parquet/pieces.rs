//! What the libraries read of a file. They trust what a file says of itself in places, and panic when that is wrong: the fault is in the file.

use std::{error::Error, fmt, fs::File, io::BufReader, path::Path, sync::Arc};

use arrow_array::RecordBatch;
use arrow_ipc::reader::FileReader;
use arrow_schema::SchemaRef;
use bareme::{Code, Finding, error::Place};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
};

use crate::{
    batch::{format::Format, input::contradiction, rows::PIECE},
    panics::caught,
};

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

/// A file of typed columns, before its first row.
pub(super) enum Opened {
    Parquet(File, ArrowReaderMetadata),
    Arrow(File, SchemaRef),
}

/// A file that is not what its name says, or whose compression is not known here.
pub(super) fn unreadable(path: &Path, format: Format, error: &dyn Error) -> Vec<Finding> {
    let (name, help) = if format == Format::Arrow {
        (
            "Arrow",
            "donnez un fichier Arrow entier, sans compression ou compressé par lz4 ou zstd",
        )
    } else {
        (
            "Parquet",
            "donnez un fichier Parquet entier, sans compression ou compressé par snappy ou zstd",
        )
    };
    let message = format!(
        "`{}` ne se lit pas comme un fichier {name} : {error}",
        path.display()
    );
    vec![Finding::new(Code::FileUnreadable, Place::Whole, message).with_help(help)]
}

impl Opened {
    /// Opens a file. Types of Parquet are its own: what some library noted besides is left aside.
    pub(super) fn open((path, format): (&Path, Format)) -> Result<Self, Vec<Finding>> {
        let mut file = File::open(path).map_err(|error| vec![crate::reading::unreadable(path, &error)])?;
        if let Some(told) = contradiction(path, &mut file, format) {
            return Err(vec![told]);
        }
        let opened = || -> Result<Self, Unread> {
            if format == Format::Arrow {
                let schema = arrow(&file, None)?.schema();
                return Ok(Self::Arrow(file, schema));
            }
            let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
            let metadata = caught(|| ArrowReaderMetadata::load(&file, options)).ok_or(Damaged)??;
            Ok(Self::Parquet(file, metadata))
        };
        opened().map_err(|error| unreadable(path, format, error.as_ref()))
    }

    /// Its columns.
    pub(super) fn schema(&self) -> SchemaRef {
        match self {
            Self::Parquet(_, metadata) => Arc::clone(metadata.schema()),
            Self::Arrow(_, schema) => Arc::clone(schema),
        }
    }

    /// How many rows it has, 0 where it does not say so.
    pub(super) fn rows(&self) -> u64 {
        match self {
            Self::Parquet(_, metadata) => {
                let rows = metadata.metadata().file_metadata().num_rows();
                u64::try_from(rows).unwrap_or(0)
            }
            Self::Arrow(..) => 0,
        }
    }

    /// All its columns, with these types where Parquet may be read with others than its own.
    pub(super) fn typed(self, schema: SchemaRef) -> Result<Pieces, Unread> {
        match self {
            Self::Parquet(file, _) => Pieces::parquet(|| {
                let options = ArrowReaderOptions::new().with_schema(schema);
                ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            }),
            Self::Arrow(file, _) => Ok(Pieces::of(Reader::Arrow(arrow(&file, None)?))),
        }
    }

    /// Some of its columns, in the order of the file.
    pub(super) fn projected(self, columns: &[usize]) -> Result<Pieces, Unread> {
        match self {
            Self::Parquet(file, metadata) => Pieces::parquet(|| {
                let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
                let mask = ProjectionMask::roots(builder.parquet_schema(), columns.iter().copied());
                Ok(builder.with_projection(mask))
            }),
            Self::Arrow(file, _) => {
                let reader = arrow(&file, Some(columns.to_vec()))?;
                Ok(Pieces::of(Reader::Arrow(reader)))
            }
        }
    }
}

type Arrow = FileReader<BufReader<File>>;

fn arrow(file: &File, columns: Option<Vec<usize>>) -> Result<Arrow, Unread> {
    let file = BufReader::new(file.try_clone()?);
    Ok(caught(|| FileReader::try_new(file, columns)).ok_or(Damaged)??)
}

enum Reader {
    Parquet(ParquetRecordBatchReader),
    Arrow(Arrow),
}

/// The rows of a file, piece by piece.
pub(super) struct Pieces {
    reader: Option<Reader>,
    /// What is left of rows that were read and are too many for a piece.
    rest: Option<RecordBatch>,
}

impl Pieces {
    const fn of(reader: Reader) -> Self {
        Self {
            reader: Some(reader),
            rest: None,
        }
    }

    /// `opened` says how, and what of the file is wanted.
    fn parquet(
        opened: impl FnOnce() -> parquet::errors::Result<ParquetRecordBatchReaderBuilder<File>>,
    ) -> Result<Self, Unread> {
        let reader = caught(|| opened()?.with_batch_size(PIECE).build()).ok_or(Damaged)??;
        Ok(Self::of(Reader::Parquet(reader)))
    }

    fn read(&mut self) -> Option<Result<RecordBatch, Unread>> {
        let mut reader = self.reader.take()?;
        let next = || match &mut reader {
            Reader::Parquet(reader) => reader.next(),
            Reader::Arrow(reader) => reader.next(),
        };
        let Some(read) = caught(next) else {
            return Some(Err(Damaged.into()));
        };
        let read = read?;
        if read.is_ok() {
            self.reader = Some(reader);
        }
        Some(read.map_err(Into::into))
    }
}

impl Iterator for Pieces {
    type Item = Result<RecordBatch, Unread>;

    /// The next rows. Nothing follows those that could not be read.
    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => loop {
                match self.read()? {
                    // A batch without rows is not the end of a file.
                    Ok(batch) if batch.num_rows() == 0 => {}
                    Ok(batch) => break batch,
                    Err(error) => return Some(Err(error)),
                }
            },
        };
        let more = batch.num_rows().saturating_sub(PIECE);
        if more == 0 {
            return Some(Ok(batch));
        }
        self.rest = Some(batch.slice(PIECE, more));
        Some(Ok(batch.slice(0, PIECE)))
    }
}
