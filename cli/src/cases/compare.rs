//! How what was obtained differs from what a case expects.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::expectation::{Expectation, Manner};

/// How what was obtained differs from what is expected; nothing when it does not.
pub(super) fn difference(whole: &Json, expected: &Expectation) -> Option<String> {
    let given = found(whole, &expected.path);
    let said = |difference: String| format!("{} : {difference}", expected.name());
    match expected.manner {
        Manner::Same => {
            // What is not there is not known, and only that is the same as nothing.
            let same = given.unwrap_or(&Json::Null) == &expected.value;
            let shown = || match given.filter(|given| !given.is_null()) {
                Some(given) => format!("`{}`", plain(given)),
                None => instead(whole, &expected.path),
            };
            (!same).then(|| said(format!("{} attendu, {} obtenu", wanted(&expected.value), shown())))
        }
        Manner::First => {
            let (wanted, given) = (strings(&expected.value), strings(given.unwrap_or(&Json::Null)));
            (!given.starts_with(&wanted)).then(|| {
                let shown = given.get(..wanted.len().max(1)).unwrap_or(&given);
                said(format!(
                    "{} attendu d'abord, {} obtenu",
                    quoted(&wanted),
                    none_or(shown)
                ))
            })
        }
        Manner::Says => {
            let text = given.and_then(Json::as_str).map(spaced).unwrap_or_default();
            let lacking = strings(&expected.value).into_iter();
            let lacking: Vec<String> = lacking.filter(|words| !text.contains(&spaced(words))).collect();
            (!lacking.is_empty())
                .then(|| said(format!("{} attendu, et la page ne le dit pas", quoted(&lacking))))
        }
        Manner::Silent => {
            let text = given.and_then(Json::as_str).map(spaced).unwrap_or_default();
            let told = strings(&expected.value).into_iter();
            let told: Vec<String> = told.filter(|words| text.contains(&spaced(words))).collect();
            (!told.is_empty()).then(|| said(format!("{} attendu absent, et la page le dit", quoted(&told))))
        }
        Manner::Count => {
            let count = given.and_then(Json::as_array).map_or(0, Vec::len);
            (expected.value != count)
                .then(|| said(format!("{} attendus, {count} obtenus", plain(&expected.value))))
        }
        Manner::Days => {
            let (wanted, given) = (expected.value.clone(), days(given.unwrap_or(&Json::Null)));
            (sorted(wanted.clone()) != sorted(given.clone()))
                .then(|| said(format!("{} attendu, {} obtenu", plain(&wanted), plain(&given))))
        }
        Manner::All | Manner::Among | Manner::Without => named(
            &strings(&expected.value),
            given.unwrap_or(&Json::Null),
            expected.manner,
        )
        .map(said),
    }
}

/// The days of a decision: for each id its day, or the facts that are missing.
fn days(given: &Json) -> Json {
    let list = given.as_array().into_iter().flatten();
    let shown = list.filter_map(|item| {
        let id = item.get("id")?.as_str()?.to_owned();
        let day = item.get("jour").filter(|day| !day.is_null());
        Some((id, day.or_else(|| item.get("manquants"))?.clone()))
    });
    Json::from_iter(shown)
}

/// The same with its lists in order.
fn sorted(mut value: Json) -> Json {
    for list in value.as_object_mut().into_iter().flatten() {
        if let Some(names) = list.1.as_array_mut() {
            names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        }
    }
    value
}

/// What there is at a path. Conditions and priorities are a list, in which each has an id and a state.
fn found<'j>(whole: &'j Json, path: &[String]) -> Option<&'j Json> {
    let mut at = whole;
    for name in path {
        at = match (at.as_array(), name.parse::<usize>()) {
            (Some(list), Ok(position)) => list.get(position)?,
            (Some(list), Err(_)) => list
                .iter()
                .find(|item| item.get("id").and_then(Json::as_str) == Some(name))?
                .get("etat")?,
            (None, _) => at.get(name)?,
        };
    }
    Some(at)
}

/// How a list differs, whose items each have one name or several: a doubt has its question and all that it is about.
fn named(wanted: &[String], given: &Json, manner: Manner) -> Option<String> {
    let items: Vec<Vec<&str>> = given.as_array().into_iter().flatten().map(names).collect();
    let there = |name: &String| items.iter().any(|names| names.contains(&name.as_str()));
    if manner == Manner::Without {
        let present: Vec<&String> = wanted.iter().filter(|name| there(name)).collect();
        return (!present.is_empty()).then(|| format!("{} obtenu, et attendu absent", quoted(&present)));
    }
    let lacking: Vec<&String> = wanted.iter().filter(|name| !there(name)).collect();
    let unforeseen = |names: &&Vec<&str>| {
        !names
            .iter()
            .any(|name| wanted.iter().any(|wanted| wanted == name))
    };
    let extra: BTreeSet<&str> = (items.iter())
        .filter(unforeseen)
        .filter_map(|names| names.first().copied())
        .collect();
    let mut parts = Vec::new();
    if !lacking.is_empty() {
        parts.push(format!("{} attendu et absent", quoted(&lacking)));
    }
    if manner == Manner::All && !extra.is_empty() {
        let extra: Vec<&str> = extra.into_iter().collect();
        parts.push(format!("{} obtenu sans être attendu", quoted(&extra)));
    }
    (!parts.is_empty()).then(|| parts.join(" ; "))
}

/// The names of an item of a list, that by which it is told first.
fn names(item: &Json) -> Vec<&str> {
    let of = |key: &str| item.get(key).and_then(Json::as_str);
    let concerns = item
        .get("porte_sur")
        .and_then(Json::as_array)
        .into_iter()
        .flatten();
    (item.as_str().into_iter())
        .chain(of("id"))
        .chain(of("code"))
        .chain(of("du"))
        .chain(concerns.filter_map(Json::as_str))
        .chain(of("question"))
        .collect()
}

/// What there is in the place of a value that is not there.
fn instead(whole: &Json, path: &[String]) -> String {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let (other, name, before) = match path.as_slice() {
        [before @ .., "droits", name] => ("bornes", name, before),
        [before @ .., "bornes", name] => ("droits", name, before),
        _ => return "rien".to_owned(),
    };
    let decision = before.iter().try_fold(whole, |at, name| at.get(*name));
    match decision.and_then(|decision| decision.get(other)?.get(*name)) {
        Some(value) if other == "bornes" => format!("une valeur entre les bornes `{}`", plain(value)),
        Some(value) => format!("la valeur `{}`", plain(value)),
        None => "rien".to_owned(),
    }
}

pub(super) fn quoted<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}

fn none_or<S: AsRef<str>>(words: &[S]) -> String {
    if words.is_empty() {
        "rien".to_owned()
    } else {
        quoted(words)
    }
}

fn wanted(value: &Json) -> String {
    if value.is_null() {
        "rien".to_owned()
    } else {
        format!("`{}`", plain(value))
    }
}

fn strings(list: &Json) -> Vec<String> {
    list.as_array().into_iter().flatten().map(plain).collect()
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The words with plain spaces: a page holds some together, and breaks lines between others.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
