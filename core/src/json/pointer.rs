//! JSON pointers, and how many of them are told.

/// The most names that stand twice and are told: a hostile text does not get a report larger than itself.
pub(crate) const MOST_TWICE: usize = 50;

/// Adds a name to a JSON pointer. A name longer than any that is known is cut.
pub(crate) fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for c in name.chars().take(80) {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
