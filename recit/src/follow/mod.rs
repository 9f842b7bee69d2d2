//! What was decided beside what was planned, for a person: a table in a terminal or in a page, and a chart.

mod graph;
mod html;
mod rows;
mod text;

pub use graph::graph;
pub use html::followed_html;
pub use text::followed;
