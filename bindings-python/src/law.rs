//! The rules as data: the values of a parameter, the cells of a table, the files of the pack; and rows of a table, explained.

use bareme::wire;
use pyo3::{exceptions::PyValueError, prelude::*, sync::PyOnceLock, types::PyList};

use crate::{
    answer::Answer,
    engine::Engine,
    error::{guard, refused_for},
    imports::imported,
    table::{self, InTable},
    values::{Asked, answered, loaded, reference},
};

#[pymethods]
impl Engine {
    /// The values of a parameter, in the order of their days, each with its source: rows to read, or a frame (`to_pandas`, `to_polars`). Raises `BaremeError`
    /// with the nearest name when there is no such parameter.
    fn parameter<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            let told = wire::parameter_json(self.inner.plan(), name);
            figures(py, &told.map_err(|finding| refused_for(py, finding))?)
        })
    }

    /// The cells of a table, each with its keys, its days and its source; those in force on a day when there is a `date`.
    #[pyo3(signature = (name, *, date=None))]
    fn table<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        date: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(py, || {
            let day = match date {
                Some(date) => Some(reference(date)?.map_err(|finding| refused_for(py, finding))?),
                None => None,
            };
            let told = wire::table_json(self.inner.plan(), name, day);
            figures(py, &told.map_err(|finding| refused_for(py, finding))?)
        })
    }

    /// The names of the parameters and of the tables: `parameter` and `table` read them.
    #[getter]
    fn names(&self) -> (Vec<&str>, Vec<&str>) {
        let plan = self.inner.plan();
        let parameters = plan.parameters.iter().map(|parameter| parameter.name.as_str());
        let tables = plan.tables.iter().map(|table| table.name.as_str());
        (parameters.collect(), tables.collect())
    }

    /// Rows of a table, each explained as `explain` does, in the order in which they are asked for. A row is its position, from 0, or with `id`, the text of that
    /// column. Columns that are no fact are not read.
    #[pyo3(signature = (table, rows, *, date, id=None, dispositifs=None, hypotheses=false))]
    #[expect(
        clippy::too_many_arguments,
        clippy::needless_pass_by_value,
        reason = "each is a keyword of the Python signature, and Python gives a list of its own"
    )]
    fn explain_rows<'py>(
        &self,
        py: Python<'py>,
        table: &Bound<'py, PyAny>,
        rows: Vec<Bound<'py, PyAny>>,
        date: &Bound<'py, PyAny>,
        id: Option<&str>,
        dispositifs: Option<&Bound<'py, PyAny>>,
        hypotheses: bool,
    ) -> PyResult<Bound<'py, PyList>> {
        static READABLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        guard(py, || {
            let asked = Asked::new(dispositifs, hypotheses)?;
            let date = reference(date)?.map_err(|finding| refused_for(py, finding))?;
            let readable = imported(py, &READABLE, "bareme._tables", "_readable")?.call1((table,))?;
            let table = InTable::of(&readable)?;
            let wanted: Vec<String> = rows
                .iter()
                .map(|row| row.str().map(|text| text.to_string()))
                .collect::<PyResult<_>>()?;
            let positions = match id {
                Some(column) => answered(py, table::found(&table, column, &wanted))?,
                None => wanted
                    .iter()
                    .map(|row| row.parse().map_err(|_| PyValueError::new_err(NO_ROW)))
                    .collect::<PyResult<_>>()?,
            };
            let list = PyList::empty(py);
            for position in positions {
                let answer = py.detach(|| {
                    let dossier = table::dossier(&self.inner, &table, position)?;
                    asked.with(|selection| self.inner.explain(&dossier, date, selection))
                });
                list.append(Answer::new(self.inner.clone(), answered(py, answer)?))?;
            }
            Ok(list)
        })
    }

    /// The files that the pack was read from, each with its text: `bareme.export_pack` writes them. `None` of a compact pack, which has none.
    fn _texts(&self) -> Option<Vec<(String, Vec<u8>)>> {
        let files = self.inner.texts()?.files().into_iter();
        Some(files.map(|file| (file.path, file.bytes)).collect())
    }
}

const NO_ROW: &str = "une ligne est sa position, un nombre entier à partir de 0 ; pour la désigner par un texte, donnez sa colonne : id=\"numero\"";

/// `bareme.Figures`, of the JSON of a parameter or of a table.
fn figures<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static FIGURES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &FIGURES, "bareme._law", "Figures")?.call1((loaded(py, text)?,))
}
