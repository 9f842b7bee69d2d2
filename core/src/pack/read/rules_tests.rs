//! Faults of conditions and droits, each with its finding.

use super::fixture::{BOURSE, VOCABULARY, append, assert_findings, replace};

#[test]
fn variables_have_names_of_their_own() {
    let edits = [replace(
        BOURSE,
        "[variables]",
        r#"[variables]
revenu = "1"
min = "2"
longue = { valeur = "3", type = "entie", unit = "x" }
vide = { titre = "x" }
chiffre = 3"#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:10:1: `revenu` est déjà le nom d'un fait [identifiant_en_double] ; donnez un autre nom à la variable",
            "dispositifs/bourses/bourse.toml:11:1: `min` est un mot du langage des expressions [nom_invalide] ; choisissez un autre nom",
            "dispositifs/bourses/bourse.toml:12:34: `entie` n'est pas une valeur de `type` [valeur_invalide] ; vouliez-vous écrire `entier` ? ; valeurs possibles : `booleen`, `entier`, `decimal`, `montant`, `taux`, `date`, `choix`",
            "dispositifs/bourses/bourse.toml:12:42: `unit` ne veut rien dire pour la variable `longue` [cle_inconnue] ; vouliez-vous écrire `unite` ? ; clés possibles : `valeur`, `titre`, `type`, `unite`, `decimales`, `choix`, `jour`",
            "dispositifs/bourses/bourse.toml:13:8: la variable `vide` n'a pas de clé `valeur` [cle_manquante] ; ajoutez `valeur = …`",
            r#"dispositifs/bourses/bourse.toml:14:11: `chiffre` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `chiffre = "…"`"#,
        ],
    );
}

#[test]
fn a_condition_says_what_it_asks() {
    let edits = [append(
        BOURSE,
        r#"[[conditions]]
titre = ""
id = "a b"
[[conditions]]
[[priorites]]
id = "p"
si = "vrai"
valeur = "x"
"#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:32:9: la condition `a b` a un `titre` vide [titre_manquant] ; écrivez ce que lit une personne",
            "dispositifs/bourses/bourse.toml:33:7: `a b` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            "dispositifs/bourses/bourse.toml:33:7: la condition `a b` n'a pas de clé `si` [cle_manquante] ; ajoutez `si = …`",
            "dispositifs/bourses/bourse.toml:34:1: un élément de `conditions` n'a pas de clé `id` [cle_manquante] ; ajoutez `id = …`",
            r#"dispositifs/bourses/bourse.toml:34:1: un élément de `conditions` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "dispositifs/bourses/bourse.toml:34:1: un élément de `conditions` n'a pas de clé `si` [cle_manquante] ; ajoutez `si = …`",
            r#"dispositifs/bourses/bourse.toml:36:7: la priorité `p` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "dispositifs/bourses/bourse.toml:38:1: `valeur` ne veut rien dire pour la priorité `p` [cle_inconnue] ; clés possibles : `id`, `titre`, `source`, `fiabilite`, `note`, `depuis`, `jusqu_a`, `si`",
        ],
    );
}

#[test]
fn conditions_of_one_id_are_dated() {
    let edits = [append(
        BOURSE,
        r#"[[conditions]]
id = "sous_plafond"
titre = "x"
si = "vrai"
"#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:32:7: `sous_plafond` est déjà pris : la condition `sous_plafond` vient plus haut [identifiant_en_double] ; donnez un autre `id`, ou des périodes qui se suivent (`depuis`, `jusqu_a`)",
        ],
    );
}

#[test]
fn conditions_of_one_id_leave_no_hole() {
    let edits = [
        replace(
            BOURSE,
            r#"si    = "non trop_riche""#,
            r#"si = "non trop_riche"
jusqu_a = 2024-06-30"#,
        ),
        append(
            BOURSE,
            r#"[[conditions]]
id = "sous_plafond"
titre = "x"
si = "vrai"
depuis = 2024-09-01
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:36:10: la condition `sous_plafond` n'a pas de période du 2024-07-01 au 2024-08-31 [periode_trouee] ; retirez `jusqu_a` de la période précédente, ou ajoutez la période qui manque",
        ],
    );
}

