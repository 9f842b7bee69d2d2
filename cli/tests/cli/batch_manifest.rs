//! The manifest beside decisions, and what `bareme summary` says of files that are not what they should be.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme, fed},
};

const INPUT: &str = "numero,age,statut\r\nA,20,\r\nB,999,\r\nC,999,nul\r\nD,30,\r\n";

/// A folder with decisions, the rows at fault and the manifest.
fn decided() -> BatchFolder {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), INPUT).unwrap();
    assert_eq!(folder.batch("in.csv", "out.csv", &["--garde", "numero"]).code, 1);
    folder
}

fn manifest(folder: &BatchFolder) -> Json {
    serde_json::from_str(&folder.text("out.manifeste.json")).unwrap()
}

fn summary(folder: &BatchFolder, options: &[&str]) -> Ran {
    let output = folder.path("out.csv");
    let ran = bareme(
        &[
            &["summary", "--format", "json"],
            options,
            &[output.to_str().unwrap()],
        ]
        .concat(),
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

/// The codes of what a summary warns about.
fn warned(folder: &BatchFolder, options: &[&str]) -> Vec<String> {
    let json = summary(folder, options).json();
    let warnings = json["avertissements"].as_array().unwrap();
    warnings
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// SHA-256 by another program.
fn sha256(folder: &BatchFolder, name: &str) -> String {
    let script = "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())";
    let output = std::process::Command::new("python3")
        .args(["-c", script])
        .arg(folder.path(name))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_manifest_says_what_was_read_decided_and_written() {
    let folder = decided();
    let said = manifest(&folder);
    assert_eq!(said["date"], "2024-09-02");
    assert_eq!(
        (&said["lignes"], &said["lignes_refusees"]),
        (&json!(4), &json!(2))
    );
    assert_eq!(said["refus"], json!({"choix_inconnu": 1, "hors_bornes": 2}));
    assert_eq!(
        said["verdicts"],
        json!({"bourse_regionale": {"indetermine": 2, "illisible": 2}})
    );
    for (key, name) in [
        ("entree", "in.csv"),
        ("sortie", "out.csv"),
        ("erreurs", "out.errors.csv"),
    ] {
        let expected =
            json!({"nom": name, "octets": folder.text(name).len(), "sha256": sha256(&folder, name)});
        assert_eq!(said[key], expected);
    }
    let decision = fed(
        &["evaluate", "--date", "2024-09-02", "--format", "json", "-"],
        b"{}",
    )
    .json();
    assert_eq!(
        (&said["pack"], &said["moteur"]),
        (&decision["pack"], &decision["moteur"])
    );
    // Canonical: sorted keys, no space, one line.
    assert_eq!(folder.text("out.manifeste.json"), format!("{said}\n"));
}

#[test]
fn verdicts_of_the_manifest_are_those_of_the_decisions() {
    let folder = BatchFolder::new();
    let rows: String = (0..40_000)
        .map(|row| format!("{},{}\n", 10 + row % 90, if row % 7 == 0 { "x" } else { "" }))
        .collect();
    fs::write(folder.path("in.csv"), format!("age,revenu_brut_global\n{rows}")).unwrap();
    folder.batch("in.csv", "out.csv", &[]);
    assert_eq!(warned(&folder, &[]), [""; 0]);
    let counted = summary(&folder, &[]).json();
    let said = manifest(&folder);
    assert_eq!(
        said["verdicts"]["bourse_regionale"],
        counted["dispositifs"]["bourse_regionale"]["verdicts"]
    );
    assert_eq!(
        said["lignes_refusees"],
        said["verdicts"]["bourse_regionale"]["illisible"]
    );
}

#[test]
fn no_row_at_fault_is_said_too_and_the_former_errors_are_gone() {
    let folder = decided();
    fs::write(folder.path("in.csv"), "numero,age\nA,20\n").unwrap();
    assert_eq!(folder.batch("in.csv", "out.csv", &["--garde", "numero"]).code, 0);
    let said = manifest(&folder);
    assert_eq!((&said["erreurs"], &said["refus"]), (&Json::Null, &json!({})));
    assert_eq!(folder.names(), ["in.csv", "out.csv", "out.manifeste.json"]);
    assert_eq!(warned(&folder, &[]), [""; 0]);
}

#[test]
fn a_manifest_that_is_not_that_of_the_decisions_is_told() {
    let folder = decided();
    assert_eq!(warned(&folder, &["--date", "2024-09-02"]), [""; 0]);
    assert_eq!(
        warned(&folder, &["--date", "2024-09-03"]),
        ["manifeste_autre_date"]
    );
    let whole = folder.text("out.csv");
    // One row less, at the end of a line: nothing in the file itself shows it.
    let cut = whole.rfind("5,D").unwrap();
    fs::write(folder.path("out.csv"), &whole[..cut]).unwrap();
    assert_eq!(warned(&folder, &[]), ["manifeste_different"]);
    // As many bytes, another verdict.
    fs::write(
        folder.path("out.csv"),
        whole.replacen("A,indetermine", "A,hors_periode", 1),
    )
    .unwrap();
    assert_eq!(warned(&folder, &[]), ["manifeste_different"]);
    fs::write(folder.path("out.csv"), &whole).unwrap();
    fs::write(folder.path("out.errors.csv"), "of another run").unwrap();
    assert_eq!(warned(&folder, &[]), ["manifeste_different"]);
}

#[test]
fn a_manifest_that_is_missing_or_altered_is_told() {
    let folder = decided();
    let text = folder.text("out.manifeste.json");
    for altered in [
        text.replacen(":4,", ":4 ,", 1),
        text.replacen("{\"date\"", "{\"ailleurs\":1,\"date\"", 1),
        text.replacen("{\"date\"", "{\"date\":\"2024-09-02\",\"date\"", 1),
        text.replacen("\"indetermine\":2}", "\"indetermine\":2,\"indetermine\":2}", 1),
        text.replacen("\"format\":1", "\"format\":2", 1),
        // What contradicts itself: a row more, a verdict more, a day that is none.
        text.replacen("\"lignes_refusees\":", "\"lignes_refusees\":9", 1),
        text.replacen("\"indetermine\":2", "\"indetermine\":3", 1),
        text.replacen("2024-09-02", "2024-09-02x", 1),
        text[..text.len() / 2].to_owned(),
        String::new(),
    ] {
        assert_ne!(altered, text);
        fs::write(folder.path("out.manifeste.json"), altered).unwrap();
        assert_eq!(warned(&folder, &[]), ["manifeste_invalide"]);
    }
    fs::remove_file(folder.path("out.manifeste.json")).unwrap();
    assert_eq!(warned(&folder, &[]), ["manifeste_absent"]);
    let output = folder.path("out.csv");
    let ran = bareme(&["summary", output.to_str().unwrap()]);
    assert!(
        ran.code == 0 && ran.err.contains("manifeste_absent"),
        "{}",
        ran.err
    );
    // Standard input has no manifest beside it.
    let ran = fed(&["summary", "-"], folder.text("out.csv").as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn decisions_of_another_pack_are_told() {
    let folder = decided();
    let text = folder.text("out.manifeste.json");
    let said = manifest(&folder);
    let fingerprint = said["pack"]["empreinte"].as_str().unwrap();
    let other = format!("sha256:{}", "0".repeat(64));
    fs::write(
        folder.path("out.manifeste.json"),
        text.replacen(fingerprint, &other, 1),
    )
    .unwrap();
    assert_eq!(warned(&folder, &[]), ["manifeste_autre_pack"]);
}

#[test]
fn decisions_that_are_cut_or_foreign_are_told_as_what_they_are() {
    let folder = decided();
    let whole = folder.text("out.csv");
    let output = folder.path("out.csv");
    for (text, told) in [
        (
            whole[..whole.len() - 1].to_owned(),
            ["ligne 5", "n'est pas finie", "coupé"],
        ),
        (
            whole[..whole.len() - 12].to_owned(),
            ["ligne 5", "au lieu de", "coupé"],
        ),
        (
            whole.replacen("A,indetermine", "A,peut_etre", 1),
            ["ligne 2", "`peut_etre`", "verdict"],
        ),
        (
            "numero,age\nA,20\n".to_owned(),
            ["ce ne sont pas des décisions", "verdict", "bareme batch"],
        ),
        (String::new(), ["est vide", "entête", "colonnes"]),
        (
            "PAR1\u{15}\n".to_owned(),
            ["fichier_illisible", "Parquet", ".parquet"],
        ),
    ] {
        fs::write(&output, text).unwrap();
        let ran = bareme(&["summary", output.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        for told in told {
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
    }
}
