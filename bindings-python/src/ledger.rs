//! The class `Ledger`: who is served by a quota, in memory.

use std::sync::Mutex;

use bareme::quota::{
    self, Applied, Claim, DossierId, Event, EventKey, EventKind, Group, IdentifierError, LedgerId, Moment,
    QuotaId, Reason,
};
use pyo3::{exceptions::PyValueError, prelude::*, types::PyType};

use crate::{
    answer::Answer,
    error::{guard, refused_for},
};

/// One count of one quota. Every method takes an event or says what the events made.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Ledger {
    inner: Mutex<quota::Ledger>,
}

impl Ledger {
    pub(crate) fn empty(quota: QuotaId, group: Group) -> Self {
        Self::of(quota::Ledger::new(LedgerId { quota, group }))
    }

    fn of(ledger: quota::Ledger) -> Self {
        Self {
            inner: Mutex::new(ledger),
        }
    }

    fn read<T>(&self, read: impl FnOnce(&quota::Ledger) -> T) -> T {
        // A ledger is replaced whole: even after a panic, what is there is sound.
        read(
            &self
                .inner
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    /// Applies events in order, all or none, and gives what they changed, as words.
    fn record(&self, py: Python<'_>, events: &[Event]) -> PyResult<Vec<String>> {
        guard(py, || {
            let mut held = self
                .inner
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let mut ledger = held.clone();
            let mut told = Vec::new();
            for event in events {
                let Applied {
                    ledger: after,
                    effects,
                    ..
                } = ledger.apply(event).map_err(|finding| refused_for(py, finding))?;
                ledger = after;
                told.extend(effects.iter().map(ToString::to_string));
            }
            *held = ledger;
            Ok(told)
        })
    }
}

#[pymethods]
impl Ledger {
    /// Reads back what `json` wrote.
    #[classmethod]
    fn from_json(_class: &Bound<'_, PyType>, py: Python<'_>, text: &str) -> PyResult<Self> {
        guard(py, || {
            quota::Ledger::from_json(text)
                .map(Self::of)
                .map_err(|finding| refused_for(py, finding))
        })
    }

    /// A dossier that was found eligible asks for a place.
    #[pyo3(signature = (answer, dispositif, *, dossier, le, cle=None))]
    fn demande(
        &self,
        py: Python<'_>,
        answer: &Answer,
        dispositif: &str,
        dossier: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let claim = guard(py, || {
            Claim::of(answer.answer(), dispositif).map_err(|finding| refused_for(py, finding))
        })?;
        let counted = self.read(|ledger| ledger.id().clone());
        if claim.ledger != counted {
            return Err(PyValueError::new_err(format!(
                "ce dossier compte dans le registre `{}`, celui-ci est `{counted}`",
                claim.ledger
            )));
        }
        let at = moment(le)?;
        let mut events = Vec::new();
        if self.read(|ledger| ledger.limit() != claim.limit || ledger.order() != Some(claim.order)) {
            let key = identifier(format!("limite-{}", claim.limit), EventKey::new)?;
            events.push(Event::new(at, key, claim.opening()));
        }
        let key = identifier(cle.unwrap_or("demande").to_owned(), EventKey::new)?;
        events.push(Event::new(
            at,
            key,
            claim.demande(identifier(dossier.to_owned(), DossierId::new)?),
        ));
        self.record(py, &events)
    }

    /// A dossier gives up its place, or its rank among those that wait.
    #[pyo3(signature = (dossier, *, le, cle=None))]
    fn desistement(
        &self,
        py: Python<'_>,
        dossier: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let key = identifier(cle.unwrap_or("desistement").to_owned(), EventKey::new)?;
        let dossier = identifier(dossier.to_owned(), DossierId::new)?;
        self.record(
            py,
            &[Event::new(moment(le)?, key, EventKind::Desistement { dossier })],
        )
    }

    /// The office refuses a dossier; `motif` is a word such as `hors_delai`.
    #[pyo3(signature = (dossier, motif, *, le, cle=None))]
    fn refus(
        &self,
        py: Python<'_>,
        dossier: &str,
        motif: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let key = identifier(cle.unwrap_or("refus").to_owned(), EventKey::new)?;
        let dossier = identifier(dossier.to_owned(), DossierId::new)?;
        let reason = identifier(motif.to_owned(), Reason::new)?;
        self.record(
            py,
            &[Event::new(moment(le)?, key, EventKind::Refus { dossier, reason })],
        )
    }

    /// An event in its JSON form.
    fn evenement(&self, py: Python<'_>, json: &str) -> PyResult<Vec<String>> {
        let event = Event::from_json(json).map_err(|finding| refused_for(py, finding))?;
        self.record(py, &[event])
    }

    /// The most places; 0 before the first event.
    #[getter]
    fn limite(&self) -> u32 {
        self.read(quota::Ledger::limit)
    }

    #[getter]
    fn attribuees(&self) -> u32 {
        self.read(quota::Ledger::attributed)
    }

    /// Those that wait, the next one first.
    #[getter]
    fn liste_attente(&self) -> Vec<String> {
        self.read(|ledger| ledger.waiting_list().map(ToString::to_string).collect())
    }

    #[getter]
    fn id(&self) -> String {
        self.read(|ledger| ledger.id().to_string())
    }

    /// A snapshot: the same ledger is always the same text.
    fn json(&self) -> String {
        self.read(quota::Ledger::to_json)
    }

    fn __repr__(&self) -> String {
        self.read(|ledger| {
            format!(
                "Ledger({}: {} places sur {}, {} en attente)",
                ledger.id(),
                ledger.attributed(),
                ledger.limit(),
                ledger.waiting()
            )
        })
    }
}

fn identifier<T>(text: String, read: impl Fn(String) -> Result<T, IdentifierError>) -> PyResult<T> {
    read(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// A moment: its text with an offset, or a `datetime` that has one.
fn moment(le: &Bound<'_, PyAny>) -> PyResult<Moment> {
    let text = match le.call_method0("isoformat") {
        Ok(text) => text.str()?,
        Err(_) => le.str()?,
    };
    text.to_string_lossy()
        .parse()
        .map_err(|error: quota::MomentError| PyValueError::new_err(error.to_string()))
}
