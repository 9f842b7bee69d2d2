//! A dossier from JSON.

use serde_json::{Map, Value as Json};

use super::{
    dossier_out::SKIPPED,
    request::{Request, read_date},
    twice::twice,
};
use crate::{
    date::Day,
    dossier::{Dossier, FactValue, named_twice, pointer, shortened},
    error::{Code, Finding, Findings, Place},
    evaluate::{Engine, Selection},
    json::{self, Document, Outer},
};

/// The largest dossier that is read: 1 MiB.
pub const MAX_DOSSIER_BYTES: usize = 1 << 20;

/// Reads a dossier: a flat JSON object, fact name → value; `null` is the same as a fact left out.
///
/// # Errors
/// Every [`Finding`] at once, each with a JSON pointer; the dossier is then refused whole.
///
/// # Example
/// ```
/// use bareme::{guide, wire::read_dossier};
///
/// let engine = guide::engine()?;
/// assert!(read_dossier(&engine, r#"{"age": 16, "revenu_du_foyer": "18400.00"}"#).is_ok());
/// let refused = read_dossier(&engine, r#"{"agee": 16, "situation": "lycée"}"#).unwrap_err();
/// assert_eq!(refused.list.len(), 2);
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn read_dossier(engine: &Engine, json: &str) -> Result<Dossier, Findings> {
    if json.len() > MAX_DOSSIER_BYTES {
        let message = format!("le dossier fait plus de {MAX_DOSSIER_BYTES} octets");
        return Err(Findings::new(vec![
            Finding::new(Code::InputTooLarge, Place::Whole, message)
                .with_help("un dossier ne contient que les faits de la personne"),
        ]));
    }
    let (entries, repeated) = match json::read_entries(json) {
        Ok(Document {
            value: Outer::Object(entries),
            twice,
        }) => (entries, twice),
        Ok(Document {
            value: Outer::Other(found),
            ..
        }) => {
            return Err(Findings::new(vec![
                Finding::new(
                    Code::NotAnObject,
                    Place::Whole,
                    format!("un dossier est un objet JSON, c'est {found}"),
                )
                .with_help("écrivez { \"fait\": valeur, … }"),
            ]));
        }
        Err(error) => {
            let message = format!(
                "ce n'est pas du JSON lisible, ligne {}, colonne {}",
                error.line(),
                error.column()
            );
            return Err(Findings::new(vec![
                Finding::new(Code::JsonInvalid, Place::Whole, message)
                    .with_help("vérifiez les guillemets, les virgules et les accolades"),
            ]));
        }
    };
    of_entries(engine, &entries, repeated)
}

/// The dossier that these entries state; `repeated` leads to the names that stand twice deeper down.
pub(super) fn of_entries(
    engine: &Engine,
    entries: &[(String, Json)],
    repeated: Vec<String>,
) -> Result<Dossier, Findings> {
    let mut dossier = engine.dossier();
    let mut findings: Vec<Finding> = repeated.into_iter().map(twice).collect();
    let mut names: Vec<&str> = Vec::new();
    let mut skipped = None;
    for (position, (name, value)) in entries.iter().enumerate() {
        if findings.len() >= MOST_FINDINGS {
            findings.push(unread(entries.len().saturating_sub(position)));
            break;
        }
        if names.contains(&name.as_str()) {
            findings.push(
                Finding::new(
                    Code::FactTwice,
                    pointer(name),
                    format!("le fait `{}` est donné deux fois", shortened(name)),
                )
                .with_help("gardez une seule valeur"),
            );
            continue;
        }
        names.push(name);
        if name == SKIPPED && dossier.plan().vocabulary.fact_named(name).is_none() {
            skipped = Some(value);
            continue;
        }
        if let Err(finding) = insert(&mut dossier, name, value) {
            findings.push(finding);
        }
    }
    findings.extend(named_twice(&engine.plan().vocabulary, names.iter().copied()));
    // A fact that is stated is not one that the person does not know, whatever the order.
    if let Some(value) = skipped {
        findings.extend(skip(&mut dossier, names_of(value).as_deref()));
    }
    if findings.is_empty() {
        Ok(dossier)
    } else {
        Err(Findings::new(findings))
    }
}

/// Reads the date and the dossier of a request, and reports all that is wrong with it.
pub(super) fn read_request(engine: &Engine, request: &Request<'_>) -> Result<(Dossier, Day), Findings> {
    let dossier = read_dossier(engine, request.dossier);
    accept(engine, dossier, read_date(request.date), request.selection())
}

/// A dossier and its reference date, each read from somewhere, to be decided for these dispositifs.
///
/// # Errors
/// What is wrong with the date, then with the dossier, then with the ids of the dispositifs; that the dossier is of another pack.
pub fn accept(
    engine: &Engine,
    dossier: Result<Dossier, Findings>,
    date: Result<Day, Finding>,
    selection: Selection<'_>,
) -> Result<(Dossier, Day), Findings> {
    match (dossier, date) {
        // The engine looks at the selection itself.
        (Ok(dossier), Ok(date)) => {
            engine.own(&dossier)?;
            Ok((dossier, date))
        }
        (dossier, date) => {
            let selected = engine.positions(selection).err();
            let others = [dossier.err(), selected].into_iter().flatten();
            let mut list: Vec<Finding> = date.err().into_iter().collect();
            list.extend(others.flat_map(|findings| findings.list));
            Err(Findings::new(list))
        }
    }
}

