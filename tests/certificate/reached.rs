//! Packs built to reach their certificate: it is no larger than what some dossier takes by more than a stated factor.

use bareme::{Dossier, Engine, Selection, catalogue::cost::Certificate};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    built::{EVERY_DAY, Scheme, condition, engine, terms, versement},
    measured::{figures, measured},
    runs::law,
};

fn dossier(engine: &Engine, facts: &[(&str, &str)]) -> Dossier {
    let text: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    bareme::wire::read_dossier(engine, &format!("{{{}}}", text.join(","))).unwrap()
}

/// No figure is beyond the certificate, and those that are named reach it by a factor.
fn reached(engine: &Engine, dossier: &Dossier, named: &[&str], factor: u64) {
    let certified = Certificate::of(engine.plan()).pack;
    let given = measured(engine, dossier, "2024-09-02".parse().unwrap(), Selection::InForce).unwrap();
    for ((name, given), (_, certified)) in figures(&given).into_iter().zip(figures(&certified)) {
        println!("{name}: {given} of {certified}");
        assert!(given <= certified, "{name}: {given} beyond {certified}");
        if named.contains(&name) {
            assert!(
                certified <= factor * given,
                "{name}: {given} is far from {certified}"
            );
        }
    }
}

#[test]
fn decisions_and_questions_of_long_rules_reach_their_certificate() {
    let rules: String = (0..40)
        .map(|number| {
            condition(
                &format!("c{number}"),
                &format!("{} > {}", terms(10 + number), terms(15)),
            )
        })
        .collect();
    let schemes: Vec<Scheme> = (0..4)
        .map(|number| Scheme {
            id: format!("d{number}"),
            rules: rules.clone(),
        })
        .collect();
    let engine = engine("72 mois", &schemes).unwrap();
    let all = [
        "evaluate, steps",
        "evaluate, bytes",
        "explain, steps",
        "explain, bytes",
        "questions, steps",
    ];
    // Nothing is known but that the dispositifs are in force: every condition is open, and everything is told.
    reached(
        &engine,
        &dossier(&engine, &[("entree", "\"2024-09-02\"")]),
        &all,
        3,
    );
}

#[test]
fn a_schedule_that_changes_every_day_reaches_its_certificate() {
    let scheme = Scheme {
        id: "d".to_owned(),
        rules: condition("c", "oui") + &versement("v", EVERY_DAY),
    };
    let engine = engine("72 mois", &[scheme]).unwrap();
    let facts = [
        ("entree", "\"2024-09-02\""),
        ("fin", "\"2030-09-01\""),
        ("oui", "true"),
    ];
    reached(
        &engine,
        &dossier(&engine, &facts),
        &["schedule, steps", "schedule, bytes"],
        3,
    );
}

#[test]
fn a_schedule_that_changes_with_dated_values_reaches_its_certificate() {
    let scheme = Scheme {
        id: "d".to_owned(),
        rules: condition("c", "oui") + &versement("v", "montant = \"montant\"\nunite = \"EUR/mois\""),
    };
    let engine = engine("36 mois", &[scheme]).unwrap();
    assert_eq!(Certificate::of(engine.plan()).changes, [[3]]);
    let facts = [
        ("entree", "\"2023-09-02\""),
        ("fin", "\"2026-08-31\""),
        ("oui", "true"),
    ];
    reached(
        &engine,
        &dossier(&engine, &facts),
        &["schedule, steps", "schedule, bytes"],
        4,
    );
}

#[test]
fn the_ways_to_be_paid_keep_their_certificate_however_many_there_are() {
    // Two by two, each of a pair excludes the other: 2, 8 and 512 ways.
    for pairs in [1_usize, 3, 9] {
        let schemes: Vec<Scheme> = (0..2 * pairs)
            .map(|number| {
                let other = number ^ 1;
                let excluded = format!("incompatible_avec = [\"d{other}\"]\n");
                let paid = if number % 2 == 0 {
                    "montant = \"montant\"\nunite = \"EUR/mois\""
                } else {
                    EVERY_DAY
                };
                Scheme {
                    id: format!("d{number}"),
                    rules: excluded + &condition("c", "oui") + &versement("v", paid),
                }
            })
            .collect();
        let engine = engine("12 mois", &schemes).unwrap();
        let facts = [
            ("entree", "\"2024-09-02\""),
            ("fin", "\"2025-08-31\""),
            ("oui", "true"),
        ];
        let dossier = dossier(&engine, &facts);
        reached(&engine, &dossier, &[], 1);
        let incomes = engine
            .incomes(&dossier, "2024-09-02".parse().unwrap(), Selection::InForce)
            .unwrap();
        assert_eq!(incomes.more, pairs == 9);
        assert_eq!(incomes.sequences.len(), 8.min(1 << pairs));
    }
}

