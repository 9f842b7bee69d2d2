//! What rules say over many dossiers at once, proved: never a sample.

mod pieces;

pub use pieces::{
    BreakKind, Breakpoint, DroitPiece, Fraction, Kept, Line, Piece, PieceOptions, Pieces, Shape, Worth,
};
