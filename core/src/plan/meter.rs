//! The steps that a call takes, counted while it runs: what a [certificate](super::cost) bounds beforehand.
//!
//! A step is a node computed or walked back to, an operand of a list looked at, a dated value or a row of a table looked at,
//! a part of an expression told, a span of days tried. Without the feature `metered` nothing is counted and nothing is left
//! of it in the program.

#[cfg(feature = "metered")]
mod counted {
    use core::cell::Cell;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    pub(crate) fn add(steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        STEPS.with(|count| count.set(count.get().saturating_add(steps)));
    }

    /// The steps since this was last asked.
    #[must_use]
    pub fn taken() -> u64 {
        STEPS.with(|count| count.replace(0))
    }
}

#[cfg(not(feature = "metered"))]
mod counted {
    #[inline(always)]
    pub(crate) const fn add(_: usize) {}
}

pub(crate) use counted::add;
#[cfg(feature = "metered")]
pub use counted::taken;
