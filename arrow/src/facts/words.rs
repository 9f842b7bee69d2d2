//! Words that come back row after row: each is read once.

use arrow_buffer::Buffer;
use arrow_data::ByteView;

/// How many bytes a view holds itself.
const INLINE: usize = 12;
/// How many words have a place: more than twice as many as an enumeration has members, former names among them.
const PLACES: usize = 256;
/// The most words that are kept: among the others a place remains free.
const MOST: usize = PLACES / 2;

/// What was read of words. Only short ones are kept, that could be read: a column of anything else costs no memory.
pub(super) struct Words<T> {
    places: Vec<Option<(Key, T)>>,
    kept: usize,
}

impl<T: Copy> Words<T> {
    pub(super) fn new() -> Self {
        Self {
            places: vec![None; PLACES],
            kept: 0,
        }
    }

    /// What `read` makes of a text, now or when it was met first.
    #[inline]
    pub(super) fn read(&mut self, text: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        match Key::of(text.as_bytes()) {
            Some(key) => self.known(key, || read(text)),
            None => read(text),
        }
    }

    /// The same, of a text that is looked at through a view.
    #[inline]
    pub(super) fn read_view(
        &mut self,
        view: u128,
        buffers: &[Buffer],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let ByteView {
            length,
            buffer_index,
            offset,
            ..
        } = ByteView::from(view);
        let length = usize::try_from(length).ok()?;
        let text = |bytes| str::from_utf8(bytes).ok().and_then(&read);
        if length <= INLINE {
            let bytes = view.wrapping_shr(32).to_le_bytes();
            return self.known(Key::inline(view), || text(bytes.get(..length)?));
        }
        let start = usize::try_from(offset).ok()?;
        let buffer = buffers.get(usize::try_from(buffer_index).ok()?)?;
        let bytes = buffer.get(start..start.checked_add(length)?)?;
        match Key::of(bytes) {
            Some(key) => self.known(key, || text(bytes)),
            None => text(bytes),
        }
    }

    #[inline(always)]
    fn known(&mut self, key: Key, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let mut place = key.place();
        while let Some(Some((known, value))) = self.places.get(place) {
            if known.is(key) {
                return Some(*value);
            }
            place = place.wrapping_add(1) % PLACES;
        }
        let value = read()?;
        if let Some(free) = self.places.get_mut(place).filter(|_| self.kept < MOST) {
            *free = Some((key, value));
            self.kept = self.kept.saturating_add(1);
        }
        Some(value)
    }
}

/// A text of at most 32 bytes: its length and its bytes, which may be there twice.
#[derive(Clone, Copy)]
struct Key {
    length: u64,
    words: [u64; 4],
}

impl Key {
    #[inline(always)]
    fn of(text: &[u8]) -> Option<Self> {
        let length = text.len();
        let eight = |start: usize| Some(u64::from_le_bytes(*text.get(start..)?.first_chunk()?));
        let words = match length {
            // Four words, one of which is in the middle of another unless the text is long.
            8..=32 => {
                let last = length.saturating_sub(8);
                [
                    eight(0)?,
                    eight(last)?,
                    eight(last.min(8))?,
                    eight(length.max(16).saturating_sub(16))?,
                ]
            }
            4..8 => {
                let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
                [four(text.first_chunk()?), four(text.last_chunk()?), 0, 0]
            }
            0..4 => [
                text.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
                0,
                0,
                0,
            ],
            _ => return None,
        };
        let length = u64::try_from(length).ok()?;
        Some(Self { length, words })
    }

    /// Of a text that its view holds: of one length, keys are all of this kind or none is.
    #[inline(always)]
    fn inline(view: u128) -> Self {
        let [first, last] = [view, view.wrapping_shr(64)].map(|half| half & u128::from(u64::MAX));
        let half = |half: u128| u64::try_from(half).unwrap_or(0);
        Self {
            length: 0,
            words: [half(first), half(last), 0, 0],
        }
    }

    /// Both at once: nothing is guessed of which word comes next.
    #[inline]
    fn is(&self, other: Self) -> bool {
        let pairs = self.words.iter().zip(other.words);
        let apart = pairs.fold(self.length ^ other.length, |apart, (own, other)| {
            apart | (own ^ other)
        });
        apart == 0
    }

    /// Where it is looked for first.
    #[inline]
    fn place(self) -> usize {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let [first, last, ..] = self.words;
        let mixed = (first ^ last.rotate_left(29) ^ self.length).wrapping_mul(ODD);
        usize::from(mixed.to_be_bytes()[0])
    }
}
