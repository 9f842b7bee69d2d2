//! Cases that are missing, their expected decision left to be confirmed; slips that no dossier can tell.

use std::fs;

use crate::support::{bareme, copied};

const PACK: &str = "tests/packs/minimal";

/// One case, under every ceiling.
const CASE: &str = r#"
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

#[test]
fn a_case_that_is_missing_is_written_and_never_passes_until_it_is_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("cas.toml"), CASE).unwrap();
    let rule = ["--suggere", "--regle", "bourse"];
    let ran = bareme(&[&["test", "--pack", PACK, &path("cas.toml")][..], &rule].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, "71 fautes à essayer\n"));
    // Nobody is refused by the case: the first that is missing is of somebody whose income is over the ceiling.
    assert!(
        ran.out
            .contains("# bourse condition:sous_plafond : non trop_riche → (retirée)\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("[cas.attendu.bourse]\nverdict = \"a_confirmer\""),
        "{}",
        ran.out
    );
    fs::write(path("manque.toml"), &ran.out).unwrap();
    let refused = bareme(&["test", "--pack", PACK, &path("manque.toml")]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("ce cas reste à confirmer"),
        "{}",
        refused.err
    );
    assert!(refused.out.starts_with("0 cas, 0 réussi"), "{}", refused.out);
    // Over the ceiling the bursary is refused (article 1): confirmed, the case leaves nothing to suggest for the condition.
    let over = "dossier  = { points = 1, revenu = \"36760.01\" }\n[cas.attendu.bourse]\nverdict = ";
    let start = ran.out.find(&format!("{over}\"a_confirmer\"")).unwrap();
    let start = ran.out[..start].rfind("[[cas]]").unwrap();
    let one = ran.out[start..].split("\n\n").next().unwrap();
    let confirmed = one.replace("\"a_confirmer\"", "\"non_eligible\"");
    // The name is the last that remains: as long as it does, the case is not run.
    fs::write(path("manque.toml"), &confirmed).unwrap();
    let refused = bareme(&["test", "--pack", PACK, &path("manque.toml")]);
    assert!(
        refused.err.contains("ce cas reste à confirmer"),
        "{}",
        refused.err
    );
    fs::write(
        path("manque.toml"),
        confirmed.replace("a_confirmer_", "a_case_of_"),
    )
    .unwrap();
    let files = [path("cas.toml"), path("manque.toml")];
    let again = bareme(&[&["test", "--pack", PACK, &files[0], &files[1]][..], &rule].concat());
    assert!(!again.out.contains("(retirée)"), "{}{}", again.out, again.err);
}

#[test]
fn a_case_filled_by_hand_notices_the_slip_it_was_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("cas.toml"), CASE).unwrap();
    let rule = ["--suggere", "--regle", "montant_bourse"];
    let ran = bareme(&[&["test", "--pack", PACK, &path("cas.toml")][..], &rule].concat());
    // The value of 2023 is read in the arrêté; that of 2024, in the press. Its last day tells the slips in its day too.
    assert!(
        ran.out
            .contains("source   = { id = \"arrete\" }\ndate     = 2024-08-31"),
        "{}",
        ran.out
    );
    let asked = "verdict = \"a_confirmer\"\ndroits  = { montant = \"a_confirmer\" }";
    assert!(ran.out.contains(asked), "{}", ran.out);
    // Article 1 of the arrêté: 1 454 € until 31 August 2024.
    let filled = "verdict = \"eligible\"\ndroits  = { montant = \"1454.00\" }";
    let first = ran.out.split("[[cas]]").nth(1).unwrap();
    let case = format!("[[cas]]{first}").replace(asked, filled);
    let case = case
        .replace("\"a_confirmer_", "\"the_amount_of_")
        .replace("= \"a_confirmer", "= \"Article 1");
    fs::write(path("manque.toml"), case).unwrap();
    let played = bareme(&["test", "--pack", PACK, &path("manque.toml")]);
    assert_eq!(played.code, 0, "{}{}", played.out, played.err);
    let pack = folder.path().join("pack");
    copied("minimal", &pack);
    let values = pack.join("parametres/bourse.toml");
    let slip = fs::read_to_string(&values)
        .unwrap()
        .replace("\"1454.00\"", "\"1455.00\"");
    fs::write(&values, slip).unwrap();
    let noticed = bareme(&["test", "--pack", pack.to_str().unwrap(), &path("manque.toml")]);
    assert_eq!(noticed.code, 1, "{}", noticed.out);
    assert!(noticed.err.contains("bourse.droits.montant"), "{}", noticed.err);
}

