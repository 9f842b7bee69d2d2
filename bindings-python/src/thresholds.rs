//! The class `Thresholds`: what is said of a dossier while one fact, or two, go over their values.

use std::sync::OnceLock;

use bareme::{
    Code, Day, Dossier, Engine, FactValue, Finding,
    analysis::{DroitPiece, Kept, NearestChange, Piece, PieceOptions, Pieces, Shape, Worth},
    answer::DroitValue,
    error::{Place, nearest},
    wire,
};
use bareme_recit::Recit;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyDate, PyDict, PyList, PyString},
};

use crate::{
    error::{guard, refused_for},
    facts,
    imports::imported,
    told,
    values::{Asked, answered, decimal_class, droit, loaded, member, names},
};

type Any<'py> = Bound<'py, PyAny>;

/// What is said of a dossier while a fact goes from its smallest value to its largest, or two do: pieces, proved.
#[pyclass(frozen, module = "bareme")]
pub(crate) struct Thresholds {
    engine: Engine,
    dossier: Dossier,
    date: Day,
    asked: Asked,
    droits: Vec<String>,
    list: Vec<Pieces>,
    nearest: OnceLock<Option<NearestChange>>,
}

/// Sweeps one fact, or two.
pub(crate) fn of(
    py: Python<'_>,
    engine: &Engine,
    (dossier, date): (&Bound<'_, PyAny>, &Bound<'_, PyAny>),
    fait: &Bound<'_, PyAny>,
    (dispositif, droit): (Option<&Bound<'_, PyAny>>, Option<&Bound<'_, PyAny>>),
) -> PyResult<Thresholds> {
    const WRONG: &str = "`fait` est le nom d'un fait, ou une liste de deux noms";
    let given = names(fait, WRONG)?;
    let facts: Vec<&str> = given.iter().map(String::as_str).collect();
    if !(1..=2).contains(&facts.len()) {
        return Err(PyTypeError::new_err(WRONG));
    }
    let wrong = "`droit` est l'identifiant d'un droit, ou une liste d'identifiants";
    let droits = droit.map(|given| names(given, wrong)).transpose()?;
    let droits = droits.unwrap_or_default();
    let asked = Asked::new(dispositif, false)?;
    let (dossier, date) = facts::request(engine, dossier, date, &asked)?;
    let list = py.detach(|| {
        let droits: Vec<&str> = droits.iter().map(String::as_str).collect();
        asked.with(|selection| {
            let options = PieceOptions {
                selection,
                droits: &droits,
                ..PieceOptions::default()
            };
            engine.thresholds(&dossier, &facts, date, &options)
        })
    });
    Ok(Thresholds {
        engine: engine.clone(),
        list: answered(py, list)?,
        nearest: OnceLock::new(),
        dossier,
        date,
        asked,
        droits,
    })
}

/// The days on which anything changes for a dispositif.
pub(crate) fn breakpoints<'py>(py: Python<'py>, engine: &Engine, dispositif: &str) -> PyResult<Any<'py>> {
    let days = answered(py, py.detach(|| engine.breakpoints(dispositif)))?;
    let listed = loaded(py, &wire::breakpoints_json(&days))?;
    for day in listed.try_iter()? {
        let day = day?;
        day.set_item("date", day_of(py, &day.get_item("date")?)?)?;
    }
    Ok(listed)
}

impl Thresholds {
    /// What would open the only dispositif that is named; looked for once.
    fn nearest(&self) -> Option<&NearestChange> {
        let look = || {
            self.asked
                .with(|selection| self.engine.opening(&self.dossier, self.date, selection))
        };
        self.nearest.get_or_init(look).as_ref()
    }

    fn recit(&self) -> Recit {
        bareme_recit::thresholds(&self.list, self.nearest())
    }

    fn picture(&self, pieces: &Pieces) -> String {
        let droits: Vec<&str> = self.droits.iter().map(String::as_str).collect();
        bareme_recit::thresholds_svg(pieces, &droits)
    }

    /// The pieces of a dispositif, or of the only one.
    fn about(&self, py: Python<'_>, dispositif: Option<&str>) -> PyResult<&Pieces> {
        let Some(id) = dispositif else {
            let [only] = self.list.as_slice() else {
                let message = "plusieurs dispositifs sont regardés : donnez `dispositif`";
                return Err(PyValueError::new_err(message));
            };
            return Ok(only);
        };
        self.list.iter().find(|pieces| pieces.id() == id).ok_or_else(|| {
            let message = format!("ces seuils ne disent rien de `{id}`");
            let finding = Finding::new(Code::UnknownDispositif, Place::Whole, message)
                .with_suggestion(nearest(id, self.list.iter().map(Pieces::id)))
                .with_help("nommez un des dispositifs demandés");
            refused_for(py, finding)
        })
    }
}

