//! What a table of decisions comes to: totals to sign, with the range that is proved.
//!
//! A sum of the amounts that are settled says nothing of the rows that are not: a fact that is missing makes it silently too small, and a column filled in
//! silently too large. A [`Budgeter`] counts apart what is settled, what a missing fact leaves open, and what was refused, and tells between what and
//! what everything may come to. Dispositifs that exclude each other are never added up in one row: a person receives the compatible ones that are worth
//! the most.

mod budgeter;
mod columns;
mod model;
mod total;

pub use budgeter::{Budgeter, Cell};
pub use model::{Budget, BudgetLine, Group, Grouping, Ranked};
pub use total::Total;
