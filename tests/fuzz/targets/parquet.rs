//! A hostile Parquet file: `bareme batch` and `bareme summary` decide it or say what is wrong with it, and never find the fault in themselves.
#![no_main]

use std::{env, ffi::OsString, fs, path::PathBuf, process, sync::LazyLock};

use bareme_cli::Exit;
use libfuzzer_sys::fuzz_target;

/// A folder of this process.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = env::temp_dir().join(format!("bareme-fuzz-parquet-{}", process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    folder
});

fuzz_target!(|data: &[u8]| {
    let (input, output) = (FOLDER.join("in.parquet"), FOLDER.join("out.csv"));
    fs::write(&input, data).expect("a temporary file");
    let run = |arguments: &[&str], files: &[&PathBuf]| {
        let arguments = arguments.iter().map(OsString::from);
        let files = files.iter().map(|file| file.as_os_str().to_owned());
        bareme_cli::run(arguments.chain(files))
    };
    let batch = [
        "bareme",
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
    ];
    for (arguments, files) in [
        (batch.as_slice(), [&input, &output].as_slice()),
        (["bareme", "summary"].as_slice(), [&input].as_slice()),
    ] {
        let exit = run(arguments, files);
        assert!(matches!(exit, Exit::Done | Exit::Findings), "{arguments:?}");
    }
});
