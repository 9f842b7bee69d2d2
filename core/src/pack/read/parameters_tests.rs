//! Faults of parameters, each with its finding.

use super::fixture::{PARAMETERS, add, append, assert_findings, replace};

#[test]
fn a_value_says_where_it_comes_from_how_sure_it_is_and_when_it_was_checked() {
    let edits = [replace(
        PARAMETERS,
        r#"source     = "arrete"
fiabilite  = "texte"
verifie_le = 2026-07-23
"#,
        "",
    )];
    assert_findings(
        &edits,
        &[
            r#"parametres/bourse.toml:6:3: la valeur de `montant_bourse` du 2023-09-01 n'a pas de clé `source` [source_manquante] ; ajoutez `source = "…"`, l'identifiant d'une source, ici ou une fois pour toutes"#,
            r#"parametres/bourse.toml:6:3: la valeur de `montant_bourse` du 2023-09-01 n'a pas de clé `fiabilite` [fiabilite_manquante] ; ajoutez `fiabilite = "texte"`, `"secondaire"` ou `"a_confirmer"`"#,
            "parametres/bourse.toml:6:3: la valeur de `montant_bourse` du 2023-09-01 n'a pas de clé `verifie_le` [cle_manquante] ; ajoutez `verifie_le`, le jour jusqu'auquel la valeur a été vérifiée, ici ou une fois pour toutes",
            "parametres/bourse.toml:7:3: la valeur de `montant_bourse` du 2024-09-01 n'a pas de clé `verifie_le` [cle_manquante] ; ajoutez `verifie_le`, le jour jusqu'auquel la valeur a été vérifiée, ici ou une fois pour toutes",
        ],
    );
}

#[test]
fn a_parameter_needs_a_title_a_type_and_values() {
    let edits = [append(
        PARAMETERS,
        r#"[a]
[b]
titre = "B"
type = "entier"
valeurs = []
unit = "x"
"#,
    )];
    assert_findings(
        &edits,
        &[
            r#"parametres/bourse.toml:12:2: le paramètre `a` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "parametres/bourse.toml:12:2: le paramètre `a` n'a pas de clé `type` [cle_manquante] ; ajoutez `type = …`",
            "parametres/bourse.toml:12:2: le paramètre `a` n'a pas de clé `valeurs` [cle_manquante] ; ajoutez `valeurs = …`",
            "parametres/bourse.toml:16:11: le paramètre `b` n'a aucune valeur [cle_manquante] ; ajoutez `{ depuis = 2024-09-02, valeur = … }`",
            "parametres/bourse.toml:17:1: `unit` ne veut rien dire pour le paramètre `b` [cle_inconnue] ; vouliez-vous écrire `unite` ? ; clés possibles : `titre`, `type`, `unite`, `min`, `max`, `ecart_max`, `source`, `fiabilite`, `verifie_le`, `repere`, `note`, `renouvelle`, `valeurs`",
        ],
    );
}

#[test]
fn sources_and_reliabilities_must_exist() {
    let edits = [
        replace(PARAMETERS, r#""presse""#, r#""press""#),
        replace(PARAMETERS, r#"fiabilite  = "texte""#, r#"fiabilite = "sur""#),
    ];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:6:14: `sur` n'est pas une valeur de `fiabilite` [valeur_invalide] ; valeurs possibles : `texte`, `secondaire`, `a_confirmer`",
            "parametres/bourse.toml:10:51: la source `press` n'existe pas [reference_inconnue] ; vouliez-vous écrire `presse` ? ; déclarez `[press]` dans `sources.toml`, ou corrigez le nom",
        ],
    );
}

#[test]
fn a_hole_between_values_names_the_days() {
    let edits = [replace(
        PARAMETERS,
        "depuis = 2023-09-01",
        "depuis = 2023-09-01, jusqu_a = 2024-06-30",
    )];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:14: le paramètre `montant_bourse` n'a pas de période du 2024-07-01 au 2024-08-31 [periode_trouee] ; retirez `jusqu_a` de la période précédente, ou ajoutez la période qui manque",
        ],
    );
}

#[test]
fn values_must_not_overlap() {
    let edits = [replace(
        PARAMETERS,
        "depuis = 2023-09-01",
        "depuis = 2023-09-01, jusqu_a = 2024-09-30",
    )];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:14: le paramètre `montant_bourse` a une période commençant le 2024-09-01 pendant la précédente, qui va jusqu'au 2024-09-30 [periode_chevauchante] ; la précédente doit finir le 2024-08-31 (`jusqu_a`)",
        ],
    );
}

#[test]
fn values_must_be_in_order() {
    let edits = [replace(PARAMETERS, "depuis = 2023-09-01", "depuis = 2025-09-01")];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:14: le paramètre `montant_bourse` a une période commençant le 2024-09-01 écrite après une période commençant le 2025-09-01 [periode_chevauchante] ; écrivez les périodes de la plus ancienne à la plus récente",
        ],
    );
}

#[test]
fn the_same_day_twice_is_not_in_order() {
    let edits = [replace(PARAMETERS, "depuis = 2023-09-01", "depuis = 2024-09-01")];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:14: le paramètre `montant_bourse` a deux fois une période commençant le 2024-09-01 [periode_chevauchante] ; gardez-en une, ou corrigez `depuis`",
        ],
    );
}

