//! The tree as a text for a terminal, as HTML, as Markdown.

mod html;
mod json;
mod markdown;
mod page;
mod text;

pub use html::STYLE;
pub(crate) use html::escaped;
pub use page::{Page, Style, WIDEST};
