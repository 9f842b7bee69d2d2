//! What is said of one dossier while one fact goes from its smallest value to its largest, or two do: pieces, in each of which one thing is said.
//!
//! An interval says too little: that a verdict is open between 0 € and 100 000 € does not say that it is open at each amount. What is known of a node is
//! therefore two numbers *at each point*, and each of these two *ends* is followed over the whole span: between what it stays, along which line and how far
//! from it, which way it goes. A node whose two ends are one number each says one thing at every point. Where one does not, the span is cut where the node
//! says it changes, or in halves, and each part is looked at again. Whatever the rule is written with, what is told is proved; what the work allowed does not
//! reach is told as not established.

mod affine;
mod breakpoints;
mod cuts;
mod divide;
mod end;
mod engine;
mod join;
mod known;
mod meaning;
mod model;
mod nearest;
mod reading;
mod shape;
mod span;
mod sweep;
mod tables;
mod thresholds;
mod toward;

pub use breakpoints::{BreakKind, Breakpoint};
pub use engine::PieceOptions;
pub use model::{DroitPiece, Kept, Piece, Pieces};
pub use nearest::{ChangedFact, NearestChange, Opening};
pub use shape::{Fraction, Line, Shape, Worth};
