//! Packs whose folder leads out of itself.
#![cfg(unix)]

use std::{fs, os::unix::fs::symlink, path::Path};

use tempfile::TempDir;

use crate::support::{bareme, root};

/// The minimal pack in a folder of its own.
fn copied() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/packs/minimal"), &folder.path().join("pack"));
    folder
}

#[test]
fn a_link_out_of_the_pack_is_refused_and_where_it_leads_is_not_told() {
    let here = copied();
    let pack = here.path().join("pack");
    fs::write(here.path().join("secret.csv"), "depuis,points\n").unwrap();
    symlink(here.path().join("secret.csv"), pack.join("tables/autre.csv")).unwrap();
    symlink(here.path(), pack.join("dispositifs/dehors")).unwrap();
    symlink("/etc", pack.join("etc")).unwrap();
    let ran = bareme(&["check", pack.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    for link in ["tables/autre.csv", "dispositifs/dehors", "etc"] {
        let told = format!("`{link}` est un lien qui sort du répertoire");
        assert!(ran.err.contains(&told), "{}", ran.err);
    }
    assert!(!ran.err.contains("secret"), "{}", ran.err);
}

#[test]
fn a_link_within_the_pack_is_read() {
    let here = copied();
    let pack = here.path().join("pack");
    fs::rename(
        pack.join("parametres/bourse.toml"),
        pack.join("tables/../bourse.txt"),
    )
    .unwrap();
    symlink("../bourse.txt", pack.join("parametres/bourse.toml")).unwrap();
    let ran = bareme(&["check", pack.to_str().unwrap()]);
    // The file itself is in no place of a pack; the link is.
    assert!(
        ran.err.contains("fichier_mal_place") && !ran.err.contains("sort du répertoire"),
        "{}",
        ran.err
    );
    // The folder itself may be reached by a link.
    fs::remove_file(pack.join("parametres/bourse.toml")).unwrap();
    fs::rename(pack.join("bourse.txt"), pack.join("parametres/bourse.toml")).unwrap();
    symlink(&pack, here.path().join("lien")).unwrap();
    let linked = here.path().join("lien");
    let read = bareme(&["facts", "--pack", linked.to_str().unwrap()]);
    assert_eq!(read.code, 0);
}

#[test]
fn what_other_programs_left_does_not_fail_a_strict_check() {
    let here = copied();
    let pack = here.path().join("pack");
    let check = || bareme(&["check", "--strict", pack.to_str().unwrap()]);
    let before = check();
    fs::write(pack.join(".DS_Store"), [0, 1, 255]).unwrap();
    fs::write(pack.join("tables/.~lock.plafonds.csv#"), "x").unwrap();
    let after = check();
    assert_eq!(after.code, before.code, "{}", after.err);
    assert_eq!(after.err.matches("[fichier_ignore]").count(), 2, "{}", after.err);
}
