//! Pages about a pack, in Markdown: what `docs/sources.md` and `docs/dispositifs.md` hold.

mod dispositifs;
mod reading;
mod reperes;
mod sources;
mod words;

pub(crate) use dispositifs::page as dispositifs;
pub(crate) use reperes::{by_kind, dated, named, page as reperes, values};
pub(crate) use sources::page as sources;
pub(crate) use words::concerned;
