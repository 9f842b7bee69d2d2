//! A hostile pack: any bytes give findings or a plan, never a panic, a hang or an overflow.
#![no_main]

use bareme::{
    error::{Findings, Severity, render},
    pack::{self, InputFile},
    plan,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let reading = pack::read(files(data));
    let mut list = reading.findings;
    let (plan, more) = plan::build(&reading.pack);
    list.extend(more);
    let refused = list.iter().any(|finding| finding.severity == Severity::Error);
    assert!(refused || plan.is_some(), "a pack without an error has no plan");
    // Places point into the files: showing the faulty lines must not fail either.
    let _ = render(&Findings {
        list,
        files: reading.pack.files,
    });
});

/// A line `%% path` starts a file; what stands before the first is left out.
fn files(data: &[u8]) -> Vec<InputFile> {
    let mut out: Vec<InputFile> = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"%% "), out.last_mut()) {
            (Some(path), _) => out.push(InputFile {
                path: String::from_utf8_lossy(path.trim_ascii()).into_owned(),
                bytes: Vec::new(),
            }),
            (None, Some(file)) => file.bytes.extend_from_slice(line),
            (None, None) => {}
        }
    }
    out
}
