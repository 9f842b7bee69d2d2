//! What to do about findings, as methods of the package for JavaScript.

use bareme::{Findings, error::Remedy, wire};

/// The object `{"erreurs": […]}`, in the words of JavaScript.
pub(crate) fn refused(findings: Findings) -> String {
    wire::findings_json(&findings.worded(|remedy| words(remedy).map(str::to_owned)))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a remedy without a method here is told by the engine"
)]
fn words(remedy: &Remedy) -> Option<&'static str> {
    Some(match remedy {
        Remedy::ListFacts => "`engine.facts()` liste les faits",
        Remedy::ListDispositifs => "`engine.dispositifs()` liste les dispositifs",
        Remedy::GivePack => "donnez un fichier écrit par `bareme pack`",
        Remedy::GivePackOfDecision => {
            "vérifiez avec le moteur du pack de la décision, que charge `Engine.load(octets)`"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn a_name_that_is_unknown_is_sought_by_a_method() {
        let engine = bareme_pays_de_la_loire::engine();
        let findings = bareme::wire::read_dossier(engine, r#"{"agee": 12}"#).unwrap_err();
        assert!(refused(findings).contains(r#""aide":"`engine.facts()` liste les faits""#));
    }
}
