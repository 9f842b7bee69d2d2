//! The runs found by halving, against the days asked one by one.

use proptest::prelude::*;

use super::{day, dossier, every};
use crate::{date::Period, plan::Value, schedule::runs::Payment};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// The runs found by halving are those that the days give when each is asked on its own, and no shorter.
    #[test]
    fn runs_are_what_each_day_says(start in 0_i64..2_500, length in 0_i64..800, rights in -100_i64..900, salary in 0_i64..400) {
        let engine = every();
        let entry = day("2020-01-01").add_days(start);
        let mut known = dossier(&engine, &entry.to_string(), &entry.add_days(length).to_string());
        known.insert("droits", entry.add_days(rights).into()).unwrap();
        known.insert("salaire", salary.into()).unwrap();
        let course = Period { from: entry, until: entry.add_days(length + 1) };
        for position in 0..6 {
            let payment = Payment::new(engine.plan(), 0, position).unwrap();
            let runs = payment.runs(&known, course).unwrap();
            prop_assert_eq!(runs.first().map(|run| run.from), Some(entry));
            for pair in runs.windows(2) {
                prop_assert!(pair[0].from < pair[1].from && pair[0].worth != pair[1].worth);
            }
            for number in 0..=length {
                let asked = entry.add_days(number);
                let run = runs.iter().rev().find(|run| run.from <= asked).unwrap();
                prop_assert_eq!(Some(run.worth), payment.worth(&known, Value::day(asked)));
            }
        }
    }
}
