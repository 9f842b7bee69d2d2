//! Numbers in tables: the ceilings of 2024-25 without points are 265 € for échelon 7 and 15 187 € for 4; 18 250 € is échelon 3.

use std::fs;

use crate::batch_folder::BatchFolder;

const HEADER: &str = "statut;age;revenu_brut_global;residence_departement;autres_enfants_superieur;autres_enfants_a_charge;\
distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;\
aidant;heures_activite_hebdo\n";

/// The échelon of a person with this income, as a cell writes it, or the code of what is wrong with the cell and what to do.
fn echelon_of(income: &str) -> Result<String, (String, String)> {
    let folder = BatchFolder::new();
    let row = format!("poursuite_scolarite;20;{income};vendee;0;0;10;oui;non;non;non;non;non;0\n");
    fs::write(folder.path("in.csv"), format!("{HEADER}{row}")).unwrap();
    let ran = folder.batch("in.csv", "out.csv", &[]);
    if ran.code == 0 {
        let out = folder.text("out.csv");
        return Ok(out.lines().nth(1).unwrap().split(',').nth(3).unwrap().to_owned());
    }
    let mut errors = csv::Reader::from_path(folder.path("out.errors.csv")).unwrap();
    let record = errors.records().next().unwrap().unwrap();
    Err((record[2].to_owned(), record[4].to_owned()))
}

#[test]
fn thousands_and_decimals_are_read_as_spreadsheets_export_them_in_french() {
    let expected = echelon_of("18250").unwrap();
    for income in [
        "18250,00",
        "18250.00",
        "18 250",
        "18 250,00",
        "18\u{a0}250,00",
        "18\u{202f}250,0",
        "18 250,00 €",
        "18\u{202f}250\u{a0}€",
        " 18250 ",
    ] {
        assert_eq!(echelon_of(income), Ok(expected.clone()), "{income}");
    }
    assert_eq!(echelon_of("18,25").as_deref(), Ok("7"));
}

#[test]
fn an_income_a_thousand_times_too_small_is_never_read() {
    for income in ["18.250", "18,250", "18.250 €"] {
        let (code, help) = echelon_of(income).unwrap_err();
        assert_eq!(code, "nombre_ambigu", "{income}");
        assert!(help.contains("18 250") && help.contains("18,25"), "{help}");
    }
    for (income, code) in [
        ("18250,000", "decimales_en_trop"),
        ("18 250,000", "decimales_en_trop"),
        ("18.250,00", "type_invalide"),
        ("18,250.00", "type_invalide"),
        ("18 25", "type_invalide"),
        ("18'250", "type_invalide"),
        ("18250 $", "type_invalide"),
        ("1e4", "type_invalide"),
    ] {
        assert_eq!(echelon_of(income).unwrap_err().0, code, "{income}");
    }
}
