//! `jour`: a rule reads its parameters and tables on a day of its own: the end of the rights, the day asked.
#![cfg(feature = "reader")]

use bareme::{
    Answer, Day, Engine, Selection, Verdict,
    catalogue::from_files,
    columns::{Batch, Column, DroitValues, Values},
    pack::InputFile,
    wire,
};
use serde_json::{Value as Json, json};

/// A cap of 100 until March 2024, 200 until March 2025, then 300; the day on which it is read is that after the rights end, and never
/// before the course starts. `demande` reads the cap of the day asked.
fn engine() -> Engine {
    let file = InputFile::new;
    let files = vec![
        file(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        file(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        file(
            "vocabulaire.toml",
            "[faits.entree]\ntitre = \"Entrée\"\ntype = \"date\"\n[faits.fin]\ntitre = \"Fin\"\ntype = \"date\"\n",
        ),
        file(
            "parametres/p.toml",
            "[plafond]\ntitre = \"Plafond\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2023-01-01, valeur = 100 }, { depuis = 2024-04-01, valeur = 200 }, \
             { depuis = 2025-04-01, valeur = 300, fiabilite = \"a_confirmer\" }]\n\
             [seuil]\ntitre = \"Seuil\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 1950-01-01, valeur = 200 }]\n",
        ),
        file(
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\ndate_effet = \"entree\"\n\
             en_vigueur = { du = 2023-01-01 }\nsources = [{ id = \"loi\" }]\n\
             [variables]\n\
             suite = { valeur = \"max(fin + 1 jour, date_effet)\", titre = \"Lendemain de la fin\" }\n\
             le_sien = { valeur = \"plafond\", jour = \"suite\" }\n\
             [[conditions]]\nid = \"releve\"\ntitre = \"C\"\nsi = \"plafond >= seuil\"\njour = \"suite\"\n\
             [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nvaleur = \"plafond\"\njour = \"suite\"\n\
             [[droits]]\nid = \"ecart\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nvaleur = \"le_sien - plafond\"\n\
             [[droits]]\nid = \"demande\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nvaleur = \"plafond\"\n\
             jour = \"max(date_reference, date_effet)\"\n",
        ),
    ];
    let (plan, warnings) = from_files(files).unwrap_or_else(|findings| panic!("{findings}"));
    assert!(warnings.list.is_empty(), "{warnings}");
    Engine::new(plan)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn asked(engine: &Engine, entree: Option<&str>, fin: Option<&str>, date: &str) -> Answer {
    let mut dossier = engine.dossier();
    for (fact, value) in [("entree", entree), ("fin", fin)] {
        if let Some(value) = value {
            dossier = dossier.set(fact, day(value)).unwrap();
        }
    }
    engine.explain(&dossier, day(date), Selection::InForce).unwrap()
}

/// The ends of each droit, in euros.
fn droits(answer: &Answer) -> Vec<(i64, i64)> {
    let known = &answer.decision("aide").unwrap().outcome().droits;
    let known = known.iter().map(|known| known.unwrap());
    known.map(|known| (known.lo / 100, known.hi / 100)).collect()
}

#[test]
fn the_eve_and_the_day_of_a_new_value() {
    let engine = engine();
    // The rights end on the eve of the last day of a value, on that day: the day after has the next value.
    for (fin, cap) in [("2025-03-30", 200), ("2025-03-31", 300)] {
        let answer = asked(&engine, Some("2024-09-02"), Some(fin), "2024-06-03");
        assert_eq!(
            droits(&answer),
            [(cap, cap), (cap - 200, cap - 200), (200, 200)],
            "{fin}"
        );
    }
    // Rights that ended before the course: the day is that of the entry.
    let answer = asked(&engine, Some("2024-09-02"), Some("2023-02-01"), "2026-06-03");
    assert_eq!(droits(&answer), [(200, 200), (0, 0), (300, 300)]);
}

#[test]
fn a_day_that_is_not_known_gives_bounds_and_asks_for_it() {
    let engine = engine();
    let answer = asked(&engine, Some("2024-09-02"), None, "2024-06-03");
    let decision = answer.decision("aide").unwrap();
    assert_eq!(decision.verdict(), Verdict::Eligible);
    assert_eq!(droits(&answer), [(200, 300), (0, 100), (200, 200)]);
    let missing: Vec<&str> = decision.missing().map(|fact| fact.name.as_str()).collect();
    assert_eq!(missing, ["fin"]);
    let answer = asked(&engine, Some("2023-09-02"), None, "2024-06-03");
    let decision = answer.decision("aide").unwrap();
    assert_eq!(decision.verdict(), Verdict::Undetermined);
    assert_eq!(droits(&answer), [(100, 300), (0, 200), (200, 200)]);
}

#[test]
fn a_value_that_was_not_read_on_the_day_makes_nothing_less_sure() {
    let engine = engine();
    let sure = |fin| {
        let answer = asked(&engine, Some("2024-09-02"), Some(fin), "2024-06-03");
        answer.decision("aide").unwrap().reliability().word()
    };
    assert_eq!((sure("2025-03-30"), sure("2025-03-31")), ("texte", "a_confirmer"));
}

#[test]
fn an_explanation_says_the_day() {
    let engine = engine();
    let answer = asked(&engine, Some("2024-09-02"), Some("2025-06-30"), "2024-06-03");
    let text = wire::decision_json(&answer);
    let all: Json = serde_json::from_str(&text).unwrap();
    let droits = &all["decisions"]["aide"]["explication"]["droits"];
    let told = |droit: usize| {
        let step = &droits[droit]["calcul"];
        (step["jour"].clone(), step["source"]["depuis"].clone())
    };
    assert_eq!(
        told(0),
        (
            json!({ "date": "2025-07-01", "titre": "Lendemain de la fin" }),
            json!("2025-04-01")
        )
    );
    assert_eq!(told(2), (json!({ "date": "2024-09-02" }), json!("2024-04-01")));
    // Of the difference, one value is that of the day, the other that of the date of effect.
    let steps = &droits[1]["calcul"]["etapes"];
    assert_eq!(steps[0]["etapes"][0]["jour"]["date"], "2025-07-01");
    assert_eq!(steps[1]["jour"], Json::Null);
    assert_eq!(steps[1]["source"]["depuis"], "2024-04-01");

    let answer = asked(&engine, Some("2024-09-02"), None, "2024-06-03");
    let all: Json = serde_json::from_str(&wire::decision_json(&answer)).unwrap();
    let step = &all["decisions"]["aide"]["explication"]["droits"][0]["calcul"];
    assert_eq!(
        step["jour"],
        json!({ "date": null, "titre": "Lendemain de la fin" })
    );
    assert_eq!(step["source"], Json::Null);
}

#[test]
fn columns_read_the_same_day() {
    let engine = engine();
    let number = |text: &str| day(text).number();
    let entrees = [number("2024-09-02"), number("2024-09-02"), number("2023-09-02")];
    let fins = [number("2025-03-30"), number("2025-03-31"), number("2024-03-31")];
    let columns = [
        Column {
            fact: "entree",
            values: Values::Narrow(&entrees),
            known: None,
        },
        Column {
            fact: "fin",
            values: Values::Narrow(&fins),
            known: None,
        },
    ];
    let batch = Batch {
        rows: 3,
        columns: &columns,
    };
    let answer = engine
        .evaluate_columns(&batch, day("2024-06-03"), Selection::InForce)
        .unwrap();
    let montant = &answer.dispositifs[0].droits[0];
    let values: Vec<i64> = match &montant.values {
        DroitValues::Narrow(values) => values.iter().map(|value| i64::from(*value)).collect(),
        DroitValues::Wide(values) => values.clone(),
        DroitValues::Truths(_) | DroitValues::Codes(_) => panic!("an amount is a number"),
    };
    assert_eq!(values, [20_000, 30_000, 20_000]);
}
