//! `bareme test --suggere`: the cases that are missing, their expected decision left to be confirmed.

use std::{
    collections::BTreeSet,
    io::{self, Write as _},
    path::Path,
};

use bareme::{Engine, Findings};
use serde_json::{Value as Json, json};

use crate::{
    arguments::{Format, Test},
    cases,
    commands::tried::{asked, bar, moves, source, suite},
    mutation::{Court, Mutant, Seen, Shown, Suggestions, mutants, suggested, written},
    output::Reply,
};

/// The cases that are missing for the pack of a folder.
pub(super) fn run(command: &Test, folder: &Path) -> Result<Reply, Findings> {
    let source = source(folder)?;
    let rules = asked(&source, &command.rules)?;
    let engine = Engine::new(source.plan.clone());
    let (suite, read) = suite(&engine, &command.paths)?;
    let court = Court::new(&source, &suite, &read);
    let mut all = mutants(&source, &[]);
    if let Some(rules) = rules {
        all.retain(|mutant| rules.contains(&mutant.rule));
    }
    // It may last: whoever waits knows of how much. Nothing is lost when nobody reads it.
    let _ = writeln!(io::stderr(), "{} fautes à essayer", all.len());
    let (tried, looked) = (bar("fautes"), bar("fautes que rien ne voit"));
    let seen = cases::dealt(&all, &moves(&tried), |mutant| court.sees(mutant));
    tried.finish_and_clear();
    let unseen = all.iter().zip(seen).filter(|(_, seen)| *seen == Seen::Unseen);
    let unseen: Vec<&Mutant> = unseen.map(|(mutant, _)| mutant).collect();
    let mut found = suggested(&court, &engine, &unseen, &moves(&looked));
    found.tried = all.len();
    looked.finish_and_clear();
    Ok(Reply::answer(match command.usual.format() {
        Format::Text => text(&found),
        Format::Json => as_json(&found),
    }))
}

/// The file of cases, then what no case of decisions can see, as comments.
fn text(found: &Suggestions) -> String {
    let mut text = written(found);
    let lists = [
        (
            "Ce qui ne change aucune décision : un doute, un versement, un délai, qu'un cas attend autrement ; ou rien, quand la valeur est la même.",
            &found.untold,
        ),
        (
            "Ce qui n'a pas été tranché dans le travail permis.",
            &found.undecided,
        ),
    ];
    for (title, names) in lists {
        if !names.is_empty() {
            text.push_str(&format!("\n# {title}\n"));
            names
                .iter()
                .for_each(|name| text.push_str(&format!("#   {name}\n")));
        }
    }
    text
}

fn as_json(found: &Suggestions) -> String {
    let cases = found.cases.iter().map(|case| {
        let expected = case.expected.iter();
        let expected: serde_json::Map<String, Json> = expected
            .map(|(id, shown)| (id.clone(), to_confirm(shown)))
            .collect();
        json!({
            "date": case.date.to_string(),
            "dossier": case.dossier,
            "attendu": expected,
            "source": { "id": case.source },
            "distingue": case.aims,
            "manquants": case.missing,
        })
    });
    json!({
        "essayees": found.tried,
        "non_vues": found.unseen,
        "cas": cases.collect::<Vec<Json>>(),
        "sans_decision": found.untold,
        "non_tranches": found.undecided,
    })
    .to_string()
}

/// What is expected of a dispositif, as the file of cases has it.
fn to_confirm(shown: &Shown) -> Json {
    let all = |names: &BTreeSet<String>| {
        let names = names
            .iter()
            .map(|name| (name.clone(), Json::from(cases::TO_CONFIRM)));
        Json::Object(names.collect())
    };
    json!({
        "verdict": cases::TO_CONFIRM,
        "droits": all(&shown.droits),
        "bornes": all(&shown.bounds),
    })
}
