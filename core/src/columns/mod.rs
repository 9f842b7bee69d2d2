//! The columnar evaluator: the same plan as the explaining evaluator, on a million dossiers at once.
//!
//! A program is compiled for the dispositifs, the reference date and the columns given: what they share is computed once, what
//! is the same on every row is folded, what follows from a node with few values becomes a table. It runs on chunks of 1,024 rows
//! that stay in the first levels of cache. Three-valued results are two bits a row; numbers are 32 bits wide wherever their
//! bounds prove that they fit, choices are bytes. Where facts are missing a number has both its ends, so that verdicts and droits
//! are those of the explaining evaluator: what has no loop of its own is computed by the very function that defines every node.
//!
//! | | |
//! |---|---|
//! | `instruction` | the set of instructions, as data: all that what compiles and what runs know of each other |
//! | `compile` | from a plan to a program; it knows nothing of what runs it |
//! | `kernel` | loops over the rows of a chunk; they know nothing of programs |
//! | `run` | the registers of a chunk, and what fills them, instruction by instruction |
//! | `table` | the border: columns of callers to registers, registers to columns of answers |
//! | `batch` | a batch, chunk by chunk and, if asked, on several threads |

mod batch;
mod compile;
mod engine;
mod evaluator;
mod instruction;
mod kernel;
mod narrow;
mod run;
mod table;

pub use evaluator::ColumnEvaluator;
pub use table::{
    beside::Beside,
    faults::{MOST_ROWS_TOLD, more_rows},
    grounds::Grounds,
    input::{Batch, Bitmap, Column, Values},
    naming::{Part, crossed_ends, ends_at_fault, fact_of_column, former_columns},
    output::{
        ColumnAnswer, Counts, DispositifColumns, DroitBounds, DroitColumn, DroitValues, Mask, NONE_FAILS,
        PriorityColumn, Refusal, verdict_code, verdict_of,
    },
};
