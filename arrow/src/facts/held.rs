//! The values of a column, and the rows on which there is none of the fact.

use arrow_array::{Array, ArrayRef};
use arrow_buffer::{BooleanBuffer, ScalarBuffer};

/// The values of a column of facts, owned or shared with the caller.
pub(super) enum Held {
    Bits(BooleanBuffer),
    Narrow(ScalarBuffer<i32>),
    Wide(ScalarBuffer<i64>),
    Codes(ScalarBuffer<u8>),
}

/// No value of this type is a value of the fact.
#[derive(Debug)]
pub(super) struct Unfit;

/// What was read of a column: something on every row.
pub(super) struct Taken<T> {
    pub(super) values: T,
    /// The rows that hold something, which is no value.
    pub(super) wrong: Vec<usize>,
    /// The rows whose text says nothing.
    pub(super) blank: Vec<usize>,
}

impl<T> Taken<T> {
    /// A column in which nothing can be wrong.
    pub(super) const fn whole(values: T) -> Self {
        Self {
            values,
            wrong: Vec::new(),
            blank: Vec::new(),
        }
    }

    pub(super) fn map<U>(self, map: impl FnOnce(T) -> U) -> Taken<U> {
        Taken {
            values: map(self.values),
            wrong: self.wrong,
            blank: self.blank,
        }
    }
}

/// What `read` makes of the item of every row; those of rows without a value may be anything.
pub(super) fn of_each<I, T: Copy + Default>(
    given: &ArrayRef,
    items: impl Iterator<Item = I> + Clone,
    mut read: impl FnMut(I) -> Option<T>,
) -> Taken<Vec<T>> {
    let mut wrong = false;
    let all = items
        .clone()
        .map(|item| {
            let value = read(item);
            wrong |= value.is_none();
            value.unwrap_or_default()
        })
        .collect();
    let mut taken = Taken::whole(all);
    if wrong {
        taken.wrong = of_known(given, items.map(|item| read(item).is_none()));
    }
    taken
}

/// The rows that have a value, of those for which it `is` so.
pub(super) fn of_known(given: &ArrayRef, is: impl Iterator<Item = bool>) -> Vec<usize> {
    let nulls = given.logical_nulls();
    let known = |row| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    let rows = (0..given.len()).zip(is);
    rows.filter(|(row, is)| *is && known(*row))
        .map(|(row, _)| row)
        .collect()
}
