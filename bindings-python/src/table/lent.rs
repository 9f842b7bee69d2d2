//! Memory of the module, lent to numpy.

use arrow_buffer::Buffer;
use pyo3::{prelude::*, types::PyDict};

use super::capsule::address;

/// Memory of the module that numpy reads.
#[pyclass(frozen, module = "bareme._native")]
pub(crate) struct Lent {
    pub(super) buffer: Buffer,
    pub(super) kind: &'static str,
    pub(super) length: usize,
}

#[pymethods]
impl Lent {
    #[getter]
    fn __array_interface__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let interface = PyDict::new(py);
        interface.set_item("version", 3)?;
        interface.set_item("shape", (self.length,))?;
        interface.set_item("typestr", self.kind)?;
        // Read only: the memory also belongs to others.
        interface.set_item("data", (address(&self.buffer), true))?;
        Ok(interface)
    }
}