#[test]
fn a_value_must_not_end_before_it_starts() {
    let edits = [replace(
        PARAMETERS,
        "depuis = 2024-09-01",
        "depuis = 2024-09-01, jusqu_a = 2024-08-01",
    )];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:14: la période commence le 2024-09-01 et finit avant, le 2024-08-01 [periode_chevauchante] ; corrigez l'une des deux dates",
        ],
    );
}

#[test]
fn a_value_needs_a_first_day() {
    let edits = [replace(PARAMETERS, "depuis = 2023-09-01, ", "")];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:9:3: une valeur de `montant_bourse` n'a pas de clé `depuis` [cle_manquante] ; ajoutez `depuis = 2024-09-02`",
        ],
    );
}

#[test]
fn money_is_never_a_float() {
    let edits = [
        replace(PARAMETERS, r#""1454.00""#, "1454.00"),
        replace(PARAMETERS, "valeur = 1500", r#"valeur = "1500.001""#),
    ];
    assert_findings(
        &edits,
        &[
            r#"parametres/bourse.toml:9:35: `valeur` doit être un nombre exact, et c'est un nombre à virgule flottante [valeur_invalide] ; écrivez-le entre guillemets, pour qu'il reste exact : `valeur = "1454.00"`"#,
            "parametres/bourse.toml:10:35: `1500.001` a trop de décimales : 2 au plus ici [decimales_en_trop] ; arrondissez la valeur, ou changez le nombre de décimales déclaré",
        ],
    );
}

#[test]
fn numbers_are_plain_and_fit() {
    let edits = [
        replace(PARAMETERS, r#""1454.00""#, r#""1 454""#),
        replace(
            PARAMETERS,
            "valeur = 1500",
            r#"valeur = "99999999999999999999999""#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:9:35: `1 454` n'est pas un nombre [valeur_invalide] ; vouliez-vous écrire `1454` ? ; écrivez des chiffres et un point : `1234.56`",
            "parametres/bourse.toml:10:35: `99999999999999999999999` est un nombre trop grand [valeur_invalide] ; le plus grand nombre a une quinzaine de chiffres avant ses décimales",
        ],
    );
}

#[test]
fn values_are_of_the_declared_type() {
    let edits = [
        replace(PARAMETERS, r#""1454.00""#, "true"),
        append(
            PARAMETERS,
            r#"[ouvert]
titre = "Ouvert"
type = "booleen"
source = "arrete"
fiabilite = "texte"
verifie_le = "2024-01-01"
valeurs = [{ depuis = "2024-01-01", valeur = "oui" }]
[rang]
titre = "Rang"
type = "choix"
choix = "echelon"
source = 3
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ depuis = 2024-01-01, valeur = "0ter" }, 3]
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"parametres/bourse.toml:9:35: `valeur` doit être un nombre, et c'est vrai ou faux [valeur_invalide] ; écrivez `valeur = 14` ou `valeur = "12.50"`"#,
            "parametres/bourse.toml:17:14: `verifie_le` doit être une date sans heure, et c'est un texte [valeur_invalide] ; écrivez `verifie_le = 2024-01-01`, sans guillemets ni heure",
            "parametres/bourse.toml:18:23: `depuis` doit être une date sans heure, et c'est un texte [valeur_invalide] ; écrivez `depuis = 2024-01-01`, sans guillemets ni heure",
            "parametres/bourse.toml:18:46: `valeur` doit être vrai ou faux, et c'est un texte [valeur_invalide] ; écrivez `true` ou `false`, sans guillemets",
            r#"parametres/bourse.toml:23:10: `source` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `source = "…"`"#,
            "parametres/bourse.toml:26:45: `0ter` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "parametres/bourse.toml:26:54: un élément de `valeurs` doit être un ensemble de clés, et c'est un nombre entier [valeur_invalide] ; écrivez `{ cle = valeur, … }`",
        ],
    );
}

#[test]
fn names_are_shared_by_facts_parameters_and_tables() {
    let edits = [
        append(
            PARAMETERS,
            r#"[points]
[plafonds]
titre = "x"
type = "entier"
source = "arrete"
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ depuis = 2024-01-01, valeur = 1 }]
"#,
        ),
        add("parametres/autre.toml", "[montant_bourse]\n"),
    ];
    assert_findings(
        &edits,
        &[
            r#"parametres/autre.toml:1:2: le paramètre `montant_bourse` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "parametres/autre.toml:1:2: le paramètre `montant_bourse` n'a pas de clé `type` [cle_manquante] ; ajoutez `type = …`",
            "parametres/autre.toml:1:2: le paramètre `montant_bourse` n'a pas de clé `valeurs` [cle_manquante] ; ajoutez `valeurs = …`",
            "parametres/bourse.toml:1:2: `montant_bourse` est déjà le nom d'un paramètre (`parametres/autre.toml`) [identifiant_en_double] ; les faits, les paramètres et les tables ont tous des noms différents",
            "parametres/bourse.toml:12:2: `points` est déjà le nom d'un fait (`vocabulaire.toml`) [identifiant_en_double] ; les faits, les paramètres et les tables ont tous des noms différents",
            "tables/tables.toml:1:2: `plafonds` est déjà le nom d'un paramètre (`parametres/bourse.toml`) [identifiant_en_double] ; les faits, les paramètres et les tables ont tous des noms différents",
        ],
    );
}