#[test]
fn nothing_that_remains_to_be_said_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cas.toml");
    for (said, unsaid) in [
        ("\"the_amount_of_2024\"", "\"a_confirmer_bourse_1\""),
        ("\"Le montant de l'article.\"", "\"À confirmer.\""),
        ("\"Le montant de l'article.\"", "\"a_confirmer\""),
        ("\"eligible\"", "\"a_confirmer\""),
        ("\"1500.00\"", "\"a_confirmer\""),
    ] {
        fs::write(&path, CASE.replace(said, unsaid)).unwrap();
        let ran = bareme(&["test", "--pack", PACK, path.to_str().unwrap()]);
        assert_eq!(ran.code, 1, "{unsaid}");
        assert!(ran.out.starts_with("0 cas, 0 réussi"), "{unsaid} {}", ran.out);
        assert!(ran.err.contains("ce cas reste à confirmer"), "{}", ran.err);
    }
}

#[test]
fn a_dispositif_is_asked_for_with_the_values_that_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cas.toml");
    fs::write(&path, CASE).unwrap();
    let rule = ["--suggere", "--regle", "bourse", "--format", "json"];
    let told = bareme(&[&["test", "--pack", PACK, path.to_str().unwrap()][..], &rule].concat()).json();
    let aims: Vec<&str> = told["cas"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| case["distingue"].as_array().unwrap())
        .map(|aim| aim.as_str().unwrap())
        .collect();
    for start in ["plafonds 2024", "montant_bourse 2023", "bourse condition:"] {
        assert!(aims.iter().any(|aim| aim.starts_with(start)), "{start} {aims:?}");
    }
    // No dossier is suggested twice, and each slip is told once.
    let dossiers: Vec<String> = told["cas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| format!("{} {}", case["date"], case["dossier"]))
        .collect();
    let mut once = dossiers.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), dossiers.len());
    let mut distinct = aims.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), aims.len());
}

#[test]
fn one_case_serves_several_aims_and_json_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cas.toml");
    fs::write(&path, CASE).unwrap();
    let rule = ["--suggere", "--regle", "montant_bourse", "--format", "json"];
    let told = bareme(&[&["test", "--pack", PACK, path.to_str().unwrap()][..], &rule].concat()).json();
    let cases = told["cas"].as_array().unwrap();
    // 1 454 and 1 500, three swaps and two units each, less those that the case sees: a dossier of 2023 tells all of the first.
    assert_eq!(cases.len(), 1, "{told}");
    assert!(cases[0]["date"].as_str().unwrap() < "2024-09-01");
    let aims = cases[0]["distingue"].as_array().unwrap();
    assert!(
        aims.contains(&"montant_bourse 2023-09-01 : 1454.00 → 4154.00".into()),
        "{told}"
    );
    assert!(aims.len() >= 5, "{told}");
}

#[test]
fn a_rule_that_the_pack_does_not_have_is_told_with_the_nearest() {
    let ran = bareme(&[
        "test",
        "--pack",
        PACK,
        "--suggere",
        "--regle",
        "bours",
        "tests/packs",
    ]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("ne s'appelle `bours`") && ran.err.contains("bourse"),
        "{}",
        ran.err
    );
    // The embedded pack has no files to make a slip in.
    assert_eq!(bareme(&["test", "--suggere", "tests/cases"]).code, 2);
}

#[test]
fn a_slip_that_no_dossier_can_tell_counts_in_no_score() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    copied("minimal", &pack);
    let rule = pack.join("dispositifs/bourses/bourse.toml");
    let droit = "\n[[droits]]\nid     = \"points_comptes\"\ntitre  = \"Points\"\ntype   = \"entier\"\nunite  = \"point\"\nvaleur = \"max(points, 0)\"\n";
    fs::write(&rule, fs::read_to_string(&rule).unwrap() + droit).unwrap();
    let cases = folder.path().join("cas.toml");
    let case = CASE.replace("echelon = \"1\"", "echelon = \"1\", points_comptes = 0");
    fs::write(&cases, case).unwrap();
    let words = ["--genre", "chiffres", "--regle", "bourse", "--format", "json"];
    let [pack, cases] = [pack, cases].map(|path| path.to_str().unwrap().to_owned());
    let told = bareme(&[&["mutation", &pack, &cases][..], &words].concat()).json();
    // Points are never below 0: the most of them and −1 is the most of them and 0. The most of them and 1 is told by the case.
    assert_eq!(told["equivalentes"], 1, "{told}");
    assert_eq!(told["scores"]["nombre"]["total"], 1, "{told}");
    assert_eq!(told["scores"]["nombre"]["vues"], 1, "{told}");
}
