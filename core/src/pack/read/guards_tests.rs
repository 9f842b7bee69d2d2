//! Figures that go against what their author said of them, each with its finding.

use super::fixture::{
    BOURSE, CELLS, HEADERS, PARAMETERS, VOCABULARY, append, assert_findings, edited, lines, replace,
};
use crate::pack::model::Direction;

/// The header of the table with more keys.
fn header(more: &str) -> super::fixture::Edit {
    replace(HEADERS, "rangs   =", &format!("{more}\nrangs   ="))
}

#[test]
fn a_table_that_goes_as_it_says_is_read() {
    let edits = [header(
        r#"monotone = { points = "croissant", echelon = "decroissant" }
ecart_max = "0.07""#,
    )];
    assert_findings(&edits, &[]);
}

#[test]
fn a_cell_that_goes_the_other_way_is_named_by_its_row_and_its_column() {
    let edits = [
        header(r#"monotone = { points = "croissant", echelon = "decroissant" }"#),
        replace(CELLS, "2024-09-01,1,0bis,38966", "2024-09-01,1,0bis,34966"),
    ];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:8:19: `plafond` passe de 35086 à 34966 entre `points = 0`, `echelon = 0bis` et `points = 1`, `echelon = 0bis`, et la table se dit `croissant` selon `points` [sens_contredit] ; relisez les deux cases dans le texte ; si elles y sont ainsi, retirez la clé de `monotone`",
        ],
    );
}

