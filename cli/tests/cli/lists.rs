//! `bareme facts`, `dispositifs`, `sources`.

use crate::support::bareme;

#[test]
fn facts_are_listed_in_the_order_of_the_vocabulary() {
    let plan = bareme_pays_de_la_loire::engine().plan();
    let listed = bareme(&["facts", "--format", "json"]).json();
    let names: Vec<&str> = listed["faits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["nom"].as_str().unwrap())
        .collect();
    let expected: Vec<&str> = plan
        .vocabulary
        .facts
        .iter()
        .map(|fact| fact.name.as_str())
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn a_fact_says_all_that_a_form_needs() {
    let listed = bareme(&["facts", "--format", "json"]).json();
    let fact = |name: &str| {
        let facts = listed["faits"].as_array().unwrap();
        facts.iter().find(|fact| fact["nom"] == name).unwrap().clone()
    };
    let age = fact("age");
    assert_eq!(
        (&age["type"], &age["min"], &age["max"]),
        (&"entier".into(), &14.into(), &80.into())
    );
    assert_eq!(age["unite"], "an");
    assert_eq!(fact("revenu_brut_global")["max"], "999999.99");
    assert_eq!(fact("travailleur_handicape")["sensible"], true);
    assert_eq!(fact("statut")["valeurs"][0]["nom"], "poursuite_scolarite");
    assert_eq!(fact("date_entree_formation")["min"], "1950-01-01");
}

#[test]
fn the_text_of_facts_says_how_to_write_each() {
    let ran = bareme(&["facts", "--pack", "tests/packs/minimal"]);
    insta::assert_snapshot!(ran.readable());
}

#[test]
fn dispositifs_are_filtered_by_date_and_object() {
    let ids = |extra: &[&str]| -> Vec<String> {
        let ran = bareme(&[&["dispositifs", "--format", "json"][..], extra].concat());
        let list = ran.json()["dispositifs"].as_array().unwrap().clone();
        list.iter()
            .map(|dispositif| dispositif["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let convention = "transitions_pro_aide_soignant".to_owned();
    assert!(ids(&[]).contains(&convention));
    assert!(ids(&["--date", "2024-09-02", "--objet", "personne"]).contains(&convention));
    assert!(!ids(&["--date", "2020-01-01"]).contains(&convention));
    assert!(!ids(&["--objet", "dossier_formation"]).contains(&convention));
}

#[test]
fn the_text_of_dispositifs_and_sources() {
    let dispositifs = bareme(&["dispositifs", "--pack", "tests/packs/minimal"]);
    insta::assert_snapshot!("dispositifs", dispositifs.readable());
    let sources = bareme(&["sources", "--pack", "tests/packs/minimal"]);
    insta::assert_snapshot!("sources", sources.readable());
}

#[test]
fn the_json_of_dispositifs_and_sources() {
    let dispositifs = bareme(&["dispositifs", "--pack", "tests/packs/minimal", "--format", "json"]);
    insta::assert_snapshot!("dispositifs_json", pretty(&dispositifs.json()));
    let sources = bareme(&["sources", "--pack", "tests/packs/minimal", "--format", "json"]);
    insta::assert_snapshot!("sources_json", pretty(&sources.json()));
}

/// Spread over lines, without the fingerprint, which changes with every comma of the format.
fn pretty(json: &serde_json::Value) -> String {
    let mut json = json.clone();
    json["pack"]["empreinte"] = "…".into();
    serde_json::to_string_pretty(&json).unwrap()
}

#[test]
fn a_pack_with_errors_lists_nothing() {
    for list in ["facts", "dispositifs", "sources"] {
        let ran = bareme(&[list, "--pack", "tests/packs/faulty"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{list}");
        assert!(ran.err.contains("erreur["));
    }
}

#[test]
fn a_date_that_is_none_is_a_finding() {
    let ran = bareme(&["dispositifs", "--date", "2024-9-2", "--format", "json"]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["date_invalide".to_owned()]));
}

#[test]
fn a_choice_of_many_branches_is_a_list_in_the_handbook() {
    let readable = bareme(&["dispositifs", "--markdown"]).readable();
    for list in [
        "selon « Secteur de l'employeur » :\n   - pour « Soins : hôpital, clinique, imagerie médicale » : « Diplôme préparé » est l'un de : ",
        "\n   - pour « Autre secteur » : non\n",
        "- Ligne de l'ancienne grille : selon le premier cas qui convient :\n  - si « Handicap reconnu et travail salarié récent » et ",
        "\n  - si « Parent élevant seul ses enfants » : « Élève seul ou seule un ou plusieurs enfants »\n",
        "\n  - sinon : « Moins de 18 ans »\n",
    ] {
        assert!(readable.contains(list), "{list}");
    }
    assert!(
        !readable.contains("sinon, "),
        "a result is told apart from its condition"
    );
}
