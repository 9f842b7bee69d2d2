//! The distinct items of an array of numpy: texts of a fixed width, objects by their addresses, amounts.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use arrow_buffer::Buffer;
use pyo3::{exceptions::PyValueError, prelude::*};

use super::{capsule::raw, lent::Lent};
use crate::error::guard;

/// The position of each row among the distinct items, and the first row that holds each of them.
#[pyfunction]
#[pyo3(name = "_distinct")]
pub(crate) fn distinct_of(py: Python<'_>, array: &Bound<'_, PyAny>) -> PyResult<(Lent, Lent)> {
    guard(py, || {
        let (bytes, size) = raw(array)?;
        let rows = bytes
            .len()
            .checked_div(size)
            .and_then(|rows| u32::try_from(rows).ok());
        if rows.is_none() {
            return Err(PyValueError::new_err(
                "un tableau dont les éléments ont une taille, et de moins de 2^32 éléments, est attendu",
            ));
        }
        let (positions, rows) = py.detach(|| distinct(bytes.as_slice(), size));
        let lent = |length, buffer, kind| Lent { buffer, kind, length };
        Ok((
            lent(positions.len(), Buffer::from(positions), "<u4"),
            lent(rows.len(), Buffer::from(rows), "<i8"),
        ))
    })
}

/// Of items of so many bytes, fewer than 2^32.
fn distinct(bytes: &[u8], size: usize) -> (Vec<u32>, Vec<i64>) {
    let mut known: HashMap<&[u8], u32, BuildHasherDefault<Mixer>> = HashMap::default();
    let (mut positions, mut rows): (Vec<u32>, Vec<i64>) = (Vec::new(), Vec::new());
    positions.reserve_exact(bytes.len() / size);
    let mut next = 0_u32;
    for (row, item) in (0_i64..).zip(bytes.chunks_exact(size)) {
        let position = *known.entry(item).or_insert(next);
        if position == next {
            rows.push(row);
            next = next.wrapping_add(1);
        }
        positions.push(position);
    }
    (positions, rows)
}

/// A short hash: the items are those of one table of the caller, and only their number costs.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        // A text of numpy has four bytes a letter: what may be left is one of them.
        for byte in rest {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(ODD);
    }

    fn finish(&self) -> u64 {
        // The table looks at the highest bits, and at the lowest.
        self.0 ^ self.0.wrapping_shr(29)
    }
}
