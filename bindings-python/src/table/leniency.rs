//! What is read of a table that people wrote, kind by kind.

use bareme_arrow::Lenient;
use pyo3::{exceptions::PyValueError, prelude::*, types::PyDict};

const WRONG: &str = "`lenient` est un dict, avec ce qui est à lire autrement : {\"dates\": \"fr\", \"booleens\": \"oui_non\", \
                     \"nombres\": \"fr\", \"departement\": \"code\"}";

/// What a dict such as `{"dates": "fr"}` opens.
pub(super) fn lenient(given: Option<&Bound<'_, PyAny>>) -> PyResult<Lenient> {
    let mut lenient = Lenient::default();
    let Some(given) = given else {
        return Ok(lenient);
    };
    let wrong = || PyValueError::new_err(WRONG);
    for (kind, how) in given.cast::<PyDict>().map_err(|_| wrong())? {
        let (kind, how): (String, String) = (
            kind.extract().map_err(|_| wrong())?,
            how.extract().map_err(|_| wrong())?,
        );
        match (kind.as_str(), how.as_str()) {
            ("dates", "fr") => lenient.dates = true,
            ("booleens", "oui_non") => lenient.truths = true,
            ("nombres", "fr") => lenient.numbers = true,
            ("departement", "code") => lenient.departments = true,
            _ => return Err(wrong()),
        }
    }
    Ok(lenient)
}
