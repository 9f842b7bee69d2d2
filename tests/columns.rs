//! The columnar evaluator and the explaining evaluator are two implementations of one page: they agree on every dossier.
//!
//! Dossiers are random, biased to the edges: bounds of facts, values of parameters and tables, one more and one less.
//! `BAREME_CASES` says how many, `BAREME_SEED` where to start. Unless told, 100,000, and 2,000 in a build that is not optimised:
//! `make test` runs both.

#[path = "columns/dossiers.rs"]
mod dossiers;

use bareme::{
    Code, Day, Engine, Selection, Verdict,
    columns::{Batch, Column, ColumnAnswer, ColumnEvaluator, NONE_FAILS, Values, verdict_code, verdict_of},
    decision::ConditionState,
};
use bareme_pays_de_la_loire::engine;
use dossiers::{Random, Table};

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

fn check(engine: &Engine, table: &Table, date: Day, context: &str) {
    let columns = table.columns();
    let batch = Batch {
        rows: table.rows,
        columns: &columns,
    };
    let mut evaluator: ColumnEvaluator = engine.columns(date, Selection::WithHypotheses).unwrap();
    let answer = evaluator.evaluate(&batch).unwrap();
    assert_eq!(answer.rows, table.rows);
    for row in 0..table.rows {
        compare(engine, table, date, row, &answer, context);
    }
    for columns in &answer.dispositifs {
        let counts = columns.counts;
        let of = |code: u8| {
            columns
                .verdicts
                .iter()
                .filter(|verdict| **verdict == code)
                .count() as u64
        };
        assert_eq!(columns.verdicts.len(), table.rows);
        assert_eq!(counts.eligible, of(verdict_code::ELIGIBLE));
        assert_eq!(counts.undetermined, of(verdict_code::UNDETERMINED));
        assert_eq!(counts.not_eligible, of(verdict_code::NOT_ELIGIBLE));
        assert_eq!(counts.out_of_period, of(verdict_code::OUT_OF_PERIOD));
        assert_eq!(counts.refused, of(verdict_code::REFUSED));
    }
}

fn compare(engine: &Engine, table: &Table, date: Day, row: usize, answer: &ColumnAnswer, context: &str) {
    let dossier = table.dossier(engine, row);
    let refusals: Vec<u16> = answer
        .refusals
        .iter()
        .filter(|refusal| refusal.row == row)
        .map(|refusal| refusal.coherence)
        .collect();
    let Ok(expected) = engine.evaluate_selected(&dossier, date, Selection::WithHypotheses) else {
        assert!(!refusals.is_empty(), "{context}, row {row}: should be refused");
        assert!(
            answer
                .dispositifs
                .iter()
                .all(|d| d.verdicts[row] == verdict_code::REFUSED)
        );
        return;
    };
    assert!(refusals.is_empty(), "{context}, row {row}");
    assert_eq!(answer.dispositifs.len(), expected.decisions().count());
    for (decision, columns) in expected.decisions().zip(&answer.dispositifs) {
        let at = At(context, decision.id(), table, row);
        let outcome = decision.outcome();
        assert_eq!(columns.dispositif, outcome.dispositif, "{at}");
        assert_eq!(verdict_of(columns.verdicts[row]), Some(outcome.verdict), "{at}");
        let fails: Vec<usize> = outcome
            .conditions
            .iter()
            .enumerate()
            .filter(|(_, state)| **state == Some(ConditionState::NotMet))
            .filter(|_| outcome.verdict != Verdict::OutOfPeriod)
            .map(|(index, _)| index)
            .collect();
        let mask = fails.iter().fold(0_u64, |mask, index| mask | 1 << index);
        assert_eq!(columns.failing_on(row), mask, "{at}");
        let first = fails.first().map_or(NONE_FAILS, |index| *index as u8);
        assert_eq!(columns.first_failing[row], first, "{at}");
        assert_eq!(columns.missing.get(row), !outcome.missing.is_empty(), "{at}");
        if columns.only_one.get(row) {
            assert_eq!(fails.len(), 1, "{at}");
        }
        let doubt = outcome.conditions.contains(&Some(ConditionState::Unknown));
        if fails.len() == 1 && !doubt && outcome.missing.is_empty() {
            assert!(columns.only_one.get(row), "{at}");
        }
        for (index, column) in columns.droits.iter().enumerate() {
            let kind = &column.declared.kind;
            let expected = outcome.droits[index]
                .filter(|value| value.is_settled(kind))
                .map(|value| {
                    value
                        .single_member()
                        .filter(|_| is_choice(kind))
                        .map_or(value.lo, i64::from)
                });
            assert_eq!(column.get(row), expected, "{at}, {}", column.id);
        }
    }
}

fn is_choice(kind: &bareme::vocabulary::Kind) -> bool {
    matches!(kind, bareme::vocabulary::Kind::Choice(_))
}

/// Where the two differ. It is written only when they do.
struct At<'a>(&'a str, &'a str, &'a Table, usize);

impl std::fmt::Display for At<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(context, dispositif, table, row) = self;
        write!(f, "{context}, row {row}, {dispositif}: ")?;
        table.show(*row, f)
    }
}

fn refused(rows: usize, columns: &[Column<'_>]) -> Vec<(Code, String)> {
    let batch = Batch { rows, columns };
    let date = DATES[3].parse().unwrap();
    let findings = engine()
        .evaluate_columns(&batch, date, Selection::InForce)
        .unwrap_err();
    findings
        .list
        .iter()
        .map(|finding| (finding.code, finding.place.to_string()))
        .collect()
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
