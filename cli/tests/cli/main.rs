//! The command line as its users meet it: the real binary, its streams and its exit codes.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

mod bad_input;
mod batch;
mod batch_bounds;
mod batch_days;
mod batch_ends;
mod batch_folder;
mod batch_formats;
mod batch_grounds;
mod batch_input;
mod batch_manifest;
mod batch_output;
mod batch_reading;
#[cfg(feature = "parquet")]
mod batch_typed;
mod cases;
mod check;
mod compare;
mod diff;
mod diff_words;
mod evaluate;
mod explain;
mod explain_each;
mod explain_words;
mod figures;
mod help;
mod lettre;
mod lists;
mod mutation;
mod numbers;
mod pack;
mod pack_links;
#[cfg(feature = "parquet")]
mod parquet_cells;
#[cfg(feature = "parquet")]
mod parquet_ends;
mod parquet_files;
mod questions;
mod renaming;
mod renewal;
mod schema;
mod schema_validator;
mod seuils;
mod streams;
mod suggested;
mod suivi;
mod support;
mod verify;
