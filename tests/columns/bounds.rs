//! What columns say of the bounds of droits is what the explaining evaluator says, row by row.

use bareme::{
    Day, Engine, Selection, Verdict,
    catalogue::DroitPlan,
    columns::{Batch, ColumnAnswer, DispositifColumns},
};

use super::tables::Table;

type Ends = Option<(i64, i64)>;

/// Compares the bounds of every row with those of the explaining evaluator; gives how many ends were apart.
pub(crate) fn check(engine: &Engine, table: &Table, date: Day, if_eligible: bool, context: &str) -> usize {
    let columns = table.columns();
    let batch = Batch {
        rows: table.rows,
        columns: &columns,
    };
    let evaluator = engine.columns(date, Selection::WithHypotheses).unwrap();
    let plain = evaluator.clone().evaluate(&batch).unwrap();
    let mut evaluator = evaluator.with_bounds();
    if if_eligible {
        evaluator = evaluator.with_if_eligible();
    }
    let answer = evaluator.evaluate(&batch).unwrap();
    same_besides(&plain, &answer, context);
    (0..table.rows)
        .map(|row| compare(engine, table, date, row, (&answer, if_eligible), context))
        .sum()
}

/// What is asked for beside changes nothing of what was already said.
fn same_besides(plain: &ColumnAnswer, answer: &ColumnAnswer, context: &str) {
    assert!(plain.refusals == answer.refusals, "{context}");
    for (plain, own) in plain.dispositifs.iter().zip(&answer.dispositifs) {
        let said = |of: &DispositifColumns| {
            let mut of = of.clone();
            (of.due, of.granted, of.if_eligible) = (Vec::new(), Vec::new(), Vec::new());
            of
        };
        assert!(said(plain) == said(own), "{context}");
    }
}

fn compare(
    engine: &Engine,
    table: &Table,
    date: Day,
    row: usize,
    (answer, if_eligible): (&ColumnAnswer, bool),
    context: &str,
) -> usize {
    let dossier = table.dossier(engine, row);
    let expected = engine.suppose(&dossier, date, Selection::WithHypotheses, false);
    let Ok(expected) = expected else {
        for columns in &answer.dispositifs {
            let bounds = columns.due.iter().chain(&columns.granted).flatten();
            assert!(
                bounds.into_iter().all(|of| of.get(row).is_none()),
                "{context}, row {row}"
            );
        }
        return 0;
    };
    let mut apart = 0;
    for (decision, columns) in expected.decisions().zip(&answer.dispositifs) {
        let outcome = decision.outcome();
        let verdict = outcome.verdict;
        let counts = if_eligible || verdict != Verdict::NotEligible;
        for (index, droit) in decision.dispositif().droits.iter().enumerate() {
            let at = format!(
                "{context}, row {row}, {}, {}, {verdict:?}",
                decision.id(),
                droit.id
            );
            let kind = &droit.declared.kind;
            let told = outcome.droits[index].filter(|_| counts);
            if if_eligible {
                let settled = told.filter(|value| value.is_settled(kind));
                let settled = settled.map(|value| {
                    if kind.is_choice() {
                        value.single_member().map_or(0, i64::from)
                    } else {
                        value.lo
                    }
                });
                let said = columns.if_eligible[index].get(row);
                // Of one that may not exist on the date of effect, what it would be is not settled.
                let may_differ = said.is_none() && !exists_for_sure_or_not(droit);
                assert!(may_differ || said == settled, "{at}: {said:?}, {settled:?}");
            }
            let Some(due) = &columns.due[index] else {
                assert!(!kind.is_number() && !kind.is_date(), "{at}");
                continue;
            };
            let (due, told) = (due.get(row), told.map(|value| (value.lo, value.hi)));
            let granted = if if_eligible {
                columns.granted[index].as_ref().and_then(|of| of.get(row))
            } else {
                told
            };
            if exists_for_sure_or_not(droit) {
                assert_eq!(granted, told, "{at}");
            } else if if_eligible {
                may_not_exist(granted, told, kind.is_date(), &at);
            } else {
                // What may not exist is compared where what would be is asked for.
                continue;
            }
            assert_eq!(due, expected_due(verdict, granted, kind.is_date()), "{at}");
            apart += usize::from(granted.is_some_and(|(lo, hi)| lo < hi));
        }
    }
    apart
}

/// Is it the same on every date of effect?
const fn exists_for_sure_or_not(droit: &DroitPlan) -> bool {
    droit.applies.is_none()
}

/// Where the date of effect is not known, the explaining evaluator tells what an amount is worth if it exists, or nothing.
fn may_not_exist(granted: Ends, told: Ends, is_day: bool, at: &str) {
    let nothing = |(lo, hi): (i64, i64)| if is_day { (lo, hi) } else { (lo.min(0), hi.max(0)) };
    match told {
        Some(told) => assert!(
            granted == Some(told) || granted == Some(nothing(told)),
            "{at}: {granted:?}, {told:?}"
        ),
        None => assert!(
            granted.is_none_or(|ends| ends == nothing(ends)),
            "{at}: {granted:?}"
        ),
    }
}

fn expected_due(verdict: Verdict, granted: Ends, is_day: bool) -> Ends {
    match (verdict, is_day) {
        (Verdict::Eligible, false) => Some(granted.unwrap_or((0, 0))),
        (Verdict::Undetermined, false) => Some(granted.map_or((0, 0), |(lo, hi)| (lo.min(0), hi.max(0)))),
        (Verdict::NotEligible | Verdict::OutOfPeriod, false) => Some((0, 0)),
        (Verdict::Eligible | Verdict::Undetermined, true) => granted,
        (Verdict::NotEligible | Verdict::OutOfPeriod, true) => None,
    }
}
