//! Days by which something is to be done: computed from the days given when a decision is told, and never with it.
#![cfg(feature = "reader")]

use bareme::{
    Day, Engine,
    catalogue::{cost::Certificate, from_files},
    pack::InputFile,
    wire::{Request, decision_json, evaluate, read_dossier, verify},
};
use serde_json::{Value as Json, json};

const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée"
type = "date"

[faits.fin_contrat]
titre = "Fin du contrat"
type = "date"

[faits.long]
titre = "Longue"
type = "booleen"

[faits.salarie]
titre = "Salarié"
type = "booleen"
"#;

const PARAMETERS: &str = r#"
[attente]
titre = "Attente"
type = "entier"
unite = "jour"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 60 }, { depuis = 2027-01-01, valeur = 90 }]

[longue_attente]
titre = "Attente longue"
type = "entier"
unite = "jour"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 120 }]
"#;

const HEAD: &str = r#"
id = "conge"
titre = "Congé"
resume = "Un congé."
statut = "en_vigueur"
objet = "personne"
nature = "decision"
decideur = "la commission"
verifie_le = 2026-01-01
date_effet = "entree"
en_vigueur = { du = 2020-01-01 }
sources = [{ id = "loi" }]
"#;

const STEP: &str = "demarche = { ou = \"en ligne\", quoi = \"demander\", fiabilite = \"texte\" }\n";

const RULES: &str = r#"
[[conditions]]
id = "salarie"
titre = "Être salarié"
si = "salarie"
"#;

const DEADLINES: &str = r#"
[[delais]]
id = "demande"
titre = "Demander"
jour = "entree - (si long alors longue_attente sinon attente)"

[[delais]]
id = "dossier"
titre = "Envoyer le dossier"
jour = "fin_contrat"
si = "fin_contrat < entree"
source = { id = "loi", repere = "2" }
fiabilite = "a_confirmer"

[[delais]]
id = "suite"
titre = "Recommencer"
jour = "fin_contrat + 12 mois"
sens = "a_partir_de"
"#;

fn read(dispositif: &str) -> Result<Engine, String> {
    let header = "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\nformat = 2\nfraicheur_mois = 12\n";
    let files = vec![
        InputFile::new("pack.toml", header),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new("dispositifs/t/conge.toml", dispositif),
    ];
    match from_files(files) {
        // By way of the compact form: what reads it back must keep the deadlines.
        Ok((plan, _)) => Ok(Engine::from_compact(&plan.to_compact().unwrap()).unwrap()),
        Err(findings) => Err(findings.to_string()),
    }
}

fn engine() -> Engine {
    read(&format!("{HEAD}{STEP}{RULES}{DEADLINES}")).unwrap_or_else(|findings| panic!("{findings}"))
}

fn step(dossier: &str, date: &str) -> Json {
    let engine = engine();
    let dossier = read_dossier(&engine, dossier).unwrap_or_else(|findings| panic!("{findings}"));
    let answer = engine.evaluate(&dossier, date.parse::<Day>().unwrap()).unwrap();
    let whole: Json = serde_json::from_str(&decision_json(&answer)).unwrap();
    whole["decisions"]["conge"]["demarche"].clone()
}

fn days(dossier: &str) -> Vec<(String, Json)> {
    let step = step(dossier, "2026-03-01");
    let list = step["delais"].as_array().unwrap();
    let shown = |item: &Json| {
        let day = &item["jour"];
        let value = if day.is_null() { &item["manquants"] } else { day };
        (item["id"].as_str().unwrap().to_owned(), value.clone())
    };
    list.iter().map(shown).collect()
}

fn listed(expected: &[(&str, Json)]) -> Vec<(String, Json)> {
    let owned = expected.iter();
    owned
        .map(|(id, value)| ((*id).to_owned(), value.clone()))
        .collect()
}

#[test]
fn each_day_is_computed_from_the_days_given() {
    let dossier = r#"{"salarie": true, "long": true, "entree": "2026-09-01", "fin_contrat": "2026-04-30"}"#;
    let expected = [
        ("demande", json!("2026-05-04")),
        ("dossier", json!("2026-04-30")),
        ("suite", json!("2027-04-30")),
    ];
    assert_eq!(days(dossier), listed(&expected));
    let first = &step(dossier, "2026-03-01")["delais"][1];
    let whole = json!({
        "fiabilite": "a_confirmer", "id": "dossier", "jour": "2026-04-30", "manquants": [], "sens": "au_plus_tard",
        "source": { "id": "loi", "repere": "2" }, "titre": "Envoyer le dossier",
    });
    assert_eq!(first, &whole);
}

