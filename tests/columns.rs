//! The columnar evaluator and the explaining evaluator are two implementations of one page: they agree on every dossier.
//!
//! Dossiers are random, biased to the edges: bounds of facts, values of parameters and tables, one more and one less.
//! `BAREME_CASES` says how many, `BAREME_SEED` where to start. Unless told, 100,000, and 2,000 in a build that is not optimised:
//! `make test` runs both.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "columns/agree.rs"]
mod agree;
#[path = "columns/bounds.rs"]
mod bounds;
#[path = "support/files.rs"]
mod files;
#[path = "support/random.rs"]
mod random;
#[path = "columns/dossiers.rs"]
mod tables;
#[path = "support/warned.rs"]
mod warned;

use agree::check;
use bareme::{
    Code, Findings, Selection,
    columns::{Batch, Bitmap, Column, ColumnAnswer, Values, verdict_of},
    wire,
};
use random::Random;
use tables::Table;
use warned::engine;

fn cases() -> usize {
    let told = std::env::var("BAREME_CASES").ok();
    told.and_then(|text| text.replace('_', "").parse().ok())
        .unwrap_or(if cfg!(debug_assertions) { 2_000 } else { 100_000 })
}

fn seed() -> u64 {
    let told = std::env::var("BAREME_SEED").ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(1)
}

const DATES: [&str; 6] = [
    "2018-11-30",
    "2019-09-01",
    "2021-05-02",
    "2024-09-02",
    "2025-08-31",
    "2026-10-01",
];

#[test]
fn columns_decide_what_the_explaining_evaluator_decides() {
    let (cases, seed) = (cases(), seed());
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || compare_some(cases.div_ceil(threads), seed * 1_000 + thread as u64));
        }
    });
}

fn compare_some(cases: usize, seed: u64) {
    let engine = engine();
    let mut random = Random::new(seed);
    let mut done = 0;
    while done < cases {
        let rows = match random.below(8) {
            0 => 1 + random.below(70),
            1 => 1024 * (1 + random.below(2)),
            _ => 1 + random.below(3000),
        } as usize;
        let rows = rows.min(cases - done);
        let missing = [0, 0, 3, 20, 50][random.below(5) as usize];
        let absent = [0, 10, 40][random.below(3) as usize];
        let table = Table::random(engine.plan(), &mut random, rows, missing, absent);
        let date = DATES[random.below(DATES.len() as u64) as usize];
        let context = format!("seed {seed}, after {done} rows, {date}, {missing} % missing");
        check(engine, &table, date.parse().unwrap(), &context);
        done += rows;
    }
}

#[test]
fn bounds_in_columns_are_those_of_the_explaining_evaluator() {
    let (engine, mut random) = (engine(), Random::new(seed() + 7));
    let (mut done, mut apart) = (0, 0);
    while done < cases().div_ceil(4) {
        let rows = [1, 70, 130, 1_100][random.below(4) as usize].min(cases());
        let missing = [0, 3, 20, 50][random.below(4) as usize];
        let absent = [0, 10, 40][random.below(3) as usize];
        let table = Table::random(engine.plan(), &mut random, rows, missing, absent);
        let date = DATES[random.below(DATES.len() as u64) as usize];
        let context = format!("after {done} rows, {date}, {missing} % missing");
        let if_eligible = random.chance(60);
        apart += bounds::check(engine, &table, date.parse().unwrap(), if_eligible, &context);
        done += rows;
    }
    assert!(
        apart > done / 4,
        "nearly every droit is settled: {apart} for {done} rows"
    );
}

/// The explaining evaluator is asked of each row: a few rows of each kind are enough to see that they are the right ones.
#[test]
fn what_decisions_rest_on_is_what_the_explaining_evaluator_says() {
    let (engine, mut random) = (engine(), Random::new(seed()));
    for (missing, absent) in [(0, 0), (20, 0), (0, 40)] {
        for date in DATES {
            let date = date.parse().unwrap();
            let table = Table::random(engine.plan(), &mut random, 70, missing, absent);
            let columns = table.columns();
            let batch = Batch {
                rows: table.rows,
                columns: &columns,
            };
            let all = engine.grounds(&batch, date, Selection::InForce).unwrap();
            for row in 0..table.rows {
                let answer = engine.evaluate_selected(&table.dossier(engine, row), date, Selection::InForce);
                let Ok(answer) = answer else {
                    assert!(
                        all.iter()
                            .all(|of| of.doubts[row] == 0 && of.stale[row].is_empty())
                    );
                    continue;
                };
                assert_eq!(all.len(), answer.decisions().count());
                for (decision, of) in answer.decisions().zip(&all) {
                    let stale: Vec<&str> = decision.stale().map(|value| value.id).collect();
                    assert_eq!(of.dispositif, decision.outcome().dispositif);
                    assert_eq!(usize::from(of.doubts[row]), decision.doubts().count());
                    assert_eq!(of.stale[row], stale.join(" "));
                }
            }
        }
    }
}

