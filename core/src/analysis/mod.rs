//! What rules say over many dossiers at once, proved: never a sample.

mod pieces;

pub use pieces::{
    BreakKind, Breakpoint, ChangedFact, DroitPiece, Fraction, Kept, Line, NearestChange, Piece, PieceOptions,
    Pieces, Shape, Worth,
};
