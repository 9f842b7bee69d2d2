//! Names that facts, members and dispositifs had: what was stored under them is read, and says so.
#![cfg(feature = "reader")]

mod support;

use bareme::{
    Answer, Code, Columns, Day, Engine, FactValue, Finding, Packs, Selection,
    catalogue::cost::Certificate,
    columns::{Column, Values, former_columns},
    wire::{self, Proof},
};
use serde_json::{Value as Json, json};
use support::{engine_of, engine_with};

/// The archive, in which `revenu` was called `ressources`, `salarie` was `employe`, and `bourse` was `aide`.
fn renamed() -> Engine {
    engine_with("archive", |name, text| match name {
        "vocabulaire.toml" => text
            .replace(
                "[faits.revenu]\n",
                "[faits.revenu]\nanciens_noms = [\"ressources\"]\n",
            )
            .replace(
                "salarie = \"Salarié\"",
                "salarie = { libelle = \"Salarié\", anciens_noms = [\"employe\", \"agent\"] }",
            ),
        "dispositifs/aides/bourse.toml" => format!("anciens_noms = [\"aide\"]\n{text}"),
        _ => text,
    })
}

const OLD: &str = r#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": true, "ressources": "12000.00", "enfants": 1, "statut": "employe"}"#;
const NEW: &str = r#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": true, "revenu": "12000.00", "enfants": 1, "statut": "salarie"}"#;

fn day() -> Day {
    "2024-09-02".parse().unwrap()
}

fn decided(engine: &Engine, facts: &str, selection: Selection<'_>) -> Answer {
    let dossier = wire::read_dossier(engine, facts).unwrap();
    engine.explain(&dossier, day(), selection).unwrap()
}

