//! Answers requests natively, for the tests of the npm package: one JSON object a line in, one JSON text a line out.
//!
//! `{"dossier": "{…}", "date": "2024-09-02", "dispositifs": ["…"], "demande": "evaluate|explain|questions|echeancier"}` gives
//! canonical JSON; `"demande": "page|raisons|versements"` what is told, in each format, and `"lettre"` that of the first dispositif.

use std::io::{self, BufRead, Write};

use bareme::{
    Answer, Findings,
    wire::{self, Request},
};
use bareme_pays_de_la_loire::engine;
use bareme_recit::{Options, Recit, Style};
use serde_json::{Value as Json, json};

fn main() -> io::Result<()> {
    let options = Options {
        warnings: true,
        engine: Some(engine()),
        ..Options::default()
    };
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let asked: Json = serde_json::from_str(&line?)?;
        let names: Vec<&str> = asked["dispositifs"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let what = asked["demande"].as_str().unwrap_or("evaluate");
        let request = Request {
            dossier: asked["dossier"].as_str().unwrap_or_default(),
            date: asked["date"].as_str().unwrap_or_default(),
            dispositifs: &names,
            explain: what == "explain",
            ..Request::default()
        };
        let answered = match what {
            "questions" => wire::next_questions(engine(), &request),
            "echeancier" => wire::schedule(engine(), &request),
            "page" => decided(&request, false).map(|answer| told(&bareme_recit::tell(&answer, options))),
            "raisons" => decided(&request, true).map(|answer| told(&bareme_recit::explain(&answer, options))),
            "lettre" => decided(&request, true).map(|answer| {
                let letter = names.first().and_then(|id| bareme_recit::letter(&answer, id));
                letter.map_or_else(String::new, |letter| formats(&letter, &letter.document()))
            }),
            "versements" => scheduled(&request).map(|recit| told(&recit)),
            _ => wire::evaluate(engine(), &request),
        };
        let text = answered.unwrap_or_else(|findings| wire::findings_json(&findings));
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn decided(request: &Request<'_>, explain: bool) -> Result<Answer, Findings> {
    let dossier = wire::read_dossier(engine(), request.dossier);
    let date = wire::read_date(request.date);
    let (dossier, date) = wire::accept(engine(), dossier, date, request.selection())?;
    if explain {
        engine().explain(&dossier, date, request.selection())
    } else {
        engine().evaluate_selected(&dossier, date, request.selection())
    }
}

fn scheduled(request: &Request<'_>) -> Result<Recit, Findings> {
    let dossier = wire::read_dossier(engine(), request.dossier);
    let date = wire::read_date(request.date);
    let (dossier, date) = wire::accept(engine(), dossier, date, request.selection())?;
    let incomes = engine().incomes(&dossier, date, request.selection())?;
    Ok(bareme_recit::schedule(&incomes))
}

fn told(recit: &Recit) -> String {
    formats(recit, &recit.html())
}

fn formats(recit: &Recit, html: &str) -> String {
    let tree: Json = serde_json::from_str(&recit.to_json()).unwrap_or_default();
    json!({
        "tree": tree,
        "text": recit.text(80, Style::Plain),
        "html": html,
        "md": recit.markdown(),
    })
    .to_string()
}