#[test]
fn conditions_of_one_id_do_not_overlap() {
    let edits = [append(
        BOURSE,
        r#"[[conditions]]
id = "sous_plafond"
titre = "x"
si = "vrai"
depuis = 2024-09-01
"#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:35:10: la condition `sous_plafond` a une période commençant le 2024-09-01 pendant la précédente, qui n'a pas de fin [periode_chevauchante] ; la précédente doit finir le 2024-08-31 (`jusqu_a`)",
        ],
    );
}

#[test]
fn conditions_of_one_id_are_in_order() {
    let edits = [
        replace(
            BOURSE,
            r#"si    = "non trop_riche""#,
            r#"si = "non trop_riche"
depuis = 2024-09-01"#,
        ),
        append(
            BOURSE,
            r#"[[conditions]]
id = "sous_plafond"
titre = "x"
si = "vrai"
jusqu_a = 2024-08-31
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:36:11: la condition `sous_plafond` a une période sans début écrite après une période commençant le 2024-09-01 [periode_chevauchante] ; écrivez les périodes de la plus ancienne à la plus récente",
        ],
    );
}

#[test]
fn a_droit_keeps_its_type_over_time() {
    let edits = [
        replace(
            BOURSE,
            r#"valeur = "montant_bourse""#,
            r#"valeur = "montant_bourse"
jusqu_a = 2024-08-31"#,
        ),
        append(
            BOURSE,
            r#"[[droits]]
id = "montant"
titre = "Montant"
type = "montant"
unite = "EUR/mois"
valeur = "0"
depuis = 2024-09-01
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:33:7: le droit `montant` change de type d'une période à l'autre [valeur_invalide] ; donnez le même type, la même unité et les mêmes décimales, ou un autre `id`",
        ],
    );
}

#[test]
fn a_droit_says_its_type_and_who_pays() {
    let edits = [
        replace(
            BOURSE,
            r#"type   = "montant"
"#,
            "",
        ),
        replace(
            BOURSE,
            r#"valeur = "premier_rang(plafonds, points, revenu)""#,
            r#"valeur = "premier_rang(plafonds, points, revenu)"
payeur = "region""#,
        ),
        append(
            BOURSE,
            r#"[[droits]]
id = "eligible"
titre = "x"
type = "booleen"
valeur = "vrai"
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:23:11: l'énumération `payeur` n'existe pas [reference_inconnue] ; déclarez `[choix.payeur]` dans `vocabulaire.toml`",
            "dispositifs/bourses/bourse.toml:26:11: le droit `montant` n'a pas de clé `type` [cle_manquante] ; ajoutez `type = …`",
            "dispositifs/bourses/bourse.toml:32:7: `eligible` est un mot du langage des expressions [nom_invalide] ; choisissez un autre nom",
        ],
    );
}

#[test]
fn who_pays_is_a_member_of_payeur() {
    let edits = [
        append(
            VOCABULARY,
            r#"[choix.payeur]
region = "Région"
"#,
        ),
        replace(
            BOURSE,
            r#"valeur = "montant_bourse""#,
            r#"valeur = "montant_bourse"
payeur = "regions""#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:30:11: `regions` n'est pas dans l'énumération `payeur` [choix_inconnu] ; vouliez-vous écrire `region` ? ; ajoutez-le à `[choix.payeur]`, ou corrigez le mot",
        ],
    );
}

#[test]
fn an_expression_is_text_of_a_reasonable_length() {
    let edits = [
        replace(
            BOURSE,
            r#"si    = "non trop_riche""#,
            &format!(r#"si = "{}vrai""#, "vrai et ".repeat(501)),
        ),
        replace(BOURSE, r#"valeur = "montant_bourse""#, "valeur = 1500"),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:15:6: l'expression a 4012 caractères, au plus 4000 [pack_trop_grand] ; nommez des valeurs intermédiaires dans `[variables]`",
            r#"dispositifs/bourses/bourse.toml:29:10: `valeur` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `valeur = "…"`"#,
        ],
    );
}
