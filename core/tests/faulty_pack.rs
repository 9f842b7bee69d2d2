//! The faulty pack on disk, read as a user would.
#![cfg(feature = "reader")]

use std::{collections::BTreeMap, fs, path::Path};

use bareme::{
    catalogue::build,
    error::{Findings, render},
    pack::{InputFile, read},
};

fn gather(root: &Path, folder: &Path, files: &mut Vec<InputFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            files.push(InputFile {
                path: path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
                bytes: fs::read(&path).unwrap(),
            });
        }
    }
}

/// The pack on disk has one fault of each sort that a small file can have; beside each stands its code.
#[test]
fn each_fault_of_the_faulty_pack_is_found_once_where_it_is_announced() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/faulty");
    let mut files = Vec::new();
    gather(&root, &root, &mut files);
    let mut reading = read(files.clone());
    let (plan, found_in_expressions) = build(&reading.pack, &reading.unread);
    assert!(plan.is_none());
    reading.findings.extend(
        found_in_expressions
            .into_iter()
            .filter(|finding| !finding.code.as_str().ends_with("inutilise")),
    );
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &reading.findings {
        *found.entry(finding.code.as_str()).or_default() += 1;
    }
    let codes = [
        "alternative_inatteignable",
        "arrondi_manquant",
        "aucune_valeur_en_vigueur",
        "caractere_inattendu",
        "case_en_double",
        "case_manquante",
        "choix_inconnu",
        "choix_non_couvert",
        "choix_trop_nombreux",
        "cle_hors_table",
        "cle_inconnue",
        "cle_manquante",
        "condition_non_booleenne",
        "condition_toujours_vraie",
        "csv_invalide",
        "cycle",
        "date_invalide",
        "decimales_en_trop",
        "depassement_possible",
        "division_par_zero_possible",
        "fiabilite_manquante",
        "fichier_illisible",
        "fichier_mal_place",
        "fichier_manquant",
        "identifiant_en_double",
        "nom_ambigu",
        "nom_inconnu",
        "nom_invalide",
        "nombre_d_arguments",
        "nombre_litteral",
        "periode_chevauchante",
        "periode_trouee",
        "rangs_non_ordonnes",
        "reference_inconnue",
        "source_manquante",
        "syntaxe",
        "titre_manquant",
        "toml_invalide",
        "trop_imbrique",
        "type_incompatible",
        "unite_incompatible",
        "valeur_invalide",
    ];
    let list = reading.findings.clone();
    let shown = render(
        &Findings {
            list,
            files: reading.pack.files,
        },
        false,
    );
    assert_eq!(found, codes.map(|code| (code, 1)).into(), "{shown}");
    for code in codes {
        let announced = files
            .iter()
            .filter(|file| String::from_utf8_lossy(&file.bytes).contains(&format!("({code})")))
            .count();
        assert_eq!(announced, 1, "{code}");
    }
}
