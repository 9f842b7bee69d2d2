//! Members of an enumeration at other positions.

/// The mask of the same members at the positions of `to`; a position beyond it is left out.
pub(super) fn mask(mask: u64, to: &[u8]) -> u64 {
    (0_u32..).zip(to).fold(0, |found, (from, to)| {
        let has = mask.checked_shr(from).unwrap_or(0) & 1;
        found | has.checked_shl(u32::from(*to)).unwrap_or(0)
    })
}

/// The other way: what no position of `to` has is left out.
pub(super) fn back(mask: u64, to: &[u8]) -> u64 {
    (0_u32..).zip(to).fold(0, |found, (from, to)| {
        let has = mask.checked_shr(u32::from(*to)).unwrap_or(0) & 1;
        found | has.checked_shl(from).unwrap_or(0)
    })
}

/// One position.
pub(super) fn position(from: i64, to: &[u8]) -> i64 {
    let found = usize::try_from(from).ok().and_then(|from| to.get(from));
    found.map_or(from, |to| i64::from(*to))
}

#[cfg(test)]
mod tests {
    #[test]
    fn members_go_to_other_positions_and_back() {
        let to = [2, 0, 3];
        assert_eq!(super::mask(0b101, &to), 0b1100);
        assert_eq!(super::back(0b1100, &to), 0b101);
        assert_eq!(super::position(1, &to), 0);
    }
}
