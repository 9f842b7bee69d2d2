//! The bursary of the region: more charges never give fewer points or less money, more income never gives more money.

use bareme::{Day, Decimal, Verdict};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{answers::decided, dossiers::Facts, region, runs::law, warned::engine};

/// Points and yearly amount; nothing when the income is above the ceilings.
fn bursary(facts: &Facts, date: Day) -> (Decimal, Decimal) {
    let answer = decided(engine(), facts, date);
    let decision = answer.decision("bourse_regionale").unwrap();
    let number = |droit: &str| decision.droit(droit).and_then(|value| value.number()).unwrap();
    match decision.verdict() {
        Verdict::Eligible => (number("points_de_charge"), number("montant_annuel")),
        Verdict::NotEligible => (Decimal::ZERO, Decimal::ZERO),
        other => panic!("{other:?} with {facts:?} on {date}"),
    }
}

fn with(facts: &Facts, name: &str, value: impl Into<Json>) -> Facts {
    let mut facts = facts.clone();
    facts.insert(name.to_owned(), value.into());
    facts
}

/// A student for whom only family, distance and income decide, on a day on which the bursary exists.
fn students() -> impl Strategy<Value = (Facts, Day)> {
    let space = region::space_of(&region::pack_files());
    let (first, last): (Day, Day) = ("2019-09-01".parse().unwrap(), "2035-01-01".parse().unwrap());
    let date = space.date().prop_map(move |date| date.clamp(first, last));
    (space.complete(), date).prop_map(|(mut facts, date)| {
        let fixed = json!({
            "situation_actuelle": "etudes", "age": 20, "formation_autorisee_region": true, "allocation_actuelle": "aucune",
            "remunere_par_region": false, "boursier_crous": false, "heures_activite_hebdo": "0.0",
        });
        facts.extend(fixed.as_object().unwrap().clone());
        (facts, date)
    })
}

/// An income in cents, and something more.
fn incomes() -> impl Strategy<Value = (i64, i64)> {
    (0..12_000_000_i64, prop_oneof![1..300_i64, 1..4_000_000_i64])
}

fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[test]
fn more_siblings_never_give_fewer_points_or_less_money() {
    let names = ["autres_enfants_superieur", "autres_enfants_a_charge"];
    law(
        150,
        &(students(), 0..2_usize, 0..20_i64),
        |((facts, date), which, siblings)| {
            // Nobody is above a ceiling here, so that points are compared, not the absence of a right.
            let facts = with(&facts, "revenu_brut_global", "5000.00");
            let fact = engine().plan().vocabulary.fact_named(names[which]).unwrap().1;
            let siblings = siblings.min(fact.declared.max - 1);
            let at = |siblings: i64| bursary(&with(&facts, names[which], siblings), date);
            let (fewer, more) = (at(siblings), at(siblings + 1));
            prop_assert!(
                fewer.0 <= more.0 && fewer.1 <= more.1,
                "{:?} then {:?}",
                fewer,
                more
            );
            Ok(())
        },
    );
}

#[test]
fn more_income_never_gives_more_money() {
    law(200, &(students(), incomes()), |((facts, date), (cents, step))| {
        let at = |cents: i64| bursary(&with(&facts, "revenu_brut_global", euros(cents)), date).1;
        prop_assert!(at(cents) >= at(cents + step));
        Ok(())
    });
}

#[test]
fn more_points_never_give_less_money() {
    law(
        200,
        &(students(), students(), incomes()),
        |((one, date), (other, _), (cents, _))| {
            let at = |facts: &Facts| bursary(&with(facts, "revenu_brut_global", euros(cents)), date);
            let (one, other) = (at(&one), at(&other));
            // Without any right the points are not told.
            if one.1 > Decimal::ZERO && other.1 > Decimal::ZERO {
                let (fewer, more) = if one.0 <= other.0 {
                    (one, other)
                } else {
                    (other, one)
                };
                prop_assert!(fewer.1 <= more.1, "{:?} then {:?}", fewer, more);
            }
            Ok(())
        },
    );
}
