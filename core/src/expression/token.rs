//! Tokens.

use super::{operations::CompareOp, tree::Span};

/// What a token is; its text is read from its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    /// After a number only.
    Unit,
    /// With its quotes.
    Member,
    And,
    Or,
    Not,
    If,
    Then,
    Else,
    Match,
    In,
    NotIn,
    True,
    False,
    Dispositif,
    ReferenceDate,
    EffectDate,
    Compare(CompareOp),
    Plus,
    Minus,
    Star,
    ParenOpen,
    ParenClose,
    BracketOpen,
    BracketClose,
    BraceOpen,
    BraceClose,
    Comma,
    Colon,
    Dot,
    DotDot,
    End,
}

impl Kind {
    /// Does it open a group?
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::ParenOpen | Self::BracketOpen | Self::BraceOpen)
    }

    /// Does it close a group?
    pub(super) fn closes(self) -> bool {
        matches!(self, Self::ParenClose | Self::BracketClose | Self::BraceClose)
    }
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The span of a byte range; a text is far shorter than `u32::MAX`.
pub(super) fn span(start: usize, end: usize) -> Span {
    let narrow = |n| u32::try_from(n).unwrap_or(u32::MAX);
    Span {
        start: narrow(start),
        end: narrow(end),
    }
}
