//! `bareme test` and the reader of case files.

use std::{fs, path::Path};

use crate::support::{Ran, bareme};

const PACK: &str = "tests/packs/minimal";

/// Runs case files against the embedded pack, from a folder of their own.
fn tested(files: &[(&str, &str)], extra: &[&str]) -> (Ran, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    let mut ran = bareme(&[&["test", &path][..], extra].concat());
    ran.out = ran.out.replace(&path, "DIR");
    let err = ran.err.replace(&path, "DIR");
    (ran, err)
}

/// A case with this name and these lines.
fn case(name: &str, rest: &str) -> String {
    format!(
        "[[cas]]\nnom = \"{name}\"\npourquoi = \"Parce que.\"\nsource = {{ id = \"arrete_2024_taux\" }}\n\
         date = 2024-09-02\n{rest}\n"
    )
}

#[test]
fn the_cases_of_this_repository_pass_and_see_every_condition() {
    let ran = bareme(&["test", "tests/cases"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let first = ran.out.lines().next().unwrap();
    let count: usize = first.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(first, format!("{count} cas, {count} réussis"));
    assert_eq!(
        ran.out.lines().skip(1).collect::<Vec<_>>(),
        ["", "Chaque condition est vue remplie et non remplie."]
    );
}

#[test]
fn each_difference_points_to_the_line_that_expected_something_else() {
    let failing = case(
        "a_case_that_fails",
        "dossier = { age = 20 }\n[cas.attendu.bourse_regionale]\nverdict = \"eligible\"\n\
         droits = { montant_annuel = \"1.00\" }\nconditions = { age = \"non_remplie\" }\n\
         manquants = [\"age\", \"statut\"]\nbornes = { points_de_charge = [0, 16] }",
    );
    let refused = case(
        "a_dossier_that_is_refused",
        "dossier = { agee = 20 }\n[cas.attendu.bourse_regionale]\nverdict = \"eligible\"",
    );
    let accepted = case(
        "a_dossier_that_is_accepted",
        "dossier = {}\nerreurs = [\"hors_bornes\"]",
    );
    let other = case(
        "another_error",
        "dossier = { age = 3 }\nerreurs = [\"fait_inconnu\"]",
    );
    let text = [failing, refused, accepted, other].join("\n");
    let (ran, err) = tested(&[("echecs.toml", &text)], &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("4 cas, 0 réussi, 4 en échec\n\n"),
        "{}",
        ran.out
    );
    insta::assert_snapshot!(err);
}

#[test]
fn faults_of_case_files_are_findings() {
    let text = format!(
        "{}\n{}\n{}",
        case(
            "one",
            "dossier = {}\n[cas.attendu.bourse_regional]\nverdict = \"eligible\""
        ),
        "[[cas]]\nnom = \"two\"\nsource = { id = \"arrete_2024_tau\" }\ndate = \"2024-09-02\"\ndossier = {}\nextra = 3",
        case(
            "three",
            "dossier = { date_entree_formation = 2024-09-02 }\nerreurs = [\"fait_inconu\"]\n\
             [cas.attendu.bourse_regionale]\nverdict = \"oui\"\nconditions = { agee = \"remplie\", age = \"vraie\" }\n\
             manquants = [\"agee\"]\ndroit = {}"
        ),
    );
    let (ran, err) = tested(&[("fautes.toml", &text)], &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("0 cas, 0 réussi, "), "{}", ran.out);
    insta::assert_snapshot!(err);
}

#[test]
fn what_is_expected_beside_the_verdict_is_checked_too() {
    let beside = case(
        "all_that_differs",
        "dossier = { age = 20, indemnise_are = true }\n\
         meilleure_combinaison = { dispositifs = [\"aref\"], valeur_annuelle = \"1.00\" }\n\
         page = { demander = [\"aref\"], dit = [\"bonjour\"] }\n\
         echeancier = { total = \"1.00\", segments = [2024-09-02] }\n\
         [cas.attendu.bourse_regionale]\nverdict = \"non_eligible\"\nnature = \"decision\"\n\
         doutes = []\nperimes = { dont = [\"bourse_montants\"] }\n\
         demarche = { ou = \"la mairie\", inconnu = [\"quoi\"] }",
    );
    let (ran, err) = tested(&[("echecs.toml", &beside)], &[]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(err);
}

/// What is usually so is supposed, not asked: a case expects it, with what it gives.
#[test]
fn what_is_supposed_and_what_is_not_said_are_expected_too() {
    // Of a student of whom nothing else decides, it is supposed that the CROUS pays no bursary, and nothing more.
    const STUDENT: &str = "dossier = { situation_actuelle = \"etudes\", age = 20, formation_autorisee_region = true, \
                           allocation_actuelle = \"aucune\", remunere_par_region = false, heures_activite_hebdo = 0, \
                           aidant = false, handicap_cdaph = false, autres_enfants_superieur = 0, \
                           autres_enfants_a_charge = 0, distance_domicile_formation_km = 10, revenu_brut_global = 16000 }";
    let expecting = |name: &str, supposed: &str, unsaid: &str| {
        let rest = format!(
            "{STUDENT}\n[cas.attendu.bourse_regionale]\nverdict = \"indetermine\"\n\
             sous_reserve = {supposed}\nsans_dire = [\"{unsaid}\"]"
        );
        case(name, &rest)
    };
    let all = "{ verdict = \"eligible\", suppositions = { boursier_crous = false } }";
    let some = "{ suppositions = { dont = { boursier_crous = false } } }";
    let holds = [
        expecting("all_that_is_supposed", all, "la mairie"),
        expecting("some_of_it", some, "la mairie"),
    ];
    let (ran, err) = tested(&[("suppose.toml", &holds.join("\n"))], &[]);
    assert!(ran.out.starts_with("2 cas, 2 réussis"), "{err}");
    let fails = [
        expecting("nothing_is_expected", "\"rien\"", "la mairie"),
        expecting(
            "something_else",
            "{ suppositions = { boursier_crous = true } }",
            "la mairie",
        ),
        expecting("words_that_are_said", some, "CROUS"),
    ];
    let (ran, err) = tested(&[("suppose.toml", &fails.join("\n"))], &[]);
    assert!(ran.out.starts_with("3 cas, 0 réussi, 3 en échec"), "{err}");
    assert!(err.contains("`CROUS` attendu absent, et la page le dit"), "{err}");
    let misspelt = expecting(
        "misspelt",
        "{ suppositions = { boursier_crou = false } }",
        "la mairie",
    );
    let (_, err) = tested(&[("suppose.toml", &misspelt)], &[]);
    assert!(err.contains("aucun fait ne s'appelle `boursier_crou`"), "{err}");
}

#[test]
fn names_that_nothing_has_are_refused_with_the_nearest() {
    let wrong = case(
        "all_that_is_unknown",
        "dossier = {}\n\
         meilleure_combinaison = { dispositif = [], non_classes = [\"arefe\"] }\n\
         page = { demande = [], ouvrir = [\"bourse_regional\"], ou_bien = 3 }\n\
         echeancier = { totale = \"1.00\", segments = [\"bientôt\", 3.5], payeurs = 3 }\n\
         [cas.attendu.bourse_regionale]\nverdict = \"indetermine\"\nnature = \"aides\"\n\
         doutes = { don = [], sans = [\"condition:agee\"] }\nperimes = [\"bourse_montant\"]\n\
         demarche = { oou = \"la mairie\", inconnu = [\"quan\"] }",
    );
    let (ran, err) = tested(&[("fautes.toml", &wrong)], &[]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(err);
}

#[test]
fn a_case_is_run_by_its_name() {
    let passing = case(
        "one_that_passes",
        "dossier = { age = 20 }\n[cas.attendu.bourse_regionale]\nverdict = \"indetermine\"",
    );
    let failing = case("one_that_fails", "dossier = {}\nerreurs = [\"hors_bornes\"]");
    let files = [("a.toml", passing.as_str()), ("theme/b.toml", &failing)];
    let (ran, err) = tested(&files, &["--cas", "one_that_passes"]);
    assert_eq!((ran.code, err.as_str()), (0, ""));
    assert_eq!(ran.out, "1 cas, 1 réussi\n");
    let both = ["--cas", "one_that_passes", "--cas", "one_that_fails"];
    let (ran, err) = tested(&files, &both);
    assert_eq!((ran.code, ran.out.as_str()), (1, "2 cas, 1 réussi, 1 en échec\n"));
    assert!(err.contains("cas `one_that_fails`"), "{err}");
    let (ran, _) = tested(&files, &["--cas", "one_that_passes", "--format", "json"]);
    let json = ran.json();
    assert_eq!((&json["cas"], &json["reussis"]), (&1.into(), &1.into()));
    assert!(json["conditions_non_exercees"].is_null());
}

#[test]
fn a_name_that_no_case_has_is_told_with_the_nearest() {
    let text = case(
        "one_that_passes",
        "dossier = { agee = 3 }\nerreurs = [\"fait_inconnu\"]",
    );
    let files = [("a.toml", text.as_str())];
    let (ran, err) = tested(&files, &["--cas", "one_that_pases"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(err);
    // A fault may have left the case out: it is told, and nothing is said of the name.
    let faulty = text.replace("date = 2024-09-02", "");
    let (ran, _) = tested(
        &[("a.toml", faulty.as_str())],
        &["--cas", "one_that_passes", "--format", "json"],
    );
    assert_eq!((ran.code, ran.codes()), (1, vec!["cas_invalide".to_owned()]));
    assert!(ran.out.contains("il manque `date`"), "{}", ran.out);
    // Some cases alone say nothing of what all of them go through.
    for other in ["--couverture", "--valeurs"] {
        let (ran, _) = tested(&files, &["--cas", "one_that_passes", other]);
        assert_eq!(ran.code, 2);
    }
}

#[test]
fn a_name_is_given_once_over_all_files() {
    let text = case("the_same", "dossier = { agee = 3 }\nerreurs = [\"fait_inconnu\"]");
    let (ran, err) = tested(&[("a.toml", &text), ("theme/b.toml", &text)], &[]);
    assert_eq!(ran.code, 1);
    assert!(
        err.contains("erreur[identifiant_en_double]") && err.contains("a.toml:2:7"),
        "{err}"
    );
}

#[test]
fn files_that_are_no_cases_are_findings() {
    let deep = format!("a = {}", "[".repeat(100_000));
    for (text, code) in [
        ("", "cas_invalide"),
        ("x = = 3", "toml_invalide"),
        ("cas = 3", "cas_invalide"),
        ("[[cass]]", "cle_inconnue"),
        (&deep, "toml_invalide"),
    ] {
        let (ran, _) = tested(&[("a.toml", text)], &["--format", "json"]);
        assert_eq!(ran.code, 1);
        assert!(
            ran.codes().iter().any(|known| known == code),
            "{code}: {}",
            ran.out
        );
    }
    let (_, err) = tested(&[("a.toml", "[[cas]]\nnom = sans_guillemets")], &[]);
    assert!(err.contains("un texte doit être entre guillemets"), "{err}");
    let (none, _) = tested(&[("notes.txt", "rien")], &["--format", "json"]);
    assert_eq!((none.code, none.codes()), (1, vec!["cas_invalide".to_owned()]));
    let missing = bareme(&["test", "/nulle/part.toml", "--format", "json"]);
    assert_eq!(
        (missing.code, missing.codes()),
        (1, vec!["fichier_illisible".to_owned()])
    );
}

#[test]
fn a_file_that_is_named_twice_runs_once() {
    let ran = bareme(&[
        "test",
        "tests/cases/dossier",
        "tests/cases/dossier/erreurs.toml",
        "--format",
        "json",
    ]);
    let alone = bareme(&["test", "tests/cases/dossier/erreurs.toml", "--format", "json"]);
    assert_eq!(ran.out, alone.out);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn conditions_that_no_case_saw_both_ways_are_named() {
    let (ran, _) = tested(&[], &["--pack", PACK]);
    assert_eq!(ran.code, 1, "no case is no success");
    assert!(
        ran.out
            .contains("Conditions que les cas n'ont pas vues des deux côtés :"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(": ni remplie ni non remplie"));
    let (json, _) = tested(&[], &["--pack", PACK, "--format", "json"]);
    assert!(
        json.json()["conditions_non_exercees"]
            .as_object()
            .is_some_and(|gaps| !gaps.is_empty())
    );
}

#[test]
fn the_library_gives_the_same_cases_as_the_command() {
    let path = crate::support::root().join("tests/cases/dossier/erreurs.toml");
    let engine = bareme_pays_de_la_loire::engine();
    let text = fs::read_to_string(Path::new(&path)).unwrap();
    let file = bareme::pack::InputFile::new("erreurs.toml", text);
    let suite = bareme_cli::cases::read(engine, vec![file]);
    assert!(suite.findings.is_empty() && suite.cases.len() >= 9);
    for case in &suite.cases {
        assert!(
            bareme_cli::cases::run(engine, case).failures.is_empty(),
            "{}",
            case.name
        );
    }
}

#[test]
fn files_that_are_not_looked_at_are_told() {
    let names: Vec<String> = (0..5_001).map(|one| format!("c{one:04}.toml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let (ran, err) = tested(&many, &[]);
    assert_eq!(ran.code, 1);
    assert!(
        err.contains("`DIR` a plus de 5000 fichiers : le reste n'est pas lu"),
        "{err}"
    );
    let deep = format!("{}c.toml", "d/".repeat(13));
    let (ran, err) = tested(&[(&deep, &case("a_case", ""))], &[]);
    assert_eq!(ran.code, 1);
    assert!(
        err.contains("est à plus de 12 répertoires de profondeur : le reste n'est pas lu"),
        "{err}"
    );
    let deep = format!("{}c.toml", "d/".repeat(12));
    let passing = case(
        "a_case",
        "dossier = { age = 20 }\n[cas.attendu.bourse_regionale]\nverdict = \"indetermine\"",
    );
    let (ran, err) = tested(&[(&deep, &passing)], &[]);
    assert_eq!((ran.code, err.as_str()), (0, ""), "{}", ran.out);
}
