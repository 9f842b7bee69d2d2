//! What to do about a finding, as commands of this program.

use bareme::error::Remedy;

/// The words of the command line, for what it has a command or an option for.
pub(crate) fn words(remedy: &Remedy) -> Option<String> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a remedy without a command here is told by the engine"
    )]
    let fixed = match remedy {
        Remedy::ListFacts => "`bareme facts` liste les faits",
        Remedy::ListDispositifs => "`bareme dispositifs` liste les dispositifs",
        Remedy::GivePack => "donnez un fichier écrit par `bareme pack`, ou le répertoire du pack",
        Remedy::RemakePack => "refaites-le avec `bareme pack` de ce moteur, depuis le répertoire du pack",
        Remedy::RestorePack => {
            "reprenez une copie intacte, ou refaites-le avec `bareme pack` depuis le répertoire du pack"
        }
        Remedy::GivePackOfDecision => "vérifiez avec le pack de la décision : `--pack DOSSIER`",
        Remedy::GiveDecision => {
            "donnez le JSON écrit par `bareme evaluate --format json` ou `bareme explain --format json`"
        }
        Remedy::GiveExactDecision => "donnez la décision telle que `--format json` l'a écrite",
        Remedy::ExplainDecision => "rien n'est enregistré ; `bareme explain` dit pourquoi",
        Remedy::GiveIndicators => "écrivez `indicateurs.toml`, ou donnez un autre barème avec `--pack`",
        Remedy::GiveDecisionTable => "donnez une table de décisions, telle que `bareme batch` l'écrit",
        Remedy::KeepDecisionColumn => {
            "gardez celle que `bareme batch` a écrite, et retirez ou renommez l'autre"
        }
        Remedy::AddColumns { facts, dispositifs } => return Some(columns(facts, dispositifs)),
        Remedy::OpenLedger => "ouvrez-le par `bareme quota creer`, ou vérifiez le quota et le groupe",
        Remedy::CreateStore => "vérifiez le chemin ; `bareme quota creer` ouvre un nouveau registre",
        Remedy::NameStore => "donnez le chemin d'un fichier, que `bareme quota creer` ouvre",
        Remedy::GiveLedgerKey => "donnez le fichier de sa clé avec `--secret`",
        Remedy::MigrateStore => {
            "faites-les créer une fois par `bareme quota migrer`, avec un rôle qui peut créer des tables"
        }
        _ => return None,
    };
    Some(fixed.to_owned())
}

fn columns(facts: &[String], dispositifs: &[String]) -> String {
    let kept = facts.iter().map(|name| format!("`--garde {name}`"));
    let decided = dispositifs.iter().map(|id| format!("`--dispositif {id}`"));
    let all: Vec<String> = kept.chain(decided).collect();
    format!("ajoutez {} à `bareme batch`", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::words;
    use bareme::error::Remedy;

    #[test]
    fn columns_that_lack_are_options_of_a_command() {
        let lacking = Remedy::AddColumns {
            facts: vec!["age".to_owned()],
            dispositifs: vec!["bourse".to_owned()],
        };
        assert_eq!(
            words(&lacking).unwrap(),
            "ajoutez `--garde age`, `--dispositif bourse` à `bareme batch`"
        );
        assert_eq!(words(&Remedy::RebindDossier), None);
    }
}
