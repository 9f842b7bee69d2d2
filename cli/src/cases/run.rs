use std::collections::BTreeSet;

use bareme::{Answer, Code, Dossier, Engine, Finding, Findings, Selection, error::Place, wire};
use serde_json::Value as Json;

use super::{Case, Expectation, Expected};

/// What came of a case.
#[derive(Debug, Clone)]
pub struct Run {
    /// What differs from what was expected: nothing when the case passes.
    pub failures: Vec<Finding>,
    /// The dossier and the answer, when the dossier was accepted.
    pub answer: Option<(Dossier, Answer)>,
}

/// Decides the dossier of a case and compares the decision, as JSON, with what the case expects.
#[must_use]
pub fn run(engine: &Engine, case: &Case) -> Run {
    let named: Vec<&str> = match &case.expected {
        Expected::Decided { dispositifs, .. } => dispositifs.iter().map(String::as_str).collect(),
        Expected::Refused { .. } => Vec::new(),
    };
    let selection = Selection::of(&named, false);
    let decided = wire::read_dossier(engine, &case.dossier).and_then(|dossier| {
        let answer = engine.evaluate_selected(&dossier, case.date, selection)?;
        Ok((wire::decision_json(&answer), (dossier, answer)))
    });
    let failed = |place: &Place, message: String| {
        let message = format!("cas `{}` : {message}", case.name);
        Finding::new(Code::CaseFailed, place.clone(), message).with_help(case.why.clone())
    };
    match (decided, &case.expected) {
        (Err(findings), Expected::Refused { codes, place }) => Run {
            failures: refused(codes, &findings)
                .map(|message| failed(place, message))
                .into_iter()
                .collect(),
            answer: None,
        },
        (Err(findings), Expected::Decided { .. }) => {
            let told: Vec<String> = findings.list.iter().map(ToString::to_string).collect();
            let message = format!("le dossier est refusé : {}", told.join(" ; "));
            Run {
                failures: vec![failed(&case.place, message)],
                answer: None,
            }
        }
        (Ok((_, answer)), Expected::Refused { codes, place }) => {
            let message = format!("{} attendu, et le dossier est accepté", quoted(codes));
            Run {
                failures: vec![failed(place, message)],
                answer: Some(answer),
            }
        }
        (Ok((json, answer)), Expected::Decided { values, .. }) => {
            let decision: Json = serde_json::from_str(&json).unwrap_or_default();
            let failures = values
                .iter()
                .filter_map(|expected| Some(failed(&expected.place, difference(&decision, expected)?)))
                .collect();
            Run {
                failures,
                answer: Some(answer),
            }
        }
    }
}

fn refused(expected: &[String], found: &Findings) -> Option<String> {
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let mut codes: Vec<&str> = found.list.iter().map(|finding| finding.code.as_str()).collect();
    expected.sort_unstable();
    codes.sort_unstable();
    (expected != codes).then(|| format!("{} attendu, {} obtenu", quoted(&expected), quoted(&codes)))
}

fn quoted<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}

/// How a decision differs from what is expected of it.
fn difference(decision: &Json, expected: &Expectation) -> Option<String> {
    let whole = decision.get("decisions")?.get(&expected.dispositif)?;
    let path: Vec<&str> = expected.path.iter().map(String::as_str).collect();
    let (section, name) = (path.first().copied().unwrap_or_default(), path.get(1).copied());
    let part = whole.get(section);
    let given = match (section, name) {
        // Lists of objects with a name and a state.
        ("conditions" | "priorites", Some(name)) => part
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .find(|item| item.get("id").and_then(Json::as_str) == Some(name))
            .and_then(|item| item.get("etat"))
            .cloned(),
        ("avertissements", _) => part.and_then(Json::as_array).map(|list| {
            list.iter()
                .filter_map(|warning| warning.get("code").cloned())
                .collect()
        }),
        (_, Some(name)) => part.and_then(|part| part.get(name)).cloned(),
        (_, None) => part.cloned(),
    };
    let same = match &given {
        Some(given) if matches!(section, "manquants" | "avertissements") => {
            return set_difference(&expected.value, given)
                .map(|difference| format!("{}.{section} : {difference}", expected.dispositif));
        }
        Some(given) => *given == expected.value,
        None => false,
    };
    if same {
        return None;
    }
    let shown = given.map_or_else(
        || instead(whole, section, name),
        |given| format!("`{}`", plain(&given)),
    );
    Some(format!(
        "{}.{} : `{}` attendu, {shown} obtenu",
        expected.dispositif,
        path.join("."),
        plain(&expected.value)
    ))
}

/// What there is in the place of a value that is not there.
fn instead(decision: &Json, section: &str, name: Option<&str>) -> String {
    let other = match section {
        "droits" => "bornes",
        "bornes" => "droits",
        _ => return "rien".to_owned(),
    };
    let found = decision
        .get(other)
        .and_then(|part| part.get(name.unwrap_or_default()));
    match found {
        Some(value) if other == "bornes" => format!("une valeur entre les bornes `{}`", plain(value)),
        Some(value) => format!("la valeur `{}`", plain(value)),
        None => "rien".to_owned(),
    }
}

/// What one list has and the other has not, in any order.
fn set_difference(expected: &Json, given: &Json) -> Option<String> {
    let set =
        |list: &Json| -> BTreeSet<String> { list.as_array().into_iter().flatten().map(plain).collect() };
    let (expected, given) = (set(expected), set(given));
    let list = |of: &BTreeSet<String>, without: &BTreeSet<String>| -> Vec<String> {
        of.difference(without).cloned().collect()
    };
    let (lacking, extra) = (list(&expected, &given), list(&given, &expected));
    let parts: Vec<String> = [
        (lacking, "attendu et absent"),
        (extra, "obtenu sans être attendu"),
    ]
    .into_iter()
    .filter(|(names, _)| !names.is_empty())
    .map(|(names, what)| format!("{} {what}", quoted(&names)))
    .collect();
    (!parts.is_empty()).then(|| parts.join(" ; "))
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
