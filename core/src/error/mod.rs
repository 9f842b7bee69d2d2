//! Findings: what is wrong, where, and what to do. Every reader reports all of them, not the first.

mod code;
mod finding;
#[cfg(feature = "reader")]
mod omitted;
#[cfg(feature = "reader")]
mod render;
mod visible;

pub use code::Code;
pub use finding::{Finding, Findings, Place, Severity, SourceFile, nearest};
#[cfg(feature = "reader")]
pub use omitted::MOST_FINDINGS;
#[cfg(feature = "reader")]
pub(crate) use omitted::{Omitted, capped};
#[cfg(feature = "reader")]
pub use render::render;
pub use visible::visible;
