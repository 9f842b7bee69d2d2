//! `bareme check`.

use std::fs;

use crate::support::bareme;

#[test]
fn the_pack_of_this_repository_has_no_error_and_no_warning() {
    let ran = bareme(&["check", "--strict", "rules"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Barème pays-de-la-loire "), "{}", ran.out);
}

#[test]
fn an_accepted_pack_says_what_its_calls_cost_at_most() {
    let text = bareme(&["check", "rules"]).out;
    let json = bareme(&["check", "rules", "--format", "json"]).json();
    let (certificate, limits) = (&json["certificat"], &json["certificat"]["limites"]);
    let of_a_schedule = &json["certificat"]["limites_echeancier"];
    assert_eq!(json["erreurs"].as_array().map(Vec::len), Some(0));
    let figure = |value: &serde_json::Value| value.as_u64().unwrap();
    let spaced = |number: u64| {
        let digits = number.to_string();
        let groups: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|group| std::str::from_utf8(group).unwrap())
            .collect();
        groups.join("\u{202f}")
    };
    for (title, call) in [
        ("décision", "decision"),
        ("explication", "explication"),
        ("échéancier", "echeancier"),
        ("questions", "questions"),
        ("préparation", "preparation"),
    ] {
        let whole = figure(&certificate["bareme"][call]["pas"]);
        let most = if call == "echeancier" {
            of_a_schedule
        } else {
            limits
        };
        assert!((1..=figure(&most["pas"])).contains(&whole), "{title}");
        let dispositifs = certificate["dispositifs"].as_object().unwrap();
        let (worst, most) = dispositifs
            .iter()
            .map(|(id, calls)| (id, figure(&calls[call]["pas"])))
            .max_by_key(|(_, steps)| *steps)
            .unwrap();
        assert!(most <= whole, "{title}: {worst}");
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(title))
            .unwrap();
        assert!(line.contains(&format!(" {} ", spaced(whole))), "{line}");
        assert!(line.contains(&format!("({} pas)", spaced(most))), "{line}");
    }
}

#[test]
fn a_refused_pack_has_no_certificate() {
    let text = bareme(&["check", "tests/packs/faulty"]);
    assert!(!text.out.contains("pas"), "{}", text.out);
    let json = bareme(&["check", "tests/packs/faulty", "--format", "json"]).json();
    assert!(json.get("certificat").is_none());
}

#[test]
fn every_fault_of_a_faulty_pack_is_listed() {
    let text = bareme(&["check", "tests/packs/faulty"]);
    assert_eq!((text.code, text.out.as_str()), (1, ""));
    let json = bareme(&["check", "tests/packs/faulty", "--format", "json"]);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    let codes = json.codes();
    assert!(codes.len() > 40, "{codes:?}");
    for code in codes {
        assert!(text.err.contains(&format!("[{code}]")), "{code}");
    }
}

#[test]
fn paths_in_a_text_open_from_here_and_paths_in_json_are_those_of_the_pack() {
    let text = bareme(&["check", "tests/packs/faulty/"]);
    assert!(
        text.err.contains("--> tests/packs/faulty/vocabulaire.toml:"),
        "{}",
        text.err
    );
    let json = bareme(&["check", "tests/packs/faulty/", "--format", "json"]);
    assert!(json.out.contains("\"lieu\":\"vocabulaire.toml:"));
}

#[test]
fn a_date_shows_the_values_that_nobody_checked_until_then() {
    let ran = bareme(&["check", "rules", "--date", "2099-01-01", "--format", "json"]);
    assert_eq!(ran.code, 0, "a warning is no refusal: {}", ran.out);
    assert!(ran.codes().contains(&"valeur_perimee".to_owned()), "{}", ran.out);
    let strict = bareme(&["check", "--strict", "rules", "--date", "2099-01-01"]);
    assert_eq!(strict.code, 1, "unless it is asked to be one: {}", strict.err);
    let before = bareme(&["check", "rules", "--format", "json"]);
    assert!(!before.codes().contains(&"valeur_perimee".to_owned()));
}

