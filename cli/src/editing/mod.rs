//! Editing the files of a pack: what is added stands in the text as an author would have written it, and nothing else moves.

mod difference;
mod lines;
mod list;

pub(crate) use difference::difference;
pub(crate) use lines::line_end;
pub(crate) use list::append;
