//! `xtask-wasm MODULE.wasm OUT_DIR NAME` : writes the module and the JavaScript that calls it.
use std::{env, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, out, name] = arguments.as_slice() else {
        eprintln!("usage: xtask-wasm MODULE.wasm OUT_DIR NAME");
        return ExitCode::from(2);
    };
    match write(module, out, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask-wasm: {message}");
            ExitCode::FAILURE
        }
    }
}

fn write(module: &str, out: &str, name: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(true)
        // After a trap the state of a module is not to be trusted: the package makes a new instance.
        .reset_state_function(true)
        .web(true)
        .map_err(|error| format!("{error:#}"))?
        .generate(out)
        .map_err(|error| format!("{error:#}"))
}