/// Days and amounts of versements, in every way in which a value may move with the day that is paid.
fn payments() -> impl Strategy<Value = String> {
    let dates = select(vec![
        "date_reference",
        "entree + 12 mois",
        "date_reference + mois_d_ete",
        "entree + 12 jour",
        "date_reference - 12 mois",
        "fin",
        "min(date_reference, fin - 12 jour)",
        "max(entree + 1 mois, date_reference)",
    ]);
    let compared = select(vec!["<", "<=", "=", ">=", ">", "!="]);
    let tests = (
        dates.clone(),
        compared.clone(),
        dates.clone(),
        dates.clone(),
        compared,
        dates.clone(),
        0..7_u8,
    )
        .prop_map(|(a, x, b, c, y, d, form)| {
            let (first, second) = (format!("{a} {x} {b}"), format!("{c} {y} {d}"));
            match form {
                0 => first,
                1 => format!("{first} et {second}"),
                2 => format!("{first} ou non ({second})"),
                3 => format!("annee({a}) {x} annee({b})"),
                4 => format!("annee_scolaire({a}) {x} annee_scolaire({b}) ou {second}"),
                5 => format!("mois_entre({a}, {b}) > mois_d_ete"),
                _ => format!("({first}) = ({second})"),
            }
        });
    let amounts = (tests.clone(), dates.clone(), dates, 0..6_u8).prop_map(|(test, a, b, form)| match form {
        0 => "montant".to_owned(),
        1 => format!("si {test} alors montant sinon montant + montant"),
        2 => format!("max(montant, croissance * jours_entre({a}, {b}))"),
        3 => format!("max(0, croissance * jours_entre({a}, {b}) - montant)"),
        4 => format!("si {test} alors max(montant, croissance * jours_entre({a}, {b})) sinon montant"),
        _ => format!("arrondi_inf(max(montant, croissance * jours_entre({a}, {b})), 0)"),
    });
    (tests, amounts)
        .prop_map(|(test, amount)| format!("si = \"{test}\"\nmontant = \"{amount}\"\nunite = \"EUR/mois\""))
}

#[test]
fn no_random_schedule_changes_more_often_or_costs_more_than_its_certificate() {
    let (mut accepted, mut tried) = (0_u32, 0_u32);
    let counts = std::cell::RefCell::new((&mut accepted, &mut tried));
    law(120, &(vec(payments(), 1..4), 1..700_i64), |(payments, length)| {
        *counts.borrow_mut().1 += 1;
        let versements: String = payments
            .iter()
            .enumerate()
            .map(|(number, rest)| versement(&format!("v{number}"), rest))
            .collect();
        let scheme = Scheme {
            id: "d".to_owned(),
            rules: condition("c", "oui") + &versements,
        };
        let Ok(engine) = engine("24 mois", &[scheme]) else {
            return Ok(());
        };
        *counts.borrow_mut().0 += 1;
        let start: bareme::Day = "2023-09-02".parse().unwrap();
        let end = format!("\"{}\"", start.add_days(length));
        let dossier = dossier(
            &engine,
            &[("entree", "\"2023-09-02\""), ("fin", &end), ("oui", "true")],
        );
        let certificate = Certificate::of(engine.plan());
        let given = measured(&engine, &dossier, start, Selection::InForce).unwrap();
        for ((name, given), (_, certified)) in figures(&given).into_iter().zip(figures(&certificate.pack)) {
            prop_assert!(given <= certified, "{name}: {given} beyond {certified}");
        }
        let schedule = engine.schedule(&dossier, start, Selection::InForce).unwrap();
        let changes: u64 = certificate.changes.iter().flatten().sum();
        prop_assert!(
            schedule.segments.len() as u64 <= 1 + changes,
            "{} segments, {changes} changes",
            schedule.segments.len()
        );
        Ok(())
    });
    assert!(accepted * 4 > tried, "{accepted} packs of {tried} are accepted");
}
