//! Faults of syntax, each with its finding.

use super::fixture::{BOURSE, PACK, PARAMETERS, SOURCES, VOCABULARY, append, assert_findings, replace};

#[test]
fn every_syntax_error_of_a_file_is_reported_with_its_line() {
    let edits = [
        replace(
            PACK,
            r#"titre   = "Un petit barème pour les essais""#,
            r#"titre   = "Un petit"#,
        ),
        replace(PACK, r#"version = "1.0.0""#, "version = 1.0.0"),
        replace(PACK, r#"langue  = "fr""#, "langue  ="),
    ];
    assert_findings(
        &edits,
        &[
            r#"pack.toml:2:20: ce texte n'est pas fermé, ou contient un caractère interdit [toml_invalide] ; fermez-le par un guillemet sur la même ligne, ou entourez-le de `"""`"#,
            r#"pack.toml:3:14: ce n'est pas un nombre [toml_invalide] ; écrivez par exemple `14` ou `"12.50"`"#,
            "pack.toml:5:10: il manque une valeur après `=` [toml_invalide] ; écrivez `cle = valeur`",
        ],
    );
}

#[test]
fn words_of_a_broken_file_are_not_unknown_elsewhere() {
    let edits = [
        append(SOURCES, "[cassee\n"),
        append(VOCABULARY, "x = \n"),
        append(PARAMETERS, "y = [1 2]\n"),
        replace(BOURSE, r#"id = "arrete""#, r#"id = "cassee""#),
    ];
    assert_findings(
        &edits,
        &[
            r#"parametres/bourse.toml:12:6: un texte doit être entre guillemets [toml_invalide] ; écrivez `cle = "texte"`"#,
            "sources.toml:10:8: cet en-tête n'est pas fermé [toml_invalide] ; ajoutez `]`",
            "vocabulaire.toml:21:5: il manque une valeur après `=` [toml_invalide] ; écrivez `cle = valeur`",
        ],
    );
}

#[test]
fn a_key_written_twice_is_reported_once() {
    let edits = [replace(
        PACK,
        r#"langue  = "fr""#,
        r#"langue  = "fr"
langue  = "fr""#,
    )];
    assert_findings(
        &edits,
        &[
            "pack.toml:6:1: `langue` est écrit deux fois [identifiant_en_double] ; gardez-en un seul, ou donnez un autre nom",
        ],
    );
}

#[test]
fn a_table_written_twice_is_reported_once() {
    let edits = [append(
        VOCABULARY,
        r#"
[faits.points]
titre = "Points"
type = "entier"
min = 0
max = 2
"#,
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:22:8: `points` est écrit deux fois [identifiant_en_double] ; gardez-en un seul, ou donnez un autre nom",
        ],
    );
}

#[test]
fn floats_and_odd_values_are_explained() {
    let edits = [
        replace(PACK, r#"version = "1.0.0""#, "version = 01"),
        append(
            PACK,
            "a = [1 2]\nb = \"\\q\"\nc = vrai\nd = 2024-13-01\né = 1\ne = { x = 1\n",
        ),
    ];
    assert_findings(
        &edits,
        &[
            "pack.toml:3:11: un nombre ne commence pas par zéro [toml_invalide] ; écrivez une date `2024-09-02`, un texte entre guillemets, ou le nombre sans zéro",
            r#"pack.toml:6:6: un texte doit être entre guillemets [toml_invalide] ; écrivez `cle = "texte"`"#,
            "pack.toml:7:7: `\\` annonce un caractère que TOML ne connaît pas [toml_invalide] ; doublez-le : `\\\\`",
            r#"pack.toml:8:5: un texte doit être entre guillemets [toml_invalide] ; écrivez `cle = "texte"`"#,
            "pack.toml:9:5: ce n'est pas une date du calendrier [toml_invalide] ; écrivez par exemple `2024-09-02`",
            "pack.toml:10:1: cette clé contient un caractère interdit [toml_invalide] ; une clé est faite de lettres sans accent, de chiffres et de `_`",
            "pack.toml:11:12: cette accolade n'est pas fermée [toml_invalide] ; ajoutez `}`",
        ],
    );
}
