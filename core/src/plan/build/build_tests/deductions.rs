//! What a fact may follow from.

use super::{CELLS, PARAMETERS, condition, dispositif, pack_of};

/// What is told of a pack in which the fact `f`, of a type, follows from an expression; the rest of the vocabulary comes after.
fn told(kind: &str, value: &str, rest: &str) -> Vec<String> {
    let words = format!("[faits.f]\ntitre = \"F\"\n{kind}\ndeduit_de = '''{value}'''\n{rest}");
    let files = [dispositif("x", &condition("age >= 18 an"))];
    let findings = match pack_of(&files, &words, PARAMETERS, CELLS) {
        Ok((_, findings)) | Err(findings) => findings,
    };
    findings
        .iter()
        .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
        .filter(|finding| finding.code.as_str() != "nombre_litteral")
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect()
}

const TRUTH: &str = "type = \"booleen\"";
const CHOICE: &str = "type = \"choix\"\nchoix = \"statut\"";

#[test]
fn a_fact_follows_from_others_of_its_own_type() {
    assert_eq!(told(TRUTH, "seul et enfants >= 1", ""), [""; 0]);
    assert_eq!(told(CHOICE, "si seul alors eleve sinon statut", ""), [""; 0]);
    assert_eq!(
        told(TRUTH, "age", ""),
        ["type_incompatible vrai ou faux est attendu ici, c'est un nombre en an"]
    );
    assert_eq!(
        told(CHOICE, "si seul alors rouge sinon autre", ""),
        ["nom_inconnu `rouge` n'est pas un membre de `statut`",]
    );
}

#[test]
fn its_own_name_is_what_was_given_of_it() {
    assert_eq!(told(TRUTH, "selon statut { eleve: vrai, sinon: f }", ""), [""; 0]);
}

#[test]
fn it_follows_from_facts_only() {
    for (value, what) in [
        ("age >= age_minimum", "un paramètre"),
        ("plafonds(1, eleve) > 0 EUR/an", "une table"),
        ("dispositif.x.eligible", "un dispositif"),
        ("entree > date_reference", "la date de la décision"),
        ("entree > date_effet", "la date de la décision"),
    ] {
        let found = told(TRUTH, value, "");
        let expected = format!("valeur_invalide `deduit_de` lit {what}");
        assert!(found.contains(&expected), "{value}: {found:?}");
    }
}

#[test]
fn it_follows_from_another_fact() {
    for value in ["f", "non f", "vrai"] {
        assert_eq!(
            told(TRUTH, value, ""),
            ["valeur_invalide `deduit_de` ne lit aucun autre fait"],
            "{value}"
        );
    }
}

#[test]
fn what_follows_is_a_value_that_may_be_stated() {
    let years =
        |least: u8, most: u8| format!("type = \"entier\"\nunite = \"an\"\nmin = {least}\nmax = {most}");
    let beyond = ["depassement_possible ce qui est déduit de `f` peut sortir des valeurs que ce fait admet"];
    // `age` goes from 14 to 80.
    assert_eq!(told(&years(14, 80), "age", ""), [""; 0]);
    assert_eq!(told(&years(15, 80), "age", ""), beyond);
    assert_eq!(told(&years(14, 79), "age", ""), beyond);
    assert_eq!(told(&years(0, 12), "borne(age, 0 an, 12 an)", ""), [""; 0]);
    // A date has bounds too, those of the format when its fact states none.
    let date = "type = \"date\"";
    assert_eq!(told(date, "entree", ""), [""; 0]);
    assert_eq!(told(date, "entree + 1 jour", ""), beyond);
    let longer = format!("{date}\nmax = 2100-01-01");
    assert_eq!(told(&longer, "entree + 1 jour", ""), [""; 0]);
}

#[test]
fn facts_that_follow_from_each_other_are_a_circle() {
    let other = "[faits.g]\ntitre = \"G\"\ntype = \"booleen\"\ndeduit_de = \"non f\"\n";
    assert_eq!(
        told(TRUTH, "non g", other),
        ["cycle le fait `f` dépend de sa propre valeur"]
    );
}

#[test]
fn a_date_of_effect_is_stated() {
    let words = "[faits.f]\ntitre = \"F\"\ntype = \"date\"\ndeduit_de = \"entree + 1 jour\"\n";
    let (id, text) = dispositif("x", &condition("seul"));
    let files = [(id, text.replace("objet =", "date_effet = \"f\"\nobjet ="))];
    let findings = pack_of(&files, words, PARAMETERS, CELLS).unwrap_err();
    let told = findings.iter().map(|finding| finding.message.as_str());
    let told: Vec<&str> = told.filter(|message| message.contains("date_effet")).collect();
    assert_eq!(told, ["`date_effet` est `f`, qui se déduit d'autres faits"]);
}