#[test]
fn a_parameter_is_read_on_the_date_of_effect() {
    let day = |entry: &str| {
        let dossier = format!(r#"{{"salarie": true, "long": false, "entree": "{entry}"}}"#);
        days(&dossier).first().map(|(_, day)| day.clone()).unwrap()
    };
    assert_eq!(
        day("2026-12-31"),
        json!("2026-11-01"),
        "60 days before the last day of the year"
    );
    assert_eq!(
        day("2027-01-01"),
        json!("2026-10-03"),
        "90 days before the first one"
    );
}

#[test]
fn what_is_missing_is_whom_it_concerns_before_the_day_itself() {
    let expected = [
        ("demande", json!(["long"])),
        ("dossier", json!(["fin_contrat"])),
        ("suite", json!(["fin_contrat"])),
    ];
    assert_eq!(
        days(r#"{"salarie": true, "entree": "2026-09-01"}"#),
        listed(&expected)
    );
}

#[test]
fn what_does_not_concern_the_person_is_left_out() {
    let dossier = r#"{"salarie": true, "long": false, "entree": "2026-09-01", "fin_contrat": "2026-12-31"}"#;
    let expected = [("demande", json!("2026-07-03")), ("suite", json!("2027-12-31"))];
    assert_eq!(days(dossier), listed(&expected));
}

#[test]
fn a_refusal_has_no_day_and_a_dispositif_without_any_has_no_such_key() {
    assert_eq!(days(r#"{"salarie": false, "entree": "2026-09-01"}"#), Vec::new());
    let engine = read(&format!("{HEAD}{STEP}{RULES}")).unwrap();
    let dossier = read_dossier(&engine, r#"{"salarie": true, "entree": "2026-09-01"}"#).unwrap();
    let answer = engine.evaluate(&dossier, "2026-03-01".parse().unwrap()).unwrap();
    let whole: Json = serde_json::from_str(&decision_json(&answer)).unwrap();
    assert!(whole["decisions"]["conge"]["demarche"].get("delais").is_none());
}

#[test]
fn a_day_has_passed_from_the_next_one_on() {
    let engine = engine();
    let dossier = read_dossier(
        &engine,
        r#"{"salarie": true, "long": true, "entree": "2026-09-01", "fin_contrat": "2020-01-01"}"#,
    );
    let dossier = dossier.unwrap();
    let passed = |date: &str| {
        let answer = engine.evaluate(&dossier, date.parse().unwrap()).unwrap();
        let decision = answer.decision("conge").unwrap();
        let views = decision.deadlines();
        views.iter().map(|view| view.passed).collect::<Vec<_>>()
    };
    // The last one may be done from its day on: it is never too late.
    assert_eq!(passed("2026-05-04"), [false, true, false]);
    assert_eq!(passed("2026-05-05"), [true, true, false]);
}

#[test]
fn the_facts_that_a_told_day_rests_on_served() {
    let engine = engine();
    let facts = |dossier: &str| {
        let dossier = read_dossier(&engine, dossier).unwrap();
        let answer = engine.evaluate(&dossier, "2026-03-01".parse().unwrap()).unwrap();
        let facts = answer.decision("conge").unwrap().deadline_facts();
        facts.iter().map(|fact| fact.name.clone()).collect::<Vec<_>>()
    };
    let all = ["entree", "fin_contrat", "long"];
    assert_eq!(
        facts(r#"{"salarie": true, "long": true, "entree": "2026-09-01", "fin_contrat": "2026-04-30"}"#),
        all
    );
    assert_eq!(facts(r#"{"salarie": true}"#), all);
    // Nothing is told to whoever is refused.
    assert_eq!(facts(r#"{"salarie": false, "entree": "2026-09-01"}"#), [""; 0]);
}

#[test]
fn a_receipt_holds_them_and_a_day_that_was_changed_is_found() {
    let engine = engine();
    let request = Request {
        dossier: r#"{"salarie": true, "long": true, "entree": "2026-09-01", "fin_contrat": "2026-04-30"}"#,
        date: "2026-03-01",
        ..Request::default()
    };
    let receipt = evaluate(&engine, &request).unwrap();
    assert!(verify(&engine, &receipt).is_ok());
    let forged = receipt.replace("2026-05-04", "2026-06-04");
    assert_ne!(forged, receipt);
    assert!(verify(&engine, &forged).is_err());
}

#[test]
fn the_certificate_counts_them() {
    let engine = engine();
    let certificate = Certificate::of(engine.plan());
    let request = |dossier| Request {
        dossier,
        date: "2026-03-01",
        ..Request::default()
    };
    for dossier in [
        r#"{"salarie": true}"#,
        r#"{"salarie": true, "long": true, "entree": "2026-09-01", "fin_contrat": "2026-04-30"}"#,
    ] {
        let written = evaluate(&engine, &request(dossier)).unwrap();
        assert!(u64::try_from(written.len()).unwrap() <= certificate.pack.evaluate.bytes);
    }
}

#[test]
fn faults_are_findings() {
    let refused = |deadlines: &str| read(&format!("{HEAD}{STEP}{RULES}{deadlines}")).err().unwrap();
    let one = |lines: &str| format!("[[delais]]\nid = \"demande\"\ntitre = \"Demander\"\n{lines}\n");
    assert!(
        refused(&one("jour = \"long\"")).contains("type"),
        "a truth is no day"
    );
    assert!(refused(&one("jour = \"entree\"\nsens = \"avant\"")).contains("a_partir_de"));
    assert!(refused(&one("jour = \"entree\"\nsi = \"entree\"")).contains("type"));
    let twice = format!("{0}{0}", one("jour = \"entree\""));
    assert!(refused(&twice).contains("est déjà pris"));
    let no_step = HEAD.replace(
        "nature = \"decision\"\ndecideur = \"la commission\"",
        "nature = \"regle\"",
    );
    let alone = read(&format!("{no_step}{RULES}{}", one("jour = \"entree\"")))
        .err()
        .unwrap();
    assert!(alone.contains("`demarche`"), "{alone}");
}