#[test]
fn an_answer_that_is_used_again_holds_nothing_of_the_earlier_one() {
    let (engine, date) = (engine(), DATES[3].parse().unwrap());
    let mut random = Random::new(seed());
    let mut again = ColumnAnswer::default();
    for selection in [
        Selection::Named(&["bourse_regionale"]),
        Selection::WithHypotheses,
        Selection::InForce,
    ] {
        let mut evaluator = engine.columns(date, selection).unwrap();
        // Longer, shorter, with facts that are missing and without, with other columns.
        for (rows, missing, absent) in [
            (3_000, 0, 0),
            (70, 20, 0),
            (2_048, 20, 0),
            (1_500, 0, 40),
            (0, 0, 0),
        ] {
            let table = Table::random(engine.plan(), &mut random, rows, missing, absent);
            let columns = table.columns();
            let batch = Batch {
                rows,
                columns: &columns,
            };
            evaluator.evaluate_into(&batch, &mut again).unwrap();
            assert_eq!(again, engine.evaluate_columns(&batch, date, selection).unwrap());
        }
    }
}

#[test]
fn pieces_decided_side_by_side_are_what_one_thread_decides() {
    let (engine, date) = (engine(), DATES[3].parse().unwrap());
    let mut random = Random::new(seed());
    // Two pieces and a part of a third.
    let rows = 2 * 65_536 + 1_000;
    let some = Selection::Named(&[
        "bourse_regionale",
        "remuneration_publique_stage",
        "projet_transition_professionnelle",
    ]);
    let table = Table::random(engine.plan(), &mut random, rows, 3, 0);
    let columns = table.columns();
    let batch = Batch {
        rows,
        columns: &columns,
    };
    let whole = engine.evaluate_columns(&batch, date, some).unwrap();
    let pieces = engine.evaluate_parallel(&batch, date, some).unwrap();
    assert_eq!(
        pieces
            .iter()
            .map(|piece| (piece.first, piece.rows))
            .collect::<Vec<_>>(),
        [(0, 65_536), (65_536, 65_536), (131_072, 1_000)]
    );
    // Droits that wait for rows of other chunks are those of the same rows, however the batch is cut.
    for piece in &pieces {
        for (own, all) in piece.dispositifs.iter().zip(&whole.dispositifs) {
            for row in 0..piece.rows {
                let other = piece.first + row;
                assert_eq!(own.verdicts[row], all.verdicts[other]);
                assert_eq!(own.missing.get(row), all.missing.get(other), "row {other}");
                for (own, all) in own.droits.iter().zip(&all.droits) {
                    assert_eq!(own.get(row), all.get(other), "{}, row {other}", own.id);
                }
            }
        }
    }
    // What is made of a piece, in the columns of an earlier one, is made of the same answer.
    let mut evaluator = engine.columns(date, some).unwrap();
    assert_eq!(
        evaluator.map_parallel(&batch, ColumnAnswer::clone).unwrap(),
        pieces
    );
}

