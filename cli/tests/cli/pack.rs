//! `bareme pack`, `--pack` with what it wrote, and `verify --packs`.

use std::{fs, path::Path};

use crate::support::{bareme, copied, fed};

const FACTS: &[u8] = br#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": true, "revenu": "12000.00", "enfants": 1, "statut": "eleve"}"#;

fn written(pack: &str, out: &Path) -> String {
    let out = out.to_str().unwrap();
    let ran = bareme(&["pack", pack, "-o", out, "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.json()["fichier"], out);
    assert_eq!(ran.json()["octets"], fs::metadata(out).unwrap().len());
    ran.json()["empreinte"].as_str().unwrap().to_owned()
}

/// What is in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn evaluated(command: &str, pack: &str) -> String {
    let ran = fed(
        &[
            command,
            "--date",
            "2024-09-02",
            "--format",
            "json",
            "--pack",
            pack,
            "-",
        ],
        FACTS,
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

#[test]
fn a_file_stands_for_the_folder_that_it_was_made_of_in_every_command() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("archive.bpk");
    let fingerprint = written("tests/packs/archive", &file);
    let file = file.to_str().unwrap();
    for command in ["evaluate", "explain"] {
        let decision = evaluated(command, file);
        assert_eq!(decision, evaluated(command, "tests/packs/archive"));
        assert!(decision.contains(&fingerprint));
        let verified = fed(&["verify", "--pack", file, "-"], decision.as_bytes());
        assert_eq!((verified.code, verified.err.as_str()), (0, ""));
    }
    for list in [
        &["facts"][..],
        &["dispositifs", "--markdown"],
        &["sources", "--markdown"],
        &["schema", "facts"],
    ] {
        let of = |pack: &str| bareme(&[list, &["--pack", pack]].concat()).out;
        assert!(!of(file).is_empty());
        assert_eq!(of(file), of("tests/packs/archive"));
    }
    let dossiers = here.path().join("dossiers.csv");
    fs::write(&dossiers, "enfants,statut\n1,eleve\n").unwrap();
    let batch = |pack: &str, out: &str| {
        let out = here.path().join(out);
        let (from, to) = (dossiers.to_str().unwrap(), out.to_str().unwrap());
        let ran = bareme(&["batch", "--date", "2024-09-02", "--pack", pack, from, to]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read(out).unwrap()
    };
    assert_eq!(batch(file, "a.csv"), batch("tests/packs/archive", "b.csv"));
}

#[test]
fn the_file_is_the_same_each_time_and_nothing_is_left_beside_it() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("a.bpk");
    fs::write(&file, "what was there before").unwrap();
    written("tests/packs/archive", &file);
    let first = fs::read(&file).unwrap();
    written("tests/packs/archive", &file);
    assert!(fs::read(&file).unwrap() == first);
    assert_eq!(names(here.path()), ["a.bpk"]);
    let told = bareme(&["pack", "tests/packs/archive", "-o", file.to_str().unwrap()]);
    assert!(told.out.starts_with("Pack écrit dans "), "{}", told.out);
    assert!(told.out.contains("archive 1.0.0 (sha256:"), "{}", told.out);
}

#[cfg(unix)]
#[test]
fn others_may_read_the_file_as_any_new_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = tempfile::tempdir().unwrap();
    let (file, plain) = (here.path().join("a.bpk"), here.path().join("plain"));
    written("tests/packs/archive", &file);
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&file), mode(&plain));
}

#[test]
fn a_faulty_pack_is_not_written() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("a.bpk");
    fs::write(&file, "what was there before").unwrap();
    let checked = bareme(&["check", "tests/packs/faulty", "--format", "json"]);
    let ran = bareme(&[
        "pack",
        "tests/packs/faulty",
        "-o",
        file.to_str().unwrap(),
        "--format",
        "json",
    ]);
    assert_eq!(ran.code, 1);
    // The check asks an older pack for more.
    let asked = checked.codes();
    assert!(ran.codes().iter().all(|code| asked.contains(code)), "{asked:?}");
    assert_eq!(fs::read(&file).unwrap(), b"what was there before");
}

#[test]
fn no_file_of_the_pack_is_overwritten() {
    let here = tempfile::tempdir().unwrap();
    let pack = here.path().join("pack");
    copied("archive", &pack);
    let before = fs::read(pack.join("sources.toml")).unwrap();
    // One that is not there yet would be read with the pack, or make it faulty.
    for own in [
        "sources.toml",
        "./dispositifs/../sources.toml",
        "parametres/nouveau.toml",
        "archive.bpk",
    ] {
        let out = pack.join(own);
        let ran = bareme(&[
            "pack",
            pack.to_str().unwrap(),
            "-o",
            out.to_str().unwrap(),
            "--format",
            "json",
        ]);
        assert_eq!(
            (ran.code, ran.codes()),
            (3, vec!["fichier_non_ecrit".to_owned()]),
            "{own}"
        );
    }
    assert_eq!(fs::read(pack.join("sources.toml")).unwrap(), before);
    assert_eq!(names(&pack.join("parametres")), ["p.toml"]);
    let read = bareme(&["facts", "--pack", pack.to_str().unwrap()]);
    assert_eq!(read.code, 0);
}

