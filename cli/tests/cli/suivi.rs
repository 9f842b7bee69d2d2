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
fn two_columns_of_one_name_are_refused() {
    let folder = Folder::new("twice");
    let file = folder.file("decisions.csv");
    let verdict = "transitions_pro_aide_soignant";
    for other in [".verdict", "__verdict"] {
        let header = format!("ligne,date_entree_formation,{verdict}.verdict,{verdict}{other}\n");
        fs::write(&file, format!("{header}2,2024-01-08,eligible,non_eligible\n")).unwrap();
        let ran = bareme(&["suivi", "--format", "json", &file]);
        assert_eq!(
            (ran.code, ran.codes()),
            (1, vec!["fait_en_double".to_owned()]),
            "{other}"
        );
    }
    let header = format!("ligne,{verdict}.verdict,{verdict}.verdict\n");
    fs::write(&file, format!("{header}2,eligible,eligible\n")).unwrap();
    let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &file]);
    assert_eq!(
        ran.codes(),
        ["fait_en_double", "colonne_manquante"],
        "every finding at once"
    );
    let ran = bareme(&["summary", "--format", "json", &file]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["fait_en_double".to_owned()]));
}

/// What a refused row says is nobody's: its cells are not read, and its year is only looked for.
#[test]
fn a_refused_row_is_counted_and_its_cells_are_not_read() {
    let folder = Folder::new("refused");
    let file = folder.file("decisions.csv");
    let header = "ligne,date_entree_formation,sexe,age,transitions_pro_aide_soignant.verdict\n";
    let rows = "2,2024-01-08,femme,30,eligible\n3,2024-01-08,inconnue,trente,refuse\n4,2024-13-01,homme,41,refuse\n\
                5,2023-01-09,homme,41,refuse\n";
    fs::write(&file, format!("{header}{rows}")).unwrap();
    let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = ran.json();
    assert_eq!((&json["lignes"], &json["refusees"]), (&4.into(), &3.into()));
    assert_eq!(
        (&json["autres_annees"], &json["sans_annee"]),
        (&1.into(), &1.into())
    );
    let carers = indicator(&ran, "parcours_aide_soignant");
    assert_eq!((&carers["oui"], &carers["inconnus"]), (&1.into(), &1.into()));
    // Of a row that was decided the same cell is at fault.
    fs::write(
        &file,
        format!("{header}{}", rows.replace("trente,refuse", "trente,eligible")),
    )
    .unwrap();
    assert_eq!(bareme(&["suivi", "--annee", "2024", &file]).code, 1);
}

/// `statut` follows from `situation_actuelle`: either column is enough, and what neither says is not known.
#[test]
fn what_a_fact_follows_from_is_not_needed_beside_it() {
    let folder = Folder::new("deduced");
    let file = folder.file("decisions.csv");
    let missing = |columns: &str| {
        let header = format!("ligne,date_entree_formation,sexe,residence_departement,{columns}");
        let cells = ",".repeat(columns.matches(',').count());
        let row = format!("2,2024-09-02,femme,sarthe,{cells}");
        fs::write(
            &file,
            format!("{header},un_emploi_une_formation.verdict\n{row},eligible\n"),
        )
        .unwrap();
        let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &file]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        ran.json()["avertissements"].to_string()
    };
    let told = missing("statut");
    assert!(!told.contains("situation_actuelle"), "{told}");
    let told = missing("age");
    assert!(
        told.contains("--garde statut") && !told.contains("situation_actuelle"),
        "{told}"
    );
}

/// A spreadsheet may have written the table again.
#[test]
fn semicolons_separate_cells_as_they_do_for_batch() {
    let folder = Folder::new("semicolons");
    let decisions = folder.file("decisions.csv");
    decide(&decisions, &DISPOSITIFS[..1], &KEPT[..4]);
    let text = fs::read_to_string(&decisions).unwrap();
    assert!(!text.contains([';', '"']));
    let again = folder.file("tableur.csv");
    fs::write(&again, format!("\u{feff}{}", text.replace(',', ";"))).unwrap();
    let ran = bareme(&["suivi", "--annee", "2024", "--format", "json", &again]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(indicator(&ran, "parcours_aide_soignant")["oui"], 65);
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
