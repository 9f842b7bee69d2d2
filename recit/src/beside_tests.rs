//! What differs between two answers.

use super::*;

fn told(about: &str, value: &str, details: &[&str]) -> Told {
    Told {
        about: about.to_owned(),
        value: value.to_owned(),
        details: details.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn side(value: &str, details: &[&str]) -> Option<Side> {
    Some(Side {
        value: value.to_owned(),
        details: details.iter().map(|one| (*one).to_owned()).collect(),
    })
}

#[test]
fn only_what_differs_is_shown_with_what_it_comes_from() {
    let old = [
        told("âge", "remplie", &["18 ans"]),
        told("revenu", "remplie", &["8 €", "plafond 9 €"]),
    ];
    let new = [
        told("âge", "remplie", &["18 ans"]),
        told("revenu", "remplie", &["8 €", "plafond 10 €"]),
    ];
    assert_eq!(
        differences(&old, &new),
        [Difference {
            about: "revenu".to_owned(),
            before: side("remplie", &["plafond 9 €"]),
            after: side("remplie", &["plafond 10 €"]),
        }]
    );
    assert_eq!(differences(&old, &old), []);
}

#[test]
fn what_one_answer_alone_tells_is_told_without_its_reasons() {
    let (old, new) = (
        [told("montant", "1 €", &["= 2 ÷ 2"])],
        [told("durée", "2 mois", &["= 1 + 1"])],
    );
    assert_eq!(
        differences(&old, &new),
        [
            Difference {
                about: "durée".to_owned(),
                before: None,
                after: side("2 mois", &[]),
            },
            Difference {
                about: "montant".to_owned(),
                before: side("1 €", &[]),
                after: None,
            },
        ]
    );
}

#[test]
fn what_is_told_again_elsewhere_or_in_more_words_is_no_difference() {
    let old = [
        told("revenu", "remplie", &["plafond 9 €", "Points : 0 point"]),
        told("âge", "remplie", &[]),
    ];
    let new = [
        told(
            "revenu",
            "remplie",
            &["plafond 10 €", "Points : 0 point (calcul plus bas)"],
        ),
        told("âge", "remplie", &["18 ans"]),
    ];
    assert_eq!(
        differences(&old, &new),
        [Difference {
            about: "revenu".to_owned(),
            before: side("remplie", &["plafond 9 €"]),
            after: side("remplie", &["plafond 10 €"]),
        }]
    );
}

#[test]
fn a_title_whose_number_is_another_is_the_same_title() {
    let (old, new) = (
        [told("Les 1 200 premières heures", "90 %", &[])],
        [told("Les 1 300 premières heures", "85 %", &[])],
    );
    assert_eq!(
        differences(&old, &new),
        [Difference {
            about: "Les 1 300 premières heures".to_owned(),
            before: side("90 %", &[]),
            after: side("85 %", &[]),
        }]
    );
    // Two that both answers tell are not taken for each other.
    let both = [told("Période 1", "1 €", &[]), told("Période 2", "2 €", &[])];
    assert_eq!(
        differences(&both[..1], &both),
        [Difference {
            about: "Période 2".to_owned(),
            before: None,
            after: side("2 €", &[]),
        }]
    );
}
