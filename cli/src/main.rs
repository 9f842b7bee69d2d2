//! The binary `bareme`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    bareme_cli::run(std::env::args_os()).into()
}
