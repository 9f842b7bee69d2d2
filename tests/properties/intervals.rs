//! An interval settles what every value in it settles: the exact answer inside it contradicts nothing that was said.

use bareme::{
    Day, Engine,
    catalogue::from_files,
    decimal,
    vocabulary::{DeclaredType, Kind, Style},
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};
use serde_json::{Value as Json, json};

use crate::{
    answers::decided,
    asked::{pairs, space},
    dossiers::Facts,
    knowledge::only_settles,
    object::{accepted, without_gates},
    region,
    runs::law,
    warned::{engine, warned_files},
};

/// How a fact is widened: whether it is at all, and by how much on each side.
pub(crate) type Widening = (bool, Option<u32>, Option<u32>);

pub(crate) fn widening() -> impl Strategy<Value = Widening> {
    let side = || proptest::option::weighted(0.7, prop_oneof![0..3_u32, 0..40_u32, 0..1_000_000_u32]);
    (prop::bool::weighted(0.4), side(), side())
}

/// The facts, some of them as intervals that hold their value.
pub(crate) fn widened(engine: &Engine, facts: &Facts, widenings: &[Widening]) -> Facts {
    let vocabulary = &engine.plan().vocabulary;
    let facts = facts.iter().zip(widenings.iter().cycle());
    let facts = facts.map(|((name, value), (widen, below, above))| {
        let (_, fact) = vocabulary.fact_named(name).unwrap();
        let wide = widen.then(|| match &fact.declared.kind {
            Kind::Choice(id) => {
                let members = vocabulary.enumeration(*id).unwrap().members.iter();
                let names = members.map(|member| member.name.as_str());
                let turn = below.unwrap_or(1) as usize + 1;
                let more = names
                    .step_by(turn)
                    .filter(|name| *value != **name)
                    .map(Json::from);
                Some(json!({ "parmi": more.chain([value.clone()]).collect::<Vec<_>>() }))
            }
            Kind::Number { .. } | Kind::Date => Some(around(&fact.declared, value, *below, *above)),
            Kind::Boolean => None,
        });
        (name.clone(), wide.flatten().unwrap_or_else(|| value.clone()))
    });
    facts.collect()
}

/// An interval around a value, open where no side is given; both are open for nothing at all, which is no interval.
fn around(declared: &DeclaredType, value: &Json, below: Option<u32>, above: Option<u32>) -> Json {
    let decimals = declared.decimals();
    let at = match &declared.kind {
        Kind::Date => i64::from(value.as_str().unwrap().parse::<Day>().unwrap().number()),
        _ => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            decimal::from_decimal(text.parse().unwrap(), decimals).unwrap()
        }
    };
    let write = |scaled: i64| -> Json {
        let scaled = scaled.clamp(declared.min, declared.max);
        match (&declared.kind, declared.style) {
            (Kind::Date, _) => Day::from_number(scaled).to_string().into(),
            (_, Style::Integer) => scaled.into(),
            _ => decimal::format(scaled, decimals).into(),
        }
    };
    match (below, above) {
        (Some(below), Some(above)) => {
            json!({ "min": write(at - i64::from(below)), "max": write(at + i64::from(above)) })
        }
        (Some(below), None) => json!({ "min": write(at - i64::from(below)) }),
        (None, Some(above)) => json!({ "max": write(at + i64::from(above)) }),
        (None, None) => value.clone(),
    }
}

/// What intervals settle, the values inside them settle alike.
fn an_interval_never_contradicts(
    engine: &Engine,
    facts: &Facts,
    widenings: &[Widening],
    date: Day,
) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let wide = widened(engine, &facts, widenings);
    only_settles(&decided(engine, &wide, date), &decided(engine, &facts, date))
}

/// An interval that leaves everything open, or one value alone, is as good as nothing, or as that value.
fn an_interval_says_what_it_leaves(engine: &Engine, facts: &Facts, date: Day) -> TestCaseResult {
    let facts = accepted(engine, facts, date);
    let exact = decided(engine, &facts, date);
    let narrow = widened(engine, &facts, &[(true, Some(0), Some(0))]);
    // A step over the whole list leaves a choice its one member.
    let narrow = narrow.into_iter().map(|(name, value)| match value.get("parmi") {
        Some(_) => (name.clone(), json!({ "parmi": [facts[&name].clone()] })),
        None => (name, value),
    });
    let narrow = decided(engine, &narrow.collect(), date);
    for (exact, narrow) in exact.decisions().zip(narrow.decisions()) {
        prop_assert_eq!(exact.outcome(), narrow.outcome(), "{}", exact.id());
    }
    Ok(())
}

#[test]
fn in_the_region_an_interval_never_contradicts() {
    let space = region::space_of(&without_gates(&warned_files()));
    let cases = (space.partial(), vec(widening(), 7..40), space.date());
    law(150, &cases, |(facts, widenings, date)| {
        an_interval_never_contradicts(engine(), &facts, &widenings, date)?;
        an_interval_says_what_it_leaves(engine(), &facts, date)
    });
}

#[test]
fn in_random_packs_an_interval_never_contradicts() {
    let cases = pairs().prop_flat_map(|pair| {
        let space = space(&pair);
        let dossiers = vec((space.partial(), vec(widening(), 3..20), space.date()), 10);
        (Just(pair), dossiers)
    });
    law(40, &cases, |(pair, dossiers)| {
        let engine = Engine::new(from_files(pair.gated.0.clone()).unwrap().0);
        for (facts, widenings, date) in &dossiers {
            an_interval_never_contradicts(&engine, facts, widenings, *date)?;
            an_interval_says_what_it_leaves(&engine, facts, *date)?;
        }
        Ok(())
    });
}
