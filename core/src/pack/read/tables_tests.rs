//! Faults of tables, each with its finding.

use super::fixture::{CELLS, HEADERS, VOCABULARY, append, assert_findings, numbered, replace, whole};

#[test]
fn a_header_needs_its_keys() {
    let edits = [
        replace(
            HEADERS,
            r#"titre = "Plafonds de revenu"
"#,
            "",
        ),
        replace(HEADERS, "verifie_le = 2026-07-23\n", ""),
        replace(HEADERS, r#"correspondance = "egal" }"#, "}"),
        replace(
            HEADERS,
            r#"valeurs = [{ nom = "plafond", type = "montant", unite = "EUR/an", decimales = 0 }]
"#,
            "valeurs = []\n",
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"tables/tables.toml:1:2: la table `plafonds` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "tables/tables.toml:4:12: la colonne `echelon` n'a pas de clé `correspondance` [cle_manquante] ; ajoutez `correspondance = …`",
            r#"tables/tables.toml:6:11: la table `plafonds` n'a rien dans `valeurs` [cle_manquante] ; ajoutez `{ nom = "…", type = "…" }`"#,
            "tables/tables.toml:11:3: la période de `plafonds` du 2023-09-01 n'a pas de clé `verifie_le` [cle_manquante] ; ajoutez `verifie_le`, le jour jusqu'auquel la valeur a été vérifiée, ici ou une fois pour toutes",
            "tables/tables.toml:12:3: la période de `plafonds` du 2024-09-01 n'a pas de clé `verifie_le` [cle_manquante] ; ajoutez `verifie_le`, le jour jusqu'auquel la valeur a été vérifiée, ici ou une fois pour toutes",
        ],
    );
}

#[test]
fn a_match_must_suit_the_type_of_the_key() {
    let edits = [
        replace(
            HEADERS,
            r#"choix = "echelon", correspondance = "egal""#,
            r#"choix = "echelon", correspondance = "seuil""#,
        ),
        replace(
            HEADERS,
            r#"type = "entier", unite = "point""#,
            r#"type = "decimal", decimales = 1, unite = "point""#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"tables/tables.toml:4:88: seule une clé de type `entier` se cherche par `au_plus` [valeur_invalide] ; écrivez `correspondance = "egal"`"#,
            r#"tables/tables.toml:5:74: une clé qui n'est ni un nombre ni une date se cherche par `egal` [valeur_invalide] ; écrivez `correspondance = "egal"`"#,
        ],
    );
}

#[test]
fn columns_have_names_of_their_own() {
    let edits = [
        replace(HEADERS, r#"nom = "plafond""#, r#"nom = "points""#),
        replace(HEADERS, r#"nom = "echelon", "#, ""),
    ];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:5:3: un élément de `cles` n'a pas de clé `nom` [cle_manquante] ; ajoutez `nom = …`",
            "tables/tables.toml:7:21: `points` est déjà le nom d'une colonne [identifiant_en_double] ; donnez un autre nom",
        ],
    );
}

#[test]
fn a_column_must_not_be_called_like_the_periods() {
    let edits = [
        replace(HEADERS, r#"nom = "plafond""#, r#"nom = "depuis""#),
        replace(HEADERS, r#"nom = "points""#, r#"nom = "Points""#),
    ];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:4:12: `Points` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            "tables/tables.toml:7:21: `depuis` est la colonne des périodes [nom_invalide] ; choisissez un autre nom",
        ],
    );
}

#[test]
fn ranks_are_members_each_once() {
    let edits = [replace(HEADERS, r#"["1", "0bis"]"#, r#"["1", "1", "2"]"#)];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:8:18: `1` est deux fois dans `rangs` [identifiant_en_double] ; gardez-en un seul",
            "tables/tables.toml:8:23: `2` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
        ],
    );
}

#[test]
fn ranks_forget_no_member() {
    let edits = [replace(HEADERS, r#"["1", "0bis"]"#, r#"["1"]"#)];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:8:11: `rangs` oublie `0bis`, que la période du 2023-09-01 a [valeur_invalide] ; `rangs` contient chaque valeur de `echelon` une fois",
        ],
    );
}

#[test]
fn ranks_have_no_member_that_the_table_has_not() {
    let edits = [
        replace(
            VOCABULARY,
            r#"1 = "Échelon 1""#,
            r#"1 = "Échelon 1"
2 = "Échelon 2""#,
        ),
        replace(HEADERS, r#"["1", "0bis"]"#, r#"["2", "1", "0bis"]"#),
    ];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:8:11: `rangs` cite `2`, que la période du 2023-09-01 n'a pas [valeur_invalide] ; `rangs` contient chaque valeur de `echelon` une fois",
        ],
    );
}

