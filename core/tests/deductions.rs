//! A fact that follows from others: what rules read, what is refused, what is asked, what is told.

use bareme::{
    Day, Engine, Selection, Verdict,
    catalogue::from_files,
    columns::{Batch, Bitmap, Column, Values, verdict_of},
    pack::InputFile,
    wire,
};
use serde_json::Value as Json;

const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée"
type  = "date"

[faits.fin]
titre = "Fin du contrat"
type  = "date"

[faits.situation]
titre = "Situation"
type  = "choix"
choix = "situation"

[faits.statut]
titre     = "Statut"
type      = "choix"
choix     = "statut"
deduit_de = "selon situation { cdi: salarie, cdd: si fin >= entree alors salarie sinon cherche, autre: statut }"

[faits.sante]
titre     = "Santé"
type      = "booleen"
sensible  = true
deduit_de = "si statut = salarie alors vrai sinon sante"

[choix.situation]
cdi   = "CDI"
cdd   = "CDD"
autre = "Autre"

[choix.statut]
cherche = "Cherche"
salarie = "Salariée"
etudie  = "Étudie"
"#;

const RULES: &str = r#"
id     = "aide"
titre  = "Aide"
resume = "Une aide."
statut = "en_vigueur"
objet  = "personne"
sources = [{ id = "loi" }]

[[conditions]]
id    = "cherche"
titre = "Chercher un emploi"
si    = "statut = cherche"
"#;

fn engine() -> Engine {
    let files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("dispositifs/t/aide.toml", RULES),
    ];
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings:?}"));
    // What a compact form brings back is proved again.
    Engine::new(bareme::catalogue::Plan::from_compact(&plan.to_compact().unwrap()).unwrap())
}

fn day() -> Day {
    "2026-01-01".parse().unwrap()
}

/// The verdict and what is missing.
fn decided(json: &str) -> Result<(Verdict, Vec<String>), String> {
    let engine = engine();
    let dossier = wire::read_dossier(&engine, json).unwrap();
    let answer = engine.evaluate_selected(&dossier, day(), Selection::InForce);
    let answer = answer.map_err(|findings| {
        let told = |finding: &bareme::Finding| {
            format!(
                "{} {} {}",
                finding.code,
                finding.place,
                finding.help.as_deref().unwrap_or_default()
            )
        };
        findings.list.iter().map(told).collect::<Vec<_>>().join("\n")
    })?;
    let decision = answer.decision("aide").unwrap();
    let missing = decision.missing().map(|fact| fact.name.clone()).collect();
    Ok((decision.verdict(), missing))
}

