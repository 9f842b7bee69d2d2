//! The class `Ledger`: who is served by a quota, in memory.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bareme::{
    Code, Finding, Findings,
    error::Place,
    quota::{
        self, Author, Claim, DossierId, Event, EventKey, EventKind, Group, IdentifierError, LedgerId, Moment,
        MomentError, QuotaId, Reason, Recorded,
    },
};
use pyo3::{
    prelude::*,
    types::{PyBool, PyDateTime, PyString, PyType},
};

use crate::{
    answer::Answer,
    error::{guard, refused, refused_for},
};

/// One count of one quota, in memory: who has a place, who waits. It knows dossiers by their numbers, never by names.
///
/// Moments are texts such as `2024-03-01T09:30:00Z`, or a `datetime` with a time zone. Each event says what it changed, in
/// French. `BaremeError` when an event cannot follow from what is there; nothing then changes. Threads may share it.
///
/// `cle` makes an event recognisable when it is sent again: the same key for the same dossier and the same event changes nothing,
/// and says « déjà enregistré ». Without it, each call is an event of its own, refused when it would change nothing. `auteur` is the
/// account that records the event.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Ledger {
    inner: Mutex<quota::Ledger>,
}

impl Ledger {
    /// The empty ledger of one group of a quota.
    pub(crate) fn empty(py: Python<'_>, quota: &str, groupe: &Bound<'_, PyAny>) -> PyResult<Self> {
        let quota = identifier("quota", quota, QuotaId::new);
        match (quota, group(groupe)?) {
            (Ok(quota), Ok(group)) => Ok(Self::of(quota::Ledger::new(LedgerId { quota, group }))),
            (quota, group) => Err(every(py, [quota.err(), group.err()])),
        }
    }

    fn of(ledger: quota::Ledger) -> Self {
        Self {
            inner: Mutex::new(ledger),
        }
    }

    fn held(&self) -> MutexGuard<'_, quota::Ledger> {
        // What is refused is refused before anything changes: even after a panic, what is there is sound.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T>(&self, read: impl FnOnce(&quota::Ledger) -> T) -> T {
        read(&self.held())
    }

    /// Changes the ledger, wholly or not at all, and gives what was changed, as words: `change` records one event, or works on a copy.
    fn change(
        &self,
        py: Python<'_>,
        change: impl FnOnce(&mut quota::Ledger) -> Result<Vec<String>, Finding> + Send,
    ) -> PyResult<Vec<String>> {
        guard(py, || {
            // INVARIANT: whoever holds the ledger asks nothing of Python, for which another thread may wait with the ledger.
            let changed = py.detach(|| change(&mut self.held()));
            changed.map_err(|finding| refused_for(py, finding))
        })
    }
}

#[pymethods]
impl Ledger {
    /// Reads back what `json` wrote.
    #[classmethod]
    fn from_json(_class: &Bound<'_, PyType>, py: Python<'_>, text: &str) -> PyResult<Self> {
        guard(py, || {
            py.detach(|| quota::Ledger::from_json(text))
                .map(Self::of)
                .map_err(|finding| refused_for(py, finding))
        })
    }

