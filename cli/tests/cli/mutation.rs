//! Slips in a pack that neither a check, nor a published table, nor a case would see.

use std::{fs, path::Path};

use crate::support::{Ran, bareme};

const PACK: &str = "tests/packs/minimal";

/// The ceilings as they were published, one case under them, and one over.
const SUITE: &str = r#"
[[transcription]]
table    = "plafonds"
depuis   = 2023-09-01
source   = { id = "arrete" }
pourquoi = "L'annexe."
valeurs  = """
points  0bis     1
0      33100 22500
1      36760 25000
"""

[[transcription]]
table    = "plafonds"
depuis   = 2024-09-01
source   = { id = "presse" }
pourquoi = "L'article."
valeurs  = """
points  0bis     1
0      35086 23850
1      38966 26500
"""

[[cas]]
nom      = "the_amount_of_2024"
pourquoi = "Le montant de l'article."
source   = { id = "presse" }
date     = 2024-09-01
dossier  = { points = 0, revenu = "0" }
[cas.attendu.bourse]
verdict = "eligible"
droits  = { montant = "1500.00", echelon = "1" }
"#;

/// Over the last ceiling, nobody has the bursary.
const REFUSED: &str = r#"
[[cas]]
nom      = "an_income_over_the_last_ceiling_is_refused"
pourquoi = "35 087 € dépassent 35 086 €."
source   = { id = "presse" }
date     = 2024-09-01
dossier  = { points = 0, revenu = "35087" }
[cas.attendu.bourse]
verdict = "non_eligible"
"#;

fn mutated(folder: &Path, text: &str, extra: &[&str]) -> Ran {
    let path = folder.join("cas.toml");
    fs::write(&path, text).unwrap();
    bareme(&[&["mutation", PACK, path.to_str().unwrap()][..], extra].concat())
}

#[test]
fn a_slip_that_nothing_sees_is_told_by_rule_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let ran = mutated(folder.path(), SUITE, &[]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    // The amount of 2023 is read by no case: 1 454 may be 4 154, and one more.
    for unseen in [
        "montant_bourse\n    tests/packs/minimal/parametres/bourse.toml:9 2023-09-01 : 1454.00 → 1445.00",
        "bourse.toml:9 2023-09-01 : 1454.00 → 4154.00",
        "bourse.toml:9 2023-09-01 : 1454.00 → 1454.01",
        // Nobody is refused by a case: a rule without its condition would refuse nobody.
        "dispositifs/bourses/bourse.toml:15 condition:sous_plafond : non trop_riche → (retirée)",
    ] {
        assert!(ran.out.contains(unseen), "{unseen}\n{}", ran.out);
    }
    // Each rule has one heading, whatever the kinds of its slips.
    let headings = ran
        .out
        .lines()
        .filter(|line| line.trim() == "montant_bourse")
        .count();
    assert_eq!(headings, 1, "{}", ran.out);
    // The amount of 2024 is that of a case, every ceiling is published, and a first day later leaves the case out of the period.
    for seen in [
        "1500.00 →",
        "tables/plafonds.csv",
        "depuis : 2024-09-01 → 2024-09-02",
    ] {
        assert!(!ran.out.contains(seen), "{seen}\n{}", ran.out);
    }
    assert!(ran.err.contains("fautes que rien ne verrait"), "{}", ran.err);
    // A case that is refused sees it.
    let ran = mutated(folder.path(), &format!("{SUITE}{REFUSED}"), &[]);
    assert!(!ran.out.contains("(retirée)"), "{}", ran.out);
}

#[test]
fn families_are_tried_apart_and_json_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let extra = ["--genre", "operateurs", "--format", "json"];
    let told = mutated(folder.path(), SUITE, &extra).json();
    let scores = told["scores"].as_object().unwrap();
    // One condition, with its one `non`: there is nothing else to mistake in this pack.
    assert_eq!(scores.keys().collect::<Vec<_>>(), ["condition"]);
    assert_eq!(
        (&scores["condition"]["vues"], &scores["condition"]["total"]),
        (&1.into(), &2.into())
    );
    let unseen = &told["non_vues"][0];
    assert_eq!(
        (unseen["regle"].as_str(), unseen["ligne"].as_u64()),
        (Some("bourse"), Some(15))
    );
    assert_eq!(told["erreurs"][0]["code"], "couverture_incomplete");
}

#[test]
fn a_sample_is_drawn_the_same_way_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = |seed| mutated(folder.path(), SUITE, &["--echantillon", "12", "--graine", seed]).out;
    assert!(
        drawn("1").starts_with("12 fautes essayées sur "),
        "{}",
        drawn("1")
    );
    assert!(drawn("1").contains(", graine 1 ; vues : "), "{}", drawn("1"));
    // Nobody said a seed: it is that of the answer.
    let told = mutated(folder.path(), SUITE, &["--echantillon", "12"]).out;
    assert!(told.contains(", graine 0 ; vues : "), "{told}");
    let told = mutated(folder.path(), SUITE, &["--echantillon", "12", "--format", "json"]).json();
    assert_eq!((&told["graine"], &told["essayees"]), (&0.into(), &12.into()));
    let whole = mutated(folder.path(), SUITE, &["--format", "json"]).json();
    assert_eq!(
        (&whole["graine"], &whole["essayees"]),
        (&serde_json::Value::Null, &whole["total"])
    );
    assert_eq!(whole["total"], told["total"]);
    assert_eq!(drawn("1"), drawn("1"));
    assert_ne!(drawn("1"), drawn("2"));
}

#[test]
fn what_is_admitted_fails_nothing_until_something_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("admis.toml");
    let kept = kept.to_str().unwrap();
    let written = mutated(folder.path(), SUITE, &["--admis", kept, "--ecrire"]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    let text = fs::read_to_string(kept).unwrap();
    assert!(text.contains("condition = [1, 2]"), "{text}");
    assert!(
        text.contains("\"bourse condition:sous_plafond : non trop_riche → (retirée)\""),
        "{text}"
    );
    assert_eq!(mutated(folder.path(), SUITE, &["--admis", kept]).code, 0);
    // A case that sees it leaves nothing to admit.
    let ran = mutated(folder.path(), &format!("{SUITE}{REFUSED}"), &["--admis", kept]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("(retirée)` est admis, et il n'y a plus lieu"),
        "{}",
        ran.err
    );
    // One that nobody admitted fails.
    fs::write(kept, text.replace("(retirée)", "(autre)")).unwrap();
    let ran = mutated(folder.path(), SUITE, &["--admis", kept]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("une faute que rien ne verrait"), "{}", ran.err);
}

#[test]
fn cases_that_fail_are_told_before_anything_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let ran = mutated(folder.path(), &SUITE.replace("1500.00", "1501.00"), &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("cas_en_echec"), "{}", ran.err);
}

#[test]
fn a_file_of_something_else_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("reforme.toml");
    fs::write(&other, "nom = \"Essai\"\n").unwrap();
    let ran = mutated(
        folder.path(),
        SUITE,
        &["--admis", other.to_str().unwrap(), "--ecrire"],
    );
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(fs::read_to_string(&other).unwrap(), "nom = \"Essai\"\n");
}
