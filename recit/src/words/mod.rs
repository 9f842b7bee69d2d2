//! Numbers, amounts, units, days and lists as they are written in French: the one place where they are worded.

mod dates;
mod lists;
mod numbers;
mod units;
#[cfg(test)]
mod words_tests;

pub use dates::{date, month, period, short_date};
pub use lists::{capital, inside, list, name};
pub(crate) use numbers::round_step;
pub use numbers::{THIN, counted, signed_percent, whole};
pub use units::Words;
