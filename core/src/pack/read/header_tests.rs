//! Faults of the header and of sources.

use super::fixture::{PACK, SOURCES, append, assert_findings, replace};

#[test]
fn the_header_needs_all_of_its_keys() {
    let edits = [
        replace(PACK, r#"version = "1.0.0""#, r#"version = " ""#),
        replace(
            PACK,
            r#"region  = "Pays de la Loire"
"#,
            "",
        ),
        replace(PACK, r#"id      = "minimal""#, r#"id = "Minimal""#),
        replace(PACK, r#"titre   = "Un petit barème pour les essais""#, ""),
        append(
            PACK,
            r#"auteur = "x"
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"pack.toml:1:1: le fichier `pack.toml` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "pack.toml:1:1: le fichier `pack.toml` n'a pas de clé `region` [cle_manquante] ; ajoutez `region = …`",
            "pack.toml:1:7: `Minimal` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres, de `-` et de `_`",
            "pack.toml:3:11: le fichier `pack.toml` a un `version` vide [valeur_invalide] ; écrivez un texte",
            "pack.toml:5:1: `auteur` ne veut rien dire pour le fichier `pack.toml` [cle_inconnue] ; clés possibles : `id`, `titre`, `version`, `region`, `langue`, `contact`, `format`, `fraicheur_mois`, `constats_admis`",
        ],
    );
}

#[test]
fn a_source_needs_a_title_and_a_reliability() {
    let edits = [
        replace(
            SOURCES,
            r#"titre     = "Arrêté fixant les plafonds et le montant""#,
            r#"titre = """#,
        ),
        replace(SOURCES, r#"fiabilite = "texte""#, ""),
        replace(
            SOURCES,
            r#"fiabilite = "secondaire""#,
            r#"fiabilite = "secondair""#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"sources.toml:1:2: la source `arrete` n'a pas de clé `fiabilite` [fiabilite_manquante] ; ajoutez `fiabilite = "texte"`, `"secondaire"` ou `"a_confirmer"`"#,
            "sources.toml:2:9: la source `arrete` a un `titre` vide [titre_manquant] ; écrivez ce que lit une personne",
            "sources.toml:9:14: `secondair` n'est pas une valeur de `fiabilite` [valeur_invalide] ; vouliez-vous écrire `secondaire` ? ; valeurs possibles : `texte`, `secondaire`, `a_confirmer`",
        ],
    );
}

#[test]
fn a_source_has_a_date_and_an_address_of_the_right_form() {
    let edits = [
        replace(SOURCES, "date      = 2024-07-04", r#"date = "2024-07-04""#),
        replace(SOURCES, "https://www", "www"),
        append(
            SOURCES,
            r#"[Autre]
titre = "x"
fiabilite = "texte"
auteur = 1
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "sources.toml:3:8: `date` doit être une date sans heure, et c'est un texte [valeur_invalide] ; écrivez `date = 2024-07-04`, sans guillemets ni heure",
            "sources.toml:4:14: `www.legifrance.gouv.fr/jorf/id/JORFTEXT000000000001` n'est pas une adresse [valeur_invalide] ; une adresse commence par `https://`",
            "sources.toml:10:2: `Autre` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            "sources.toml:13:1: `auteur` ne veut rien dire pour la source `Autre` [cle_inconnue] ; clés possibles : `titre`, `date`, `url`, `fiabilite`, `version`, `article`, `empreinte`",
        ],
    );
}

#[test]
fn a_source_is_a_table() {
    let edits = [replace(SOURCES, "[arrete]", "arrete2 = 3\n[arrete]")];
    assert_findings(
        &edits,
        &[
            "sources.toml:1:11: `arrete2` doit être un ensemble de clés, et c'est un nombre entier [valeur_invalide] ; écrivez `{ cle = valeur, … }`",
        ],
    );
}

#[test]
fn the_version_that_was_read_has_an_identifier_and_a_fingerprint() {
    let read = |keys: &str| {
        replace(
            SOURCES,
            "fiabilite = \"texte\"",
            &format!("fiabilite = \"texte\"\n{keys}"),
        )
    };
    let hash = "0123456789abcdef".repeat(4);
    let good = format!("article = \"LEGIARTI000038030723\"\nempreinte = \"{hash}\"");
    assert_findings(&[read(&good)], &[]);
    assert_findings(
        &[read("article = \"LEGIARTI38030723\"\nempreinte = \"ABC\"")],
        &[
            "sources.toml:6:12: `LEGIARTI38030723` n'est pas l'identifiant d'un article [valeur_invalide] ; écrivez celui de la version lue, comme `LEGIARTI000038030723`",
            "sources.toml:7:14: `ABC` n'est pas une empreinte SHA-256 [valeur_invalide] ; elle a 64 chiffres hexadécimaux : `make law-watch` la donne",
        ],
    );
    assert_findings(
        &[read(&format!("empreinte = \"{hash}\""))],
        &[
            "sources.toml:1:2: la source `arrete` n'a pas de clé `article` [cle_manquante] ; ajoutez `article`, l'identifiant de la version qui a été lue",
        ],
    );
}

#[test]
fn a_pack_says_where_to_write_or_says_nothing() {
    let contact = |line: &str| {
        let pack =
            format!("id = \"p\"\ntitre = \"P\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n{line}");
        let files = vec![crate::pack::InputFile::new("pack.toml", pack)];
        crate::pack::read(files).pack.header.contact
    };
    assert_eq!(
        contact("contact = \"a@b.example\"").as_deref(),
        Some("a@b.example")
    );
    assert_eq!(contact(""), None);
    assert_eq!(contact("contact = \" \""), None);
}
