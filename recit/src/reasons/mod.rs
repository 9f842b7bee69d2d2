//! The whole reasoning about one dispositif: conditions, computations, questions, doubts.

mod comparison;
mod expression;
mod followed;
mod notes;
mod rule;
mod scale;
mod section;
mod sentence;
mod steps;
mod truths;
mod values;

pub use notes::source_told;
pub(crate) use notes::{Notes, sources};
pub use rule::rule;
pub(crate) use section::Reasons;
pub use sentence::{Sentence, sentence};
pub(crate) use values::{Shape, Values, is_wide};
