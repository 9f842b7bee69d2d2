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
    let rows: String = people
        .iter()
        .map(|(territory, income)| {
            format!(
                "poursuite_scolarite,20,true,false,false,false,0,10,0,0,false,false,{territory},{income}\n"
            )
        })
        .collect();
    of_table(
        reform,
        &format!("{FACTS}\n{rows}"),
        &[&["--ignorer", "territoire"], more].concat(),
    )
}

/// What is told of a table.
fn of_table(reform: &str, rows: &str, more: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    let (file, table) = (
        folder.path().join("reforme.toml"),
        folder.path().join("population.csv"),
    );
    fs::write(&file, reform).unwrap();
    fs::write(&table, rows).unwrap();
    let usual = [
        "compare",
        "--reforme",
        file.to_str().unwrap(),
        "--date",
        "2026-09-01",
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
        "non → oui",
        "c'est prouvé",
        "il y manque : revenu brut global",
    ] {
        assert!(text.contains(said), "no « {said} » in {text}");
    }
    let page = told(REFORM, &PEOPLE, &["--format", "md", "--details"]);
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
    // Whatever the income that is missing is, both packs read the same ceilings.
    assert_eq!(
        (&bursary["indetermines"], &bursary["indetermines_sans_ecart"]),
        (&1.into(), &1.into())
    );
    assert_eq!(bursary["cout"]["bornes"], serde_json::json!(["0.00", "0.00"]));
    let page = told(&later, &PEOPLE, &[]);
    assert!(page.out.contains("après le jour comparé"), "{}", page.out);
    let page = told(REFORM, &PEOPLE, &[]);
    assert!(!page.out.contains("après le jour comparé"), "{}", page.out);
}

