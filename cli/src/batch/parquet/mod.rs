//! Parquet files: typed columns, read and written by pieces of a row group.

mod cells;
mod decisions;
mod failure;
mod pieces;
mod reader;
mod writer;

pub(super) use cells::text;
pub(super) use decisions::tallied;
pub(super) use failure::plain;
pub(super) use reader::Reader;
pub(super) use writer::Writer;
