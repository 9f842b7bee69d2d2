//! `bareme suivi` and `bareme reperes`: the example of 2024, and what is said when something lacks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{Ran, bareme};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bareme-suivi-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const DISPOSITIFS: [&str; 7] = [
    "transitions_pro_aide_soignant",
    "transitions_pro_infirmier",
    "bourse_regionale",
    "remuneration_publique_stage",
    "financement_regional_formation",
    "un_emploi_une_formation",
    "public_cible_pacte",
];
const KEPT: [&str; 11] = [
    "date_entree_formation",
    "sexe",
    "age",
    "residence_departement",
    "statut",
    "duree_inscription_mois",
    "niveau_acquis",
    "travailleur_handicape",
    "beneficiaire_rsa",
    "residence_qpv",
    "non_francophone",
];

/// Decides the example, with these dispositifs and these facts kept.
fn decide(output: &str, dispositifs: &[&str], kept: &[&str]) {
    let mut arguments = vec!["batch", "--date", "2024-09-02"];
    for dispositif in dispositifs {
        arguments.extend(["--dispositif", dispositif]);
    }
    for fact in kept {
        arguments.extend(["--garde", fact]);
    }
    arguments.extend(["examples/suivi/dossiers_2024.csv", output]);
    let ran = bareme(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn indicator(ran: &Ran, id: &str) -> serde_json::Value {
    let json = ran.json();
    let indicators = json["annees"][0]["indicateurs"].as_array().unwrap().clone();
    indicators.into_iter().find(|one| one["id"] == id).unwrap()
}

#[test]
fn the_example_of_2024_gives_the_agreements_that_were_reported() {
    let folder = Folder::new("2024");
    let decisions = folder.file("decisions.csv");
    decide(&decisions, &DISPOSITIFS, &KEPT);
    let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &decisions]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // 85 files: 65 agreements, 15 refusals, 5 that are not decided yet; 150 places a year.
    let carers = indicator(&ran, "parcours_aide_soignant");
    assert_eq!((&carers["oui"], &carers["inconnus"]), (&65.into(), &5.into()));
    assert_eq!(carers["bornes"], serde_json::json!([65, 70]));
    assert_eq!(carers["prevu"]["valeur"], "150");
    assert_eq!(carers["prevu"]["reste"], "85");
    assert_eq!(carers["prevu"]["part"], "0.433");
    let nurses = indicator(&ran, "parcours_infirmier");
    assert_eq!(
        (&nurses["oui"], &nurses["prevu"]["valeur"]),
        (&5.into(), &"30".into())
    );
    // What is told by sex is the whole.
    let by = carers["par"]["sexe"].as_array().unwrap();
    let sum: u64 = by.iter().map(|group| group["oui"].as_u64().unwrap()).sum();
    assert_eq!(sum, 65);
    let all = ran.json();
    let years = all["annees"][0]["lignes"].as_u64().unwrap() + all["autres_annees"].as_u64().unwrap();
    assert_eq!((years, &all["lignes"]), (400, &400.into()));
}

#[test]
fn the_text_is_aligned_and_says_what_is_left() {
    let folder = Folder::new("text");
    let decisions = folder.file("decisions.csv");
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[..4]);
    let ran = bareme(&["suivi", "--annee", "2024", &decisions]);
    let text = ran.readable();
    assert!(text.contains("Suivi de 2024"), "{text}");
    let line = text
        .lines()
        .find(|line| line.starts_with("aide-soignante "))
        .unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["aide-soignante", "65", "5", "150", "85", "43,3", "%"]);
    let widths: Vec<usize> = text
        .lines()
        .filter(|line| line.ends_with('%') || line.trim_start().starts_with("compté"))
        .map(|line| line.chars().count())
        .collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
}

#[test]
fn a_missing_column_is_a_warning_that_says_what_to_add() {
    let folder = Folder::new("missing");
    let decisions = folder.file("decisions.csv");
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[..1]);
    let ran = bareme(&["suivi", "--annee", "2024", &decisions]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("colonne_absente"), "{}", ran.err);
    assert!(ran.err.contains("--garde sexe"), "{}", ran.err);
    assert!(ran.err.contains("--dispositif bourse_regionale"), "{}", ran.err);
}

#[test]
fn a_year_needs_the_day_of_entry() {
    let folder = Folder::new("year");
    let decisions = folder.file("decisions.csv");
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[1..3]);
    let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &decisions]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["colonne_manquante".to_owned()]));
    let ran = bareme(&["suivi", "--format", "json", &decisions]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["sans_annee"], 400);
    assert_eq!(ran.json()["avertissements"][0]["code"], "colonne_absente");
}

#[test]
fn every_row_at_fault_is_told_and_what_is_no_decision_is_refused() {
    let folder = Folder::new("faults");
    let file = folder.file("decisions.csv");
    let header = "ligne,date_entree_formation,transitions_pro_aide_soignant.verdict\n";
    fs::write(
        &file,
        format!("{header}2,2024-01-01,oui\n3,2024-13-01,eligible\n"),
    )
    .unwrap();
    let ran = bareme(&["suivi", "--format", "json", &file]);
    assert_eq!(
        (ran.code, ran.codes()),
        (1, vec!["csv_invalide".to_owned(), "date_invalide".to_owned()])
    );
    fs::write(&file, "nom,age\nX,3\n").unwrap();
    let ran = bareme(&["suivi", "--format", "json", &file]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["csv_invalide".to_owned()]));
    fs::write(&file, format!("{header}2,2024-01-01\n")).unwrap();
    assert_eq!(bareme(&["suivi", &file]).code, 1);
}

