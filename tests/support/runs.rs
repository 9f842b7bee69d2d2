//! How many cases a law is tried on, and which ones: the same at each run, unless the environment asks for more or for others.

use proptest::{
    prelude::ProptestConfig,
    test_runner::{RngSeed, TestCaseResult, TestRunner},
};

/// `BAREME_CASES` replaces the number of cases (a nightly run asks for 100,000), `BAREME_SEED` the seed.
pub(crate) fn config(quick: u32) -> ProptestConfig {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse::<u32>().expect(name))
    };
    ProptestConfig {
        cases: number("BAREME_CASES").unwrap_or(quick),
        rng_seed: RngSeed::Fixed(number("BAREME_SEED").unwrap_or(20_240_902).into()),
        failure_persistence: None,
        // A pack that the reader refuses is drawn again.
        max_local_rejects: u32::MAX,
        max_global_rejects: u32::MAX,
        max_shrink_iters: number("BAREME_SHRINK").unwrap_or(2_000),
        ..ProptestConfig::default()
    }
}

/// Tries a law on random cases, and shows the smallest that breaks it.
pub(crate) fn law<S: proptest::strategy::Strategy>(
    quick: u32,
    cases: &S,
    check: impl Fn(S::Value) -> TestCaseResult,
) {
    if let Err(failure) = TestRunner::new(config(quick)).run(cases, check) {
        panic!("{failure}");
    }
}
