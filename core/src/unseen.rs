//! `Debug` of what may say something of a person: the name of the type, and nothing that is in it.
//!
//! Programs write `Debug` to their logs without thinking of it. What is known of a person never goes there: not a fact, nor what
//! was decided from it. Whoever wants a value asks for it by name.

/// Writes `Debug` for types that hold what is known of a person: `Line(…)`.
macro_rules! unseen {
    ($($type:ty => $name:literal),* $(,)?) => {
        $(impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!($name, "(…)"))
            }
        })*
    };
}
