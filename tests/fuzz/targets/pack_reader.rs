//! A hostile pack: any text gives findings or a plan, never a panic, a hang or an overflow.
#![no_main]

use bareme::{
    error::{Findings, SourceFile, render},
    pack, plan,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Err(findings) = read(files(&text)) {
        assert!(findings.has_errors(), "a pack was refused without an error");
        // Places point into the files: showing the faulty lines must not fail either.
        let _ = render(&findings);
    }
});

/// From files to a plan, as `bareme check` goes.
fn read(files: Vec<SourceFile>) -> Result<(), Findings> {
    let pack = pack::read(files)?;
    plan::build(&pack).map(|_| ())
}

/// A line `%% path` starts a file.
fn files(text: &str) -> Vec<SourceFile> {
    let mut out: Vec<SourceFile> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("%% "), out.last_mut()) {
            (Some(path), _) => out.push(SourceFile {
                path: path.trim_end().to_owned(),
                text: String::new(),
            }),
            (None, Some(file)) => file.text.push_str(line),
            (None, None) => {}
        }
    }
    out
}
