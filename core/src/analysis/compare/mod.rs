//! Whether two packs decide the same: for each dispositif a proof, a dossier for which they do not, or that it is not known.
//!
//! What is compared is what a decision says: in force, granted, each droit. What is paid over a course, deadlines and quotas are told in words by
//! [`changes`](super::changes).

mod bounds;
mod comparison;
mod domain;
mod dossier;
mod measured;
mod model;
mod population;
mod proof;
mod rows;
mod spread;
mod stricter;
mod tally;
mod together;
mod told;

pub use comparison::Comparison;
pub use domain::{Domain, Refused};
pub use measured::Measured;
pub use model::{Compared, Differing, Pair, Proof, Reached, Spread, Told};
pub use population::{Piece, Population};
pub use rows::{Euros, Fate, RowCounts};
pub use tally::{BANDS, Band, Cost, Group, Largest, Tally};
pub use together::Together;