fn told(list: &[Finding]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn json(answer: &Answer) -> Json {
    serde_json::from_str(&wire::decision_json(answer)).unwrap()
}

#[test]
fn a_dossier_under_old_names_is_decided_as_under_the_new_ones_and_says_so() {
    let engine = renamed();
    let (old, new) = (
        decided(&engine, OLD, Selection::InForce),
        decided(&engine, NEW, Selection::InForce),
    );
    assert_eq!(told(new.warnings()), [""; 0]);
    assert_eq!(
        told(old.warnings()),
        [
            "/ressources: le fait `ressources` s'appelle maintenant `revenu` [ancien_nom] ; la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers",
            "/statut: `employe` de `statut` s'appelle maintenant `salarie` [ancien_nom] ; la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers",
        ]
    );
    assert_eq!(old.dossier(), new.dossier());
    let (old, new) = (json(&old), json(&new));
    assert_eq!(old["decisions"], new["decisions"]);
    assert_eq!(old["dossier"], new["dossier"]);
    assert_eq!(old["dossier"]["statut"], "salarie");
    assert_eq!(old["avertissements"][0]["code"], "ancien_nom");
    assert_eq!(old["avertissements"][0]["gravite"], "avertissement");
}

#[test]
fn a_value_that_changes_takes_back_what_was_said_of_its_old_name() {
    let mut dossier = wire::read_dossier(&renamed(), OLD).unwrap();
    dossier.insert("statut", FactValue::Text("eleve")).unwrap();
    dossier.remove("ressources");
    assert_eq!(told(&dossier.former_names()), [""; 0]);
    dossier.skip("ressources").unwrap();
    dossier
        .insert("statut", FactValue::Among(&["eleve", "agent", "employe"]))
        .unwrap();
    let codes = dossier.former_names();
    assert_eq!(codes.len(), 3, "{codes:?}");
    assert!(codes.iter().all(|one| one.code == Code::FormerName));
}

#[test]
fn a_fact_under_both_its_names_is_refused() {
    let engine = renamed();
    for facts in [
        r#"{"revenu": "1.00", "ressources": "1.00"}"#,
        r#"{"ressources": null, "revenu": "1.00"}"#,
    ] {
        let refused = wire::read_dossier(&engine, facts).unwrap_err();
        assert_eq!(refused.list.len(), 1, "{refused}");
        assert_eq!(refused.list[0].code, Code::FactTwice);
    }
    let both = r#"{"ressources": "1.00", "ne_sait_pas": ["revenu"]}"#;
    let refused = wire::read_dossier(&engine, both).unwrap_err();
    assert_eq!(refused.list[0].code, Code::FactTwice);
}

#[test]
fn a_fault_under_an_old_name_is_told_where_it_was_written() {
    let refused = wire::read_dossier(&renamed(), r#"{"ressources": "beaucoup"}"#).unwrap_err();
    assert_eq!(refused.list[0].place.to_string(), "/ressources");
}

#[test]
fn a_dispositif_is_asked_for_under_its_old_name() {
    let engine = renamed();
    let answer = decided(&engine, NEW, Selection::Named(&["aide"]));
    assert!(answer.decision("bourse").is_some());
    assert_eq!(
        told(answer.warnings()),
        [
            "le dispositif `aide` s'appelle maintenant `bourse` [ancien_nom] ; demandez-le sous son nouveau nom"
        ]
    );
    let twice = decided(&engine, NEW, Selection::Named(&["aide", "bourse"]));
    assert_eq!(twice.decisions().count(), 1);
    assert!(engine.columns(day(), Selection::Named(&["aide"])).is_ok());
}

#[test]
fn what_was_decided_under_old_names_verifies() {
    let (before, engine) = (engine_of("archive"), renamed());
    let first = wire::decision_json(&decided(&before, NEW, Selection::InForce));
    let second = wire::decision_json(&decided(&engine, OLD, Selection::Named(&["aide"])));
    let packs = Packs::default().with(before, day()).with(engine.clone(), day());
    for kept in [&first, &second] {
        let receipt = wire::Receipt::read(kept).unwrap();
        let pack = packs.with_fingerprint(receipt.fingerprint()).unwrap();
        assert_eq!(receipt.verify(pack).unwrap().proof(), Proof::Coherent);
    }
    let course = wire::read_dossier(&engine, OLD).unwrap();
    let incomes = engine.incomes(&course, day(), Selection::InForce).unwrap();
    let course = wire::schedule_json(&engine, &course, &incomes).unwrap();
    assert!(course.contains("ancien_nom"));
    assert!(wire::verify(&engine, &course).is_ok());
    // What is said of an old name is verified too.
    let other = second.replacen("`employe` de `statut`", "`agent` de `statut`", 1);
    assert!(wire::verify(&engine, &other).is_err());
}

#[test]
fn columns_under_old_names_are_read() {
    let engine = renamed();
    let incomes = [1_200_000_i64, 9_999_999];
    let children = [1_i64, 1];
    let days = [19_968_i64, 19_968];
    let column = |fact, values| Column {
        fact,
        values,
        known: None,
    };
    let answer = |income| {
        let columns = [
            column("enfants", Values::Wide(&children)),
            column("seul", Values::Booleans(&[true, true])),
            column("entree", Values::Wide(&days)),
            column(income, Values::Wide(&incomes)),
        ];
        let batch = Columns {
            rows: 2,
            columns: &columns,
        };
        engine
            .evaluate_columns(&batch, day(), Selection::InForce)
            .unwrap()
    };
    assert!(answer("revenu") == answer("ressources"));
    assert!(answer("revenu.max") == answer("ressources.max"));
    assert!(answer("revenu") != answer("revenu.max"));
    let vocabulary = &engine.plan().vocabulary;
    let names = ["revenu", "ressources.max", "autre"];
    assert_eq!(
        told(&former_columns(vocabulary, names.into_iter())),
        [
            "/ressources.max: le fait `ressources` s'appelle maintenant `revenu` [ancien_nom] ; la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers"
        ]
    );
    let twice = [
        column("revenu", Values::Wide(&incomes)),
        column("ressources", Values::Wide(&incomes)),
    ];
    let batch = Columns {
        rows: 2,
        columns: &twice,
    };
    let refused = engine
        .evaluate_columns(&batch, day(), Selection::InForce)
        .unwrap_err();
    assert_eq!(refused.list[0].code, Code::FactTwice);
}

#[test]
fn a_dossier_of_the_old_pack_is_taken_over_by_the_new_one() {
    // The old pack, in which the fact had its first name.
    let old = engine_with("archive", |name, text| match name {
        "vocabulaire.toml" => text.replace("[faits.revenu]", "[faits.ressources]"),
        _ => text.replace("enfants, revenu)", "enfants, ressources)"),
    });
    let facts = OLD.replace("employe", "salarie");
    let rebound = wire::read_dossier(&old, &facts)
        .unwrap()
        .rebind(&renamed())
        .unwrap();
    assert_eq!(rebound.get("revenu").unwrap().to_string(), "12000.00");
    assert_eq!(rebound.former_names().len(), 1);
}

#[test]
fn of_a_sensitive_fact_no_old_value_is_repeated() {
    let engine = engine_with("archive", |name, text| match name {
        "vocabulaire.toml" => text
            .replace("choix = \"statut\"\n", "choix = \"statut\"\nsensible = true\n")
            .replace(
                "salarie = \"Salarié\"",
                "salarie = { libelle = \"Salarié\", anciens_noms = [\"employe\", \"agent\"] }",
            ),
        _ => text,
    });
    let facts = OLD
        .replace("ressources", "revenu")
        .replace("\"employe\"", r#"{"parmi": ["employe", "agent"]}"#);
    let answer = decided(&engine, &facts, Selection::InForce);
    assert_eq!(
        told(answer.warnings()),
        [
            "/statut: une valeur de `statut` est donnée sous un ancien nom [ancien_nom] ; la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers"
        ]
    );
    assert!(wire::verify(&engine, &wire::decision_json(&answer)).is_ok());
}

#[test]
fn the_certificate_counts_what_is_said_of_old_names() {
    let most = |engine: &Engine| Certificate::of(engine.plan()).pack.explain.bytes;
    let (before, after) = (most(&engine_of("archive")), most(&renamed()));
    let [old, new] = [OLD, NEW].map(|facts| {
        let length = wire::decision_json(&decided(
            &renamed(),
            facts,
            Selection::Named(&["bourse", "salaire"]),
        ))
        .len();
        u64::try_from(length).unwrap()
    });
    assert!(old - new <= after - before, "{old} {new} {before} {after}");
}

#[test]
fn the_schema_of_a_dossier_knows_old_names() {
    let schema: Json = serde_json::from_str(&wire::facts_schema(renamed().plan())).unwrap();
    let former = &schema["properties"]["ressources"];
    assert_eq!(former["deprecated"], json!(true));
    assert_eq!(former["x-nouveau-nom"], "revenu");
    let members = schema["properties"]["statut"]["oneOf"].as_array().unwrap();
    let member = members.iter().find(|one| one["const"] == "employe").unwrap();
    assert_eq!(member["x-nouveau-nom"], "salarie");
}

#[test]
fn a_fact_that_is_named_apart_under_its_old_name_is_told_todays() {
    let engine = renamed();
    let options = bareme::analysis::PieceOptions::default();
    let refused = engine
        .pieces(&engine.dossier(), "ressources", day(), &options)
        .unwrap_err();
    let found = refused.into_iter().next().unwrap();
    assert_eq!(
        (found.code, found.suggestion.as_deref()),
        (Code::UnknownFact, Some("revenu"))
    );
}
