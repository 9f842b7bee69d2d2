//! The widest vectors of the processor, found when the program runs.

/// Runs a loop compiled for the processor that it runs on.
///
/// A program for any x86-64 processor has the instructions of 2003: four numbers of 32 bits at once, no minimum, no choice between
/// two, no gather. Nearly all processors since 2013 have AVX2, with twice the numbers and all three. Loops are compiled twice, and the
/// library asks the processor once. Whole numbers give the same results either way.
///
/// What the loop calls must be inlined in it: a function compiled apart keeps the instructions of 2003.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(super) fn vectors<R>(pass: impl FnOnce() -> R) -> R {
    use fearless_simd::{Level, Simd};
    match Level::new().as_avx2() {
        Some(avx2) => avx2.vectorize(pass),
        None => pass(),
    }
}

/// Elsewhere loops are compiled once.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(super) fn vectors<R>(pass: impl FnOnce() -> R) -> R {
    pass()
}