#[test]
fn ranks_order_a_choice() {
    let edits = [replace(
        HEADERS,
        r#"{ nom = "echelon", type = "choix", choix = "echelon", correspondance = "egal" }"#,
        r#"{ nom = "echelon", type = "entier", correspondance = "egal" }"#,
    )];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:8:11: `rangs` ordonne la dernière clé, et `echelon` n'est pas un choix [valeur_invalide] ; retirez `rangs`, ou mettez la clé de type `choix` en dernier",
        ],
    );
}

#[test]
fn the_periods_of_a_table_follow_each_other() {
    let edits = [replace(HEADERS, "jusqu_a = 2024-08-31", "jusqu_a = 2024-07-31")];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:14:14: la table `plafonds` n'a pas de période du 2024-08-01 au 2024-08-31 [periode_trouee] ; retirez `jusqu_a` de la période précédente, ou ajoutez la période qui manque",
        ],
    );
}

#[test]
fn a_table_has_periods() {
    let edits = [replace(
        HEADERS,
        r#"periodes = [
  { depuis = 2023-09-01, jusqu_a = 2024-08-31 },
  { depuis = 2024-09-01, source = "presse", fiabilite = "secondaire", repere = "page 2" },
]"#,
        "periodes = []",
    )];
    assert_findings(
        &edits,
        &[
            r#"tables/tables.toml:12:12: la table `plafonds` n'a aucune période [cle_manquante] ; ajoutez `{ depuis = 2024-09-02, source = "…" }`"#,
        ],
    );
}

#[test]
fn the_columns_of_the_file_are_those_of_the_header() {
    let edits = [replace(
        CELLS,
        "depuis,points,echelon,plafond",
        "depuis,point,echelon,plafond,plafond",
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:1:8: la table `plafonds` n'a pas de colonne `point` [csv_invalide] ; vouliez-vous écrire `points` ? ; la première ligne est `depuis,points,echelon,plafond`",
            "tables/plafonds.csv:1:30: la colonne `plafond` est écrite deux fois [csv_invalide] ; la première ligne est `depuis,points,echelon,plafond`",
        ],
    );
}

#[test]
fn columns_are_separated_by_one_sign() {
    let header = |to: &str| [replace(CELLS, "depuis,points,echelon,plafond", to)];
    assert_findings(
        &header("depuis\tpoints\techelon\tplafond"),
        &[
            "tables/plafonds.csv:1:1: les colonnes ne sont séparées ni par des virgules ni par des points-virgules [csv_invalide] ; enregistrez le fichier en CSV",
        ],
    );
    assert_findings(
        &header("depuis;points,echelon;plafond"),
        &[
            "tables/plafonds.csv:1:1: la première ligne de `tables/plafonds.csv` a des virgules et des points-virgules [csv_invalide] ; séparez toutes les cases du fichier par le même signe",
        ],
    );
}

#[test]
fn a_row_has_every_column() {
    let edits = [
        replace(CELLS, "2024-09-01,1,1,26500", "2024-09-01,1,1"),
        replace(CELLS, "2023-09-01,0,1,22500", "2023-09-01,0,1,22500,50"),
    ];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:3:1: cette ligne a 5 cases au lieu de 4 [csv_invalide] ; séparez les cases par des virgules ; un nombre décimal s'écrit avec un point",
            "tables/plafonds.csv:9:1: cette ligne a 3 cases au lieu de 4 [csv_invalide] ; séparez les cases par des virgules ; un nombre décimal s'écrit avec un point",
        ],
    );
}

#[test]
fn a_cell_that_cannot_be_read_is_shown() {
    let edits = [
        replace(CELLS, "2023-09-01,0,0bis,33100", "2023-09-31,0.5,0ter,33100.5"),
        replace(CELLS, "23850", r#""23 850""#),
    ];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:2:1: `2023-09-31` n'est pas une date du calendrier [date_invalide] ; écrivez par exemple 2024-09-02",
            "tables/plafonds.csv:2:12: `0.5` a trop de décimales : 0 au plus ici [decimales_en_trop] ; arrondissez la valeur, ou changez le nombre de décimales déclaré",
            "tables/plafonds.csv:2:16: `0ter` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:2:21: `33100.5` a trop de décimales : 0 au plus ici [decimales_en_trop] ; arrondissez la valeur, ou changez le nombre de décimales déclaré",
            "tables/plafonds.csv:7:16: `23 850` n'est pas un nombre [valeur_invalide] ; vouliez-vous écrire `23850` ? ; écrivez des chiffres seuls : `1234`",
        ],
    );
}

