//! Decides requests natively, for the tests of the npm package: one JSON object a line in, one canonical JSON a line out.
//!
//! `{"dossier": "{…}", "date": "2024-09-02", "dispositifs": ["…"], "demande": "evaluate|explain|questions|echeancier"}`

use std::io::{self, BufRead, Write};

use bareme::wire::{self, Request};
use bareme_pays_de_la_loire::engine;
use serde_json::Value as Json;

fn main() -> io::Result<()> {
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
            hypotheses: false,
            explain: what == "explain",
        };
        let answered = match what {
            "questions" => wire::next_questions(engine(), &request),
            "echeancier" => wire::schedule(engine(), &request),
            _ => wire::evaluate(engine(), &request),
        };
        let text = answered.unwrap_or_else(|findings| wire::findings_json(&findings));
        writeln!(out, "{text}")?;
    }
    Ok(())
}
