//! What the files read first declare, for those read next.

use super::sources::Sources;
use crate::vocabulary::Vocabulary;

/// What the files read first declare, for the files read next.
pub(super) struct Known {
    pub(super) vocabulary: Vocabulary,
    pub(super) sources: Sources,
}
