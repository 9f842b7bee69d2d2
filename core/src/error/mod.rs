//! Findings: what is wrong, where, and what to do. Every reader reports all of them, not the first.

mod code;
mod finding;
mod nearest;
#[cfg(feature = "reader")]
mod omitted;
mod remedy;
#[cfg(feature = "reader")]
mod render;
mod severity;
mod visible;
mod word;

pub use code::Code;
pub use finding::{Finding, Findings, Place, SourceFile};
pub use nearest::nearest;
#[cfg(feature = "reader")]
pub use omitted::MOST_FINDINGS;
#[cfg(feature = "reader")]
pub(crate) use omitted::{Omitted, capped};
pub use remedy::Remedy;
#[cfg(feature = "reader")]
pub use render::render;
pub use severity::Severity;
pub use visible::visible;
pub use word::UnknownWord;
pub(crate) use word::words;