#[test]
fn a_wrong_date_is_reported_with_the_rest() {
    let ran = bareme(&[
        "check",
        "tests/packs/faulty",
        "--date",
        "demain",
        "--format",
        "json",
    ]);
    assert_eq!(ran.code, 1);
    let codes = ran.codes();
    assert!(codes.contains(&"cycle".to_owned()) && codes.contains(&"date_invalide".to_owned()));
}

#[test]
fn what_is_no_pack_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    for (what, expected) in [
        ("/nulle/part", "fichier_illisible"),
        ("Cargo.toml", "fichier_illisible"),
        (path, "fichier_manquant"),
    ] {
        let ran = bareme(&["check", what, "--format", "json"]);
        assert_eq!(ran.code, 1, "{what}");
        assert!(
            ran.codes().iter().all(|code| code == expected),
            "{what}: {}",
            ran.out
        );
    }
}

#[test]
fn a_file_that_is_huge_or_not_text_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vocabulaire.toml"), vec![b'#'; 2 << 20]).unwrap();
    fs::write(folder.path().join("sources.toml"), [0xff, 0xfe]).unwrap();
    fs::write(folder.path().join("pack.toml"), "id = [[[[").unwrap();
    let ran = bareme(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let codes = ran.codes();
    for code in ["entree_trop_grande", "fichier_illisible", "toml_invalide"] {
        assert!(codes.iter().any(|known| known == code), "{code}: {codes:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_do_not_hold_the_program_up() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("parametres")).unwrap();
    std::os::unix::fs::symlink(root, root.join("parametres/boucle")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", root.join("parametres/zero.toml")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(root.join("parametres/tube.toml"))
        .status();
    let ran = bareme(&["check", root.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let unreadable = ran
        .codes()
        .iter()
        .filter(|code| *code == "fichier_illisible")
        .count();
    assert_eq!(
        unreadable,
        2 + usize::from(made.is_ok_and(|status| status.success())),
        "{}",
        ran.out
    );
}

/// Small packs are analysed in the tests of the engine, and the pack of the region by `make analyse`: here, what too little work settles and says.
#[test]
fn an_analysis_says_what_it_asked_and_what_it_did_not_settle() {
    let little = ["check", "rules", "--analyse", "--budget", "0"];
    let text = bareme(&little);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(
        text.out.contains("questions posées à tout dossier"),
        "{}",
        text.out
    );
    let json = bareme(&[&little[..], &["--format", "json"]].concat());
    assert!(json.out.contains("analyse_indecise"), "{}", json.out);
    let analysis = &json.json()["analyse"];
    assert!(analysis["questions"].as_u64().unwrap() > 0);
    assert!(analysis["indecises"].as_u64().unwrap() > 0);
    let strict = bareme(&[&little[..], &["--strict"]].concat());
    assert_eq!(strict.code, 1);
}

#[test]
fn a_file_that_cannot_be_read_makes_nothing_unused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (path, text) in [
        (
            "pack.toml",
            include_str!("../../../tests/packs/minimal/pack.toml"),
        ),
        (
            "sources.toml",
            include_str!("../../../tests/packs/minimal/sources.toml"),
        ),
        (
            "vocabulaire.toml",
            include_str!("../../../tests/packs/minimal/vocabulaire.toml"),
        ),
        (
            "parametres/bourse.toml",
            include_str!("../../../tests/packs/minimal/parametres/bourse.toml"),
        ),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let codes = || bareme(&["check", root.to_str().unwrap(), "--format", "json"]).codes();
    assert!(codes().iter().any(|code| code == "fait_inutilise"));
    // The dispositif that reads them is there, and is no text.
    fs::create_dir_all(root.join("dispositifs/bourses")).unwrap();
    fs::write(root.join("dispositifs/bourses/bourse.toml"), [0xff, 0xfe]).unwrap();
    assert!(
        !codes().iter().any(|code| code.ends_with("inutilise")),
        "{:?}",
        codes()
    );
    fs::write(
        root.join("dispositifs/bourses/bourse.toml"),
        "id = \"bourse\" oups",
    )
    .unwrap();
    assert!(
        !codes().iter().any(|code| code.ends_with("inutilise")),
        "{:?}",
        codes()
    );
}
