//! Arrays of numpy in and out. What only numpy can do is done in `python/bareme/_numpy.py`.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Date32Array, RecordBatch, RecordBatchOptions, StringArray,
    cast::AsArray,
    make_array,
    types::{Date32Type, Int32Type, Int64Type, UInt8Type, UInt16Type},
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{DataType, Field, Schema};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyDict, PyTuple},
};

use super::{
    capsule::{OutTable, address, arrow_error, lent},
    output,
};

/// A table of arrays: for each name its kind (`nombres`, `booleens`, `jours`, `textes`), its values, and where none is known.
#[pyfunction]
#[pyo3(name = "_table_of")]
pub(crate) fn table_of(columns: &Bound<'_, PyDict>, rows: usize) -> PyResult<OutTable> {
    let (mut fields, mut arrays): (Vec<Field>, Vec<ArrayRef>) = (Vec::new(), Vec::new());
    for (name, column) in columns {
        let (kind, values, missing): (String, Bound<'_, PyAny>, Option<Bound<'_, PyAny>>) =
            column.extract()?;
        let values = match kind.as_str() {
            "nombres" => lent(&values)?,
            "booleens" => Arc::new(bits(&bytes(&values)?, |byte| byte != 0)) as ArrayRef,
            "jours" => days(&values)?,
            "textes" => Arc::new(StringArray::from(values.extract::<Vec<Option<String>>>()?)),
            _ => return Err(PyValueError::new_err(format!("sorte inconnue : {kind}"))),
        };
        let array = match missing {
            None => values,
            Some(missing) => {
                let known = NullBuffer::new(bits(&bytes(&missing)?, |byte| byte == 0).values().clone());
                let data = values.to_data().into_builder().nulls(Some(known)).build();
                make_array(data.map_err(arrow_error)?)
            }
        };
        fields.push(Field::new(
            name.extract::<String>()?,
            array.data_type().clone(),
            true,
        ));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    let batch =
        RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options).map_err(arrow_error)?;
    Ok(OutTable {
        schema,
        batches: vec![batch],
    })
}

fn bytes(array: &Bound<'_, PyAny>) -> PyResult<arrow_array::UInt8Array> {
    Ok(lent(array)?
        .as_primitive_opt::<UInt8Type>()
        .ok_or_else(|| PyTypeError::new_err("un tableau de booléens est attendu"))?
        .clone())
}

fn bits(bytes: &arrow_array::UInt8Array, set: impl Fn(u8) -> bool) -> arrow_array::BooleanArray {
    let mut values = bytes.values().iter();
    BooleanBuffer::collect_bool(bytes.len(), |_| values.next().is_some_and(|byte| set(*byte))).into()
}

fn days(array: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let array = lent(array)?;
    let days = array
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(|| PyTypeError::new_err("un tableau de jours est attendu"))?;
    // A day that does not fit is of no calendar: the engine refuses the nearest that does, as it would the day itself.
    let clamped = days
        .values()
        .iter()
        .map(|day| i32::try_from(*day).unwrap_or(if *day < 0 { i32::MIN } else { i32::MAX }));
    Ok(Arc::new(Date32Array::from_iter_values(clamped)))
}

/// The values of a column of an answer, where they are: numpy reads them without a copy.
#[pyclass(frozen, module = "bareme._native")]
pub(crate) struct Lent {
    buffer: Buffer,
    kind: &'static str,
    length: usize,
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

/// The columns of an answer, batch by batch: `(name, values, missing, words, decimals)`.
#[pyfunction]
#[pyo3(name = "_arrays")]
pub(crate) fn arrays<'py>(py: Python<'py>, table: &OutTable) -> PyResult<Vec<Vec<Bound<'py, PyTuple>>>> {
    let of_batch = |batch: &RecordBatch| {
        batch
            .schema_ref()
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, array)| column(py, field, array))
            .collect::<PyResult<Vec<_>>>()
    };
    table.batches.iter().map(of_batch).collect()
}

fn column<'py>(py: Python<'py>, field: &Field, array: &ArrayRef) -> PyResult<Bound<'py, PyTuple>> {
    let missing = array
        .nulls()
        .map(|nulls| truths(nulls.len(), |row| nulls.is_null(row)));
    let words: Option<Vec<Option<&str>>> = array
        .as_any_dictionary_opt()
        .and_then(|dictionary| dictionary.values().as_string_opt::<i32>())
        .map(|words| words.iter().collect());
    let keys = array
        .as_any_dictionary_opt()
        .map_or(array.as_ref(), |dictionary| dictionary.keys());
    macro_rules! lent {
        ($type:ty, $kind:literal) => {
            Lent {
                buffer: keys.as_primitive::<$type>().values().inner().clone(),
                kind: $kind,
                length: keys.len(),
            }
        };
    }
    let values = match keys.data_type() {
        DataType::UInt8 => lent!(UInt8Type, "|u1"),
        DataType::UInt16 => lent!(UInt16Type, "<u2"),
        DataType::Int32 => lent!(Int32Type, "<i4"),
        DataType::Date32 => lent!(Date32Type, "<i4"),
        DataType::Int64 => lent!(Int64Type, "<i8"),
        DataType::Boolean => {
            let held = keys.as_boolean().values();
            truths(held.len(), |row| held.value(row))
        }
        other => return Err(PyTypeError::new_err(format!("colonne de type `{other}`"))),
    };
    let decimals = field
        .metadata()
        .get(output::DECIMALS)
        .and_then(|text| text.parse::<u8>().ok())
        .unwrap_or(0);
    let is_date = array.data_type() == &DataType::Date32;
    (field.name(), values, missing, words, decimals, is_date).into_pyobject(py)
}

fn truths(length: usize, truth: impl Fn(usize) -> bool) -> Lent {
    let bytes: Vec<u8> = (0..length).map(|row| truth(row).into()).collect();
    Lent {
        buffer: Buffer::from(bytes),
        kind: "|b1",
        length,
    }
}
