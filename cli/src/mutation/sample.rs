//! A part of the slips, drawn the same way everywhere.

/// So many of these, drawn by a seed and left in their order; all of them when there are no more.
pub(crate) fn sample<T>(all: Vec<T>, number: usize, seed: u64) -> Vec<T> {
    let mut drawn: Vec<(u64, usize, T)> = (0_usize..)
        .zip(all)
        .map(|(position, one)| {
            let place = u64::try_from(position).unwrap_or(u64::MAX);
            (mixed(seed.wrapping_add(place)), position, one)
        })
        .collect();
    drawn.sort_by_key(|(rank, position, _)| (*rank, *position));
    drawn.truncate(number);
    drawn.sort_by_key(|(_, position, _)| *position);
    drawn.into_iter().map(|(_, _, one)| one).collect()
}

/// SplitMix64: each number to another, as if by chance.
const fn mixed(seed: u64) -> u64 {
    let mut mixed = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_sample_is_the_same_for_a_seed_and_another_for_another() {
        let all: Vec<usize> = (0..1_000).collect();
        let drawn = sample(all.clone(), 50, 7);
        assert_eq!(drawn, sample(all.clone(), 50, 7));
        assert_ne!(drawn, sample(all.clone(), 50, 8));
        assert!(drawn.is_sorted() && drawn.len() == 50);
        assert_eq!(sample(all.clone(), 2_000, 7), all);
    }
}
