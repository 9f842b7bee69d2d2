//! Parquet files: typed columns, read and written by pieces of a row group.

mod cells;
mod followed;
mod pieces;
mod reader;
mod summary;
mod text;
mod writer;

pub(super) use followed::read as followed;
pub(super) use reader::Reader;
pub(super) use summary::read as summary;
pub(super) use text::write as write_text;
pub(super) use writer::{Writer, plain};
