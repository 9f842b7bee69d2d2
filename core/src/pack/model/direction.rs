//! Which way a value goes as another one grows.

use serde::Serialize;

/// Which way a value goes as another one grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Direction {
    /// `croissant`: it never falls.
    Growing,
    /// `decroissant`: it never grows.
    Falling,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Growing, Self::Falling];

    /// The word in the files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Growing => "croissant",
            Self::Falling => "decroissant",
        }
    }

    /// Does a value that goes from one number to another, as the other one grows, go this way?
    #[must_use]
    pub const fn allows(self, before: i64, after: i64) -> bool {
        match self {
            Self::Growing => before <= after,
            Self::Falling => before >= after,
        }
    }
}