fn refused(rows: usize, columns: &[Column<'_>]) -> Vec<(Code, String)> {
    let batch = Batch { rows, columns };
    let date = DATES[3].parse().unwrap();
    let findings = engine()
        .evaluate_columns(&batch, date, Selection::InForce)
        .unwrap_err();
    let told = |findings: &Findings| -> Vec<(Code, String)> {
        let list = findings.list.iter();
        list.map(|finding| (finding.code, finding.place.to_string()))
            .collect()
    };
    // Of each column at fault, the first row is enough to say that a batch is no batch.
    let firsts = engine().grounds(&batch, date, Selection::InForce).unwrap_err();
    let (all, firsts) = (told(&findings), told(&firsts));
    assert!(
        !firsts.is_empty() && firsts.iter().all(|first| all.contains(first)),
        "{firsts:?}"
    );
    all
}

fn column<'a>(fact: &'a str, values: Values<'a>) -> Column<'a> {
    Column {
        fact,
        values,
        known: None,
    }
}

#[test]
fn a_batch_that_is_not_of_the_vocabulary_is_refused_with_every_finding() {
    let columns = [
        column("agee", Values::Narrow(&[20, 20])),
        column("age", Values::Booleans(&[true, false])),
        column("statut", Values::Codes(&[0])),
        column("sexe", Values::Codes(&[0, 1])),
        column("sexe", Values::Codes(&[0, 1])),
    ];
    assert_eq!(
        refused(2, &columns),
        [
            (Code::UnknownFact, "/agee".to_owned()),
            (Code::WrongType, "/age".to_owned()),
            (Code::LengthMismatch, "/statut".to_owned()),
            (Code::FactTwice, "/sexe".to_owned()),
        ]
    );
}

#[test]
fn a_value_outside_the_bounds_is_told_with_its_row() {
    let ages: Vec<i32> = (0..2_000)
        .map(|row| if row == 1_500 { 200 } else { 20 })
        .collect();
    let mut statuses = vec![0_u8; 2_000];
    statuses[3] = 60;
    let columns = [
        column("age", Values::Narrow(&ages)),
        column("statut", Values::Codes(&statuses)),
    ];
    let mut found = refused(2_000, &columns);
    found.sort();
    assert_eq!(
        found,
        [
            (Code::OutOfBounds, "/age/1500".to_owned()),
            (Code::UnknownChoice, "/statut/3".to_owned()),
        ]
    );
}

#[test]
fn a_fact_between_two_ends_is_decided_as_the_dossier_that_says_so() {
    let (engine, date) = (engine(), DATES[3].parse().unwrap());
    // On the third row nothing is known; on the fourth only the smallest.
    let least = Values::Narrow(&[16, 30, 0, 62]);
    let most = Values::Wide(&[20, 30, 0, 0]);
    let (first, other) = ([0b1011], [0b0011]);
    let bits = |bytes| Bitmap::new(bytes, 0, 4);
    let columns = [
        Column {
            known: bits(&first),
            ..column("age.min", least)
        },
        Column {
            known: bits(&other),
            ..column("age.max", most)
        },
    ];
    let batch = Batch {
        rows: 4,
        columns: &columns,
    };
    let answer = engine.evaluate_columns(&batch, date, Selection::InForce).unwrap();
    let dossiers = [
        r#"{"age": {"min": 16, "max": 20}}"#,
        r#"{"age": 30}"#,
        "{}",
        r#"{"age": {"min": 62}}"#,
    ];
    for (row, dossier) in dossiers.iter().enumerate() {
        let dossier = wire::read_dossier(engine, dossier).unwrap();
        let expected = engine
            .evaluate_selected(&dossier, date, Selection::InForce)
            .unwrap();
        for (decision, columns) in expected.decisions().zip(&answer.dispositifs) {
            assert_eq!(
                verdict_of(columns.verdicts[row]),
                Some(decision.outcome().verdict),
                "row {row}, {}",
                decision.id()
            );
        }
    }
}

#[test]
fn ends_that_no_fact_may_have_are_told_with_their_column_and_their_row() {
    let mut least = vec![20; 2_000];
    let mut most = vec![30; 2_000];
    (least[1_500], most[7]) = (31, 999);
    let columns = [
        column("age.min", Values::Narrow(&least)),
        column("age.max", Values::Narrow(&most)),
    ];
    assert_eq!(
        refused(2_000, &columns),
        [
            (Code::OutOfBounds, "/age.max/7".to_owned()),
            (Code::InvalidValue, "/age.min/1500".to_owned()),
        ]
    );
    let columns = [
        column("statut.min", Values::Codes(&[0])),
        column("age", Values::Narrow(&[20])),
        column("age.max", Values::Narrow(&[30])),
        column("agee.max", Values::Narrow(&[30])),
        column("sexe.min", Values::Codes(&[0])),
    ];
    assert_eq!(
        refused(1, &columns),
        [
            (Code::UnknownFact, "/agee.max".to_owned()),
            (Code::WrongType, "/statut.min".to_owned()),
            (Code::FactTwice, "/age.max".to_owned()),
            (Code::WrongType, "/sexe.min".to_owned()),
        ]
    );
}
