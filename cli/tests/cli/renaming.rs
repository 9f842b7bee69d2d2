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

/// Every file of a pack, by its path.
fn files(folder: &Path) -> std::collections::BTreeMap<String, String> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(one) = folders.pop() {
        for entry in fs::read_dir(one).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().display().to_string();
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
    }
    found
}

#[test]
fn a_name_that_is_taken_again_gives_the_pack_as_it_was() {
    for (owner, first, second, third) in [
        ("", "revenu", "ressources", "moyens"),
        ("", "bourse", "aide", "aide_sociale"),
        ("echelon.", "1", "un", "premier"),
    ] {
        let folder = pack();
        let before = files(folder.path());
        let to = |old: &str, new: &str| {
            let ran = rename(folder.path(), &[&format!("{owner}{old}"), new]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{old} {new}");
            ran.out
        };
        to(first, second);
        let once = files(folder.path());
        assert_ne!(once, before);
        to(second, third);
        let told = to(third, second);
        assert!(told.contains("le barème redevient ce qu'il était"), "{told}");
        assert_eq!(files(folder.path()), once);
        to(second, first);
        assert_eq!(files(folder.path()), before);
        // An earlier name than the last one: the others are kept.
        to(first, second);
        to(second, third);
        to(third, first);
        let kept = files(folder.path());
        let names = format!("anciens_noms = [\"{third}\", \"{second}\"]");
        assert!(kept.values().any(|text| text.contains(&names)), "{names}");
    }
}

#[test]
fn the_tables_that_cases_hold_are_renamed_too() {
    let folder = pack();
    let cases = folder.path().parent().unwrap().join(format!(
        "{}_cas",
        folder.path().file_name().unwrap().to_str().unwrap()
    ));
    fs::create_dir(&cases).unwrap();
    let path = cases.join("cas.toml");
    let text = r#"
[[transcription]]
table    = "plafonds"
depuis   = 2023-09-01
source   = { id = "arrete" }
pourquoi = "L'annexe, 0bis et 1."
valeurs  = """
points  0bis     1   # 0bis
0      33100 22500
"""

[[suivi]]
nom      = "some"
pourquoi = "Parce que."
source   = { id = "arrete" }
lignes   = """
revenu,bourse.verdict, bourse.echelon
0,eligible,0bis
"""
[suivi.attendu.femmes]
compte = 1
"#;
    fs::write(&path, text).unwrap();
    let with_cases = ["--cas", cases.to_str().unwrap()];
    for (old, new) in [
        ("echelon.0bis", "zero_bis"),
        ("bourse", "aide"),
        ("revenu", "moyens"),
    ] {
        let ran = rename(folder.path(), &[&[old, new][..], &with_cases].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{old}");
    }
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains("points  zero_bis     1   # 0bis\n"), "{after}");
    assert!(
        after.contains("moyens,aide.verdict, aide.echelon\n0,eligible,zero_bis\n"),
        "{after}"
    );
    // What was not given to the command says the name of today.
    fs::write(&path, text.split("[[suivi]]").next().unwrap()).unwrap();
    let ran = bareme(&[
        "test",
        "--pack",
        folder.path().to_str().unwrap(),
        path.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("`0bis` s'appelle maintenant `zero_bis`"),
        "{}",
        ran.err
    );
    fs::remove_dir_all(cases).unwrap();
}

#[test]
fn what_has_a_name_and_keeps_it_is_told() {
    let folder = pack();
    for (old, new, told) in [
        (
            "bourse.montant",
            "somme",
            "`bourse.montant` est un droit de `bourse`, et ne se renomme pas ainsi",
        ),
        (
            "sous_plafond",
            "plafonne",
            "`sous_plafond` est une condition de `bourse`",
        ),
        ("echelon", "rang", "`echelon` est un droit de `bourse`"),
        ("revenu", "points", "`points` est déjà le nom d'un fait"),
        ("revenu", "plafonds", "`plafonds` est déjà le nom d'une table"),
        (
            "revenu",
            "montant_bourse",
            "`montant_bourse` est déjà le nom d'un paramètre",
        ),
        (
            "revenu",
            "trop_riche",
            "`trop_riche` est déjà le nom d'une variable de `bourse`",
        ),
        (
            "echelon.1",
            "0bis",
            "`0bis` est déjà le nom d'une autre valeur de `echelon`",
        ),
    ] {
        let ran = rename(folder.path(), &[old, new]);
        assert_eq!(ran.code, 1, "{old}");
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
}

/// A pack whose member, fact and dispositif have other names, and a place for tables beside it.
fn renamed() -> (tempfile::TempDir, tempfile::TempDir) {
    let folder = pack();
    for (old, new) in [
        ("echelon.0bis", "zero_bis"),
        ("bourse", "aide"),
        ("revenu", "moyens"),
    ] {
        assert_eq!(rename(folder.path(), &[old, new]).code, 0);
    }
    (folder, tempfile::tempdir().unwrap())
}

#[test]
fn a_file_of_columns_that_names_a_fact_as_it_was_is_read_with_a_note() {
    let (folder, beside) = renamed();
    let at = |name: &str| beside.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("d.csv"), "points,R\n1,10000\n").unwrap();
    fs::write(at("colonnes.toml"), "[colonnes.R]\nfait = \"revenu\"\n").unwrap();
    let pack = folder.path().to_str().unwrap();
    let (table, columns, out) = (at("d.csv"), at("colonnes.toml"), at("out.csv"));
    let ran = bareme(&[
        "batch",
        "--pack",
        pack,
        "--date",
        "2024-09-02",
        "--colonnes",
        &columns,
        &table,
        &out,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("le fait `revenu` s'appelle maintenant `moyens`")
            && ran.err.contains("colonnes.toml:2:"),
        "{}",
        ran.err
    );
}

#[test]
fn members_of_rows_that_are_called_as_they_were_are_noted_once() {
    let folder = pack();
    let vocabulary = folder.path().join("vocabulaire.toml");
    let fact = "\n[faits.rang]\ntitre = \"Rang\"\ntype = \"choix\"\nchoix = \"echelon\"\n";
    fs::write(&vocabulary, fs::read_to_string(&vocabulary).unwrap() + fact).unwrap();
    assert_eq!(rename(folder.path(), &["echelon.0bis", "zero_bis"]).code, 0);
    // The rule is for that member alone: whoever is of it is so under both names.
    let rule = folder.path().join("dispositifs/bourses/bourse.toml");
    let own = "\n[[conditions]]\nid = \"rang\"\ntitre = \"Rang\"\nsi = \"rang = zero_bis\"\n";
    fs::write(&rule, fs::read_to_string(&rule).unwrap() + own).unwrap();
    let beside = tempfile::tempdir().unwrap();
    for (name, rows) in [
        ("d.csv", "points,revenu,rang\n1,1,0bis\n1,1,zero_bis\n1,1,0bis\n"),
        (
            "d.jsonl",
            "{\"points\": 1, \"revenu\": 1, \"rang\": \"0bis\"}\n{\"points\": 1, \"revenu\": 1, \"rang\": \"zero_bis\"}\n{\"points\": 1, \"revenu\": 1, \"rang\": \"zero_bis\"}\n",
        ),
    ] {
        let table = beside.path().join(name);
        fs::write(&table, rows).unwrap();
        let (table, pack) = (table.to_str().unwrap(), folder.path().to_str().unwrap());
        let ran = bareme(&["batch", "--pack", pack, "--date", "2024-09-02", table, "-"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let note = "`0bis` de `rang` s'appelle maintenant `zero_bis`";
        assert_eq!(ran.err.matches(note).count(), 1, "{name} {}", ran.err);
        assert_eq!(ran.out.matches(",eligible,").count(), 3, "{name} {}", ran.out);
    }
}

#[test]
fn a_case_that_expects_something_of_a_former_name_is_told_that_of_today() {
    let (folder, beside) = renamed();
    let path = beside.path().join("cas.toml");
    let case = "[[cas]]\nnom = \"one\"\npourquoi = \"Parce que.\"\nsource = { id = \"presse\" }\ndate = 2024-09-01\ndossier = {}\n[cas.attendu.bourse]\nverdict = \"eligible\"\n";
    fs::write(&path, case).unwrap();
    let pack = folder.path().to_str().unwrap();
    let ran = bareme(&["test", "--pack", pack, path.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("le dispositif `bourse` s'appelle maintenant `aide`"),
        "{}",
        ran.err
    );
}
