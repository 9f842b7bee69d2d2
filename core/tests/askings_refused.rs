//! What is refused of how facts are asked for.

#[path = "support/asked.rs"]
mod asked;

use asked::{VOCABULARY, files};
use bareme::catalogue::from_files;

/// What is told of the vocabulary with one fact more.
fn refused(fact: &str) -> Vec<String> {
    let vocabulary = VOCABULARY.replace("[choix.contrat]", &format!("{fact}\n[choix.contrat]"));
    match from_files(files(&vocabulary)) {
        Ok((_, findings)) | Err(findings) => findings
            .list
            .iter()
            .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect(),
    }
}

#[test]
fn what_is_said_of_a_fact_rests_on_other_facts_and_on_no_circle() {
    let fact = |rest: &str| format!("[faits.f]\ntitre = \"F\"\ntype = \"booleen\"\n{rest}\n");
    let supposed = |value: &str| fact(&format!("suppose = {{ valeur = \"{value}\", phrase = \"P.\" }}"));
    assert_eq!(refused(&supposed("age >= 1 an")), [""; 0]);
    assert_eq!(
        refused(&supposed("age >= majorite")),
        ["valeur_invalide `suppose` lit un paramètre"]
    );
    assert_eq!(
        refused(&supposed("dispositif.aide.eligible")),
        ["valeur_invalide `suppose` lit un dispositif"]
    );
    assert_eq!(
        refused(&fact(
            "seulement_si = \"entree > date_reference\"\nhors_objet = false"
        )),
        ["valeur_invalide `seulement_si` lit la date de la décision"]
    );
    let two = format!(
        "{}[faits.g]\ntitre = \"G\"\ntype = \"booleen\"\nsuppose = {{ valeur = \"non f\", phrase = \"P.\" }}\n",
        supposed("non g")
    );
    assert_eq!(
        refused(&two),
        [
            "cycle ce qui se dit de `f` dépend de sa propre valeur",
            "cycle ce qui se dit de `g` dépend de sa propre valeur"
        ]
    );
}

#[test]
fn an_outcome_is_that_of_a_dispositif_that_does_not_read_it() {
    let outcome = |of: &str, kind: &str| format!("[faits.f]\ntitre = \"F\"\n{kind}\nissue_de = \"{of}\"\n");
    let truth = "type = \"booleen\"";
    assert_eq!(refused(&outcome("aide", truth)), [""; 0]);
    assert_eq!(
        refused(&outcome("aides", truth)),
        ["reference_inconnue aucun dispositif ne s'appelle `aides`"]
    );
    assert_eq!(
        refused(&outcome("aide", "type = \"date\"")),
        ["valeur_invalide l'issue d'un dispositif est vraie ou fausse : ce fait ne l'est pas"]
    );
    let circle = VOCABULARY.replace("connu_de     = \"employeur\"", "");
    let circle = circle.replace(
        "seulement_si = \"contrat != aucun\"\nhors_objet   = false",
        "issue_de = \"aide\"",
    );
    let findings = from_files(files(&circle)).unwrap_err();
    let told: Vec<&str> = findings
        .list
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(told, ["ce qui se dit de `public` dépend de sa propre valeur"]);
}

#[test]
fn a_gate_says_what_the_fact_is_without_object() {
    let fact = |kind: &str, rest: &str| format!("[faits.f]\ntitre = \"F\"\n{kind}\n{rest}\n");
    let gate = "seulement_si = \"contrat != aucun\"";
    assert_eq!(
        refused(&fact("type = \"booleen\"", gate)),
        ["cle_manquante le fait `f` n'a pas de clé `hors_objet`"]
    );
    assert_eq!(
        refused(&fact("type = \"booleen\"", "hors_objet = false")),
        ["valeur_invalide `hors_objet` sans `seulement_si`"]
    );
    assert_eq!(
        refused(&fact(
            "type = \"entier\"\nmin = 1\nmax = 9",
            &format!("{gate}\nhors_objet = 0")
        )),
        ["valeur_invalide `hors_objet` sort des bornes du fait"]
    );
    assert_eq!(
        refused(&fact(
            "type = \"date\"",
            &format!("{gate}\nhors_objet = 2020-01-01")
        )),
        ["valeur_invalide une date n'a pas de valeur quand sa question est sans objet"]
    );
}
