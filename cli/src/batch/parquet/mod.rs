//! Parquet files: typed columns, read and written by pieces of a row group.

mod cells;
mod failure;
mod followed;
mod pieces;
mod reader;
mod summary;
mod writer;

pub(super) use cells::text;
pub(super) use failure::plain;
pub(super) use followed::read as followed;
pub(super) use reader::Reader;
pub(super) use summary::read as summary;
pub(super) use writer::Writer;
