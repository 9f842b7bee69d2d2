//! What can be said of rules before anyone is decided with them: dossiers that exist or do not, and what changes from one pack to another.
//!
//! Facts are bounded and every operation has an exact meaning on intervals, so that the engine itself decides what others ask of a solver: a box of
//! dossiers on which an expression is false holds none on which it is true. Everything here is proved, or told as undecided; nothing is sampled.
//!
//! A search is about complete dossiers: each fact that counts is known, and the rules of coherence of the pack hold. Pieces are about one dossier, whatever is
//! known of it.

pub mod changes;
pub mod compare;
mod findings;
mod joint;
mod pieces;
mod search;

pub use findings::{Analysis, analyse};
pub use joint::{Joint, Side, Term};
pub use pieces::{
    BreakKind, Breakpoint, ChangedFact, DroitPiece, Fraction, Kept, Line, NearestChange, Opening, Piece,
    PieceOptions, Pieces, Shape, Worth,
};
pub use search::{Budget, Extreme, Found, Left, Searched, Witness};
