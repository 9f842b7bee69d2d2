//! Texts, as they lie in memory: where each starts and ends, or views. Arrow's own validation says whether they are right; here is
//! found which rows are not.

use std::sync::Arc;

use arrow_array::{ArrayRef, GenericBinaryArray, GenericStringArray, OffsetSizeTrait, make_array};
use arrow_buffer::{Buffer, NullBuffer, ScalarBuffer};
use arrow_data::{ArrayData, validate_binary_view, validate_string_view};
use arrow_schema::DataType;

use super::fault::{TOLD, Trouble};
use crate::foreign::viewed;

/// What is said of a value whose positions are wrong.
pub(crate) const ENDLESS: &str = "la valeur n'a ni début ni fin possibles";

/// Texts, and the rows whose bytes are no UTF-8: no value is there. What lies under a row without a value is nobody's text.
pub(crate) struct Texts {
    pub(crate) array: ArrayRef,
    pub(crate) wrong: Vec<usize>,
}

impl Texts {
    /// A column that is right, of texts or of anything else.
    pub(crate) const fn of(array: ArrayRef) -> Self {
        Self {
            array,
            wrong: Vec::new(),
        }
    }

    /// The column, when every text is one.
    pub(crate) fn all(self) -> Result<ArrayRef, Trouble> {
        if self.wrong.is_empty() {
            Ok(self.array)
        } else {
            Err(Trouble::Texts(self.wrong.into_iter().take(TOLD).collect()))
        }
    }
}

/// The parts of a column: its positions or views come first among its buffers.
pub(crate) struct Parts {
    pub(crate) kind: DataType,
    pub(crate) length: usize,
    pub(crate) nulls: Option<NullBuffer>,
    pub(crate) buffers: Vec<Buffer>,
}

impl Parts {
    /// The column as Arrow has it, with the columns that it is made of, when its own validation finds nothing wrong.
    pub(crate) fn data(self, columns: Vec<ArrayData>) -> Result<ArrayData, Trouble> {
        let data = ArrayData::builder(self.kind)
            .len(self.length)
            .nulls(self.nulls)
            .buffers(self.buffers)
            .child_data(columns)
            .align_buffers(true);
        data.build()
            .map_err(|_| Trouble::whole("ses positions ou ses longueurs ne vont pas ensemble"))
    }

    fn validated(&self, kind: DataType) -> Option<ArrayData> {
        let parts = Self {
            kind,
            nulls: self.nulls.clone(),
            buffers: self.buffers.clone(),
            ..*self
        };
        parts.data(Vec::new()).ok()
    }

    fn is_known(&self, row: usize) -> bool {
        self.nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row))
    }

    /// Texts or bytes that lie one after the other, with positions of the type `O`.
    pub(crate) fn in_a_row<O: OffsetSizeTrait>(self) -> Result<Texts, Trouble> {
        if let Some(data) = self.validated(self.kind.clone()) {
            return Ok(Texts::of(make_array(data)));
        }
        // As bytes nothing is asked of the texts: what remains wrong are the positions.
        let Some(bytes) = self.validated(GenericBinaryArray::<O>::DATA_TYPE) else {
            return Err(self.positions::<O>());
        };
        let bytes = GenericBinaryArray::<O>::from(bytes);
        let mut wrong = Vec::new();
        let texts: GenericStringArray<O> = bytes
            .iter()
            .enumerate()
            .map(|(row, bytes)| {
                let text = str::from_utf8(bytes?).ok();
                wrong.extend(text.is_none().then_some(row));
                text
            })
            .collect();
        let array: ArrayRef = Arc::new(texts);
        Ok(Texts { array, wrong })
    }

    /// Where positions go wrong.
    fn positions<O: OffsetSizeTrait>(&self) -> Trouble {
        let [positions, _] = self.buffers.as_slice() else {
            return Trouble::whole("il lui manque un tampon");
        };
        let positions = aligned::<O>(positions, self.length.saturating_add(1));
        let pairs = positions.iter().zip(positions.iter().skip(1));
        for (row, (start, end)) in pairs.enumerate() {
            if *start < O::zero() || end < start {
                return Trouble::at(row, ENDLESS);
            }
        }
        Trouble::whole("ses valeurs n'ont ni début ni fin possibles")
    }

    /// Texts that are looked at through views, when all of them are right at first sight.
    fn right_views(&self) -> Option<ArrayRef> {
        let (views, buffers) = self.buffers.split_first()?;
        let views = aligned::<u128>(views, self.length);
        if self.kind != DataType::Utf8View || views.len() != self.length {
            return None;
        }
        viewed(views, buffers, self.nulls.clone())
    }

    /// Texts or bytes that are looked at through views.
    pub(crate) fn in_views(mut self) -> Result<Texts, Trouble> {
        if let Some(array) = self.right_views() {
            return Ok(Texts::of(array));
        }
        if let Some(data) = self.validated(self.kind.clone()) {
            return Ok(Texts::of(make_array(data)));
        }
        let Some((first, buffers)) = self.buffers.split_first() else {
            return Err(Trouble::whole("il lui manque un tampon"));
        };
        let mut views = aligned::<u128>(first, self.length).to_vec();
        let mut wrong = Vec::new();
        let mut known = vec![true; views.len()];
        for (row, view) in views.iter_mut().enumerate() {
            let one = [*view];
            if !self.is_known(row) {
                *view = 0;
            } else if validate_binary_view(&one, buffers).is_err() {
                return Err(Trouble::at(row, "la vue ne montre aucune valeur"));
            } else if self.kind == DataType::Utf8View && validate_string_view(&one, buffers).is_err() {
                *view = 0;
                wrong.push(row);
            }
        }
        for row in &wrong {
            if let Some(known) = known.get_mut(*row) {
                *known = false;
            }
        }
        self.nulls = NullBuffer::union(self.nulls.as_ref(), Some(&NullBuffer::from(known)));
        if let Some(first) = self.buffers.first_mut() {
            *first = Buffer::from(views);
        }
        let data = self.validated(self.kind.clone());
        let array = make_array(data.ok_or_else(|| Trouble::whole("ses vues ne montrent aucune valeur"))?);
        Ok(Texts { array, wrong })
    }
}

/// So many values, copied where they are not aligned; fewer when the buffer has fewer.
fn aligned<T: arrow_buffer::ArrowNativeType>(buffer: &Buffer, count: usize) -> ScalarBuffer<T> {
    let whole = buffer.len() / size_of::<T>();
    let count = count.min(whole);
    let used = buffer.slice_with_length(0, count.saturating_mul(size_of::<T>()));
    if used.as_ptr().cast::<T>().is_aligned() {
        ScalarBuffer::from(used)
    } else {
        // What is made here is aligned for every type.
        ScalarBuffer::from(Buffer::from_slice_ref(used.as_slice()))
    }
}
