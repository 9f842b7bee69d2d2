//! Old names, and what is refused of them.

use super::fixture::{VOCABULARY, assert_findings, replace};

#[test]
fn an_old_name_is_of_one_fact_that_has_another_today() {
    let old = |names: &str| {
        [replace(
            VOCABULARY,
            "titre    = \"Revenu du foyer\"",
            &format!("titre = \"Revenu du foyer\"\nanciens_noms = {names}"),
        )]
    };
    assert_findings(&old(r#"["ressources", "revenus"]"#), &[]);
    let again =
        "; retirez-le de `anciens_noms` : un dossier qui le donne pourrait vouloir dire l'un ou l'autre";
    assert_findings(
        &old(r#"["points", "revenu", "Âge", "ne_sait_pas", "x", "x"]"#),
        &[
            &format!(
                "vocabulaire.toml:12:18: `points` est le nom d'aujourd'hui d'un fait [identifiant_en_double] {again}"
            ),
            &format!(
                "vocabulaire.toml:12:28: `revenu` est le nom d'aujourd'hui d'un fait [identifiant_en_double] {again}"
            ),
            "vocabulaire.toml:12:38: `Âge` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            "vocabulaire.toml:12:45: `ne_sait_pas` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            &format!(
                "vocabulaire.toml:12:65: `x` est déjà un ancien nom, celui de `revenu` [identifiant_en_double] {again}"
            ),
        ],
    );
}

#[test]
fn a_member_says_its_old_names_in_its_long_form() {
    let member = |text: &str| [replace(VOCABULARY, "1 = \"Échelon 1\"", text)];
    assert_findings(
        &member(r#"1 = { libelle = "Échelon 1", anciens_noms = ["premier"] }"#),
        &[],
    );
    assert_findings(
        &member(r#"1 = { label = "Échelon 1", anciens_noms = ["0bis"] }"#),
        &[
            "vocabulaire.toml:20:5: le membre `1` n'a pas de clé `libelle` [cle_manquante] ; ajoutez `libelle = …`",
            "vocabulaire.toml:20:7: `label` ne veut rien dire pour le membre `1` [cle_inconnue] ; clés possibles : `libelle`, `anciens_noms`",
            "vocabulaire.toml:20:45: `0bis` est le nom d'aujourd'hui d'un membre de cette énumération [identifiant_en_double] ; retirez-le de `anciens_noms` : un dossier qui le donne pourrait vouloir dire l'un ou l'autre",
        ],
    );
}
