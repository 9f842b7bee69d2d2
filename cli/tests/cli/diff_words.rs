//! What `bareme diff` tells of each sort of change.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::{
    diff::{BOURSE, edited, original, told},
    support::bareme,
};

#[test]
fn one_ceiling_fits_a_screen_and_no_line_is_said_twice() {
    let ran = told(&[("tables/plafonds.csv", "35086", "36000")], "text");
    let lines: Vec<&str> = ran.out.lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(lines.len() <= 30, "{}", ran.out);
    for (position, line) in lines.iter().enumerate() {
        assert!(!lines[..position].contains(line), "{line} twice in\n{}", ran.out);
    }
    // What changed comes before whom it changes something for.
    let place = |text: &str| {
        ran.out
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{}", ran.out))
    };
    assert!(place("Tables") < place("Qui gagne le plus"));
    let readable = ran.readable();
    assert!(
        readable.contains("0 point, échelon 0 bis : 35 086 € par an → 36 000 € par an"),
        "{readable}"
    );
    // Nobody loses: it is proved.
    assert!(
        readable.contains("Plus grande perte : aucune (prouvé)"),
        "{readable}"
    );
}

#[test]
fn what_has_another_name_is_told_once_and_first() {
    let renamed = [
        (
            "vocabulaire.toml",
            "[faits.points]",
            "[faits.charge]\nanciens_noms = [\"points\"]",
        ),
        (BOURSE, "points, revenu", "charge, revenu"),
    ];
    let ran = told(&renamed, "text");
    assert_eq!(ran.code, 0, "{}", ran.out);
    let readable = ran.readable();
    let (_, words) = readable.split_once("prouvé.\n\n").unwrap();
    assert_eq!(
        words.trim_end(),
        "Noms\n→ Fait charge, « Points de charge », renommé : avant points"
    );
}

#[test]
fn a_value_that_begins_later_is_told_so() {
    let later = [(
        "parametres/bourse.toml",
        "depuis = 2024-09-01, valeur = 1500",
        "depuis = 2024-09-03, valeur = 1500",
    )];
    let readable = told(&later, "text").readable();
    assert!(
        readable.contains(
            "· 1 500,00 € par an commence 2 jours plus tard : le 3 septembre 2024 au lieu du 1er septembre 2024"
        ),
        "{readable}"
    );
    // From 1 454 to 1 500 €, two days later.
    assert!(
        readable.contains("Plus grande perte : 46,00 € par an (prouvé)"),
        "{readable}"
    );
}

#[test]
fn a_condition_that_is_harder_is_said_to_be() {
    let harder = [(BOURSE, "non trop_riche", "non trop_riche et points <= 12")];
    let readable = told(&harder, "text").readable();
    assert!(
        readable.contains("→ Condition sous_plafond, « Avoir un revenu sous le plafond », durcie (prouvé)"),
        "{readable}"
    );
    let json = told(&harder, "json").json();
    let rules = json["mots"]["regles"].as_array().unwrap();
    let condition = rules.iter().find(|rule| rule["id"] == "sous_plafond").unwrap();
    assert_eq!(condition["sens"], "durcie");
}

/// A dispositif that rests on the bursary.
const PRIME: &str = r#"
id = "prime"
titre = "Prime"
resume = "Une somme pour la rentrée."
statut = "en_vigueur"
objet = "personne"
en_vigueur = { du = 2024-09-01 }
sources = [{ id = "arrete" }]

[[conditions]]
id = "bourse"
titre = "Avoir droit à la bourse"
si = "dispositif.bourse.eligible"

[[droits]]
id = "montant"
titre = "Montant de la prime"
type = "montant"
unite = "EUR/an"
valeur = "montant_bourse"
"#;

#[test]
fn a_new_dispositif_is_told_whole() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (original(folder.path()), edited(folder.path(), "apres", &[]));
    fs::write(Path::new(&new).join("dispositifs/bourses/prime.toml"), PRIME).unwrap();
    let added = bareme(&["diff", &old, &new]).readable();
    let whole = "Une somme pour la rentrée.\n  · conditions :\n    · Avoir droit à la bourse : les conditions de « Bourse » \
                 sont remplies\n  · ce que cela donne :\n    · Montant de la prime (€ par an) : « Montant annuel de la bourse »\n";
    assert!(
        added.contains(&format!(
            "Prime (prime)\n✓ Nouveau dispositif, depuis le 1er septembre 2024 : {whole}"
        )),
        "{added}"
    );
    let removed = bareme(&["diff", &new, &old]).readable();
    assert!(
        removed.contains(&format!(
            "✗ Dispositif retiré, depuis le 1er septembre 2024 : {whole}"
        )),
        "{removed}"
    );
}

#[test]
fn a_doubt_beside_a_new_period_is_to_be_read_again() {
    let folder = TempDir::new().unwrap();
    let doubt = "[[doutes]]\nquestion = \"Le montant de 2025 est-il connu ?\"\nporte_sur = [\"parametre:montant_bourse\"]\n\n[variables]";
    let doubted = (BOURSE, "[variables]", doubt);
    let next = (
        "parametres/bourse.toml",
        "note = \"À relire\" },",
        "note = \"À relire\" },\n  { depuis = 2025-09-01, valeur = 1600 },",
    );
    let raised = ("parametres/bourse.toml", "valeur = 1500", "valeur = 1510");
    let old = edited(folder.path(), "avant", &[doubted]);
    let told = |name: &str, edits: &[(&str, &str, &str)]| {
        let new = edited(folder.path(), name, edits);
        bareme(&["diff", &old, &new, "--meme-version"]).readable()
    };
    let with_a_period = told("periode", &[doubted, next]);
    assert!(
        with_a_period.contains("Doutes à relire\n! « Le montant de 2025 est-il connu ? » (bourse) porte sur"),
        "{with_a_period}"
    );
    // A value that is mended answers nothing.
    let mended = told("valeur", &[doubted, raised]);
    assert!(!mended.contains("Doutes à relire"), "{mended}");
}
