//! What nothing reads, and what concerns nobody.

use bareme::Code;

use crate::support::{Files, analysed, codes, only, says};

const MODEST: (&str, &str) = ("modeste", "revenu <= plafond");

#[test]
fn what_nothing_reads_is_told() {
    let files = Files::new(&[MODEST], "montant")
        .more(
            "sources.toml",
            "\n[rapport]\ntitre = \"Un rapport\"\nfiabilite = \"texte\"\n",
        )
        .edited(
            "dispositifs/essai/aide.toml",
            "[[conditions]]",
            "[variables]\nlue = \"age\"\nseule = \"lue + age\"\nchaine = \"seule\"\n\n[[conditions]]",
        );
    let analysis = analysed(&files);
    let told: Vec<&str> = analysis
        .faults
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "rien ne lit la variable `lue` de `aide`",
            "rien ne lit la variable `seule` de `aide`",
            "rien ne lit la variable `chaine` de `aide`",
            "rien ne cite la source `rapport`",
        ]
    );
}

#[test]
fn a_list_that_nothing_has_is_told() {
    let files =
        Files::new(&[MODEST], "montant").more("vocabulaire.toml", "\n[choix.perdu]\na = \"A\"\nb = \"B\"\n");
    says(
        only(&analysed(&files), Code::NeverRead),
        &["rien n'est de la liste de choix `perdu`"],
    );
}

#[test]
fn a_doubt_that_concerns_nobody_is_told() {
    // Nobody is both under and over the same age.
    let doubt = |test: &str| {
        let text = format!(
            "\n[[doutes]]\nquestion = \"Qui compte ?\"\nporte_sur = [\"condition:modeste\"]\nsi = \"{test}\"\n"
        );
        Files::new(&[MODEST], "montant").more("dispositifs/essai/aide.toml", &text)
    };
    let never = analysed(&doubt("age >= age_minimum et age < age_minimum"));
    says(
        only(&never, Code::NeverMet),
        &[
            "le doute « Qui compte ? » de `aide` ne concerne personne",
            "prouvé pour tout dossier",
        ],
    );
    assert!(codes(&analysed(&doubt("age < age_minimum"))).is_empty());
}
