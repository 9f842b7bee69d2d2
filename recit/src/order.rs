//! A few items in the order of their keys.

/// The items in the order of their keys; equal ones keep theirs.
///
/// A list that a person reads is short, and each sort of the standard library is kilobytes more for a phone to download.
pub(crate) fn ordered<T, K: PartialOrd>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut keys: Vec<K> = Vec::new();
    let mut list = Vec::new();
    for item in items {
        let own = key(&item);
        let before = keys.iter().take_while(|other| **other <= own).count();
        keys.insert(before, own);
        list.insert(before, item);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn equal_ones_keep_their_order() {
        let list = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = ordered(list, |(key, _)| *key);
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
