//! A hostile dossier: any bytes give a decision or findings, twice the same, never a panic or a hang.
#![no_main]

use std::sync::LazyLock;

use bareme::{date::Day, wire};
use bareme_pays_de_la_loire::Engine;
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(bareme_pays_de_la_loire::engine);
static DATE: LazyLock<Day> = LazyLock::new(|| "2024-09-02".parse().expect("a date"));

fuzz_target!(|data: &[u8]| {
    let first = wire::evaluate(&ENGINE, data, *DATE);
    assert_eq!(
        first,
        wire::evaluate(&ENGINE, data, *DATE),
        "the same dossier gave two answers"
    );
    if first.is_ok() {
        // What decides must also explain.
        assert!(
            wire::explain(&ENGINE, data, *DATE).is_ok(),
            "a decision has no explanation"
        );
    }
});
