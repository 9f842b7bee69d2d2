//! Sums that stay at the largest number rather than wrap: beyond every limit, one number is as good as another.

pub(super) fn sum<const N: usize>(parts: [u64; N]) -> u64 {
    total(parts)
}

pub(super) fn total(parts: impl IntoIterator<Item = u64>) -> u64 {
    parts.into_iter().fold(0, u64::saturating_add)
}

pub(super) fn times(a: u64, b: u64) -> u64 {
    a.saturating_mul(b)
}

pub(super) fn count<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}
