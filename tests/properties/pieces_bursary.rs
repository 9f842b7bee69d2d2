//! The pieces of the bursary on income are the ceilings and the amounts that the arrêtés publish, read apart from the tables of the pack.

use bareme::{
    Day, Selection, Verdict,
    analysis::{PieceOptions, Shape, Worth},
};
use serde_json::json;
use toml::{Table, Value};

use crate::{files::files, warned::engine};

/// The ranks, from the smallest ceiling to the largest.
const RANKS: [&str; 8] = ["7", "6", "5", "4", "3", "2", "1", "0bis"];

/// What was read apart: of a table, for each day, the rows of its text, the first of which names the columns.
fn transcribed(table: &str) -> Vec<(Day, Vec<Vec<String>>)> {
    let all = files("tests/transcriptions");
    let (_, bytes) = all
        .iter()
        .find(|(path, _)| path.ends_with("bourse.toml"))
        .unwrap();
    let file: Table = toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap();
    let list = file["transcription"].as_array().unwrap().iter();
    let of = list.filter(|one| one.get("table").and_then(Value::as_str) == Some(table));
    of.map(|one| {
        let rows = one["valeurs"].as_str().unwrap().trim().lines();
        let rows = rows.map(|row| row.split_whitespace().map(str::to_owned).collect());
        let day = one["depuis"].as_datetime().unwrap().to_string();
        (day.parse().unwrap(), rows.collect())
    })
    .collect()
}

#[test]
fn the_pieces_of_the_bursary_are_the_ceilings_of_the_arretes_for_every_number_of_points_and_every_year() {
    let (ceilings, amounts) = (transcribed("bourse_plafonds"), transcribed("bourse_montants"));
    assert_eq!((ceilings.len(), amounts.len()), (7, 7));
    for ((day, ceilings), (same, amounts)) in ceilings.iter().zip(&amounts) {
        assert_eq!(day, same);
        for points in 0..18_i64 {
            let row = ceilings.iter().find(|row| row[0] == points.to_string()).unwrap();
            let column = |rank: &str| ceilings[0].iter().position(|name| name == rank).unwrap();
            // Two points for each other child, one for a distance of 30 km to 249 km (`openfisca_bourses`).
            let dossier = json!({
                "situation_actuelle": "etudes", "age": 20, "formation_autorisee_region": true, "allocation_actuelle": "aucune",
                "remunere_par_region": false, "boursier_crous": false, "heures_activite_hebdo": "0.0", "handicap_cdaph": false,
                "aidant": false, "autres_enfants_superieur": 0, "autres_enfants_a_charge": points / 2,
                "distance_domicile_formation_km": if points % 2 == 1 { 30 } else { 10 },
            });
            let dossier = bareme::wire::read_dossier(engine(), &dossier.to_string()).unwrap();
            let options = PieceOptions {
                selection: Selection::Named(&["bourse_regionale"]),
                droits: &["echelon", "montant_annuel"],
                ..PieceOptions::default()
            };
            let all = engine()
                .pieces(&dossier, "revenu_brut_global", *day, &options)
                .unwrap();
            let told: Vec<(i64, Option<Verdict>, Vec<String>)> = all[0]
                .iter()
                .map(|piece| {
                    let droits = piece.droits().map(|one| match one.worth {
                        Worth::Settled(Shape::Constant(value)) => value.to_string(),
                        _ => panic!("a droit that goes on"),
                    });
                    (piece.scaled().1, piece.verdict(), droits.collect())
                })
                .collect();
            let mut expected: Vec<(i64, Option<Verdict>, Vec<String>)> = RANKS
                .iter()
                .map(|rank| {
                    // The ceiling itself gives the right.
                    let last = row[column(rank)].parse::<i64>().unwrap() * 100;
                    let amount = amounts.iter().find(|row| row[0] == *rank).unwrap();
                    let droits = vec![(*rank).to_owned(), format!("{}.00", amount[1])];
                    (last, Some(Verdict::Eligible), droits)
                })
                .collect();
            let (_, income) = engine()
                .plan()
                .vocabulary
                .fact_named("revenu_brut_global")
                .unwrap();
            expected.push((income.declared.max, Some(Verdict::NotEligible), Vec::new()));
            assert_eq!(told, expected, "{points} points on {day}");
        }
    }
}
