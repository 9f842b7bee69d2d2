//! Keys that came after the first packs: left out of the canonical text of a pack where they say nothing.

use serde::{Serialize, Serializer, ser::SerializeMap as _};

/// What may say nothing.
pub trait Silent {
    /// Does it say nothing?
    fn is_silent(&self) -> bool;
}

impl<T> Silent for Option<T> {
    fn is_silent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Silent for Vec<T> {
    fn is_silent(&self) -> bool {
        self.is_empty()
    }
}

impl Silent for bool {
    fn is_silent(&self) -> bool {
        !self
    }
}

impl Silent for () {
    fn is_silent(&self) -> bool {
        true
    }
}

/// The only key of an object that stands for nothing. No text of a pack is a key, so that none can be taken for it.
pub(crate) const NOTHING: &str = "\0";

/// A value of a key that came later.
pub(crate) fn later<T: Serialize + Silent, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() && value.is_silent() {
        return nothing(serializer);
    }
    value.serialize(serializer)
}

/// What stands for nothing.
pub(crate) fn nothing<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(NOTHING, &())?;
    map.end()
}
