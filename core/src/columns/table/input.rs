//! What goes in: dossiers as columns, whose memory is that of the caller.

use crate::columns::kernel::{
    block::{ROWS, WORDS, Words},
    words::live,
};

/// One bit for each row, as Arrow lays them out: the first row in the lowest bit of the first byte.
#[derive(Clone, Copy)]
pub struct Bitmap<'a> {
    bytes: &'a [u8],
    offset: usize,
    length: usize,
}

impl<'a> Bitmap<'a> {
    /// `length` bits of `bytes`, from the bit at `offset`. `None` when the bytes are too few.
    #[must_use]
    pub fn new(bytes: &'a [u8], offset: usize, length: usize) -> Option<Self> {
        let bits = bytes.len().checked_mul(8)?;
        (offset.checked_add(length)? <= bits).then_some(Self {
            bytes,
            offset,
            length,
        })
    }

    /// How many bits it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Has it no bit?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Is the bit of a row set?
    pub(crate) fn get(&self, row: usize) -> bool {
        self.word(row) & 1 != 0
    }

    /// The 64 bits from the row at `start`; bits beyond the last are 0.
    pub(crate) fn word(&self, start: usize) -> u64 {
        let Some(left) = self.length.checked_sub(start).filter(|left| *left > 0) else {
            return 0;
        };
        let first = self.offset.saturating_add(start);
        let rest = self.bytes.get(first / 8..).unwrap_or_default();
        let mut nine = [0_u8; 9];
        match rest.first_chunk::<9>() {
            Some(all) => nine = *all,
            None => nine.iter_mut().zip(rest).for_each(|(to, from)| *to = *from),
        }
        let [low @ .., high] = nine;
        let word = match first % 8 {
            0 => u64::from_le_bytes(low),
            shift => {
                let shift = u32::try_from(shift).unwrap_or(0);
                let high = u64::from(high).wrapping_shl(64_u32.wrapping_sub(shift));
                u64::from_le_bytes(low).wrapping_shr(shift) | high
            }
        };
        word & live(left)
    }
}

impl Bitmap<'_> {
    /// The bits of a chunk of `rows` rows from `start`; those beyond the last are 0.
    pub(crate) fn words(&self, start: usize, rows: usize) -> Words {
        let mut words = [0; WORDS];
        let first = self.offset.saturating_add(start);
        let whole = rows == ROWS && self.length.saturating_sub(start) >= ROWS && first.is_multiple_of(8);
        match self
            .bytes
            .get(first / 8..)
            .and_then(|bytes| bytes.first_chunk::<{ ROWS / 8 }>())
        {
            Some(bytes) if whole => words
                .iter_mut()
                .zip(bytes.as_chunks::<8>().0)
                .for_each(|(word, eight)| *word = u64::from_le_bytes(*eight)),
            _ => words
                .iter_mut()
                .zip((0..ROWS).step_by(64))
                .for_each(|(word, row)| {
                    *word = self.word(start.saturating_add(row)) & live(rows.saturating_sub(row));
                }),
        }
        words
    }
}

/// The values of a column of facts.
#[derive(Clone, Copy)]
pub enum Values<'a> {
    /// For a `booleen`: one bit a row.
    Bits(Bitmap<'a>),
    /// For a `booleen`: one byte a row.
    Booleans(&'a [bool]),
    /// For a number, scaled by its decimals, or a `date`, in days since 1970-01-01 (Arrow's `date32`).
    Narrow(&'a [i32]),
    /// For the same, in 64 bits.
    Wide(&'a [i64]),
    /// For a `choix`: positions of the members in their enumeration.
    Codes(&'a [u8]),
}

impl Values<'_> {
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Bits(bits) => bits.len(),
            Self::Booleans(values) => values.len(),
            Self::Narrow(values) => values.len(),
            Self::Wide(values) => values.len(),
            Self::Codes(values) => values.len(),
        }
    }
}

/// The column of a fact.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    /// The name of the fact; of a number or a date also `NAME.min` and `NAME.max`, the ends between which it is, both included. An end that is
    /// not known on a row is the bound of the fact; of a fact with ends no column gives the value.
    pub fact: &'a str,
    /// One value for each row.
    pub values: Values<'a>,
    /// The rows on which the fact is known; `None` when it is on all.
    pub known: Option<Bitmap<'a>>,
}

/// Dossiers as columns: one row a dossier. A fact without a column is unknown on every row.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// How many dossiers.
    pub rows: usize,
    /// In any order, each fact at most once.
    pub columns: &'a [Column<'a>],
}

unseen! {
    Bitmap<'_> => "Bitmap",
    Values<'_> => "Values",
    Column<'_> => "Column",
    Batch<'_> => "Batch",
}
