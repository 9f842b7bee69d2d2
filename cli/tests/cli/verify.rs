//! `bareme verify`, and the seals of decisions.

use std::{fs, path::PathBuf};

use crate::support::{bareme, example, fed};

fn decision(command: &str, extra: &[&str]) -> String {
    let name = example("etudiante_infirmiere");
    let arguments = [command, "--date", "2024-09-02", "--format", "json", &name];
    bareme(&[&arguments[..], extra].concat()).out
}

/// An empty folder, for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("verify_{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_decision_that_was_kept_is_the_same_again() {
    for (command, extra) in [
        ("evaluate", &[][..]),
        ("explain", &[][..]),
        ("evaluate", &["--dispositif", "bourse_regionale"][..]),
        ("evaluate", &["--hypotheses"][..]),
        ("explain", &["--echeancier"][..]),
        ("explain", &["--echeancier", "--hypotheses"][..]),
    ] {
        let ran = fed(&["verify", "-"], decision(command, extra).as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command} {extra:?}");
        assert!(ran.out.starts_with("Décision cohérente"));
    }
    let json = fed(
        &["verify", "--format", "json", "-"],
        decision("evaluate", &[]).as_bytes(),
    );
    let expected = format!(
        "{{\"authentique\":false,\"canonique\":true,\"conforme\":true,\"forme\":2,\"issue\":\"coherente\",\"moteur\":\"{}\",\"non_couvert\":[]}}\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(json.out, expected);
}

#[test]
fn a_decision_that_was_changed_is_told_by_its_place() {
    let changed = decision("evaluate", &[]).replace("5212.00", "5213.00");
    let ran = fed(&["verify", "--format", "json", "-"], changed.as_bytes());
    assert_eq!(ran.code, 1);
    // The droit, and what the best combination is worth: its value and both its bounds.
    assert_eq!(ran.codes(), ["decision_differente"; 4]);
    let text = fed(&["verify", "-"], changed.as_bytes());
    assert!(
        text.err
            .contains("/decisions/bourse_regionale/droits/montant_annuel"),
        "{}",
        text.err
    );
}

#[test]
fn a_name_given_twice_is_refused() {
    let twice = decision("evaluate", &[]).replace(
        "\"verdict\":\"eligible\"",
        "\"verdict\":\"indetermine\",\"verdict\":\"eligible\"",
    );
    let ran = fed(&["verify", "--format", "json", "-"], twice.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(
        ran.codes().iter().all(|code| code == "nom_en_double"),
        "{}",
        ran.out
    );
}

#[test]
fn a_decision_of_0_1_0_is_the_same_by_another_engine() {
    let kept = "tests/receipts/engine_0_1_0/explain.json";
    let ran = bareme(&["verify", "--pack", "tests/receipts/pack", kept]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let first = format!(
        "La même décision, par un autre moteur : écrite par 0.1.0, refaite par {}.\n",
        env!("CARGO_PKG_VERSION")
    );
    assert!(ran.out.starts_with(&first), "{}", ran.out);
    assert!(ran.out.contains(
        "ne laisse pas voir : un fait qui ne changeait rien, la date, là où elle ne changeait rien, \
                       un dispositif omis en entier"
    ));
}

#[test]
fn a_decision_is_verified_with_its_own_pack_only() {
    let arguments = ["verify", "--pack", "tests/packs/minimal", "--format", "json", "-"];
    let ran = fed(&arguments, decision("evaluate", &[]).as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.codes(), ["autre_pack"]);
}

#[test]
fn what_is_no_decision_is_a_finding() {
    let deep = "[".repeat(200_000);
    let huge = " ".repeat((8 << 20) + 2);
    for text in ["", "[]", "{}", "{\"decisions\": 3}", &deep, &huge] {
        let ran = fed(&["verify", "--format", "json", "-"], text.as_bytes());
        assert_eq!(ran.code, 1);
        let code = ran.codes().remove(0);
        assert!(
            ["decision_invalide", "entree_trop_grande"].contains(&code.as_str()),
            "{code}"
        );
    }
}

#[test]
fn a_sealed_decision_is_authentic_under_its_key() {
    let folder = folder("sealed");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (key, other, seal, kept) = (file("cle"), file("autre"), file("d.sceau"), file("d.json"));
    fs::write(&key, format!("{}\n", "0a".repeat(32))).unwrap();
    fs::write(&other, "0b".repeat(32)).unwrap();
    for (command, extra) in [("evaluate", &[][..]), ("explain", &["--echeancier"][..])] {
        let _ = fs::remove_file(&seal);
        let sealing = [extra, &["--secret", &key, "--sceau", &seal]].concat();
        let text = decision(command, &sealing);
        // The seal changes nothing in the decision, and the same again is no fault.
        assert_eq!(text, decision(command, extra));
        assert_eq!(text, decision(command, &sealing));
        assert_eq!(fs::read_to_string(&seal).unwrap().len(), 65);
        fs::write(&kept, &text).unwrap();
        let ran = bareme(&["verify", "--secret", &key, "--sceau", &seal, &kept]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.starts_with("Décision authentique"), "{}", ran.out);
        let wrong = bareme(&[
            "verify", "--format", "json", "--secret", &other, "--sceau", &seal, &kept,
        ]);
        assert_eq!(
            (wrong.code, wrong.codes()),
            (1, vec!["sceau_invalide".to_owned()])
        );
    }
}

#[test]
fn a_seal_never_replaces_another_file() {
    let folder = folder("kept");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (key, bad) = (file("cle"), file("mauvaise"));
    fs::write(&key, "0a".repeat(32)).unwrap();
    fs::write(&bad, "motdepasse").unwrap();
    let name = example("etudiante_infirmiere");
    let sealing = |key: &str, to: &str, format: &str| {
        bareme(&[
            "evaluate",
            "--date",
            "2024-09-02",
            "--format",
            format,
            "--secret",
            key,
            "--sceau",
            to,
            &name,
        ])
    };
    for to in [&key, &bad, &file("absent/d.sceau")] {
        let ran = sealing(&key, to, "json");
        assert_eq!(
            (ran.code, ran.codes()),
            (3, vec!["fichier_non_ecrit".to_owned()]),
            "{to}"
        );
    }
    assert_eq!(fs::read_to_string(&key).unwrap(), "0a".repeat(32));
    let ran = sealing(&bad, &file("d.sceau"), "json");
    assert_eq!(
        (ran.code, ran.codes()),
        (1, vec!["cle_de_sceau_invalide".to_owned()])
    );
    assert_eq!(sealing(&key, &file("d.sceau"), "text").code, 2);
    assert_eq!(
        bareme(&["evaluate", "--date", "2024-09-02", "--secret", &key, &name]).code,
        2
    );
    assert!(!folder.join("d.sceau").exists());
}
