//! What a fact changes, for a person: intervals in a table, and a chart.

mod axis;
mod chart;
mod days;
mod frame;
mod map;
mod nearest;
mod table;
mod words;

use bareme::analysis::Pieces;

pub use days::breakpoints;
pub use table::thresholds;

/// The chart of what one dispositif says while a fact goes on, as SVG: an accessible picture with its words as text, for a light or a dark page and for
/// print. Over two facts, a map of boxes. `droits` says which are drawn, by their ids; those that change when there are none.
#[must_use]
pub fn thresholds_svg(pieces: &Pieces, droits: &[&str]) -> String {
    if pieces.second_fact().is_some() {
        map::drawn(pieces)
    } else {
        chart::drawn(pieces, droits)
    }
}
