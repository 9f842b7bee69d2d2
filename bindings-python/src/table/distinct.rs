//! The distinct items of an array of numpy: texts of a fixed width, objects by their addresses, amounts.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use arrow_buffer::Buffer;
use pyo3::{exceptions::PyValueError, prelude::*};

use super::{capsule::raw, numpy::Lent};

/// The position of each row among the distinct items, and the first row that holds each of them.
#[pyfunction]
#[pyo3(name = "_distinct")]
pub(crate) fn distinct_of(py: Python<'_>, array: &Bound<'_, PyAny>) -> PyResult<(Lent, Lent)> {
    let (bytes, size) = raw(array)?;
    if size == 0 {
        return Err(PyValueError::new_err(
            "un tableau dont les éléments ont une taille est attendu",
        ));
    }
    let (positions, rows) = py.detach(|| {
        let mut known: HashMap<&[u8], u32, BuildHasherDefault<Mixer>> = HashMap::default();
        let (mut positions, mut rows): (Vec<u32>, Vec<i64>) = (Vec::new(), Vec::new());
        positions.reserve_exact(bytes.len() / size);
        for (row, item) in (0_i64..).zip(bytes.as_slice().chunks_exact(size)) {
            let next = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let position = *known.entry(item).or_insert(next);
            if position == next {
                rows.push(row);
            }
            positions.push(position);
        }
        (positions, rows)
    });
    let lent = |length, buffer, kind| Lent { buffer, kind, length };
    Ok((
        lent(positions.len(), Buffer::from(positions), "<u4"),
        lent(rows.len(), Buffer::from(rows), "<i8"),
    ))
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
