//! `bareme diff`: what changed from one pack to another, in words.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::support::{Ran, bareme, command, copied};

const BOURSE: &str = "dispositifs/bourses/bourse.toml";

/// The minimal pack, with a new version and some texts of its files replaced.
fn edited(root: &Path, name: &str, edits: &[(&str, &str, &str)]) -> String {
    let folder = root.join(name);
    copied("minimal", &folder);
    let version = [("pack.toml", "\"1.0.0\"", "\"1.1.0\"")];
    for (file, from, to) in version.iter().chain(edits) {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(path, text.replace(from, to)).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

fn original(root: &Path) -> String {
    let folder = root.join("avant");
    copied("minimal", &folder);
    folder.to_str().unwrap().to_owned()
}

/// What is told of the minimal pack with these edits.
fn told(edits: &[(&str, &str, &str)], format: &str) -> Ran {
    let folder = TempDir::new().unwrap();
    let (old, new) = (original(folder.path()), edited(folder.path(), "apres", edits));
    bareme(&["diff", &old, &new, "--format", format])
}

const RAISED: [(&str, &str, &str); 6] = [
    ("tables/plafonds.csv", "35086", "38595"),
    ("tables/plafonds.csv", "23850", "26235"),
    ("tables/plafonds.csv", "38966", "42683"),
    ("tables/plafonds.csv", "26500", "29150"),
    ("parametres/bourse.toml", "valeur = 1500", "valeur = 1550"),
    (BOURSE, "non trop_riche", "non trop_riche et points <= 12"),
];

#[test]
fn what_changed_is_told_in_words_with_few_lines() {
    let ran = told(&RAISED, "text");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    insta::assert_snapshot!(ran.readable());
}

#[test]
fn the_same_pack_has_not_changed() {
    let ran = bareme(&["diff", "tests/packs/minimal", "tests/packs/minimal"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("disent la même chose"), "{}", ran.out);
}

#[test]
fn the_json_has_the_words_and_both_packs() {
    let json = told(&RAISED, "json").json();
    assert_eq!(json["avant"]["version"], "1.0.0");
    assert_eq!(json["apres"]["version"], "1.1.0");
    assert_eq!(json["mots"]["valeurs"][0]["apres"], "1550.00");
    assert_eq!(json["mots"]["tables"][0]["colonnes"][0]["plages"][0]["cases"], 3);
    assert_eq!(json["erreurs"], serde_json::json!([]));
}

#[test]
fn two_contents_under_one_version_are_refused_unless_asked_for() {
    let folder = TempDir::new().unwrap();
    let old = original(folder.path());
    let same = [
        ("pack.toml", "\"1.1.0\"", "\"1.0.0\""),
        (BOURSE, "Une aide", "L'aide"),
    ];
    let new = edited(folder.path(), "apres", &same);
    let ran = bareme(&["diff", &old, &new, "--format", "json"]);
    assert_eq!(
        (ran.code, ran.codes()),
        (1, vec!["version_deja_prise".to_owned()])
    );
    let ran = bareme(&["diff", &old, &new, "--meme-version"]);
    assert!(ran.out.contains("L'aide annuelle"), "{}", ran.out);
}

#[test]
fn a_pack_in_one_file_is_compared_as_its_folder() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (original(folder.path()), edited(folder.path(), "apres", &RAISED));
    let kept = folder.path().join("avant.bpk");
    let kept = kept.to_str().unwrap();
    assert_eq!(bareme(&["pack", &old, "-o", kept]).code, 0);
    let of_folder = bareme(&["diff", &old, &new]).out;
    assert_eq!(bareme(&["diff", kept, &new]).out, of_folder);
}

/// A repository with the minimal pack in `rules`, committed, then edited.
fn repository(root: &Path) -> PathBuf {
    let rules = root.join("rules");
    copied("minimal", &rules);
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args([
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(root)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "barème"]);
    git(&["tag", "v1"]);
    edited(root, "rules", &RAISED);
    rules
}

#[test]
fn revisions_of_git_are_read_without_the_working_folder() {
    let folder = TempDir::new().unwrap();
    repository(folder.path());
    let run = |arguments: &[&str]| {
        let ran = command(arguments).current_dir(folder.path()).output().unwrap();
        (
            ran.status.code(),
            String::from_utf8(ran.stdout).unwrap(),
            String::from_utf8(ran.stderr).unwrap(),
        )
    };
    for old in ["v1", "v1:rules", "HEAD:rules"] {
        let (code, out, err) = run(&["diff", old, "rules"]);
        assert_eq!((code, err.as_str()), (Some(1), ""), "{old}");
        assert!(out.contains("montant_bourse"), "{old}: {out}");
    }
    assert_eq!(run(&["diff", "v1", "HEAD"]).0, Some(0));
    for (wrong, why) in [
        ("v9", "ni une révision de git"),
        ("v1:barème", "n'y est pas"),
        ("v9:rules", "n'a pas de révision"),
        ("v1:rules/tables", "il n'y a pas de `pack.toml`"),
        ("-v1", "n'est pas une option"),
    ] {
        let (code, _, err) = run(&["diff", wrong, "rules"]);
        assert!(code != Some(0) && err.contains(why), "{wrong}: {err}");
    }
}

#[test]
fn where_git_is_not_a_revision_is_told_so() {
    let nowhere = TempDir::new().unwrap();
    let ran = command(&["diff", "v1", "tests/packs/minimal"])
        .env("PATH", nowhere.path())
        .output()
        .unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(
        err.contains("revision_illisible") && err.contains("le programme `git` n'est pas là"),
        "{err}"
    );
}

#[test]
fn a_pack_at_fault_is_told_with_its_place_whichever_it_is() {
    let folder = TempDir::new().unwrap();
    let old = original(folder.path());
    let new = edited(
        folder.path(),
        "apres",
        &[(BOURSE, "non trop_riche", "non trop_rich")],
    );
    for line in [[&old, &new], [&new, &old]] {
        let ran = bareme(&["diff", line[0], line[1]]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(&format!("{new}/{BOURSE}")), "{}", ran.err);
    }
}
