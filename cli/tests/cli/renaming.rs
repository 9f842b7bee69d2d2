//! `bareme renommer`, and what was stored under the old name.

use std::{fs, path::Path};

use crate::support::{Ran, bareme, copied};

fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied("minimal", folder.path());
    folder
}

fn rename(folder: &Path, arguments: &[&str]) -> Ran {
    let folder = folder.to_str().unwrap();
    bareme(&[&["renommer", folder][..], arguments].concat())
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn what_would_change_is_shown_and_nothing_is_written() {
    let folder = pack();
    let before = read(folder.path(), "vocabulaire.toml");
    let ran = rename(folder.path(), &["revenu", "ressources", "--dry-run"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .contains("-[faits.revenu]\n+[faits.ressources]\n+anciens_noms = [\"revenu\"]\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("+trop_riche = \"depasse(plafonds, points, ressources)\""),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("avec un avertissement.\n"), "{}", ran.out);
    assert_eq!(read(folder.path(), "vocabulaire.toml"), before);
}

#[test]
fn a_dossier_that_was_kept_is_decided_with_a_note() {
    let folder = pack();
    let ran = rename(folder.path(), &["revenu", "ressources"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(rename(folder.path(), &["bourse", "aide_sociale"]).code, 0);
    assert!(!folder.path().join("dispositifs/bourses/bourse.toml").exists());
    let path = folder.path().to_str().unwrap();
    let dossier = folder.path().parent().unwrap().join(format!(
        "{}.json",
        folder.path().file_name().unwrap().to_str().unwrap()
    ));
    fs::write(&dossier, r#"{"points": 1, "revenu": "10000.00"}"#).unwrap();
    let shown = dossier.to_str().unwrap();
    let asked = [
        "evaluate",
        shown,
        "--pack",
        path,
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse",
    ];
    let told = bareme(&asked);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        told.err
            .contains("le fait `revenu` s'appelle maintenant `ressources`"),
        "{}",
        told.err
    );
    assert!(
        told.err
            .contains("le dispositif `bourse` s'appelle maintenant `aide_sociale`"),
        "{}",
        told.err
    );
    let json = bareme(&[&asked[..], &["--format", "json"]].concat()).json();
    assert_eq!(json["decisions"]["aide_sociale"]["droits"]["montant"], "1500.00");
    assert_eq!(json["avertissements"][0]["code"], "ancien_nom");
    let table = dossier.with_extension("csv");
    fs::write(&table, "points,revenu\n1,\"10 000,00\"\n").unwrap();
    let out = dossier.with_extension("out.csv");
    let batch = bareme(&[
        "batch",
        table.to_str().unwrap(),
        "--pack",
        path,
        "--date",
        "2024-09-02",
        out.to_str().unwrap(),
    ]);
    assert_eq!(batch.code, 0, "{}", batch.err);
    assert!(
        batch
            .err
            .contains("le fait `revenu` s'appelle maintenant `ressources`"),
        "{}",
        batch.err
    );
    for file in [dossier, table, out] {
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn what_would_not_be_accepted_is_not_written() {
    let folder = pack();
    let before = read(folder.path(), "vocabulaire.toml");
    for (old, new, code) in [
        ("revenu", "points", "identifiant_en_double"),
        ("revenus", "ressources", "reference_inconnue"),
        ("revenu", "Ressources", "nom_invalide"),
    ] {
        let ran = rename(folder.path(), &[old, new, "--format", "json"]);
        assert_eq!((ran.code, ran.codes()[0].as_str()), (1, code));
    }
    assert_eq!(read(folder.path(), "vocabulaire.toml"), before);
}