#[test]
fn a_cell_may_not_be_missing() {
    let edits = [replace(CELLS, "2024-09-01,1,0bis,38966\n", "")];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:8:1: la table `plafonds` n'a pas la case `points = 1`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
        ],
    );
}

#[test]
fn a_cell_may_not_come_twice() {
    let edits = [replace(
        CELLS,
        "2024-09-01,1,0bis,38966\n",
        r"2024-09-01,1,0bis,38966
2024-09-01,1,0bis,38967
",
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:9:1: la case `points = 1`, `echelon = 0bis` du 2024-09-01 est écrite deux fois [case_en_double] ; gardez une seule des deux lignes",
        ],
    );
}

#[test]
fn a_saturating_key_has_no_hole() {
    let edits = [replace(
        CELLS,
        "2024-09-01,1,0bis,38966\n2024-09-01,1,1,26500",
        "2024-09-01,2,0bis,38966\n2024-09-01,2,1,26500",
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:9:1: la clé `points` saute de 0 à 2 pour la période du 2024-09-01 [case_manquante] ; une clé `au_plus` prend toutes les valeurs entières, de la première à la dernière",
        ],
    );
}

#[test]
fn the_periods_of_the_file_are_those_of_the_header() {
    let edits = [
        replace(
            CELLS,
            "2024-09-01,1,1,26500",
            "2025-09-01,1,1,26500\n2025-09-01,0,1,26500",
        ),
        replace(HEADERS, "jusqu_a = 2024-08-31 },", "jusqu_a = 2024-08-31 },\n  "),
    ];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:8:1: la table `plafonds` n'a pas la case `points = 1`, `echelon = 1` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:9:1: aucune période de `plafonds` ne commence le 2025-09-01 [csv_invalide] ; ajoutez-la à `periodes` dans `[plafonds]` de `tables/tables.toml`, ou corrigez la date",
        ],
    );
}

#[test]
fn a_period_without_cells_is_reported_once() {
    let edits = [replace(
        HEADERS,
        r#"fiabilite = "secondaire", repere = "page 2" },"#,
        r#"fiabilite = "secondaire" },
  { depuis = 2025-09-01 },"#,
    )];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:15:14: `tables/plafonds.csv` n'a aucune case pour la période du 2025-09-01 [case_manquante] ; ajoutez ses lignes, ou retirez la période",
        ],
    );
}

#[test]
fn many_missing_cells_are_counted() {
    let edits = [replace(
        CELLS,
        "2024-09-01,1,1,26500\n",
        &numbered("2024-09-01,1,1,26500\n", 2..30, |n| {
            format!("2024-09-01,{n},1,26500\n")
        }),
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 2`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 3`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 4`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 5`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 6`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 7`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 8`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 9`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 10`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: la table `plafonds` n'a pas la case `points = 11`, `echelon = 0bis` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez la ligne",
            "tables/plafonds.csv:37:1: 18 autres cases manquent à la table `plafonds` pour la période du 2024-09-01 [case_manquante] ; chaque période est complète : ajoutez les lignes",
        ],
    );
}

#[test]
fn many_faulty_rows_are_counted() {
    let edits = [append(
        CELLS,
        &numbered("", 2..30, |n| format!("2024-09-01,{n},x,26500\n")),
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:10:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:11:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:12:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:13:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:14:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:15:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:16:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:17:14: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:18:15: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:19:15: `x` n'est pas dans l'énumération `echelon` [choix_inconnu] ; ajoutez-le à `[choix.echelon]`, ou corrigez le mot",
            "tables/plafonds.csv:38:1: 18 autres lignes de `tables/plafonds.csv` sont illisibles [csv_invalide] ; corrigez d'abord les premières",
        ],
    );
}

#[test]
fn an_empty_file_of_cells_is_refused() {
    let edits = [whole(CELLS, "\n\n")];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:1:1: `tables/plafonds.csv` est vide [csv_invalide] ; la première ligne est `depuis,points,echelon,plafond`",
        ],
    );
}