#[pymethods]
impl Thresholds {
    /// The pieces in order, of each dispositif: what the JSON has in `morceaux` (`boites` for two facts), with the id of the `dispositif`. Amounts are
    /// `Decimal`, dates `datetime.date`, slopes `Fraction`.
    #[getter]
    fn pieces<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        guard(py, || {
            let text = py.detach(|| wire::pieces_json(self.engine.plan(), &self.list, None));
            let (all, listed) = (loaded(py, &text)?, PyList::empty(py));
            for pieces in &self.list {
                let body = match self.list.as_slice() {
                    [_] => all.clone(),
                    _ => all.get_item("dispositifs")?.get_item(pieces.id())?,
                };
                let is_map = pieces.second_fact().is_some();
                let told = body.get_item(if is_map { "boites" } else { "morceaux" })?;
                for (piece, dict) in pieces.iter().zip(told.try_iter()?) {
                    let dict = dict?;
                    dict.set_item("dispositif", pieces.id())?;
                    typed(py, &piece, &dict)?;
                    listed.append(dict)?;
                }
            }
            Ok(listed)
        })
    }

    /// Did the work allowed suffice to establish every piece?
    #[getter]
    fn etabli(&self) -> bool {
        self.list.iter().all(Pieces::are_established)
    }

    /// What would open the only dispositif that was named: `etat` (`pas_refuse`, `trouve`, `aucun`, `non_etabli`) and `faits`, each with the nearest `valeur`
    /// and the others, from `de` to `a`; `manquants`, what would still be to be known; `conditions`, of `aucun`, those that nothing changes. `None` of several,
    /// and of a dossier that contradicts itself.
    #[getter]
    fn nearest_change<'py>(&self, py: Python<'py>) -> PyResult<Option<Any<'py>>> {
        guard(py, || {
            let text = py.detach(|| {
                let found = self.nearest()?;
                Some(wire::pieces_json(self.engine.plan(), &[], Some(found)))
            });
            let Some(text) = text else { return Ok(None) };
            let told = loaded(py, &text)?.get_item("changement_le_plus_proche")?;
            for change in told.get_item("faits")?.try_iter()? {
                let change = change?;
                let name: String = change.get_item("fait")?.extract()?;
                let Some((_, fact)) = self.engine.plan().vocabulary.fact_named(&name) else {
                    continue;
                };
                for key in ["valeur", "de", "a"] {
                    let value = change.get_item(key)?;
                    if fact.declared.kind.is_date() {
                        change.set_item(key, day_of(py, &value)?)?;
                    } else if fact.declared.kind.is_number() && value.is_instance_of::<PyString>() {
                        change.set_item(key, decimal_class(py)?.call1((value,))?)?;
                    }
                }
            }
            Ok(Some(told))
        })
    }

    /// How far the fact may go from a value: `meme_reponse` and `meme_verdict`, each from `de` to `a`, both included. `None` where nothing was
    /// established, and over two facts. `dispositif` says which when there are several.
    #[pyo3(signature = (value, *, dispositif=None))]
    fn around<'py>(
        &self,
        py: Python<'py>,
        value: &Bound<'py, PyAny>,
        dispositif: Option<&str>,
    ) -> PyResult<Option<Bound<'py, PyDict>>> {
        guard(py, || {
            let pieces = self.about(py, dispositif)?;
            let around = |value: FactValue<'_>| pieces.around(value);
            let kept = facts::with_value(value, around)?.map_err(|finding| refused_for(py, finding))?;
            kept.map(|kept| kept_dict(py, &kept)).transpose()
        })
    }

    /// The picture as SVG, of the only dispositif; `plot` has that of one among several.
    #[getter]
    fn svg(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let pieces = self.about(py, None)?;
            Ok(py.detach(|| self.picture(pieces)))
        })
    }

    /// The picture, which a notebook shows; its text is in `svg`. `dispositif` says of which when there are several.
    #[pyo3(signature = (*, dispositif=None))]
    fn plot<'py>(&self, py: Python<'py>, dispositif: Option<&str>) -> PyResult<Any<'py>> {
        static PICTURE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        guard(py, || {
            let pieces = self.about(py, dispositif)?;
            let svg = py.detach(|| self.picture(pieces));
            imported(py, &PICTURE, "bareme._results", "Picture")?.call1((svg,))
        })
    }

    /// What a person reads, as `bareme seuils` writes it.
    #[getter]
    fn text(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || Ok(py.detach(|| told::text(&self.recit()))))
    }

    /// As `bareme seuils --format json` writes it: dictionaries, lists and texts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        guard(py, || {
            let plan = self.engine.plan();
            loaded(
                py,
                &py.detach(|| wire::pieces_json(plan, &self.list, self.nearest())),
            )
        })
    }

    fn __len__(&self) -> usize {
        self.list.iter().map(|pieces| pieces.iter().len()).sum()
    }

    fn __repr__(&self) -> String {
        let first = self.list.first();
        let facts = first.map(|pieces| [pieces.fact(), pieces.second_fact()]);
        let facts: Vec<&str> = facts
            .into_iter()
            .flatten()
            .flatten()
            .map(|fact| fact.name.as_str())
            .collect();
        format!("Thresholds({}, {} morceaux)", facts.join(", "), self.__len__())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.text(py)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            Ok(py.detach(|| {
                let drawn = self.list.iter();
                // Nothing is seen where nothing changes.
                let drawn = drawn.filter(|pieces| self.list.len() == 1 || pieces.iter().len() > 1);
                let drawn: String = drawn.map(|pieces| self.picture(pieces)).collect();
                drawn + &told::html(&self.recit())
            }))
        })
    }
}

