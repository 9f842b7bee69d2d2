//! The columnar evaluator: the same plan as the explaining evaluator, on a million dossiers at once.
//!
//! A program is compiled for the dispositifs, the reference date and the columns given: what they share is computed once, what
//! is the same on every row is folded, what follows from a node with few values becomes a table. It runs on chunks of 1,024 rows
//! that stay in the first levels of cache. Three-valued results are two bits a row; numbers are 32 bits wide wherever their
//! bounds prove that they fit, choices are bytes. Where facts are missing a number has both its ends, so that verdicts and droits
//! are those of the explaining evaluator: what has no loop of its own is computed by the very function that defines every node.

mod allocation;
mod analysis;
mod blank;
mod block;
mod builder;
mod calendar;
mod ceilings;
mod choose;
mod choose_form;
mod civil;
mod deferred;
mod due;
mod evaluator;
mod facade;
mod gather;
mod grid;
mod grounds;
mod input;
mod instruction;
mod load;
mod look_up;
mod lower;
mod members;
mod memory;
mod numbers;
mod output;
#[cfg(feature = "parallel")]
mod parallel;
mod program;
mod ranks;
mod rows;
mod run;
mod switch;
mod take;
mod truths;
mod vectors;
mod verdicts;
mod wrong;

pub use evaluator::ColumnEvaluator;
pub use grounds::Grounds;
pub use input::{Batch, Bitmap, Column, Values};
pub use output::{
    ColumnAnswer, Counts, DispositifColumns, DroitColumn, DroitValues, Mask, NONE_FAILS, PriorityColumn,
    Refusal, verdict_code, verdict_of,
};
pub use wrong::{MOST_ROWS_TOLD, more_rows};
