//! `table[code]` on every row.

use super::{
    block::Block,
    vectors::{Lanes, vectors},
};

/// A table for every code.
pub(crate) type Table<T> = [T; 256];

/// What a table holds.
pub(crate) trait Entry: Copy + Default {
    /// Looks up 32 rows at a time in a table whose entries from [`super::vectors::LAST`] on are alike.
    fn some(lanes: impl Lanes, table: &Table<Self>, codes: &Block<u8>, out: &mut Block<Self>);
}

impl Entry for u8 {
    #[inline(always)]
    fn some(lanes: impl Lanes, table: &Table<Self>, codes: &Block<u8>, out: &mut Block<Self>) {
        let table = twice(table.iter().copied());
        for (out, codes) in out.as_chunks_mut().0.iter_mut().zip(codes.as_chunks().0) {
            *out = lanes.look_up(&table, codes);
        }
    }
}

impl Entry for i32 {
    #[inline(always)]
    fn some(lanes: impl Lanes, table: &Table<Self>, codes: &Block<u8>, out: &mut Block<Self>) {
        let planes = [0, 8, 16, 24].map(|shift: u32| {
            twice(table.iter().map(|entry| {
                let [byte, ..] = entry.wrapping_shr(shift).to_le_bytes();
                byte
            }))
        });
        for (out, codes) in out.as_chunks_mut().0.iter_mut().zip(codes.as_chunks().0) {
            *out = lanes.look_up_wide(&planes, codes);
        }
    }
}

/// The entries up to [`super::vectors::LAST`], twice: once for each half of a vector.
#[inline(always)]
pub(super) fn twice(entries: impl Iterator<Item = u8>) -> [u8; 32] {
    let mut half = [0; 16];
    half.iter_mut().zip(entries).for_each(|(to, entry)| *to = entry);
    let mut twice = [0; 32];
    twice.as_chunks_mut().0.fill(half);
    twice
}

/// `out = table[code]` on every row. `few`: the entries from [`super::vectors::LAST`] on are alike, which AVX2 looks up 32 rows at a time.
pub(crate) fn look_up<T: Entry>(codes: &Block<u8>, table: &Table<T>, few: bool, out: &mut Block<T>) {
    vectors!(|lanes| if few && has_tables(lanes) {
        T::some(lanes, table, codes, out);
    } else {
        each(codes, table, out);
    });
}

/// The same, one row after another.
#[inline(always)]
pub(crate) fn each<T: Copy + Default>(codes: &Block<u8>, table: &Table<T>, out: &mut Block<T>) {
    out.iter_mut()
        .zip(codes)
        .for_each(|(out, code)| *out = table.get(usize::from(*code)).copied().unwrap_or_default());
}

#[inline(always)]
pub(super) const fn has_tables<L: Lanes>(_: L) -> bool {
    L::TABLES
}

#[cfg(test)]
mod tests {
    use super::{
        super::{block::ROWS, vectors::LAST},
        Table, each, look_up,
    };

    fn every_code() -> [u8; ROWS] {
        let mut codes = [0; ROWS];
        (0..=u8::MAX)
            .cycle()
            .zip(&mut codes)
            .for_each(|(code, to)| *to = code);
        codes
    }

    #[test]
    fn a_table_of_few_entries_gives_what_a_longer_one_does() {
        let codes = every_code();
        for entries in 0..=LAST {
            let (mut bytes, mut numbers): (Table<u8>, Table<i32>) = ([7; 256], [-9; 256]);
            let mut number = 0x1234_5678_i32;
            for (byte, wide) in bytes.iter_mut().zip(&mut numbers).take(entries.into()) {
                number = number.wrapping_mul(0x0101_6b35).rotate_left(13) ^ 1;
                (*byte, *wide) = (number.to_le_bytes()[2], number);
            }
            let (mut some, mut all) = ([0; ROWS], [0; ROWS]);
            look_up(&codes, &bytes, true, &mut some);
            each(&codes, &bytes, &mut all);
            assert_eq!(some, all, "{entries}");
            let (mut some, mut all) = ([0; ROWS], [0; ROWS]);
            look_up(&codes, &numbers, true, &mut some);
            each(&codes, &numbers, &mut all);
            assert_eq!(some, all, "{entries}");
        }
    }
}