/// People paid by the Region, each at a distance, who pay for lodging or not.
fn lodged(reform: &str, people: &[(&str, &str)], more: &[&str]) -> serde_json::Value {
    let head = "statut,age,indemnise_are,formation_agreee_remuneration,diplome_vise,duree_formation_heures,duree_formation_mois,sexe,nombre_enfants,\
parent_isole,enceinte_seule,separe_moins_de_3_ans,travailleur_handicape,activite_anterieure,non_salarie_12_mois,date_entree_formation,\
distance_domicile_formation_km,frais_hebergement";
    let rows: String = people
        .iter()
        .map(|(distance, lodging)| {
            format!("demandeur_emploi,30,false,true,aide_soignant,1435,10,femme,0,false,false,false,false,false,false,2026-09-01,{distance},{lodging}\n")
        })
        .collect();
    let ran = of_table(
        reform,
        &format!("{head}\n{rows}"),
        &[&["--format", "json"], more].concat(),
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.json()
}

#[test]
fn every_amount_is_counted_apart_and_the_one_that_changes_is_told_first() {
    let reform = "nom = \"Hébergement relevé\"\ndepuis = 2026-09-01\n\n[changements]\n\"indemnites_distance.hebergement\" = \"× 1.10\"\n";
    let json = lodged(reform, &[("300", "true"), ("40", "false"), ("", "true")], &[]);
    let found = &json["dispositifs"]["indemnites_transport_hebergement"];
    // 101,84 × 1,10 = 112,02, doubled by the Region: 224,04 instead of 203,68. From 51 km 82,02 is 90,22: 16,40 more, twice; under it, nothing.
    assert_eq!(found["droit"], "hebergement_mensuel");
    assert_eq!(found["cout"]["connu"], "20.36");
    assert_eq!(found["cout"]["bornes"], serde_json::json!(["20.36", "40.72"]));
    assert_eq!((&found["gagnent"], &found["inchanges"]), (&1.into(), &1.into()));
    assert_eq!(found["droits"]["transport_mensuel"]["cout"]["bornes"][1], "0.00");
    assert_eq!(
        found["plus_grands_ecarts"][0]["droits"]["hebergement_mensuel"]["ecart"],
        "20.36"
    );
}

#[test]
fn a_formula_that_begins_with_the_reform_is_counted_as_the_one_before_it() {
    let reform = "nom = \"Hébergement doublé\"\ndepuis = 2026-09-01\n\n[changements]\nindemnites_transport_hebergement.droits.hebergement_mensuel = \"hebergement + hebergement\"\n";
    let json = lodged(reform, &[("300", "true"), ("40", "false")], &[]);
    let found = &json["dispositifs"]["indemnites_transport_hebergement"];
    // 203,68 twice; nobody loses.
    let counts = ["gagnent", "perdent", "autrement", "inchanges"].map(|name| found[name].as_u64().unwrap());
    assert_eq!(counts, [1, 0, 0, 1]);
    assert_eq!(found["cout"]["connu"], "203.68");
}

#[test]
fn what_stands_in_place_of_another_amount_is_not_added_to_it() {
    let reform =
        "nom = \"Tout relevé\"\ndepuis = 2026-09-01\n\n[changements]\nindemnites_distance = \"× 1.10\"\n";
    let json = lodged(reform, &[("300", "true"), ("40", "false")], &[]);
    // Lodging: 20,36. Transport: 32,93 × 1,10 = 36,22, doubled 72,44 instead of 65,86: 6,58.
    let total = &json["total"]["EUR/mois"];
    assert_eq!(total["connu"], "26.94");
    assert_eq!(
        total["droits"],
        serde_json::json!([
            "indemnites_transport_hebergement.transport_mensuel",
            "indemnites_transport_hebergement.hebergement_mensuel"
        ])
    );
}

#[test]
fn the_largest_changes_take_a_few_lines_each_unless_details_are_asked_for() {
    let brief = told(REFORM, &PEOPLE, &[]).readable();
    let (_, largest) = brief.split_once("Les plus grands écarts").unwrap();
    let largest = largest
        .split_once("Remboursement")
        .map_or(largest, |(own, _)| own);
    assert!(largest.lines().count() < 26, "{largest}");
    for said in ["Réponse : non → oui", "1 454,00 € par an → 2 163,00 € par an"] {
        assert!(largest.contains(said), "no « {said} » in {largest}");
    }
    assert!(!largest.contains("Âge"), "{largest}");
    let details = told(REFORM, &PEOPLE, &["--details"]).readable();
    for said in ["quel que soit le reste", "Âge à l'entrée en formation : 20 ans"] {
        assert!(details.contains(said), "no « {said} » in {details}");
    }
    // What holds before and after is not said again.
    assert!(!details.contains("Avoir au moins 15 ans"), "{details}");
}

#[test]
fn titles_are_told_with_the_values_that_they_name() {
    let reform = "nom = \"Heures\"\ndepuis = 2026-09-01\n\n[changements]\nheures_periode_1_discontinue = \"1300\"\ntaux_ptp_periode_1 = \"0.85\"\n";
    let head = "statut,age,contrat_type,travailleur_handicape,mois_salarie_total,mois_dans_entreprise,mois_salarie_5_ans,mois_cdd_12_mois,\
salaire_reference_mensuel,accord_commission_transitions_pro,date_entree_formation";
    let row = "salarie_prive,30,cdi,false,48,24,48,0,5000.00,true,2026-09-01";
    for format in ["text", "md", "json"] {
        let ran = of_table(reform, &format!("{head}\n{row}\n"), &["--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        // A tenth of 5 000 € less, or 85 %: 250 € less.
        assert!(ran.out.contains("250"), "{}", ran.out);
        let plain = ran.out.replace(['\u{202f}', '\u{a0}'], " ");
        assert!(plain.contains("les 1 300 premières heures"), "{plain}");
        assert!(!ran.out.contains("{heures"), "{}", ran.out);
    }
}

#[test]
fn a_column_that_is_no_fact_is_left_aside_as_this_command_does() {
    let ran = of_table(REFORM, "age,numero\n20,7\n", &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--ignorer numero"), "{}", ran.err);
    assert!(!ran.err.contains("--garde"), "{}", ran.err);
}

#[test]
fn the_reform_of_the_guide_is_one() {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/command-line.md")).unwrap();
    let (_, after) = guide.split_once("## Essayer une réforme").unwrap();
    let (_, after) = after.split_once("```toml\n").unwrap();
    let (reform, _) = after.split_once("```").unwrap();
    let ran = told(reform, &PEOPLE, &["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // The cell of échelon 1 is the one that is written, and not 5 % more: 24 000 €, under 25 043 €.
    let bursary = &ran.json()["dispositifs"]["bourse_regionale"];
    assert_eq!(bursary["plus_grands_ecarts"].as_array().unwrap().len(), 1);
    assert_eq!(bursary["plus_grands_ecarts"][0]["ecart"], "1454.00");
}
