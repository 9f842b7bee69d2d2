//! Lists in order, each item once.

/// Adds an item where its order says, once. Lists here are short, and mostly empty.
pub(super) fn insert_once<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(position) = list.binary_search(&item) {
        list.insert(position, item);
    }
}

/// The keys in their order, each once. Everything that is put in order here is a number: a sort for each type, unrolled as
/// those of the standard library are, is 10 kB for a phone to download.
pub(super) fn in_order(mut keys: Vec<u64>) -> impl Iterator<Item = u64> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
}
