//! How much a call of an accepted pack may cost, and so how much a reader of its answers must read; how much a dispositif may hold.

/// The most steps of a call, whatever the dossier.
pub const MAX_STEPS: u64 = 50_000_000;

/// The most bytes of an answer, whatever the dossier.
pub const MAX_ANSWER_BYTES: u64 = 16 << 20;

/// The most steps of a schedule: it lays out every way to be paid, up to eight, where an answer decides once.
pub const MAX_SCHEDULE_STEPS: u64 = 2 * MAX_STEPS;

/// The most bytes of a schedule; what verifies answers reads as much.
pub const MAX_SCHEDULE_BYTES: u64 = 2 * MAX_ANSWER_BYTES;

/// The most conditions of one dispositif: columns tell the first that fails by one byte, which keeps a value for « none ».
pub(crate) const MOST_CONDITIONS: usize = 255;

/// What is supposed rests on what is supposed at most so many times over.
pub(crate) const MOST_PASSES: usize = 8;

/// What is supposed against the rest of a dossier is left out, and the rest tried again, at most so many times: beyond, nothing is supposed.
pub(crate) const MOST_TRIES: usize = 8;

/// More ranges than these are no choice to show to a person: the value itself is asked for.
pub(crate) const MOST_RANGES: usize = 8;
