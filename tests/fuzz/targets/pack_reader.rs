//! A hostile pack: any bytes give findings or a plan, never a panic, a hang or an overflow, and no call of the plan costs more than its
//! certificate says.
//!
//! Bytes that start as a compact pack are one, under the checksum that whoever forges it would compute.
#![no_main]

use bareme::{
    Engine,
    catalogue::{
        self, Plan,
        cost::{Calls, Certificate, Cost},
    },
    error::{Severity, render},
    internals::plan::meter,
    pack::InputFile,
    wire::{self, Request},
};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// The file that is a dossier to decide, not a file of the pack.
const DOSSIER: &str = "dossier.json";

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"BAREME\0") {
        let forged = [data, Sha256::digest(data).as_slice()].concat();
        if let Ok(engine) = Engine::from_compact(&forged) {
            calls(&engine, "{}", None);
        }
        return;
    }
    let (dossiers, files): (Vec<_>, Vec<_>) = files(data).into_iter().partition(|file| file.path == DOSSIER);
    match catalogue::from_files(files) {
        Ok((plan, warnings)) => {
            let _ = render(&warnings, false);
            sound(plan, &dossiers);
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
    }
});

/// What is read can be embedded, comes back the same, and keeps to its certificate.
fn sound(plan: Plan, dossiers: &[InputFile]) {
    let compact = plan.to_compact().expect("a plan has a compact form");
    let read_back = Engine::from_compact(&compact).expect("a compact plan reads back");
    assert_eq!(**read_back.plan(), plan, "another plan comes back");
    let certificate = Certificate::of(&plan);
    calls(&read_back, "{}", Some(&certificate.pack));
    for dossier in dossiers {
        calls(
            &read_back,
            &String::from_utf8_lossy(&dossier.bytes),
            Some(&certificate.pack),
        );
    }
}

/// Every call, with what it may cost.
fn calls(engine: &Engine, dossier: &str, certified: Option<&Calls>) {
    for date in ["2024-09-02", "1900-01-01"] {
        let mut request = Request {
            dossier,
            date,
            dispositifs: &[],
            hypotheses: true,
            explain: false,
            if_eligible: false,
        };
        let keeps = |what: &str, answer: Option<String>, cost: fn(&Calls) -> Cost, more: u64| {
            let steps = meter::taken();
            let (Some(certified), Some(answer)) = (certified, answer) else {
                return;
            };
            let cost = cost(certified);
            assert!(steps <= cost.steps + more, "{what}: {steps} steps");
            assert!(
                answer.len() as u64 <= cost.bytes,
                "{what}: {} bytes",
                answer.len()
            );
        };
        let preparation = certified.map_or(0, |calls| calls.preparation);
        let _ = meter::taken();
        let decided = wire::evaluate(engine, &request).ok();
        keeps("evaluate", decided, |calls| calls.evaluate, preparation);
        request.explain = true;
        let explained = wire::evaluate(engine, &request).ok();
        keeps("explain", explained, |calls| calls.explain, preparation);
        request.if_eligible = true;
        let supposed = wire::evaluate(engine, &request).ok();
        keeps("suppose", supposed, |calls| calls.explain, preparation);
        request.if_eligible = false;
        let asked = wire::next_questions(engine, &request).ok();
        keeps("questions", asked, |calls| calls.questions, 0);
        let schedule = wire::schedule(engine, &request).ok();
        keeps("schedule", schedule, |calls| calls.schedule, 0);
    }
}

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
