//! What is paid over a course: cases worked by hand from the texts, and laws that hold for every course.
//!
//! The cases are in `tests/schedules`. A key that a case does not name is not compared; `false` stands for « no value ».
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

use std::{fs, path::Path};

use bareme::{Day, Decimal, Dossier, Selection, schedule::Schedule, wire};
use bareme_pays_de_la_loire::engine;
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Integer(number) => Json::from(number.as_str().parse::<i64>().unwrap()),
        DeValue::Boolean(truth) => Json::from(*truth),
        DeValue::Datetime(date) => Json::from(date.to_string()),
        DeValue::Array(list) => list.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, item)| (key.get_ref().to_string(), json(item.get_ref())))
            .collect(),
        DeValue::Float(float) => panic!("a case holds exact numbers: {}", float.as_str()),
    }
}

/// What the answer lacks or says otherwise, of what is expected.
fn differences(at: &str, expected: &Json, given: &Json, found: &mut Vec<String>) {
    match (expected, given) {
        (Json::Object(expected), Json::Object(given)) => {
            for (key, value) in expected {
                differences(
                    &format!("{at}/{key}"),
                    value,
                    given.get(key).unwrap_or(&Json::Null),
                    found,
                );
            }
        }
        (Json::Array(expected), Json::Array(given)) if expected.len() == given.len() => {
            for (index, (expected, given)) in expected.iter().zip(given).enumerate() {
                differences(&format!("{at}/{index}"), expected, given, found);
            }
        }
        (Json::Bool(false), Json::Null) => {}
        _ if expected == given => {}
        _ => found.push(format!("{at}: {expected} expected, {given} given")),
    }
}

