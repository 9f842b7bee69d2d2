//! A hostile dossier: any text gives a decision or findings, twice the same, never a panic or a hang.
#![no_main]

use bareme::wire::{self, Request};
use bareme_pays_de_la_loire::engine;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The doors refuse what is not UTF-8 before the engine sees it.
    let Ok(dossier) = std::str::from_utf8(data) else {
        return;
    };
    let mut request = Request {
        dossier,
        date: "2024-09-02",
        dispositifs: &[],
        hypotheses: true,
        explain: false,
    };
    let first = wire::evaluate(engine(), &request);
    assert_eq!(
        first,
        wire::evaluate(engine(), &request),
        "the same dossier gave two answers"
    );
    // The same text where a decision is expected.
    let _ = wire::verify(engine(), dossier);
    if let Ok(decision) = first {
        assert!(
            wire::verify(engine(), &decision).is_ok(),
            "a decision does not verify"
        );
        request.explain = true;
        assert!(
            wire::evaluate(engine(), &request).is_ok(),
            "a decision has no explanation"
        );
        assert!(
            wire::schedule(engine(), &request).is_ok(),
            "a decided dossier has no schedule"
        );
    }
});
