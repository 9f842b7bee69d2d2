//! How much memory the values of a type take, by the format of Arrow.

use arrow_schema::DataType;

use super::fault::Trouble;

/// What a buffer may hold at most: more than the memory of any machine, and a sum of a few of these overflows nothing.
const MOST_BYTES: u64 = 1 << 46;

/// The buffers that values are laid out in, after the one that says which are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// No buffer at all: every value is unknown.
    Nothing,
    /// One bit a value.
    Bits,
    /// So many bytes a value.
    Fixed(usize),
    /// Where each value starts and ends, with positions of so many bytes; and their bytes.
    Bytes(usize),
    /// Views of sixteen bytes, the buffers that they look at, and the lengths of these.
    Views,
    /// Where each list starts and ends, with positions of so many bytes.
    Lists(usize),
    /// Nothing of its own: what its columns hold.
    Columns,
}

impl Layout {
    /// The layout of a type; `None` for one that is not read.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "Arrow has more types than are read"
    )]
    pub(crate) fn of(kind: &DataType) -> Option<Self> {
        Some(match kind {
            DataType::Null => Self::Nothing,
            DataType::Boolean => Self::Bits,
            DataType::Utf8 | DataType::Binary => Self::Bytes(4),
            DataType::LargeUtf8 | DataType::LargeBinary => Self::Bytes(8),
            DataType::Utf8View | DataType::BinaryView => Self::Views,
            DataType::List(_) | DataType::Map(..) => Self::Lists(4),
            DataType::LargeList(_) => Self::Lists(8),
            DataType::Struct(_) | DataType::FixedSizeList(..) => Self::Columns,
            DataType::FixedSizeBinary(size) => Self::Fixed(usize::try_from(*size).ok()?),
            DataType::Dictionary(key, _) => Self::Fixed(key.primitive_width()?),
            kind => Self::Fixed(kind.primitive_width()?),
        })
    }

    /// Whether an array of so many buffers is one of this layout.
    pub(crate) const fn has_buffers(self, count: usize) -> bool {
        match self {
            // Some producers hand over a buffer that says that nothing is known.
            Self::Nothing => count <= 1,
            Self::Bits | Self::Fixed(_) | Self::Lists(_) => count == 2,
            Self::Bytes(_) => count == 3,
            Self::Views => count >= 3,
            Self::Columns => count == 1,
        }
    }
}

/// How many bytes so many values take.
pub(crate) fn bytes(count: usize, width: usize) -> Result<usize, Trouble> {
    count
        .checked_mul(width)
        .filter(|bytes| isize::try_from(*bytes).is_ok() && *bytes as u64 <= MOST_BYTES)
        .ok_or_else(|| {
            Trouble::whole(format!(
                "elle annonce {count} valeurs, plus qu'aucune mémoire n'en tient"
            ))
        })
}
