//! A hostile dossier: any text gives a decision or findings, twice the same, never a panic or a hang.
#![no_main]

use bareme::{
    Code,
    wire::{self, Request},
};
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
        if_eligible: false,
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
        let explained = wire::evaluate(engine(), &request).expect("a decision has an explanation");
        assert!(
            wire::verify(engine(), &explained).is_ok(),
            "an explanation does not verify"
        );
        assert!(
            wire::next_questions(engine(), &request).is_ok(),
            "a decided dossier has no questions"
        );
        request.if_eligible = true;
        let supposed = wire::evaluate(engine(), &request).expect("a decision can be supposed");
        assert!(
            wire::verify(engine(), &supposed).is_ok(),
            "a supposition does not verify"
        );
        request.if_eligible = false;
        match wire::schedule(engine(), &request) {
            Ok(schedule) => assert!(
                wire::verify(engine(), &schedule).is_ok(),
                "a schedule does not verify"
            ),
            // What a decision does not look at: how long the course is, and that it ends after it starts.
            Err(findings) => assert!(
                findings
                    .list
                    .iter()
                    .all(|finding| matches!(finding.code, Code::CourseTooLong | Code::Incoherent)),
                "a decided dossier has no schedule: {findings:?}"
            ),
        }
    }
});
