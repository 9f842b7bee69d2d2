//! Answers and ledgers that go to another process, or are kept: pickled as their JSON, with the rules that decided.

use bareme::wire::{Again, Receipt};
use pyo3::{
    prelude::*,
    types::{PyTuple, PyType},
};

use crate::{
    answer::Answer, decision::Decision, engine::Engine, error::guard, ledger::Ledger, values::answered,
};

#[pymethods]
impl Answer {
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, answer) = (slf.py(), slf.get());
        let again = py.get_type::<Self>().getattr("_again")?;
        let engine = Engine::new(answer.engine().clone(), None);
        Ok((again, (engine, answer.text()).into_pyobject(py)?))
    }

    /// Decides again what an answer says, with the rules that it came with.
    #[classmethod]
    fn _again(_class: &Bound<'_, PyType>, py: Python<'_>, engine: &Engine, text: &str) -> PyResult<Self> {
        guard(py, || {
            let again = py.detach(|| Receipt::read(text)?.again(&engine.inner, false));
            match answered(py, again)? {
                Again::Decision(answer) => Ok(Self::new(engine.inner.clone(), answer)),
                // INVARIANT: the text is that of an answer.
                Again::Schedule(_) => Err(pyo3::exceptions::PyValueError::new_err(
                    "un échéancier n'est pas une réponse",
                )),
            }
        })
    }
}

#[pymethods]
impl Decision {
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, decision) = (slf.py(), slf.get());
        let get = py.import("operator")?.getattr("getitem")?;
        let whole = decision.whole().clone_ref(py);
        Ok((get, (whole, decision.view()?.id()).into_pyobject(py)?))
    }
}

#[pymethods]
impl Ledger {
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let read = py.get_type::<Self>().getattr("from_json")?;
        Ok((read, (slf.call_method0("json")?,).into_pyobject(py)?))
    }
}
