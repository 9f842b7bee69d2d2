//! Many dossiers at once: a table in, a table of decisions out.

mod asking;
#[cfg(feature = "bench")]
pub(crate) mod bench;
mod budgeted;
mod capsule;
mod compiled;
mod distinct;
mod evaluate;
mod followed;
mod leniency;
mod lent;
mod naming;
mod numpy;
mod options;
mod polars;
mod prepared;
mod rows;
mod threads;

pub(crate) use asking::Asking;
pub(crate) use budgeted::budgeted;
pub(crate) use capsule::{InTable, OutTable};
pub(crate) use compiled::Compiled;
pub(crate) use distinct::distinct_of;
pub(crate) use evaluate::evaluate;
pub(crate) use followed::followed;
pub(crate) use lent::Lent;
pub(crate) use numpy::{arrays, table_of};
pub(crate) use options::TableOptions;
pub(crate) use rows::{dossier, found};
