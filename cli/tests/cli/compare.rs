//! `bareme compare`: a population decided with and without a reform. The figures are those of the ceilings of 2025-26, worked by hand.

use std::fs;

use tempfile::TempDir;

use crate::support::{Ran, bareme};

const REFORM: &str =
    "nom = \"Plafonds relevés\"\ndepuis = 2026-09-01\n\n[changements]\nbourse_plafonds = \"× 1.05\"\n";

const FACTS: &str = "statut,age,formation_autorisee_region,indemnise_are,remunere_par_region,boursier_crous,heures_activite_hebdo,\
distance_domicile_formation_km,autres_enfants_a_charge,autres_enfants_superieur,handicap_cdaph,aidant,territoire,revenu_brut_global";

/// What is told of students of no charge, each of a territory and of an income.
fn told(reform: &str, people: &[(&str, &str)], more: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    let (file, table) = (
        folder.path().join("reforme.toml"),
        folder.path().join("population.csv"),
    );
    fs::write(&file, reform).unwrap();
    let rows: String = people
        .iter()
        .map(|(territory, income)| {
            format!(
                "poursuite_scolarite,20,true,false,false,false,0,10,0,0,false,false,{territory},{income}\n"
            )
        })
        .collect();
    fs::write(&table, format!("{FACTS}\n{rows}")).unwrap();
    let usual = [
        "compare",
        "--reforme",
        file.to_str().unwrap(),
        "--date",
        "2026-09-01",
        "--ignorer",
        "territoire",
        table.to_str().unwrap(),
    ];
    bareme(&[&usual[..], more].concat())
}

// Échelon 0bis up to 35 086 €, then 36 840 €; échelon 1 up to 23 850 €, then 25 043 €; 1 454 € and 2 163 € a year.
const PEOPLE: [(&str, &str); 5] = [
    ("A", "25043"),
    ("A", "36840"),
    ("B", "36841"),
    ("B", "10000"),
    ("B", ""),
];

#[test]
fn who_gains_and_what_it_costs_is_counted_with_its_bounds() {
    let ran = told(REFORM, &PEOPLE, &["--par", "territoire", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!(json["reforme"]["nom"], "Plafonds relevés");
    let bursary = &json["dispositifs"]["bourse_regionale"];
    let counts = [
        "gagnent",
        "perdent",
        "autrement",
        "inchanges",
        "indetermines",
        "refuses",
    ];
    let counts = counts.map(|name| bursary[name].as_u64().unwrap());
    assert_eq!(counts, [2, 0, 0, 2, 1, 0]);
    // 709 € and 1 454 €. Nobody loses by higher ceilings, and nobody gains more than the bursary of the first échelon: the last one costs between the two.
    assert_eq!(bursary["cout"]["connu"], "2163.00");
    assert_eq!(
        bursary["cout"]["bornes"],
        serde_json::json!(["2163.00", "3617.00"])
    );
    assert_eq!(bursary["groupes"][0]["valeur"], "A");
    assert_eq!(bursary["groupes"][0]["gagnent"], 2);
    assert_eq!(bursary["groupes"][1]["indetermines"], 1);
    let largest = bursary["plus_grands_ecarts"].as_array().unwrap();
    let largest: Vec<_> = largest.iter().map(|one| (&one["ligne"], &one["ecart"])).collect();
    assert_eq!(
        largest,
        [(&3.into(), &"1454.00".into()), (&2.into(), &"709.00".into())]
    );
    let bands = bursary["tranches"].as_array().unwrap();
    let bands: Vec<_> = bands
        .iter()
        .map(|band| (band["de"].as_i64(), band["lignes"].as_u64()))
        .collect();
    assert_eq!(
        bands,
        [(Some(0), Some(2)), (Some(500), Some(1)), (Some(1000), Some(1))]
    );
}

#[test]
fn the_page_puts_both_explanations_beside_each_other() {
    let ran = told(REFORM, &PEOPLE, &["--par", "territoire"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = ran.readable();
    for said in [
        "2 gagnent",
        "Par `territoire`",
        "Ligne 3",
        "avant",
        "après",
        "c'est prouvé",
    ] {
        assert!(text.contains(said), "no « {said} » in {text}");
    }
    let page = told(REFORM, &PEOPLE, &["--format", "md"]);
    assert!(page.out.contains("| Avant"), "{}", page.out);
}

#[test]
fn before_its_first_day_nothing_changes_for_anyone() {
    let later = REFORM.replace("2026-09-01", "2026-09-02");
    let ran = told(&later, &PEOPLE, &["--format", "json"]);
    let json = ran.json();
    let bursary = &json["dispositifs"]["bourse_regionale"];
    assert_eq!(bursary["gagnent"], 0);
    assert_eq!(bursary["inchanges"], 4);
}

#[test]
fn every_fault_of_a_reform_is_told_with_its_line() {
    let faulty = "nom = \"Essai\"\ndepuis = 2026-09-01\n\n[changements]\nbourse_plafond = \"× 1.05\"\nrps_26_ou_plus = \"× beaucoup\"\n";
    let ran = told(faulty, &PEOPLE, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    for said in ["reforme.toml:5:1", "reforme.toml:6:18", "bourse_plafonds"] {
        assert!(ran.err.contains(said), "no « {said} » in {}", ran.err);
    }
    let ran = told(REFORM, &PEOPLE, &["--par", "commune"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("commune"), "{}", ran.err);
}
