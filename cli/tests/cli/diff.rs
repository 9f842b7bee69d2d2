//! `bareme diff`: what changed from one pack to another, in words, and for whom.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::support::{Ran, bareme, command, copied};

pub(crate) const BOURSE: &str = "dispositifs/bourses/bourse.toml";

/// The minimal pack, with a new version and some texts of its files replaced.
pub(crate) fn edited(root: &Path, name: &str, edits: &[(&str, &str, &str)]) -> String {
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

pub(crate) fn original(root: &Path) -> String {
    let folder = root.join("avant");
    copied("minimal", &folder);
    folder.to_str().unwrap().to_owned()
}

/// What is told of the minimal pack with these edits.
pub(crate) fn told(edits: &[(&str, &str, &str)], format: &str) -> Ran {
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
fn each_dispositif_has_a_proof_or_a_dossier_and_the_most_that_is_gained_and_lost() {
    let ran = told(&RAISED, "json");
    let bursary = &ran.json()["dispositifs"]["bourse"];
    assert_eq!((ran.code, bursary["preuve"].as_str()), (1, Some("temoin")));
    assert!(bursary["date"].as_str() >= Some("2023-09-01"), "{bursary}");
    // Whoever was refused and is not any more has 1 550 €; whoever has more than 12 points loses 1 500 €.
    let (gain, loss) = (&bursary["gain"]["montant"], &bursary["perte"]["montant"]);
    assert_eq!(
        (&gain["montant"], &gain["borne"], &gain["prouve"]),
        (&"1550.00".into(), &"1550.00".into(), &true.into())
    );
    assert_eq!(
        (&loss["montant"], &loss["borne"], &loss["prouve"]),
        (&"1500.00".into(), &"1500.00".into(), &true.into())
    );
    assert!(loss["temoin"]["points"].as_i64() > Some(12), "{loss}");
}

#[test]
fn what_is_only_said_otherwise_changes_no_decision() {
    let ran = told(&[(BOURSE, "Une aide", "L'aide")], "json");
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.json()["dispositifs"]["bourse"],
        serde_json::json!({"preuve": "identique"})
    );
}

#[test]
fn the_markdown_is_short_with_what_is_long_folded() {
    let ran = told(&RAISED, "md");
    assert_eq!(
        ran.out.matches("<details>").count(),
        ran.out.matches("</details>").count()
    );
    insta::assert_snapshot!(ran.readable());
}

/// Decided on 1 October 2024. The ceilings of no point: 35 086 €, then 38 595 €; of more than 12 points, nobody has anything after.
const DOSSIERS: &str = "points,revenu\n0,30000\n0,37000\n15,20000\n0,50000\n,30000\n0,deux\n";

#[test]
fn a_table_of_dossiers_is_decided_with_both_packs() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (original(folder.path()), edited(folder.path(), "apres", &RAISED));
    let table = folder.path().join("dossiers.csv");
    fs::write(&table, DOSSIERS).unwrap();
    let line = [
        "diff",
        &old,
        &new,
        "--dossiers",
        table.to_str().unwrap(),
        "--date",
        "2024-10-01",
    ];
    let ran = bareme(&[&line[..], &["--format", "json"]].concat());
    // 1 500 → 1 550 €; nothing → 1 550 €; 1 500 € → nothing: 50 + 1 550 − 1 500 = 100 €. The last row but one does not say its points.
    assert_eq!(
        ran.json()["dispositifs"]["bourse"]["comptes"],
        serde_json::json!({
            "autrement": 0, "euros": {"montant": "100.00"}, "gagnent": 2, "inchanges": 1,
            "indetermines": 1, "perdent": 1, "refuses": 0,
        })
    );
    let ran = bareme(&line);
    let readable = ran.readable();
    assert!(
        readable
            .contains("Bourse : 2 gagnent, 1 perd, 1 inchangé, 1 indéterminé ; + 100,00 € par an en tout"),
        "{readable}"
    );
    assert!(
        ran.err.contains("lignes_refusees") && ran.err.contains("1\u{a0}ligne à corriger"),
        "{}",
        ran.err
    );
}

#[test]
fn a_column_that_one_pack_alone_reads_is_left_aside_for_the_other() {
    let folder = TempDir::new().unwrap();
    let fact = "[faits.enfants]\ntitre = \"Enfants\"\ntype = \"entier\"\nmin = 0\nmax = 20\n\n[faits.points]";
    let edits = [
        ("vocabulaire.toml", "[faits.points]", fact),
        (BOURSE, "non trop_riche", "non trop_riche et enfants >= 1"),
    ];
    let (old, new) = (original(folder.path()), edited(folder.path(), "apres", &edits));
    let table = folder.path().join("dossiers.csv");
    fs::write(&table, "points,revenu,enfants\n0,20000,0\n0,20000,1\n").unwrap();
    let line = [
        "diff",
        &old,
        &new,
        "--dossiers",
        table.to_str().unwrap(),
        "--date",
        "2024-10-01",
        "--format",
        "json",
    ];
    let counts = &bareme(&line).json()["dispositifs"]["bourse"]["comptes"];
    assert_eq!(
        (&counts["perdent"], &counts["inchanges"]),
        (&1.into(), &1.into()),
        "{counts}"
    );
    // A column that neither reads is told, with what this command can do about it.
    fs::write(&table, "points,revenu,nom\n0,20000,A\n").unwrap();
    let ran = bareme(&line[..line.len() - 2]);
    assert!(ran.code == 1 && ran.err.contains("`nom`"), "{}", ran.err);
    assert!(
        !ran.err.contains("--garde") && ran.err.contains("retirez-la du fichier"),
        "{}",
        ran.err
    );
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

#[test]
fn a_fact_of_another_type_is_told_and_not_compared() {
    let folder = TempDir::new().unwrap();
    let with = |name: &str, kind: &str| {
        let fact = format!(
            "[faits.distance]\ntitre = \"Distance\"\n{kind}\nunite = \"km\"\nmin = 0\nmax = 500\n\n[faits.points]"
        );
        let test = "non trop_riche et distance >= 12";
        edited(
            folder.path(),
            name,
            &[
                ("vocabulaire.toml", "[faits.points]", &fact),
                (BOURSE, "non trop_riche", test),
            ],
        )
    };
    let (old, new) = (
        with("avant", "type = \"entier\""),
        with("apres", "type = \"decimal\"\ndecimales = 1"),
    );
    let ran = bareme(&["diff", &old, &new, "--meme-version", "--format", "json"]);
    assert_eq!(ran.codes(), ["fait_d_un_autre_type"]);
    assert_ne!(ran.json()["dispositifs"]["bourse"]["preuve"], "identique");
}

#[test]
fn a_revision_outside_of_a_repository_is_told_in_french() {
    let folder = TempDir::new().unwrap();
    let ran = command(&["diff", "HEAD~1", "HEAD"])
        .current_dir(folder.path())
        .env("GIT_CEILING_DIRECTORIES", folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(err.contains("n'est pas lancée dans un dépôt git"), "{err}");
    assert!(!err.contains("fatal"), "{err}");
}
