//! The native half of the Python module `bareme`: conversions and calls, no rule.
//!
//! What only some callers import is in `python/bareme`.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod answer;
mod asking;
mod budget;
mod compare;
mod decision;
mod engine;
mod error;
mod evaluating;
mod facts;
mod follow;
mod imports;
mod incomes;
mod kept;
mod law;
mod ledger;
mod lists;
mod meaning;
mod naming;
mod packed;
mod receipt;
mod reform;
mod remedies;
mod sweeping;
mod table;
mod thresholds;
mod told;
mod values;

use pyo3::prelude::*;

/// The native module: `bareme` re-exports what is public.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::{
        answer::Answer,
        budget::{Budgeted, budget},
        compare::{Compared, compare},
        decision::{Condition, Decision},
        engine::{Engine, pays_de_la_loire},
        error::panic_inside,
        follow::{Counts, follow},
        incomes::Incomes,
        ledger::Ledger,
        naming::{kept, misnamed, nearly_facts},
        packed::is_in_pack,
        table::{Lent, OutTable, TableOptions, arrays, distinct_of, table_of},
        thresholds::Thresholds,
    };

    /// The most bytes of a file of a pack.
    #[pymodule_export]
    const _MAX_FILE_BYTES: usize = bareme::pack::MAX_FILE_BYTES;

    /// The version of the engine.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python gives to a version")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