/// The answer in the words of a case: causes by their kind, payers by their total.
fn answered(answer: &Json) -> Json {
    let mut answer = answer["echeancier"].clone();
    for segment in answer["segments"].as_array_mut().unwrap() {
        let kinds: Json = segment["causes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cause| cause["genre"].clone())
            .collect();
        segment["causes"] = kinds;
    }
    let payers = answer["totaux"]["payeurs"].as_object().unwrap().clone();
    answer["totaux"]["payeurs"] = payers
        .iter()
        .map(|(name, payer)| (name.clone(), payer["total"].clone()))
        .collect();
    answer
}

#[test]
fn courses_worked_by_hand_come_out_as_the_texts_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schedules");
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let file = json(&DeValue::Table(DeTable::parse(&text).unwrap().into_inner()));
        for case in file["cas"].as_array().unwrap() {
            count += 1;
            let name = case["nom"].as_str().unwrap();
            let request = wire::Request {
                dossier: &case["dossier"].to_string(),
                date: case["date"].as_str().unwrap(),
                ..wire::Request::default()
            };
            let answer = match wire::schedule(engine(), &request) {
                Ok(answer) => answered(&serde_json::from_str(&answer).unwrap()),
                Err(findings) => {
                    failures.push(format!("{name}: {findings}"));
                    continue;
                }
            };
            for key in ["segments", "totaux", "manquants", "a_determiner"] {
                let expected = match case.get(key) {
                    Some(expected) => expected.clone(),
                    None if key == "manquants" || key == "a_determiner" => Json::Array(Vec::new()),
                    None => continue,
                };
                differences(&format!("{name}/{key}"), &expected, &answer[key], &mut failures);
            }
        }
    }
    assert!(count >= 19, "{count} cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Numbers that look random and never change: a course is found again from its number.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

fn drawn(number: u64) -> (Dossier, Day, Day) {
    let mut draw = Draw(number);
    let start: Day = "2019-09-01".parse().unwrap();
    let start = start.add_days(draw.below(2_400).try_into().unwrap());
    let days = |draw: &mut Draw, most| i64::try_from(draw.below(most)).unwrap();
    let end = start.add_days(days(&mut draw, 1_100));
    let rights = start.add_days(days(&mut draw, 900));
    let mut dossier = engine().dossier();
    let mut set = |name: &str, text: &str| {
        let value: Json = serde_json::from_str(text).unwrap_or_else(|_| Json::from(text));
        let stated = match &value {
            Json::Bool(truth) => dossier.insert(name, (*truth).into()),
            Json::Number(number) => dossier.insert(name, number.as_i64().unwrap().into()),
            _ => dossier.insert(name, text.into()),
        };
        stated.unwrap();
    };
    set("date_entree_formation", &start.to_string());
    set("date_fin_formation", &end.to_string());
    set("date_fin_droits_are", &rights.to_string());
    for name in [
        "indemnise_are",
        "formation_rff",
        "formation_continue_temps_plein",
        "travailleur_handicape",
        "activite_anterieure",
        "accord_commission_transitions_pro",
        "parent_isole",
        "handicap_cdaph",
    ] {
        set(name, draw.one(&["true", "false"]));
    }
    for name in ["formation_agreee_remuneration", "formation_autorisee_region"] {
        set(name, "true");
    }
    for name in [
        "remunere_par_region",
        "boursier_crous",
        "aidant",
        "licenciement_economique_ou_inaptitude",
        "absence_sante_qualifiante",
        "enceinte_seule",
        "separe_moins_de_3_ans",
        "non_salarie_12_mois",
        "frais_hebergement",
    ] {
        set(name, "false");
    }
    set(
        "statut",
        draw.one(&["demandeur_emploi", "salarie_prive", "poursuite_scolarite"]),
    );
    set("diplome_vise", draw.one(&["aide_soignant", "infirmier", "autre"]));
    set("sexe", draw.one(&["femme", "homme"]));
    set("contrat_type", "cdi");
    set("organisme_departement", "sarthe");
    set("programme", "autre");
    let amount = |draw: &mut Draw, low: u64, most: u64| (low + draw.below(most)).to_string();
    for (name, low, most) in [
        ("allocation_journaliere", 15, 40),
        ("age", 16, 40),
        ("nombre_enfants", 0, 5),
        ("duree_formation_heures", 30, 3_000),
        ("duree_formation_mois", 1, 36),
        ("mois_salarie_total", 0, 60),
        ("mois_salarie_5_ans", 0, 60),
        ("mois_dans_entreprise", 0, 40),
        ("mois_cdd_12_mois", 0, 12),
        ("distance_domicile_formation_km", 0, 300),
        ("autres_enfants_superieur", 0, 3),
        ("autres_enfants_a_charge", 0, 3),
        ("heures_activite_hebdo", 0, 18),
        ("heures_hebdo_formation", 20, 16),
        ("salaire_reference_mensuel", 1_000, 7_000),
        ("revenu_brut_global", 0, 60_000),
    ] {
        set(name, &amount(&mut draw, low, most));
    }
    (dossier, start, end)
}

fn laid_out(dossier: &Dossier, date: Day) -> Option<Schedule> {
    engine().schedule(dossier, date, Selection::InForce).ok()
}

#[test]
fn segments_tile_the_course_differ_from_each_other_and_add_up() {
    let (mut several, mut paid) = (0, 0);
    for number in 0..400 {
        let (dossier, start, _) = drawn(number);
        let Some(schedule) = laid_out(&dossier, start) else {
            continue;
        };
        let course = schedule.course.unwrap();
        let mut day = course.from;
        let mut total = Decimal::ZERO;
        for (index, segment) in schedule.segments.iter().enumerate() {
            assert_eq!(segment.days.from, day, "{number}: a hole or an overlap");
            assert!(
                segment.days.from < segment.days.until,
                "{number}: an empty segment"
            );
            day = segment.days.until;
            let sum: Decimal = segment.lines.iter().filter_map(|line| line.total).sum();
            assert_eq!(sum, segment.total, "{number}: the total of a segment");
            total += sum;
            assert!(!segment.causes.is_empty(), "{number}: a change without a cause");
            if let Some(before) = index.checked_sub(1).map(|index| &schedule.segments[index]) {
                let worth = |lines: &[bareme::schedule::Line]| -> Vec<_> {
                    lines
                        .iter()
                        .map(|line| (line.dispositif, line.versement, line.amount))
                        .collect()
                };
                assert_ne!(
                    worth(&before.lines),
                    worth(&segment.lines),
                    "{number}: nothing changes"
                );
            }
        }
        assert_eq!(day, course.until, "{number}: the course is not covered");
        assert_eq!(total, schedule.totals.total, "{number}: the total");
        let payers: Decimal = schedule.totals.payers.iter().map(|payer| payer.total).sum();
        assert_eq!(payers, total, "{number}: the totals of the payers");
        several += usize::from(schedule.segments.len() > 1);
        paid += usize::from(!total.is_zero());
    }
    assert!(
        several > 60 && paid > 60,
        "the courses drawn say little: {several}, {paid}"
    );
}

#[test]
fn what_is_paid_on_a_day_does_not_depend_on_how_the_days_around_it_were_cut() {
    // These do not depend on the last day of the course, so that a course that stops on a day shows what that day is paid.
    let free = [
        "remuneration_publique_stage",
        "bourse_regionale",
        "aref",
        "majoration_regionale_remuneration",
    ];
    let mut compared = 0;
    for number in 0..400 {
        let (mut dossier, start, end) = drawn(number);
        let Some(whole) = laid_out(&dossier, start) else {
            continue;
        };
        let mut draw = Draw(number + 9_000);
        for _ in 0..4 {
            let days = u64::try_from(end.number() - start.number() + 1).unwrap();
            let day = start.add_days(draw.below(days).try_into().unwrap());
            dossier.insert("date_fin_formation", day.into()).unwrap();
            let Some(cut) = laid_out(&dossier, start) else {
                continue;
            };
            let paid = |schedule: &Schedule| -> Vec<(String, String, Option<Decimal>)> {
                let segment = schedule.on(day).unwrap();
                schedule
                    .lines(segment)
                    .filter(|view| free.contains(&view.dispositif.id.as_str()))
                    .map(|view| {
                        let id = &view.versement.id;
                        (view.dispositif.id.clone(), id.clone(), view.line.amount)
                    })
                    .collect()
            };
            // Which dispositifs are worth the most may depend on how long the course is; what each pays on a day does not.
            if whole.dispositifs != cut.dispositifs {
                continue;
            }
            assert_eq!(paid(&whole), paid(&cut), "{number}, {day}");
            compared += usize::from(!paid(&whole).is_empty());
        }
    }
    assert!(compared > 100, "the days drawn say little: {compared}");
}
