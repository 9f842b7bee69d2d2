//! Decisions are canonical JSON: sorted keys, no space, whatever is decided.

use bareme::wire::{self, Request};
use bareme_pays_de_la_loire::engine;
use serde_json::Value as Json;

/// `serde_json` keeps objects sorted: reading and writing again must change nothing.
fn is_canonical(text: &str) {
    let value: Json = serde_json::from_str(text).unwrap();
    assert_eq!(value.to_string(), text);
}

#[test]
fn decisions_explanations_questions_and_errors_are_canonical() {
    let dossiers = [
        "{}",
        r#"{"agee": 1, "statut": "x"}"#,
        r#"{"statut": "poursuite_scolarite", "age": 19, "date_entree_formation": "2024-09-02", "mois_salarie_total": 3, "mois_dans_entreprise": 9}"#,
        r#"{"statut": "demandeur_emploi", "age": 31, "date_entree_formation": "2027-09-02", "heures_activite_hebdo": "0.5"}"#,
    ];
    for dossier in dossiers {
        for explain in [false, true] {
            let request = Request {
                dossier,
                date: "2024-09-02",
                hypotheses: true,
                explain,
                ..Request::default()
            };
            let told = |findings| wire::findings_json(&findings);
            is_canonical(&wire::evaluate(engine(), &request).unwrap_or_else(told));
            is_canonical(&wire::next_questions(engine(), &request).unwrap_or_else(told));
        }
    }
}