    /// A dossier that `answer` found eligible asks for a place: it has one, or waits.
    ///
    /// The first to ask opens the ledger under the limit of the rules; later the limit only changes by an event.
    #[pyo3(signature = (answer, dispositif, *, dossier, le, cle=None, auteur=None))]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn demande(
        &self,
        py: Python<'_>,
        answer: &Answer,
        dispositif: &str,
        dossier: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
        auteur: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let (sent, ()) = sent(dossier, le, cle, auteur, Ok(()))?;
        self.change(py, |ledger| {
            let claim = Claim::of(answer.answer(), dispositif)?;
            let Some((key, kind)) = claim.opening(ledger)? else {
                return sent.record(ledger, |dossier| claim.demande(dossier));
            };
            // Two events: a ledger that the second does not enter is not opened either.
            let mut opened = ledger.clone();
            let opens = Event::new(sent.header.at, key, kind).by(sent.header.author.clone());
            let mut told = words(opened.record(&opens)?);
            told.extend(sent.record(&mut opened, |dossier| claim.demande(dossier))?);
            *ledger = opened;
            Ok(told)
        })
    }

    /// A dossier gives up its place or its rank.
    #[pyo3(signature = (dossier, *, le, cle=None, auteur=None))]
    fn desistement(
        &self,
        py: Python<'_>,
        dossier: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
        auteur: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let (sent, ()) = sent(dossier, le, cle, auteur, Ok(()))?;
        self.change(py, |ledger| {
            sent.record(ledger, |dossier| EventKind::Desistement { dossier })
        })
    }

    /// The office refuses a dossier; `motif` is a word such as `hors_delai`.
    #[pyo3(signature = (dossier, motif, *, le, cle=None, auteur=None))]
    fn refus(
        &self,
        py: Python<'_>,
        dossier: &str,
        motif: &str,
        le: &Bound<'_, PyAny>,
        cle: Option<&str>,
        auteur: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let (sent, reason) = sent(dossier, le, cle, auteur, identifier("motif", motif, Reason::new))?;
        self.change(py, |ledger| {
            sent.record(ledger, |dossier| EventKind::Refus { dossier, reason })
        })
    }

    /// Annuls an event by its number, from 1: the latest of `dossier`, or the latest change of limit without one. Whoever does it is named.
    #[pyo3(signature = (evenement, motif, *, auteur, le, dossier=None, cle=None))]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn annulation(
        &self,
        py: Python<'_>,
        evenement: u64,
        motif: &str,
        auteur: &str,
        le: &Bound<'_, PyAny>,
        dossier: Option<&str>,
        cle: Option<&str>,
    ) -> PyResult<Vec<String>> {
        let dossier = dossier.map(|dossier| identifier("dossier", dossier, DossierId::new));
        let reason = identifier("motif", motif, Reason::new);
        let header = header(le, cle, Some(auteur))?;
        match (dossier.transpose(), reason, header) {
            (Ok(dossier), Ok(reason), Ok(header)) => self.change(py, |ledger| {
                let kind = EventKind::Correction {
                    position: evenement,
                    dossier,
                    reason,
                };
                header.record(ledger, kind)
            }),
            (dossier, reason, header) => {
                let others = header.err().unwrap_or_default();
                let findings = [dossier.err(), reason.err()].into_iter().flatten().chain(others);
                Err(refused(py, &Findings::new(findings.collect())))
            }
        }
    }

    /// Takes an event in its JSON form.
    fn evenement(&self, py: Python<'_>, json: &str) -> PyResult<Vec<String>> {
        self.change(py, |ledger| {
            let event = Event::from_json(json)?;
            event.at.recordable(now())?;
            ledger.record(&event).map(words)
        })
    }

    /// How many events made it: the number of the latest.
    #[getter]
    fn evenements(&self) -> u64 {
        self.read(quota::Ledger::events)
    }

    /// The most places; 0 before the first event.
    #[getter]
    fn limite(&self) -> u32 {
        self.read(quota::Ledger::limit)
    }

    /// The places that are taken.
    #[getter]
    fn attribuees(&self) -> u32 {
        self.read(quota::Ledger::attributed)
    }

    /// Those that wait, the next one first.
    #[getter]
    fn liste_attente(&self) -> Vec<String> {
        self.read(|ledger| ledger.waiting_list().map(ToString::to_string).collect())
    }

    /// `quota/groupe`
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

/// What Python says of every event.
struct Header {
    at: Moment,
    /// Without one, the event is a new one whatever came before.
    key: Option<EventKey>,
    author: Option<Author>,
}

impl Header {
    fn record(self, ledger: &mut quota::Ledger, kind: EventKind) -> Result<Vec<String>, Finding> {
        self.at.recordable(now())?;
        let key = match self.key {
            Some(key) => key,
            None => ledger.derived_key(&kind)?,
        };
        ledger
            .record(&Event::new(self.at, key, kind).by(self.author))
            .map(words)
    }
}

/// What Python says of an event about a dossier.
struct Sent {
    dossier: DossierId,
    header: Header,
}

impl Sent {
    fn record(
        self,
        ledger: &mut quota::Ledger,
        kind: impl FnOnce(DossierId) -> EventKind,
    ) -> Result<Vec<String>, Finding> {
        let kind = kind(self.dossier);
        self.header.record(ledger, kind)
    }
}