#[test]
fn what_cannot_be_written_is_told_and_leaves_nothing() {
    let here = tempfile::tempdir().unwrap();
    let folder = here.path().join("folder.bpk");
    fs::create_dir(&folder).unwrap();
    for out in [folder.clone(), here.path().join("nowhere/a.bpk")] {
        let ran = bareme(&[
            "pack",
            "tests/packs/archive",
            "-o",
            out.to_str().unwrap(),
            "--format",
            "json",
        ]);
        assert_eq!((ran.code, ran.codes()), (3, vec!["fichier_non_ecrit".to_owned()]));
    }
    assert_eq!(names(here.path()), ["folder.bpk"]);
}

#[test]
fn a_file_that_is_no_compact_pack_or_is_damaged_is_refused() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("a.bpk");
    written("tests/packs/archive", &file);
    let whole = fs::read(&file).unwrap();
    let mut turned = whole.clone();
    turned[whole.len() / 2] ^= 1;
    let mut older = whole.clone();
    older[7] = 1;
    for (bytes, told) in [
        (&turned[..], "abîmé"),
        (&whole[..whole.len() - 1], "abîmé"),
        (&older[..], "version 1 du format"),
        (b"id = \"archive\"", "ce n'est pas un pack compact"),
        (b"", "ce n'est pas un pack compact"),
    ] {
        fs::write(&file, bytes).unwrap();
        let ran = bareme(&["facts", "--pack", file.to_str().unwrap(), "--format", "json"]);
        assert_eq!(
            (ran.code, ran.codes()),
            (1, vec!["pack_compact_invalide".to_owned()])
        );
        let message = ran.json()["erreurs"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.contains(told) && message.contains("a.bpk"), "{message}");
    }
}

#[test]
fn the_pack_of_a_decision_is_found_by_its_fingerprint() {
    let here = tempfile::tempdir().unwrap();
    let folder = here.path().to_str().unwrap();
    let decision = evaluated("explain", "tests/packs/archive");
    let verify = || fed(&["verify", "--packs", folder, "-"], decision.as_bytes());

    // Nothing there, then another pack: what was found is listed.
    copied("minimal", &here.path().join("minimal"));
    let json = ["verify", "--packs", folder, "--format", "json", "-"];
    let ran = fed(&json, decision.as_bytes());
    assert_eq!((ran.code, ran.codes()), (1, vec!["autre_pack".to_owned()]));
    let message = ran.json()["erreurs"][0]["message"].as_str().unwrap().to_owned();
    for found in ["pays-de-la-loire ", "minimal 1.0.0 (sha256:"] {
        assert!(message.contains(found), "{message}");
    }

    // As a folder, as a file, with unreadable ones that come before: told, and passed over.
    copied("archive", &here.path().join("z"));
    assert_eq!((verify().code, verify().err.as_str()), (0, ""));
    fs::remove_dir_all(here.path().join("z")).unwrap();
    written("tests/packs/archive", &here.path().join("z.BPK"));
    fs::write(here.path().join("a.bpk"), "no pack").unwrap();
    copied("faulty", &here.path().join("b"));
    fs::write(here.path().join("notes.txt"), "not looked at").unwrap();
    let ran = verify();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Décision cohérente"));
    assert_eq!(ran.err.matches("[pack_ignore]").count(), 2, "{}", ran.err);

    // A decision that was changed is not saved by its pack.
    let changed = decision.replace("1000.00", "1001.00");
    let ran = fed(&["verify", "--packs", folder, "-"], changed.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("decision_differente"), "{}", ran.err);
}

#[test]
fn a_decision_of_the_embedded_pack_needs_no_file() {
    let here = tempfile::tempdir().unwrap();
    let decided = ["evaluate", "--date", "2024-09-02", "--format", "json", "-"];
    let decision = fed(&decided, b"{\"age\": 31}").out;
    let verify = |folder: &str| {
        fed(
            &["verify", "--packs", folder, "--format", "json", "-"],
            decision.as_bytes(),
        )
    };
    assert_eq!(verify(here.path().to_str().unwrap()).code, 0);
    let both = ["verify", "--packs", "x", "--pack", "y", "-"];
    assert_eq!(fed(&both, decision.as_bytes()).code, 2);
    for (text, code) in [
        ("{}", "decision_invalide"),
        ("[]", "decision_invalide"),
        (
            "{\"pack\": {\"empreinte\": \"a\", \"empreinte\": \"b\"}}",
            "nom_en_double",
        ),
    ] {
        let ran = fed(
            &["verify", "--packs", "tests/packs", "--format", "json", "-"],
            text.as_bytes(),
        );
        assert_eq!((ran.code, ran.codes()), (1, vec![code.to_owned()]), "{text}");
    }
}