#[test]
fn what_follows_is_read_as_if_it_were_stated() {
    let ended = r#"{"situation": "cdd", "fin": "2026-06-30", "entree": "2026-07-01"}"#;
    assert_eq!(decided(ended), Ok((Verdict::Eligible, vec![])));
    let same_day = r#"{"situation": "cdd", "fin": "2026-07-01", "entree": "2026-07-01"}"#;
    assert_eq!(decided(same_day), Ok((Verdict::NotEligible, vec![])));
    assert_eq!(
        decided(r#"{"situation": "cdi"}"#),
        Ok((Verdict::NotEligible, vec![]))
    );
}

#[test]
fn what_was_stated_before_stays_what_it_was() {
    assert_eq!(
        decided(r#"{"statut": "cherche"}"#),
        Ok((Verdict::Eligible, vec![]))
    );
    assert_eq!(
        decided(r#"{"statut": "cherche", "situation": "autre"}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn the_fact_and_those_that_it_follows_from_are_asked_until_it_is_settled() {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        decided("{}"),
        Ok((
            Verdict::Undetermined,
            names(&["entree", "fin", "situation", "statut"])
        ))
    );
    assert_eq!(
        decided(r#"{"situation": "cdd"}"#),
        Ok((Verdict::Undetermined, names(&["entree", "fin", "statut"])))
    );
    assert_eq!(
        decided(r#"{"situation": "autre"}"#),
        Ok((Verdict::Undetermined, names(&["statut"])))
    );
}

#[test]
fn what_is_stated_against_what_follows_is_refused_where_it_is_stated() {
    let refused = decided(r#"{"statut": "cherche", "situation": "cdi"}"#).unwrap_err();
    assert_eq!(
        refused,
        "incoherence /statut donné cherche, déduit salarie ; vérifiez `statut` et `situation` et `fin` et `entree`"
    );
    // Neither of the two values that remain.
    let refused = decided(r#"{"statut": "etudie", "situation": "cdd"}"#).unwrap_err();
    assert!(refused.starts_with("incoherence /statut vérifiez"), "{refused}");
    // What is said of a person's health is not repeated.
    let refused = decided(r#"{"sante": false, "situation": "cdi"}"#).unwrap_err();
    assert!(refused.starts_with("incoherence /sante vérifiez"), "{refused}");
}

#[test]
fn an_explanation_says_what_it_follows_from() {
    let engine = engine();
    let json = r#"{"situation": "cdd", "fin": "2026-06-30", "entree": "2026-07-01"}"#;
    let request = wire::Request {
        dossier: json,
        date: "2026-01-01",
        explain: true,
        ..wire::Request::default()
    };
    let explained: Json = serde_json::from_str(&wire::evaluate(&engine, &request).unwrap()).unwrap();
    let told = &explained["decisions"]["aide"]["explication"];
    let read = told["faits"].as_array().unwrap();
    let status = read.iter().find(|fact| fact["nom"] == "statut").unwrap();
    assert_eq!(status["valeur"], "cherche");
    assert!(
        status["deduit_de"]
            .as_str()
            .unwrap()
            .starts_with("selon situation")
    );
    let step = &told["conditions"][0]["calcul"]["etapes"][0];
    assert_eq!(step["texte"], "statut");
    let inside = &step["etapes"][0]["etapes"];
    assert_eq!(inside[0]["texte"], "situation");
    assert_eq!(inside[1]["texte"], "si fin >= entree alors salarie sinon cherche");
}

#[test]
fn columns_read_it_as_dossiers_do() {
    let engine = engine();
    let days = |text: &str| text.parse::<Day>().unwrap().number();
    let (june, july) = (days("2026-06-30"), days("2026-07-01"));
    // One row for each dossier of the other tests: what is stated, and what is not, of each fact.
    let situation = [1_u8, 1, 0, 0, 2, 1, 0];
    let situation_known = [true, true, true, false, true, true, true];
    let statut = [0_u8, 0, 0, 0, 0, 0, 0];
    let statut_known = [false, false, false, true, true, false, true];
    let fin = [june, july, june, june, june, june, june];
    let fin_known = [true, true, false, false, false, false, true];
    let entree = [july; 7];
    let bits = |known: &[bool]| {
        known
            .iter()
            .enumerate()
            .fold(0_u8, |bits, (row, known)| bits | u8::from(*known) << row)
    };
    let masks = [bits(&situation_known), bits(&statut_known), bits(&fin_known)].map(|byte| [byte]);
    let bitmap = |position: usize| Some(Bitmap::new(&masks[position], 0, 7).unwrap());
    let columns = [
        Column {
            fact: "situation",
            values: Values::Codes(&situation),
            known: bitmap(0),
        },
        Column {
            fact: "statut",
            values: Values::Codes(&statut),
            known: bitmap(1),
        },
        Column {
            fact: "fin",
            values: Values::Narrow(&fin),
            known: bitmap(2),
        },
        Column {
            fact: "entree",
            values: Values::Narrow(&entree),
            known: None,
        },
    ];
    let batch = Batch {
        rows: 7,
        columns: &columns,
    };
    let answer = engine
        .columns(day(), Selection::InForce)
        .unwrap()
        .evaluate(&batch)
        .unwrap();
    let told: Vec<_> = answer.dispositifs[0]
        .verdicts
        .iter()
        .map(|code| verdict_of(*code))
        .collect();
    assert_eq!(
        told,
        [
            Some(Verdict::Eligible),
            Some(Verdict::NotEligible),
            Some(Verdict::NotEligible),
            Some(Verdict::Eligible),
            Some(Verdict::Eligible),
            Some(Verdict::Undetermined),
            None,
        ]
    );
    assert_eq!(answer.refusals.len(), 1);
    assert_eq!(answer.refusals[0].row, 6);
}
