//! What the columnar evaluator says of a table is, row by row, what the explaining evaluator says.

use bareme::{
    Day, Engine, Selection, Verdict,
    answer::ConditionState,
    columns::{Batch, ColumnAnswer, ColumnEvaluator, NONE_FAILS, verdict_code, verdict_of},
};

use super::tables::Table;

pub(crate) fn check(engine: &Engine, table: &Table, date: Day, context: &str) {
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
        assert_eq!(columns.failing_on(row).collect::<Vec<_>>(), fails, "{at}");
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
                .filter(|value| outcome.verdict == Verdict::Eligible && value.is_settled(kind))
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
    kind.is_choice()
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