/// Puts Python's own values where the JSON has texts.
fn typed<'py>(py: Python<'py>, piece: &Piece<'_>, dict: &Any<'py>) -> PyResult<()> {
    static VERDICT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static ETAT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let ((from, to), second) = (piece.span(), piece.second_span());
    let (from, to) = (droit(py, &from)?, droit(py, &to)?);
    match second {
        Some((second, until)) => {
            dict.set_item("de", (from, droit(py, &second)?))?;
            dict.set_item("a", (to, droit(py, &until)?))?;
        }
        None => {
            dict.set_item("de", from)?;
            dict.set_item("a", to)?;
        }
    }
    if let Some(verdict) = piece.verdict() {
        dict.set_item("verdict", member(py, &VERDICT, "Verdict", verdict.word())?)?;
    }
    let conditions = dict.get_item("conditions")?;
    for (condition, state) in piece.conditions() {
        conditions.set_item(&condition.id, member(py, &ETAT, "Etat", state.word())?)?;
    }
    let (settled, open) = (dict.get_item("droits")?, dict.get_item("bornes")?);
    for DroitPiece { droit, worth, .. } in piece.droits() {
        let id = &droit.id;
        match worth {
            Worth::Settled(shape) => settled.set_item(id, shaped(py, &shape, settled.get_item(id)?)?)?,
            Worth::Between(low, high) => {
                let told = open.get_item(id)?;
                let low = shaped(py, &low, told.get_item(0)?)?;
                open.set_item(id, (low, shaped(py, &high, told.get_item(1)?)?))?;
            }
            Worth::Members(_) => open.set_item(id, open.get_item(id)?.cast::<PyList>()?.to_tuple())?,
        }
    }
    Ok(())
}

/// A droit over a piece: its value when it stays, or how it goes.
fn shaped<'py>(py: Python<'py>, shape: &Shape<'_>, told: Any<'py>) -> PyResult<Any<'py>> {
    static FRACTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let set = |key: &str, value: &DroitValue<'_>| told.set_item(key, droit(py, value)?);
    match shape {
        Shape::Constant(value) => return droit(py, value),
        Shape::Linear(line) => {
            set("de", &line.from)?;
            set("a", &line.to)?;
            for key in ["pente", "seconde_pente", "origine", "ecart_maximal"] {
                if told.contains(key)? {
                    let class = imported(py, &FRACTION, "fractions", "Fraction")?;
                    told.set_item(key, class.call1((told.get_item(key)?,))?)?;
                }
            }
        }
        Shape::Monotone { from, to, .. } => {
            set("de", from)?;
            set("a", to)?;
        }
        Shape::Within(low, high) => {
            set("min", low)?;
            set("max", high)?;
        }
    }
    Ok(told)
}

fn kept_dict<'py>(py: Python<'py>, kept: &Kept<'_>) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    for (name, (from, to)) in [("meme_reponse", &kept.answer), ("meme_verdict", &kept.verdict)] {
        let span = PyDict::new(py);
        span.set_item("de", droit(py, from)?)?;
        span.set_item("a", droit(py, to)?)?;
        all.set_item(name, span)?;
    }
    Ok(all)
}

/// A `datetime.date`, of its text.
fn day_of<'py>(py: Python<'py>, text: &Any<'py>) -> PyResult<Any<'py>> {
    py.get_type::<PyDate>().call_method1("fromisoformat", (text,))
}
