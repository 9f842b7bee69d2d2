//! Memory that Python lends: the Arrow PyCapsule protocol, and the arrays of numpy.
//!
//! With `arrow/src/foreign.rs`, which follows what is handed over here, the only file of the product with `unsafe`. Each block says which
//! promise of a protocol it rests on.
#![expect(unsafe_code, reason = "the C data interface hands over raw pointers")]

use std::{
    ffi::CStr,
    panic::AssertUnwindSafe,
    ptr::{NonNull, with_exposed_provenance_mut},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, Float32Array, Float64Array, Int8Array, Int16Array, Int32Array, Int64Array, RecordBatch,
    RecordBatchIterator, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema},
    ffi_stream::FFI_ArrowArrayStream,
};
use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};
use arrow_schema::ArrowError;
use bareme::Finding;
use bareme_arrow::{Answers, LentArray, LentStream, Refusal, Table, table_of_array, table_of_stream};
use pyo3::{
    exceptions::{PyKeyboardInterrupt, PyTypeError, PyValueError},
    prelude::*,
    types::{PyCapsule, PyDict, PyList, PyTuple},
};

use super::polars::with_a_word_for_none;
use crate::error::{guard, list, refused_for};

const STREAM: &CStr = c"arrow_array_stream";
const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";

#[expect(clippy::needless_pass_by_value, reason = "given to `map_err`")]
pub(super) fn arrow_error(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("table Arrow illisible : {error}"))
}

/// A table taken from Python. It owns its data, or holds on to those who do.
pub(crate) struct InTable(pub(crate) Table);

impl InTable {
    /// Takes the table that an object of Python holds.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        let taken = if object.hasattr("__arrow_c_stream__")? {
            let capsule = object
                .call_method0("__arrow_c_stream__")?
                .cast_into::<PyCapsule>()?;
            let pointer = capsule
                .pointer_checked(Some(STREAM))?
                .cast::<FFI_ArrowArrayStream>();
            // SAFETY: by the protocol a capsule of this name holds a stream; `from_raw` moves it out and leaves a released
            // one behind, so that it is taken once only.
            let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
            // SAFETY: by the same protocol its functions and addresses are what the interface says; the rest is checked.
            let stream = unsafe { LentStream::new(stream) };
            py.detach(|| table_of_stream(stream))
        } else if object.hasattr("__arrow_c_array__")? {
            let pair = object.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
            let schema = pair.get_item(0)?.cast_into::<PyCapsule>()?;
            let array = pair.get_item(1)?.cast_into::<PyCapsule>()?;
            let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
            let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
            // SAFETY: the names were checked; the array is moved out of its capsule, the schema is only read. As above.
            let lent = unsafe { LentArray::new(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
            table_of_array(lent)
        } else {
            return Err(PyTypeError::new_err(
                "une table est attendue : polars, pandas (3 ou plus), pyarrow, duckdb, ou un dict de tableaux numpy",
            ));
        };
        match taken {
            Ok(table) => Ok(Self(table)),
            Err(Refusal::Fault(fault)) => Err(refused_for(py, fault.finding())),
            Err(Refusal::Column) => Err(PyTypeError::new_err(
                "une table est attendue, et c'est une seule colonne (polars, pandas : .to_frame())",
            )),
            // All that crosses the C interface is a text, in which a Ctrl-C is only a name.
            Err(Refusal::Producer(text)) if text.contains("KeyboardInterrupt") => {
                Err(PyKeyboardInterrupt::new_err(()))
            }
            Err(Refusal::Producer(text)) => {
                Err(PyValueError::new_err(format!("table Arrow illisible : {text}")))
            }
        }
    }
}

/// A table of decisions for whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`.
#[pyclass(frozen, module = "bareme", name = "Table")]
pub(crate) struct OutTable {
    pub(super) answers: Answers,
    /// What is to be told beside it.
    pub(super) warned: Vec<Finding>,
}

#[pymethods]
impl OutTable {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol asks for a best effort: the schema that the table has is a valid answer.
        drop(requested_schema);
        guard(py, || {
            let batches = self.answers.batches.clone().into_iter().map(Ok);
            let reader = RecordBatchIterator::new(batches, Arc::clone(&self.answers.schema));
            PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
        })
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.answers
            .schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect()
    }

    /// What is to be told of it: a list of findings.
    fn _warned<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        guard(py, || list(py, &self.warned))
    }

    /// The same table, as polars and pandas read it soonest: rows without a word have a word that is null.
    fn _for_frames(&self, py: Python<'_>) -> PyResult<Self> {
        guard(py, || {
            let batches = self.answers.batches.iter().map(with_a_word_for_none);
            let batches = py
                .detach(|| batches.collect::<Result<_, _>>())
                .map_err(arrow_error)?;
            let answers = Answers {
                batches,
                ..self.answers.clone()
            };
            let warned = self.warned.clone();
            Ok(Self { answers, warned })
        })
    }

    fn __len__(&self) -> usize {
        self.answers.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        let rows = self.__len__();
        let plural = if rows > 1 { "s" } else { "" };
        format!("Table({rows} ligne{plural} : {})", self.columns().join(", "))
    }
}