#[test]
fn equal_cells_go_both_ways() {
    let edits = [
        header(r#"monotone = { points = "croissant" }"#),
        replace(CELLS, "2024-09-01,1,0bis,38966", "2024-09-01,1,0bis,35086"),
    ];
    assert_findings(&edits, &[]);
}

#[test]
fn monotone_names_keys_of_the_table_and_says_a_direction() {
    let edits = [header(
        r#"monotone = { point = "croissant", echelon = "montant" }"#,
    )];
    assert_findings(
        &edits,
        &[
            r#"tables/tables.toml:8:14: la table n'a pas de clé `point` [reference_inconnue] ; vouliez-vous écrire `points` ? ; `monotone` nomme une clé de la table : `monotone = { points = "croissant" }`"#,
            "tables/tables.toml:8:46: `montant` n'est pas une valeur de `echelon` [valeur_invalide] ; valeurs possibles : `croissant`, `decroissant`",
        ],
    );
}

#[test]
fn a_table_of_words_neither_grows_nor_falls() {
    let edits = [
        header(r#"monotone = { points = "croissant" }"#),
        replace(
            HEADERS,
            r#"type = "montant", unite = "EUR/an", decimales = 0"#,
            r#"type = "booleen""#,
        ),
    ];
    let found = edited(&edits).findings;
    assert!(found.iter().any(|finding| finding.message
        == "aucune valeur de cette table n'est un nombre ni une date : elle ne croît ni ne décroît"));
}

#[test]
fn a_cell_that_changes_too_much_from_one_period_to_the_next_is_named() {
    // From 22 500 to 28 350 is 5 850 more, 26 % of 22 500.
    let edits = [
        header(r#"ecart_max = "0.10""#),
        replace(CELLS, "2024-09-01,0,1,23850", "2024-09-01,0,1,28350"),
    ];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:7:16: `plafond`, pour `points = 0`, `echelon = 1`, passe de 22500 à 28350 (26,0\u{a0}% d'écart), plus que son écart de 10\u{a0}% (`ecart_max`) [ecart_trop_grand] ; relisez le texte ; s'il le dit vraiment, écrivez `ecart_max` à côté de cette valeur, avec l'écart du texte",
        ],
    );
}

#[test]
fn a_period_may_say_that_its_change_is_larger() {
    let edits = [
        header(r#"ecart_max = "0.01""#),
        replace(
            HEADERS,
            r#"repere = "page 2""#,
            r#"repere = "page 2", ecart_max = "0.0601""#,
        ),
    ];
    assert_findings(&edits, &[]);
}

#[test]
fn the_largest_change_is_allowed_and_one_cent_more_is_not() {
    // 1 454.00 and a tenth of it: 1 599.40.
    let to = |value: &str| {
        [
            replace(PARAMETERS, "unite      =", "ecart_max  = \"0.1\"\nunite      ="),
            replace(PARAMETERS, "valeur = 1500", &format!("valeur = \"{value}\"")),
        ]
    };
    assert_findings(&to("1599.40"), &[]);
    assert_findings(
        &to("1599.41"),
        &[
            "parametres/bourse.toml:11:35: `montant_bourse` passe de 1454.00 à 1599.41 (10,1\u{a0}% d'écart), plus que son écart de 10\u{a0}% (`ecart_max`) [ecart_trop_grand] ; relisez le texte ; s'il le dit vraiment, écrivez `ecart_max` à côté de cette valeur, avec l'écart du texte",
        ],
    );
}

#[test]
fn a_value_is_within_the_bounds_of_its_parameter() {
    let edits = [replace(
        PARAMETERS,
        "unite      =",
        "min        = 1454\nmax        = \"1499.99\"\nunite      =",
    )];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:12:35: 1500.00 est plus grand que 1499.99, son `max` [hors_bornes] ; relisez le texte, et corrigez la valeur ou `max`",
        ],
    );
}

#[test]
fn a_share_goes_from_zero_to_one_unless_it_says_otherwise() {
    let share = |more: &str, value: &str| {
        [append(
            PARAMETERS,
            &format!(
                r#"
[part]
titre = "Part"
type = "taux"
{more}
source = "arrete"
fiabilite = "texte"
verifie_le = 2026-07-23
valeurs = [{{ depuis = 2023-09-01, valeur = "{value}" }}]
"#
            ),
        )]
    };
    assert_findings(&share("", "1.00"), &[]);
    assert_findings(
        &share("", "1.01"),
        &[
            "parametres/bourse.toml:20:44: 1.01 est plus grand que 1.00, son `max` [hors_bornes] ; relisez le texte ; une part va de 0 à 1, sauf si `max` dit autre chose",
        ],
    );
    assert_findings(&share("max = \"1.50\"", "1.01"), &[]);
    assert_findings(
        &share("min = 1\nmax = 0", "0.50"),
        &[
            "parametres/bourse.toml:13:2: le paramètre `part` a un `min` plus grand que son `max` [valeur_invalide] ; échangez-les, ou corrigez l'un des deux",
        ],
    );
}

#[test]
fn a_cell_is_within_the_bounds_of_its_column() {
    let edits = [replace(
        HEADERS,
        "decimales = 0 }",
        "decimales = 0, max = 38000 }",
    )];
    assert_findings(
        &edits,
        &[
            "tables/plafonds.csv:8:19: 38966 est plus grand que 38000, son `max` [hors_bornes] ; relisez le texte, et corrigez la valeur ou `max`",
        ],
    );
}

#[test]
fn a_droit_grows_or_falls_with_facts_that_can_grow() {
    let monotone = |which: &'static str, words: &str| {
        [
            append(
                VOCABULARY,
                "\n[faits.seul]\ntitre = \"Vivre seul\"\ntype = \"booleen\"\n",
            ),
            replace(BOURSE, which, &format!("{which}\nmonotone = {words}")),
        ]
    };
    let amount = "titre  = \"Montant de la bourse\"";
    let good = edited(&monotone(
        amount,
        "{ points = \"croissant\", revenu = \"decroissant\" }",
    ));
    assert!(good.findings.is_empty(), "{:?}", good.findings);
    let fact = |name: &str| good.pack.vocabulary.fact_named(name).unwrap().0;
    let droit = &good.pack.dispositifs[0].droits[1];
    let expected = [
        (fact("points"), Direction::Growing),
        (fact("revenu"), Direction::Falling),
    ];
    assert_eq!(droit.monotone, expected);

    assert_findings(
        &monotone(
            amount,
            "{ revenus = \"croissant\", seul = \"croissant\", points = \"monte\" }",
        ),
        &[
            "dispositifs/bourses/bourse.toml:27:14: le fait `revenus` n'existe pas [reference_inconnue] ; vouliez-vous écrire `revenu` ? ; `monotone` nomme des faits : `monotone = { revenu_brut_global = \"decroissant\" }`",
            "dispositifs/bourses/bourse.toml:27:37: le fait `seul` n'est ni un nombre ni une date : il ne grandit pas [valeur_invalide] ; retirez-le de `monotone`",
            "dispositifs/bourses/bourse.toml:27:67: `monte` n'est pas une valeur de `points` [valeur_invalide] ; valeurs possibles : `croissant`, `decroissant`",
        ],
    );
    assert_findings(
        &monotone("titre  = \"Échelon de la bourse\"", "{ points = \"croissant\" }"),
        &[
            "dispositifs/bourses/bourse.toml:20:12: ce droit n'est ni un nombre ni une date : il ne croît ni ne décroît [valeur_invalide] ; retirez `monotone`",
        ],
    );
}

#[test]
fn a_percentage_that_is_no_share_is_told_as_a_share() {
    let stated = |share: &str| {
        [replace(
            PARAMETERS,
            "unite      =",
            &format!("ecart_max  = {share}\nunite      ="),
        )]
    };
    assert_findings(&stated("1"), &[]);
    for share in ["10", "\"10\""] {
        let edits = stated(share);
        let found = lines(&edited(&edits));
        assert!(
            found.iter().any(|line| line
                .contains("`ecart_max` est une part de la valeur d'avant, 1 au plus, et 10 est 1000\u{a0}%")
                && line.contains("pour 10\u{a0}%, écrivez `ecart_max = \"0.10\"`")),
            "{found:?}"
        );
    }
    // Beside the value that changes so, a text may more than double it: from 1 454 to 3 000, 106.4 %.
    let beside = |share: &str| {
        [
            replace(PARAMETERS, "unite      =", "ecart_max  = \"0.10\"\nunite      ="),
            replace(
                PARAMETERS,
                "valeur = 1500",
                &format!("valeur = 3000, ecart_max = \"{share}\""),
            ),
        ]
    };
    assert_findings(&beside("1.10"), &[]);
    let found = lines(&edited(&beside("10")));
    assert!(
        found
            .iter()
            .any(|line| line.contains("est une part de la valeur d'avant")),
        "{found:?}"
    );
}
