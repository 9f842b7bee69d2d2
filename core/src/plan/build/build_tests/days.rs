//! `jour`: a variable, a condition or a droit reads its parameters and tables on a day of its own.

use super::{CELLS, PARAMETERS, condition, dispositif, droit, pack, pack_of, shown};

/// A condition that reads its values on a day of its own.
fn on(day: &str, test: &str) -> String {
    condition(test) + &format!("jour = '''{day}'''\n")
}

/// A droit likewise.
fn droit_on(day: &str, value: &str) -> String {
    droit("type = \"montant\"\nunite = \"EUR/mois\"", value) + &format!("jour = '''{day}'''\n")
}

#[test]
fn a_day_is_a_date() {
    assert_eq!(
        shown(&on("age", "age >= age_minimum")),
        "type_incompatible « age » une date est attendu ici, c'est un nombre en an"
    );
    assert_eq!(
        shown(&on("entree_prevue", "age >= age_minimum")),
        "nom_inconnu « entree_prevue » rien ne s'appelle `entree_prevue` ici"
    );
}

#[test]
fn a_day_never_depends_on_another_dispositif() {
    let one = dispositif("un", &condition("seul"));
    let two = dispositif(
        "deux",
        &on(
            "si dispositif.un.eligible alors entree sinon date_reference",
            "age >= age_minimum",
        ),
    );
    let findings = pack(&[one, two], CELLS).unwrap_err();
    let first = findings.first().map(|finding| finding.message.as_str());
    assert_eq!(
        first,
        Some("le jour où lire des valeurs ne dépend pas d'un autre dispositif")
    );
}

#[test]
fn a_day_that_depends_on_what_is_read_on_it_is_a_circle() {
    let text = "[variables]\nfin = { valeur = 'entree + debut_de', jour = 'fin' }\ndebut_de = '1 mois'\n";
    assert_eq!(
        shown(text),
        "cycle « fin » la variable `fin` dépend de sa propre valeur"
    );
}

#[test]
fn only_variables_conditions_and_droits_have_a_day() {
    let priority = "[[priorites]]\nid = \"p\"\ntitre = \"P\"\nsi = 'age >= age_minimum'\njour = 'entree'\n";
    assert_eq!(
        shown(priority),
        "cle_inconnue « jour » `jour` ne veut rien dire pour la priorité `p`"
    );
}

#[test]
fn a_title_has_no_number_of_another_day() {
    let text = on("max(entree, date_effet)", "age >= age_minimum");
    assert_eq!(
        shown(&text.replace("\"C\"", "\"Avoir {age_minimum} ans\"")),
        "valeur_invalide « {age_minimum} » `{age_minimum}` s'écrit avec sa valeur de la date d'effet, et `jour` en lit une autre ici"
    );
}

#[test]
fn every_day_that_it_may_be_has_a_value() {
    // `mensualite` has values from 2020 to 2024, the dispositif is in force from 2024.
    let missing = |day: &str, when: &str| {
        let text = droit_on(day, "mensualite");
        let expected = if when.is_empty() {
            String::new()
        } else {
            format!(
                "aucune_valeur_en_vigueur « mensualite » le paramètre `mensualite` n'a pas de valeur le {when}, où la règle la lit"
            )
        };
        assert_eq!(shown(&text), expected, "{day}");
    };
    missing("entree", "1950-01-01");
    // Never before the date of effect, which has a value from the first day in force.
    missing("max(entree, date_effet)", "2025-01-01");
    missing("date_effet", "2025-01-01");
    missing("date_effet - 12 mois", "2025-01-01");
}

#[test]
fn a_condition_on_the_date_of_effect_bounds_a_day_that_follows_it() {
    let value = |day: &str| droit_on(day, "si date_effet <= entree alors mensualite sinon 0");
    // A comparison with what is no constant narrows nothing.
    assert!(shown(&value("date_effet")).contains("2025-01-01"));
    let parameters = PARAMETERS.replace("2020-01-01, jusqu_a = 2024-12-31", "2023-01-01");
    let starts = |day: &str| {
        let (id, text) = dispositif("d", &droit_on(day, "mensualite"));
        pack_of(&[(id, text)], "", &parameters, CELLS).is_ok()
    };
    assert!(starts("date_effet - 12 mois"));
    assert!(!starts("date_effet - 12 mois - 1 jour"));
}
