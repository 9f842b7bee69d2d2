//! What is wrong with rules, or worth knowing of them, each with a dossier that shows it or the proof that there is none.
//!
//! Nothing here is about one pack: questions are put to a [`Joint`], and answered for every dossier that the facts allow.

mod accepted;
mod branches;
mod concerns;
mod conditions;
mod dates;
mod droits;
mod excluded;
mod found;
mod jumps;
mod monotone;
mod nothing_reads;
mod ranges;
mod readings;
mod review;
mod same;
mod trend;
mod words;

use super::{Budget, Joint};
use crate::{evaluate::Engine, pack::model::Pack};

pub use found::Analysis;
use review::Review;

/// Looks for everything that is wrong with the rules of a pack without an error.
///
/// `budget` is that of each question; `progress` is told how many parts are done, of how many. The engine is that of the pack: anything else gives findings
/// about nothing.
pub fn analyse(
    pack: &Pack,
    engine: &Engine,
    budget: Budget,
    progress: &mut dyn FnMut(usize, usize),
) -> Analysis {
    let mut review = Review::new(pack, Joint::of(engine), budget);
    let count = pack.dispositifs.len();
    for position in 0..count {
        progress(position, count);
        if conditions::check(&mut review, position) {
            dates::check(&mut review, position);
            branches::check(&mut review, position);
            ranges::check(&mut review, position);
            droits::check(&mut review, position);
            monotone::check(&mut review, position);
            jumps::check(&mut review, position);
            excluded::check(&mut review, position);
            concerns::check(&mut review, position);
        }
        nothing_reads::variables(&mut review, position);
    }
    progress(count, count);
    same::check(&mut review);
    readings::check(&mut review);
    nothing_reads::check(&mut review);
    accepted::sorted(review)
}
