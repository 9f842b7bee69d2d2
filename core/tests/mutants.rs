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
