//! The cases as a file of cases.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use super::{
    decided::Shown,
    found::{Suggested, Suggestions},
};
use crate::cases::TO_CONFIRM;

/// The cases as a file of cases: whatever is to be confirmed stands in it as `a_confirmer`.
pub(crate) fn written(suggestions: &Suggestions) -> String {
    let mut text = format!(
        "# {} fautes essayées, {} que rien ne voit.",
        suggestions.tried, suggestions.unseen
    );
    text.push_str(if suggestions.cases.is_empty() {
        " Aucun dossier n'est proposé.\n"
    } else {
        " Sur ces dossiers elles se verraient. Lisez le texte cité, écrivez ce qu'il donne à la place\n\
         # de chaque `a_confirmer`, dites pourquoi, puis donnez un nom : un cas où il en reste un n'est jamais réussi.\n"
    });
    for (number, case) in (1_usize..).zip(&suggestions.cases) {
        text.push_str(&one(number, case));
    }
    text
}

fn one(number: usize, case: &Suggested) -> String {
    let mut text = String::from("\n");
    // Writing to a string cannot fail.
    for aim in &case.aims {
        let _ = writeln!(text, "# {aim}");
    }
    let dossier = inline(&case.dossier);
    let first = case.expected.keys().next().map_or("", String::as_str);
    let _ = write!(
        text,
        "[[cas]]\n\
         nom      = \"{TO_CONFIRM}_{first}_{number}\"\n\
         pourquoi = \"{}\"\n\
         source   = {{ id = \"{}\" }}\n\
         date     = {}\n\
         dossier  = {dossier}\n",
        why(case),
        case.source,
        case.date,
    );
    for (id, shown) in &case.expected {
        text.push_str(&expected(id, shown));
    }
    text
}

/// Facts as TOML writes them on one line.
fn inline(facts: &Map<String, Json>) -> String {
    let written = |(name, value): (&String, &Json)| match value.as_object() {
        Some(inside) => format!("{name} = {}", inline(inside)),
        None => format!("{name} = {value}"),
    };
    match facts.is_empty() {
        true => "{}".to_owned(),
        false => format!(
            "{{ {} }}",
            facts.iter().map(written).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// What stands for the reason; of a dossier that does not say enough, what it leaves open.
fn why(case: &Suggested) -> String {
    let missing: Vec<&str> = case.missing.iter().map(String::as_str).collect();
    match missing.as_slice() {
        [] => TO_CONFIRM.to_owned(),
        _ => format!(
            "{TO_CONFIRM} : le dossier ne dit pas {} ; ce qui en dépend est attendu `indetermine`, ou par ses bornes.",
            missing.join(", ")
        ),
    }
}

fn expected(id: &str, shown: &Shown) -> String {
    let mut text = format!("[cas.attendu.{id}]\nverdict = \"{TO_CONFIRM}\"\n");
    for (key, names) in [("droits ", &shown.droits), ("bornes ", &shown.bounds)] {
        if !names.is_empty() {
            let names: Vec<String> = names
                .iter()
                .map(|name| format!("{name} = \"{TO_CONFIRM}\""))
                .collect();
            let _ = writeln!(text, "{key} = {{ {} }}", names.join(", "));
        }
    }
    text
}
