//! `bareme test --suggere`: the cases that are missing, their expected decision left to be confirmed.

use std::path::Path;

use bareme::{Engine, Findings};
use serde_json::{Value as Json, json};

use crate::{
    arguments::{Format, Test},
    cases,
    commands::tried::{bar, known, moves, source, suite, unknown},
    mutation::{Court, Mutant, Seen, Suggestions, mutants, suggested, written},
    output::Reply,
};

/// The cases that are missing for the pack of a folder.
pub(super) fn run(command: &Test, folder: &Path) -> Result<Reply, Findings> {
    let source = source(folder)?;
    if let Some(rule) = command.rules.iter().find(|rule| !known(&source, rule)) {
        return Err(Findings::new(vec![unknown(&source, rule)]));
    }
    let engine = Engine::new(source.plan.clone());
    let (suite, read) = suite(&engine, &command.paths)?;
    let court = Court::new(&source, &suite, &read);
    let mut all = mutants(&source, &[]);
    if !command.rules.is_empty() {
        all.retain(|mutant| command.rules.contains(&mutant.rule));
    }
    let (tried, looked) = (bar("fautes"), bar("règles"));
    let seen = cases::dealt(&all, &moves(&tried), |mutant| court.sees(mutant));
    tried.finish_and_clear();
    let unseen = all.iter().zip(seen).filter(|(_, seen)| *seen == Seen::Unseen);
    let unseen: Vec<&Mutant> = unseen.map(|(mutant, _)| mutant).collect();
    let found = suggested(&court, &engine, &unseen, &moves(&looked));
    looked.finish_and_clear();
    Ok(Reply::answer(match command.usual.format() {
        Format::Text => text(&engine, &found),
        Format::Json => as_json(&found),
    }))
}

/// The file of cases, then what no case of decisions can see, as comments.
fn text(engine: &Engine, found: &Suggestions) -> String {
    let mut text = written(engine, found);
    let lists = [
        (
            "Ce qui ne change aucune décision : un doute, un versement, un délai. Un cas l'attend autrement.",
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
        json!({
            "dispositif": case.dispositif,
            "date": case.date.to_string(),
            "dossier": case.dossier,
            "distingue": case.aims,
        })
    });
    json!({
        "cas": cases.collect::<Vec<Json>>(),
        "sans_decision": found.untold,
        "non_tranches": found.undecided,
    })
    .to_string()
}
