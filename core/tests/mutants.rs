//! Slips in the rules of a pack, as whoever asks for them sees them.
#![cfg(feature = "reader")]

use bareme::{
    guide,
    pack::{self, MutantKind, rule_mutants},
};

#[test]
fn each_slip_in_the_rules_of_a_pack_makes_another_pack_and_says_where_it_is() {
    let pack = pack::read(guide::files()).pack;
    let mutants = rule_mutants(&pack);
    let told: Vec<String> = mutants
        .iter()
        .map(|mutant| {
            let (part, place) = (&mutant.owner.part, &mutant.place);
            format!("{place} {part} {} → {}", mutant.before, mutant.after)
        })
        .collect();
    for wanted in [
        "condition:age age >= age_minimum → age > age_minimum",
        "condition:age age >= age_minimum → (retirée)",
        "condition:sous_plafond situation = lyceen → situation != lyceen",
    ] {
        assert!(
            told.iter().any(|one| one.ends_with(wanted)),
            "{wanted}: {told:#?}"
        );
    }
    for mutant in &mutants {
        assert_ne!(mutant.applied(&pack).fingerprint(), pack.fingerprint());
    }
    assert!(mutants.iter().any(|mutant| mutant.kind == MutantKind::Comparison));
}

/// A gate is written once, and read wherever what follows of its fact is: a slip in it is one slip, everywhere.
#[test]
fn a_slip_in_a_gate_is_made_wherever_it_is_read() {
    let files = [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        (
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        (
            "vocabulaire.toml",
            "[faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nmin = 0\nmax = 120\n\
             [faits.heures]\ntitre = \"Heures\"\ntype = \"entier\"\nmin = 0\nmax = 60\nquestion = \"Combien d'heures ?\"\n\
             seulement_si = \"age >= 18\"\nhors_objet = 0\n",
        ),
    ];
    let files = files
        .map(|(path, text)| pack::InputFile::new(path, text))
        .to_vec();
    let read = pack::read(files);
    assert!(
        read.findings
            .iter()
            .all(|finding| finding.severity != bareme::error::Severity::Error),
        "{:?}",
        read.findings
    );
    let mutants = rule_mutants(&read.pack);
    let of_the_gate: Vec<_> = mutants
        .iter()
        .filter(|mutant| mutant.after == "age > 18")
        .collect();
    assert_eq!(of_the_gate.len(), 1, "{mutants:#?}");
    let mut slipped = of_the_gate[0].applied(&read.pack);
    let (mut with, mut without) = (0, 0);
    slipped.each_expression(&mut |_, text| {
        with += usize::from(text.value.contains("age > 18"));
        without += usize::from(text.value.contains("age >= 18"));
    });
    assert_eq!((with, without), (2, 0));
}
