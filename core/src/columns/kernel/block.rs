//! What a chunk is made of: one value or one bit for each of its rows.

/// How many rows a chunk has: its columns stay in the first two levels of cache.
pub(crate) const ROWS: usize = 1024;
/// How many words a mask of a chunk has.
pub(crate) const WORDS: usize = ROWS / 64;

/// One value for each row of a chunk.
pub(crate) type Block<T> = [T; ROWS];
/// One bit for each row of a chunk, the first row in the lowest bit of the first word.
pub(crate) type Words = [u64; WORDS];

/// A column of a chunk, or the same value on every row.
#[derive(Debug, Clone, Copy)]
pub(crate) enum View<'a, T> {
    Column(&'a Block<T>),
    Constant(T),
}

/// Numbers of either width.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Numbers<'a> {
    Narrow(View<'a, i32>),
    Wide(View<'a, i64>),
}
