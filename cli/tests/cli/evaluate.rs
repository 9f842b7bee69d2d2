//! `bareme evaluate`.

use crate::support::{bareme, example, fed};

#[test]
fn the_json_is_the_canonical_decision_of_the_engine() {
    let name = example("etudiante_infirmiere");
    let ran = bareme(&["evaluate", "--date", "2024-09-02", "--format", "json", &name]);
    let dossier = std::fs::read_to_string(crate::support::root().join(&name)).unwrap();
    let request = bareme::wire::Request {
        dossier: &dossier,
        date: "2024-09-02",
        ..Default::default()
    };
    let expected = bareme::wire::evaluate(bareme_pays_de_la_loire::engine(), &request).unwrap();
    assert_eq!(ran.out, format!("{expected}\n"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let bursary = &ran.json()["decisions"]["bourse_regionale"];
    assert_eq!(bursary["verdict"], "eligible");
    assert_eq!(bursary["droits"]["montant_annuel"], "5212.00");
}

#[test]
fn a_dossier_may_come_from_standard_input() {
    let ran = fed(
        &["evaluate", "--date", "2024-09-02", "--format", "json", "-"],
        b"{}\n",
    );
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["dossier"], serde_json::json!({}));
}

#[test]
fn the_folder_of_the_pack_gives_the_same_bytes_as_the_embedded_one() {
    let name = example("reconversion_aide_soignant");
    let arguments = ["explain", "--date", "2024-09-02", "--format", "json", &name];
    let embedded = bareme(&arguments);
    let folder = bareme(&[&arguments[..], &["--pack", "rules"]].concat());
    assert_eq!(embedded.out, folder.out);
    assert_eq!(embedded.code, 0);
}

#[test]
fn only_the_dispositifs_that_are_named_are_decided() {
    let arguments = ["evaluate", "--date", "2024-09-02", "--format", "json"];
    let names = [
        "--dispositif",
        "bourse_regionale",
        "--dispositif",
        "transitions_pro_infirmier",
    ];
    let ran = fed(&[&arguments[..], &names, &["-"]].concat(), b"{}");
    let decisions = ran.json()["decisions"].as_object().unwrap().clone();
    assert_eq!(
        decisions.keys().collect::<Vec<_>>(),
        ["bourse_regionale", "transitions_pro_infirmier"]
    );
}

#[test]
fn an_unknown_dispositif_is_a_finding_with_the_nearest_name() {
    let arguments = [
        "evaluate",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regional",
    ];
    let ran = fed(&[&arguments[..], &["--format", "json", "-"]].concat(), b"{}");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.codes(), ["dispositif_inconnu"]);
    assert_eq!(ran.json()["erreurs"][0]["suggestion"], "bourse_regionale");
}

#[test]
fn faults_of_the_date_and_of_the_dossier_come_together() {
    let ran = fed(
        &["evaluate", "--date", "2024-02-30", "--format", "json", "-"],
        br#"{"agee": 12, "statut": "chomeur"}"#,
    );
    assert_eq!(ran.code, 1);
    assert_eq!(ran.codes(), ["date_invalide", "fait_inconnu", "choix_inconnu"]);
    assert_eq!(ran.err, "");
}

#[test]
fn findings_of_a_text_go_to_standard_error() {
    let ran = fed(
        &["evaluate", "--date", "2024-09-02", "-"],
        br#"{"agee": 12, "statut": "chomeur"}"#,
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    insta::assert_snapshot!(ran.err);
}

#[test]
fn warnings_come_beside_the_answer() {
    let dossier = br#"{"mois_dans_entreprise": 30, "mois_salarie_total": 20}"#;
    let arguments = [
        "evaluate",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        "-",
    ];
    let ran = fed(&arguments, dossier);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Bourse régionale"));
    assert!(
        ran.err.contains("avertissement[incoherence_possible]"),
        "{}",
        ran.err
    );
    let json = fed(&[&arguments[..], &["--format", "json"]].concat(), dossier);
    assert_eq!(json.json()["avertissements"][0]["code"], "incoherence_possible");
    assert_eq!((json.code, json.err.as_str()), (0, ""));
}

#[test]
fn the_summary_says_the_verdicts_the_amounts_and_what_is_missing() {
    let names = [
        "--dispositif",
        "bourse_regionale",
        "--dispositif",
        "transitions_pro_infirmier",
    ];
    for dossier in ["etudiante_infirmiere", "dossier_incomplet"] {
        let name = example(dossier);
        let ran = bareme(&[&["evaluate", "--date", "2024-09-02", &name][..], &names].concat());
        insta::assert_snapshot!(dossier, ran.readable());
    }
}