/// Where the items of an array of numpy lie.
struct Items {
    kind: String,
    length: usize,
    address: usize,
}

impl Items {
    fn of(array: &Bound<'_, PyAny>) -> PyResult<Self> {
        let interface = array.getattr("__array_interface__")?.cast_into::<PyDict>()?;
        let field = |name: &str| {
            interface
                .get_item(name)?
                .ok_or_else(|| PyTypeError::new_err(format!("tableau sans `{name}`")))
        };
        let kind: String = field("typestr")?.extract()?;
        let length: Vec<usize> = field("shape")?.extract()?;
        let (address, _): (usize, bool) = field("data")?.extract()?;
        let contiguous = interface
            .get_item("strides")?
            .is_none_or(|strides| strides.is_none());
        let [length] = length.as_slice() else {
            return Err(PyTypeError::new_err("un tableau à une dimension est attendu"));
        };
        if !contiguous {
            return Err(PyTypeError::new_err("un tableau d'un seul tenant est attendu"));
        }
        Ok(Self {
            kind,
            length: *length,
            address,
        })
    }

    /// How many bytes an item has.
    fn size(&self) -> Option<usize> {
        let size: Option<usize> = self.kind.get(2..).and_then(|digits| digits.parse().ok());
        match self.kind.get(1..2)? {
            "O" => Some(size_of::<usize>()),
            "U" => size?.checked_mul(4),
            _ => size,
        }
    }
}

/// The bytes of a numpy array of any type, and how many an item has. Those of an array of objects are their addresses.
pub(super) fn raw(array: &Bound<'_, PyAny>) -> PyResult<(Buffer, usize)> {
    let items = Items::of(array)?;
    let wrong = || PyTypeError::new_err(format!("un tableau de type `{}` n'est pas lu", items.kind));
    let size = items.size().ok_or_else(wrong)?;
    let bytes = items.length.checked_mul(size).ok_or_else(wrong)?;
    let values = scalars::<u8>(items.address, bytes, array.clone().unbind())?;
    Ok((values.into_inner(), size))
}

/// The values of a numpy array of numbers, where they are: nothing is copied, and the array lives as long as they do.
///
/// Rust may rely on values that do not change. Other threads of Python run while the engine reads: that none of them writes to the
/// array, or frees its memory with `resize(refcheck=False)`, is the caller's duty, which `evaluate_table` states.
pub(super) fn lent(array: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let Items {
        kind,
        length,
        address,
    } = Items::of(array)?;
    let owner = array.clone().unbind();
    macro_rules! of {
        ($array:ident, $native:ty) => {
            Ok(Arc::new($array::new(
                scalars::<$native>(address, length, owner)?,
                None,
            )))
        };
    }
    match kind.as_str() {
        "|i1" => of!(Int8Array, i8),
        "<i2" => of!(Int16Array, i16),
        "<i4" => of!(Int32Array, i32),
        "<i8" => of!(Int64Array, i64),
        // One byte a truth, 0 or 1.
        "|u1" | "|b1" => of!(UInt8Array, u8),
        "<u2" => of!(UInt16Array, u16),
        "<u4" => of!(UInt32Array, u32),
        "<u8" => of!(UInt64Array, u64),
        "<f4" => of!(Float32Array, f32),
        "<f8" => of!(Float64Array, f64),
        _ => Err(PyTypeError::new_err(format!(
            "un tableau de type `{kind}` n'est pas lu"
        ))),
    }
}

/// What keeps the memory of an array alive.
///
/// It is only dropped, never looked at: a panic elsewhere cannot be seen through it.
struct Owner(#[expect(dead_code, reason = "held, not read")] AssertUnwindSafe<Py<PyAny>>);

fn scalars<T: ArrowNativeType>(address: usize, length: usize, owner: Py<PyAny>) -> PyResult<ScalarBuffer<T>> {
    if length == 0 {
        return Ok(ScalarBuffer::from(Vec::<T>::new()));
    }
    let pointer = NonNull::new(with_exposed_provenance_mut::<u8>(address))
        .filter(|pointer| pointer.cast::<T>().is_aligned())
        .ok_or_else(|| PyTypeError::new_err("un tableau aligné en mémoire est attendu"))?;
    let bytes = length
        .checked_mul(size_of::<T>())
        .ok_or_else(|| PyTypeError::new_err("un tableau plus petit est attendu"))?;
    // SAFETY: by `__array_interface__`, `length` items of this type lie at the address as long as the array lives, and `owner`
    // keeps it alive. `T` is an integer or a float: every pattern of bits is a value. Nothing here writes to them, and the caller
    // must not: see `lent`.
    let buffer =
        unsafe { Buffer::from_custom_allocation(pointer, bytes, Arc::new(Owner(AssertUnwindSafe(owner)))) };
    Ok(ScalarBuffer::new(buffer, 0, length))
}

/// Where the values of a column lie, for numpy.
pub(super) fn address(buffer: &Buffer) -> usize {
    buffer.as_ptr().expose_provenance()
}
