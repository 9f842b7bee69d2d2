//! Packs whose calls would cost too much are refused, with what costs the most of them and what to do.

use bareme::{
    Selection,
    catalogue::cost::{Certificate, MAX_ANSWER_BYTES, MAX_STEPS},
    pack::InputFile,
    wire,
};

use crate::{
    built::{EVERY_DAY, Scheme, accepted, condition, engine, files, terms, versement},
    measured::measured,
};

fn paid(versements: &str) -> Scheme {
    Scheme {
        id: "d".to_owned(),
        rules: condition("c", "oui") + versements,
    }
}

#[test]
fn a_schedule_in_which_many_amounts_change_every_day_is_refused() {
    let versements: String = (0..110)
        .map(|number| versement(&format!("v{number}"), EVERY_DAY))
        .collect();
    let refused = engine("10 ans", &[paid(&versements)]).unwrap_err();
    let [steps, bytes] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    let named = "echeancier_trop_long: versement `v0` du dispositif `d`, qui peut changer 3652 fois en 120 mois : l'échéancier peut ";
    assert!(
        steps.starts_with(&format!("{named}demander ")) && steps.ends_with(" pas, la limite est 100 000 000"),
        "{steps}"
    );
    assert!(
        bytes.starts_with(&format!("{named}faire ")) && bytes.ends_with(" octets, la limite est 33 554 432"),
        "{bytes}"
    );
    // The same number of payments that change with dated values is laid out.
    let dated = "montant = \"montant\"\nunite = \"EUR/mois\"";
    let versements: String = (0..60)
        .map(|number| versement(&format!("v{number}"), dated))
        .collect();
    assert!(engine("10 ans", &[paid(&versements)]).is_ok());
}

/// Conditions whose parts repeat nearly the whole of a long text, one for each level of nesting.
fn nested(id: &str, conditions: usize) -> Scheme {
    let flat = vec!["oui"; 516].join(" ou ");
    let rules = (0..conditions).map(|number| {
        let distinct = format!("{} > {}", terms(1 + number % 50), terms(1 + number / 50));
        let test = format!("{}{flat}{} et {distinct}", "non (".repeat(28), ")".repeat(28));
        condition(&format!("c{number}"), &test)
    });
    Scheme {
        id: id.to_owned(),
        rules: rules.collect(),
    }
}

#[test]
fn an_explanation_of_forty_megabytes_is_refused() {
    let refused = engine("6 ans", &[nested("d", 255), nested("e", 2)]).unwrap_err();
    let [refused] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    let message = "reponse_trop_grande: dispositif `d` : une explication peut faire ";
    let bytes = refused.strip_prefix(message).unwrap().split(' ').next().unwrap();
    assert!(
        bytes.replace('\u{202f}', "").parse::<u64>().unwrap() > 40_000_000
            && refused.ends_with("la limite est 16 777 216"),
        "{refused}"
    );
}

#[test]
fn an_explanation_that_all_dispositifs_make_too_large_together_names_the_largest() {
    let schemes: Vec<Scheme> = (0..8)
        .map(|number| nested(&format!("d{number}"), if number == 5 { 17 } else { 15 }))
        .collect();
    let refused = engine("6 ans", &schemes).unwrap_err();
    let [refused] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    assert!(
        refused.starts_with("reponse_trop_grande: dispositif `d5` : tous ensemble"),
        "{refused}"
    );
}

#[test]
fn whatever_an_accepted_pack_explains_is_read_by_verify() {
    // Just below the limit, and beyond the eight mebibytes that were once the most.
    let engine = engine("6 ans", &[nested("d", 90)]).unwrap();
    let certified = Certificate::of(engine.plan()).pack.explain.bytes;
    let request = wire::Request {
        dossier: r#"{"entree":"2024-09-02"}"#,
        date: "2024-09-02",
        explain: true,
        ..wire::Request::default()
    };
    let explained = wire::evaluate(&engine, &request).unwrap();
    let length = explained.len() as u64;
    assert!((8 << 20..certified).contains(&length), "{length} of {certified}");
    assert!(certified <= MAX_ANSWER_BYTES);
    wire::verify(&engine, &explained).unwrap();
}

/// A pack with a table of so many rows, which each of so many dispositifs reads under so many keys.
fn table(rows: usize, schemes: usize, keys: usize) -> Vec<InputFile> {
    let rules: String = (1..=keys)
        .map(|number| condition(&format!("c{number}"), &format!("palier({}) > un", terms(number))))
        .collect();
    let schemes: Vec<Scheme> = (0..schemes)
        .map(|number| Scheme {
            id: format!("d{number}"),
            rules: rules.clone(),
        })
        .collect();
    let mut files = files("6 ans", &schemes);
    let csv: String = (0..rows)
        .map(|row| format!("1950-01-01,{row},{}\n", row % 7))
        .collect();
    files.push(InputFile::new(
        "tables/tables.toml",
        "[palier]\ntitre = \"Palier\"\ncles = [{ nom = \"revenu\", type = \"entier\", correspondance = \"seuil\" }]\n\
         valeurs = [{ nom = \"niveau\", type = \"entier\" }]\nsource = \"loi\"\nfiabilite = \"texte\"\nverifie_le = 2030-01-01\n\
         periodes = [{ depuis = 1950-01-01 }]\n",
    ));
    files.push(InputFile::new(
        "tables/palier.csv",
        format!("depuis,revenu,niveau\n{csv}"),
    ));
    files
}

#[test]
fn decisions_that_look_at_too_many_rows_are_refused() {
    let refused = accepted(table(40_000, 30, 30)).unwrap_err();
    assert_eq!(refused.len(), 2, "an explanation and the questions: {refused:?}");
    for refused in refused {
        assert!(
            refused.starts_with("calcul_trop_long: dispositif `d0` : tous ensemble"),
            "{refused}"
        );
    }
    // With fewer it is accepted, and a call keeps its word.
    let engine = accepted(table(4_000, 10, 30)).unwrap();
    let certificate = Certificate::of(engine.plan());
    assert!(certificate.pack.explain.steps <= MAX_STEPS);
    let given = measured(
        &engine,
        &engine.dossier(),
        "2024-09-02".parse().unwrap(),
        Selection::InForce,
    )
    .unwrap();
    assert!(given.explain.steps <= certificate.pack.explain.steps);
}
