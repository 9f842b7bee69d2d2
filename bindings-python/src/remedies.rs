//! What to do about a finding, as functions of the Python module.

use bareme::error::Remedy;

/// The words of Python, for what it has a function or an argument for.
pub(crate) fn words(remedy: &Remedy) -> Option<String> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a remedy without a command here is told by the engine"
    )]
    let fixed = match remedy {
        Remedy::ListFacts => "`engine.facts()` liste les faits",
        Remedy::ListDispositifs => "`engine.dispositifs()` liste les dispositifs",
        Remedy::GivePack => "donnez un fichier écrit par `bareme pack`, ou le répertoire du pack",
        Remedy::GivePackOfDecision => "vérifiez avec le moteur du pack de la décision : `bareme.load(…)`",
        Remedy::GiveDecision => "donnez le JSON d'une réponse : `answer.json()`",
        Remedy::GiveExactDecision => "donnez le JSON de la décision tel que `answer.json()` l'a écrit",
        Remedy::ExplainDecision => "rien n'est enregistré ; `engine.explain(…)` dit pourquoi",
        Remedy::AddColumns { facts, dispositifs } => return Some(columns(facts, dispositifs)),
        _ => return None,
    };
    Some(fixed.to_owned())
}

fn columns(facts: &[String], dispositifs: &[String]) -> String {
    let listed = |names: &[String]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!("[{}]", quoted.join(", "))
    };
    let mut arguments = Vec::new();
    if !facts.is_empty() {
        arguments.push(format!("`keep={}`", listed(facts)));
    }
    if !dispositifs.is_empty() {
        arguments.push(format!("`dispositifs={}`", listed(dispositifs)));
    }
    format!("ajoutez {} à `evaluate_table`", arguments.join(" et "))
}
