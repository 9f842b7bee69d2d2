//! A hostile pack: any bytes give findings or a plan, never a panic, a hang or an overflow.
#![no_main]

use bareme::{
    Engine,
    error::{Severity, render},
    pack::InputFile,
    plan,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| match plan::from_files(files(data)) {
    Ok((plan, warnings)) => {
        let _ = render(&warnings, false);
        // What is read can be embedded, and comes back the same.
        let compact = plan.to_compact().expect("a plan has a compact form");
        let read_back = Engine::from_compact(&compact).expect("a compact plan reads back");
        assert_eq!(read_back.plan().fingerprint, plan.fingerprint);
    }
    Err(findings) => {
        let refused = findings
            .list
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert!(refused, "a pack without an error has no plan");
        // Places point into the files: showing the faulty lines must not fail either.
        let _ = render(&findings, true);
    }
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
