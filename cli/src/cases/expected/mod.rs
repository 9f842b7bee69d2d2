//! What a case expects: the keys that it may write, and how they are read.

mod keys;
mod lists;
mod reader;

pub(super) use reader::{beside_dispositifs, of_answer, of_dispositifs};