/// A hostile dossier does not get a report larger than itself.
const MOST_FINDINGS: usize = 200;

/// What is said of the facts that come after too many that are wrong.
fn unread(count: usize) -> Finding {
    let rest = match count {
        1 => "le dernier fait n'est pas lu".to_owned(),
        count => format!("les {count} faits suivants ne sont pas lus"),
    };
    let message = format!("{MOST_FINDINGS} faits sont faux : {rest}");
    Finding::new(Code::InputTooLarge, Place::Whole, message).with_help("corrigez ceux-ci, puis recommencez")
}

/// Notes in a dossier, once all its facts are stated, the facts that the person does not know: what `ne_sait_pas` lists, `None` when it is no list
/// of names. Every finding is told.
///
/// # Example
/// ```
/// use bareme::{guide, wire};
///
/// let mut dossier = guide::engine()?.dossier().set("age", 16)?;
/// assert!(wire::skip(&mut dossier, Some(&["revenu_du_foyer"])).is_empty());
/// // Who states a fact knows it.
/// assert_eq!(wire::skip(&mut dossier, Some(&["age", "agee"])).len(), 2);
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn skip(dossier: &mut Dossier, names: Option<&[&str]>) -> Vec<Finding> {
    let Some(names) = names else {
        let message = format!("`{SKIPPED}` est une liste de noms de faits");
        let place = Place::Pointer(format!("/{SKIPPED}"));
        let finding = Finding::new(Code::WrongType, place, message);
        return vec![finding.with_help(format!("écrivez \"{SKIPPED}\": [\"age\"]"))];
    };
    let stated = |dossier: &Dossier, name: &str| {
        // An interval may be all that they know.
        dossier.get(name).is_some()
    };
    let mut findings = Vec::new();
    for (position, name) in names.iter().enumerate() {
        if findings.len() >= MOST_FINDINGS {
            break;
        }
        if stated(dossier, name) {
            let message = format!("le fait `{}` est donné, et dit inconnu", shortened(name));
            let finding = Finding::new(Code::FactTwice, pointer(name), message);
            findings.push(finding.with_help("retirez l'un des deux"));
        } else {
            let unknown = dossier.skip(name).err();
            let place = || Place::Pointer(format!("/{SKIPPED}/{position}"));
            findings.extend(unknown.map(|finding| Finding {
                place: place(),
                ..finding
            }));
        }
    }
    findings
}

/// The names that `ne_sait_pas` lists; `None` when it is no list of names.
fn names_of(value: &Json) -> Option<Vec<&str>> {
    match value {
        Json::Null => Some(Vec::new()),
        Json::Array(list) => list.iter().map(Json::as_str).collect(),
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => None,
    }
}

fn insert(dossier: &mut Dossier, name: &str, value: &Json) -> Result<(), Finding> {
    if let Json::Object(object) = value {
        return insert_interval(dossier, name, object);
    }
    let mut digits = String::new();
    dossier.insert(name, scalar(value, &mut digits))
}

/// `{"min": …, "max": …}` or `{"parmi": […]}`.
fn insert_interval(dossier: &mut Dossier, name: &str, object: &Map<String, Json>) -> Result<(), Finding> {
    if let (Some(Json::Array(list)), 1) = (object.get("parmi"), object.len())
        && let Some(names) = list.iter().map(Json::as_str).collect::<Option<Vec<_>>>()
    {
        return dossier.insert(name, FactValue::Among(&names));
    }
    let ends = object.keys().all(|key| key == "min" || key == "max");
    if !ends || object.is_empty() {
        return dossier.insert(name, FactValue::Nested);
    }
    let (mut low, mut high) = (String::new(), String::new());
    let low = object
        .get("min")
        .filter(|end| !end.is_null())
        .map(|end| scalar(end, &mut low));
    let high = object
        .get("max")
        .filter(|end| !end.is_null())
        .map(|end| scalar(end, &mut high));
    dossier.insert(name, FactValue::Between(low.as_ref(), high.as_ref()))
}

/// A value that is no object; the digits of a number are kept in `digits`.
fn scalar<'v>(value: &'v Json, digits: &'v mut String) -> FactValue<'v> {
    match value {
        Json::Null => FactValue::Unknown,
        Json::Bool(value) => FactValue::Boolean(*value),
        Json::Number(number) => {
            *digits = number.to_string();
            FactValue::Number(digits)
        }
        Json::String(value) => FactValue::Text(value),
        Json::Array(_) | Json::Object(_) => FactValue::Nested,
    }
}
