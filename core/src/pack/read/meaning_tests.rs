//! What a pack of format 2 must say of its rules.

use super::{
    fixture::{BOURSE, Edit, PACK, PARAMETERS, append, edited, lines, minimal, replace},
    read_for_check,
};
use crate::{
    error::Findings,
    pack::model::{After, Concern, DroitRole, Format, Nature},
};

/// The findings about the minimal pack after some changes, those that contain a text.
fn about(edits: &[Edit], text: &str) -> Vec<String> {
    let lines = lines(&edited(edits));
    lines.into_iter().filter(|line| line.contains(text)).collect()
}

fn second() -> Edit {
    append(PACK, "format = 2\nfraicheur_mois = 12\n")
}

#[test]
fn a_pack_of_the_first_format_says_nothing_and_loads() {
    let reading = edited(&[]);
    assert_eq!(reading.pack.format, Format::First);
    assert!(!reading.has_errors());
}

#[test]
fn an_older_pack_is_told_each_line_to_write() {
    let reading = read_for_check(minimal());
    let text = Findings {
        list: reading.findings,
        files: Vec::new(),
    }
    .to_string();
    for expected in [
        "pack.toml:1:1: le barème est au format 1, qui ne dit pas ce que chaque règle est pour une personne [format_ancien] ; ajoutez `format = 2`",
        "n'a pas de clé `fraicheur_mois` [cle_manquante] ; ajoutez `fraicheur_mois = 12`",
        "n'a pas de clé `nature` [cle_manquante] ; ajoutez `nature = \"aide\"`",
        "n'a pas de clé `verifie_le` [cle_manquante] ; ajoutez `verifie_le = AAAA-MM-JJ`",
        "n'a pas de clé `role` [cle_manquante] ; ajoutez `role = \"benefice\"`",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn the_single_question_of_an_older_pack_says_where_it_goes() {
    let edits = [
        second(),
        replace(BOURSE, "objet ", "a_confirmer = \"Quand ?\"\nobjet "),
    ];
    let told = about(
        &edits,
        "`a_confirmer` ne dit pas sur quoi porte la question [format_ancien]",
    );
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("`[[doutes]]`, `question = \"Quand ?\"` et `porte_sur = [\"existence\"]`"));
}

#[test]
fn a_decision_needs_who_decides_and_an_aid_its_next_step() {
    let nature = |word: &str| replace(BOURSE, "objet ", &format!("nature = \"{word}\"\nobjet "));
    let edits = [second(), nature("decision")];
    assert_eq!(about(&edits, "`decideur`").len(), 1);
    assert_eq!(about(&edits, "`demarche`").len(), 1);
    let edits = [second(), nature("aide")];
    assert_eq!(about(&edits, "`decideur`").len(), 0);
    assert_eq!(about(&edits, "`demarche`").len(), 1);
    let edits = [second(), nature("classement")];
    assert_eq!(about(&edits, "`demarche`").len(), 0);
}

#[test]
fn the_words_are_read() {
    let words = r#"
nature = "decision"
decideur = "la commission"
apres = "inconnu"
verifie_le = 2026-07-23
demarche = { ou = "en ligne", pieces = ["un avis"], fiabilite = "secondaire" }
objet "#;
    let doubt = "\n[[doutes]]\nquestion = \"Vraiment ?\"\nporte_sur = [\"existence\", \"condition:age\"]\n";
    let edits = [second(), replace(BOURSE, "objet ", words), append(BOURSE, doubt)];
    let reading = edited(&edits);
    let bourse = reading
        .pack
        .dispositifs
        .iter()
        .find(|d| d.id == "bourse")
        .unwrap();
    assert_eq!(bourse.nature, Some(Nature::Decision));
    assert_eq!(bourse.decider.as_deref(), Some("la commission"));
    assert_eq!(bourse.after, Some(After::Unknown));
    assert_eq!(bourse.verified.unwrap().to_string(), "2026-07-23");
    let step = bourse.next_step.as_ref().unwrap();
    assert_eq!((step.place.as_deref(), &step.when), (Some("en ligne"), &None));
    assert_eq!(step.documents.as_deref(), Some(["un avis".to_owned()].as_slice()));
    let concerns = &bourse.doubts.first().unwrap().concerns;
    assert_eq!(
        concerns.as_slice(),
        [Concern::Existence, Concern::Condition("age".to_owned())]
    );
}

#[test]
fn faults_of_words_are_told_all_at_once() {
    let words = r#"
nature = "aides"
apres = "peut-etre"
demarche = { ou = " ", lien = "exemple.fr", fiabilite = "texte" }
objet "#;
    let doubt = "\n[[doutes]]\nquestion = \"Quoi ?\"\nporte_sur = [\"conditions:age\", \"source:loi\"]\n[[doutes]]\nquestion = \"Rien\"\nporte_sur = []\n";
    let edits = [
        second(),
        replace(BOURSE, "objet ", words),
        append(BOURSE, doubt),
        replace(PARAMETERS, "titre", "renouvelle = \"9-1\"\ntitre"),
    ];
    for (text, count) in [
        ("`aides` n'est pas une valeur de `nature`", 1),
        ("`peut-etre` n'est pas une valeur de `apres`", 1),
        ("`ou` ne dit rien", 1),
        ("`exemple.fr` n'est pas une adresse", 1),
        ("n'est pas ce sur quoi porte un doute", 2),
        ("ce doute ne porte sur rien", 1),
        ("`9-1` n'est pas un jour de l'année", 1),
    ] {
        assert_eq!(about(&edits, text).len(), count, "{text}");
    }
}

#[test]
fn one_benefit_is_principal() {
    let role = |line: &str| replace(BOURSE, "[[droits]]\n", &format!("[[droits]]\n{line}\n"));
    let edits = [role("role = \"seuil\"\nprincipal = true")];
    assert_eq!(about(&edits, "seul un bénéfice peut être principal").len(), 1);
    let edits = [role("role = \"benefice\"\nprincipal = true")];
    assert!(!edited(&edits).has_errors());
    let reading = edited(&edits);
    let droit = reading
        .pack
        .dispositifs
        .iter()
        .find_map(|d| d.droits.first())
        .unwrap();
    assert_eq!((droit.role, droit.principal), (Some(DroitRole::Benefit), true));
}
