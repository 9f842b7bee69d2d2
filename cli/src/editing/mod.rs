//! Editing the files of a pack: what is added stands in the text as an author would have written it, and nothing else moves.

mod difference;
mod lines;
mod list;
mod replace;

pub(crate) use difference::{difference, moved};
pub(crate) use lines::line_end;
pub(crate) use list::append;
pub(crate) use replace::replace;