#[test]
fn places_of_the_ledger_stand_beside_and_both_inputs_are_judged() {
    let folder = Folder::new("ledger");
    let (decisions, store) = (folder.file("decisions.csv"), folder.file("quotas.sqlite"));
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[..4]);
    let creer = [
        "quota",
        "creer",
        "--store",
        &store,
        "--quota",
        "parcours_aide_soignant",
        "--groupe",
        "2024",
        "--le",
        "2024-01-02T09:00:00Z",
        "--auteur",
        "service",
    ];
    let ran = bareme(&creer);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = bareme(&[
        "suivi",
        "--annee",
        "2024",
        "--registre",
        &store,
        "--format",
        "json",
        &decisions,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let quota = ran.json()["annees"][0]["quotas"][0].clone();
    assert_eq!(
        (&quota["quota"], &quota["groupe"]),
        (&"parcours_aide_soignant".into(), &"2024".into())
    );
    assert_eq!(
        (&quota["limite"], &quota["attribuees"], &quota["reste"]),
        (&150.into(), &0.into(), &150.into())
    );
    let nowhere = folder.file("rien.sqlite");
    let nothing = folder.file("rien.csv");
    let ran = bareme(&["suivi", "--registre", &nowhere, "--format", "json", &nothing]);
    assert_eq!(ran.codes().len(), 2, "{}", ran.out);
    assert_eq!(ran.code, 5);
}

#[test]
fn the_chart_is_a_drawing_and_is_never_written_over_the_table() {
    let folder = Folder::new("chart");
    let (decisions, chart) = (folder.file("decisions.csv"), folder.file("suivi.svg"));
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[..4]);
    let ran = bareme(&["suivi", "--annee", "2024", "--graphique", &chart, &decisions]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let svg = fs::read_to_string(&chart).unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
    assert!(
        svg.contains("prévu ou constaté") && svg.contains("65 / 150"),
        "{svg}"
    );
    let before = fs::read(&decisions).unwrap();
    let ran = bareme(&["suivi", "--format", "json", "--graphique", &decisions, &decisions]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["meme_fichier".to_owned()]));
    assert_eq!(fs::read(&decisions).unwrap(), before);
    let ran = bareme(&["suivi", "--annee", "2010", "--graphique", &chart, &decisions]);
    assert!(ran.err.contains("le graphique n'est pas écrit"), "{}", ran.err);
    assert!(Path::new(&chart).exists());
}

#[test]
fn figures_are_listed_by_year_with_their_source() {
    let listed = bareme(&["reperes", "--annee", "2024", "--format", "json"]).json();
    let find = |id: &str| {
        let list = listed["reperes"].as_array().unwrap();
        list.iter().find(|repere| repere["id"] == id).cloned()
    };
    let places = find("places_conventionnees").unwrap();
    assert_eq!(places["valeurs"][0]["valeur"], "9752");
    assert_eq!(places["valeurs"][0]["source"]["id"], "bilan_srfss_2024");
    assert!(find("pacte_plancher_region").is_none());
    let text = bareme(&["reperes", "--annee", "2021"]).readable();
    assert!(
        text.contains("de 2019 à 2022 : 103 172 195,00 € par an (texte lu)"),
        "{text}"
    );
    let page = bareme(&["reperes", "--markdown"]).out;
    assert!(page.starts_with("# Ce que suit la Région"), "{page}");
}

#[test]
fn priorities_are_columns_when_they_are_asked_for() {
    let folder = Folder::new("priorities");
    let (dossiers, decisions) = (folder.file("dossiers.csv"), folder.file("decisions.csv"));
    let header = "statut,duree_inscription_mois,date_entree_formation\n";
    let rows =
        "demandeur_emploi,12,2024-09-02\ndemandeur_emploi,11,2024-09-02\ndemandeur_emploi,,2024-09-02\n";
    fs::write(
        &dossiers,
        format!("{header}{rows}demandeur_emploi,12,2023-09-02\n"),
    )
    .unwrap();
    let arguments = [
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "un_emploi_une_formation",
        "--priorites",
    ];
    let ran = bareme(&[&arguments[..], &[&dossiers, &decisions]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let table = fs::read_to_string(&decisions).unwrap();
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().unwrap();
    let at = names
        .iter()
        .position(|name| *name == "un_emploi_une_formation.priorite.longue_duree")
        .unwrap();
    let told: Vec<String> = lines.map(|line| line[at].to_owned()).collect();
    // Twelve months or more; outside the period of the dispositif nothing ranks.
    assert_eq!(told, ["oui", "non", "", ""]);
    let ran = bareme(&[&arguments[..5], &[&dossiers, &decisions]].concat());
    assert_eq!(ran.code, 0);
    assert!(!fs::read_to_string(&decisions).unwrap().contains("priorite"));
}