/// Reads what every event has; all that is wrong with it at once.
fn header(
    le: &Bound<'_, PyAny>,
    cle: Option<&str>,
    auteur: Option<&str>,
) -> PyResult<Result<Header, Vec<Finding>>> {
    let key = cle.map(|cle| identifier("cle", cle, EventKey::new)).transpose();
    let author = auteur.map(|auteur| identifier("auteur", auteur, Author::new));
    Ok(match (moment(le)?, key, author.transpose()) {
        (Ok(at), Ok(key), Ok(author)) => Ok(Header { at, key, author }),
        (at, key, author) => Err([at.err(), key.err(), author.err()]
            .into_iter()
            .flatten()
            .collect()),
    })
}

/// Reads what every event about a dossier has, and what this one has `more`.
fn sent<T>(
    dossier: &str,
    le: &Bound<'_, PyAny>,
    cle: Option<&str>,
    auteur: Option<&str>,
    more: Result<T, Finding>,
) -> PyResult<(Sent, T)> {
    let dossier = identifier("dossier", dossier, DossierId::new);
    match (dossier, more, header(le, cle, auteur)?) {
        (Ok(dossier), Ok(more), Ok(header)) => Ok((Sent { dossier, header }, more)),
        (dossier, more, header) => {
            let others = header.err().unwrap_or_default();
            let findings = [dossier.err(), more.err()].into_iter().flatten().chain(others);
            Err(refused(le.py(), &Findings::new(findings.collect())))
        }
    }
}

/// By the clock of this machine.
fn now() -> Moment {
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    Moment::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

/// What an event changed, as words.
fn words(recorded: Recorded) -> Vec<String> {
    match recorded {
        Recorded::New(effects) => effects.iter().map(ToString::to_string).collect(),
        Recorded::Repeated => vec!["déjà enregistré : rien ne change".to_owned()],
    }
}

/// `bareme.BaremeError` with the findings that there are.
fn every<const N: usize>(py: Python<'_>, findings: [Option<Finding>; N]) -> PyErr {
    refused(py, &Findings::new(findings.into_iter().flatten().collect()))
}

fn invalid(argument: &str, why: &str, help: &str) -> Finding {
    let place = Place::Pointer(format!("/{argument}"));
    Finding::new(Code::EventInvalid, place, format!("`{argument}` : {why}")).with_help(help)
}

fn identifier<T>(
    argument: &str,
    text: &str,
    read: impl Fn(String) -> Result<T, IdentifierError>,
) -> Result<T, Finding> {
    read(text.to_owned()).map_err(|error| {
        let help = "donnez un numéro ou un mot, jamais le nom d'une personne";
        invalid(argument, &error.to_string(), help)
    })
}

/// A group: a word, or a whole number such as a year. Anything else would make a ledger that no dossier counts in.
fn group(given: &Bound<'_, PyAny>) -> PyResult<Result<Group, Finding>> {
    let text = match given.cast::<PyString>() {
        Ok(text) => Some(text.to_string_lossy().into_owned()),
        Err(_) if given.is_instance_of::<PyBool>() => None,
        Err(_) => given.extract::<i64>().ok().map(|number| number.to_string()),
    };
    Ok(text.map_or_else(
        || {
            let why = "ce n'est ni un nombre entier ni un mot";
            Err(invalid(
                "groupe",
                why,
                "donnez l'année, ou le nom de ce qui est compté à part",
            ))
        },
        |text| identifier("groupe", &text, Group::new),
    ))
}

/// A moment: its text with an offset, or a `datetime` that has one.
fn moment(le: &Bound<'_, PyAny>) -> PyResult<Result<Moment, Finding>> {
    let text = if le.is_instance_of::<PyDateTime>() {
        le.call_method1("isoformat", ("T", "milliseconds"))?.str()?
    } else {
        le.str()?
    };
    Ok(text.to_string_lossy().parse().map_err(|error: MomentError| {
        let help = "donnez aussi le décalage : `Z`, `+01:00` ou `+02:00`";
        invalid("le", &error.to_string(), help)
    }))
}
