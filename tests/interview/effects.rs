//! What a question is for: some answer to it changes something, and every answer in one of its ranges decides the same.

use bareme::{
    Answer, Day, Decision, Engine, Selection,
    answer::{Interview, Question},
    catalogue::{DroitRole, Value},
    decimal,
    vocabulary::{Fact, Kind},
    wire,
};
use serde_json::{Value as Json, json};

use crate::interview::door::{Door, Told, number};

/// Days near which something usually changes: entries, ends, birthdays of the law.
const DAYS: [&str; 7] = [
    "2021-09-01",
    "2024-09-02",
    "2026-11-28",
    "2027-01-04",
    "2027-09-01",
    "2028-07-01",
    "2031-07-01",
];

/// What somebody hears after an answer, if it may be given.
fn heard(door: &Door, told: &Told, date: Day, fact: &str, value: &Json) -> Option<Answer> {
    let mut told = told.clone();
    told.unknown.remove(fact);
    told.facts.insert(fact.to_owned(), value.clone());
    door.decide(&told, date).ok()
}

/// Some answers that a person may give.
fn answers(engine: &Engine, fact: &Fact, ranges: &[Value]) -> Vec<Json> {
    let declared = &fact.declared;
    let write = |scaled: i64| number(declared, scaled);
    if !ranges.is_empty() {
        return ranges.iter().map(|range| write(range.lo)).collect();
    }
    match &declared.kind {
        Kind::Boolean => vec![true.into(), false.into()],
        Kind::Choice(id) => {
            let members = engine.plan().vocabulary.enumeration(*id).into_iter();
            let members = members.flat_map(|enumeration| &enumeration.members);
            members.map(|member| member.name.as_str().into()).collect()
        }
        Kind::Date => DAYS
            .iter()
            .map(|day| Json::from(*day))
            .chain([write(declared.min), write(declared.max)])
            .collect(),
        Kind::Number { .. } => {
            let one = decimal::pow10(declared.decimals());
            let some = [0, 1, 12, 24, 41, 70, 450, 20_000].map(|count| count * one);
            let inside = some
                .into_iter()
                .filter(|value| (declared.min..=declared.max).contains(value));
            inside.chain([declared.min, declared.max]).map(write).collect()
        }
    }
}

/// Is something about it other than before, besides that the fact is known?
fn differs(one: &Decision<'_>, other: &Decision<'_>, fact: &str) -> bool {
    let (was, is) = (one.outcome(), other.outcome());
    let waits = |decision: &Decision<'_>| {
        let missing = decision.missing().filter(|missing| missing.name != fact);
        missing.map(|missing| missing.name.clone()).collect::<Vec<_>>()
    };
    (was.verdict, &was.conditions, &was.droits) != (is.verdict, &is.conditions, &is.droits)
        || waits(one) != waits(other)
}

/// The questions that no answer tried gives any effect, among the first `count` that are asked.
pub(crate) fn without_effect(door: &Door, told: &Told, date: Day, count: usize) -> Vec<String> {
    let (interview, before) = asked(door, told, date);
    let under = |answer: &Answer| answer.under_reserve().cloned().unwrap_or_else(|| answer.clone());
    let shown_before = under(&before);
    let mut idle = Vec::new();
    for question in interview.questions.iter().take(count) {
        let fact = named(door, question);
        let changes = |value: &Json| {
            let Some(after) = heard(door, told, date, &fact.name, value) else {
                return false;
            };
            let shown = under(&after);
            let pairs = shown_before.decisions().zip(shown.decisions());
            let mut offered = pairs.filter(|(one, _)| door.offers.contains(one.id()));
            offered.any(|(one, other)| differs(&one, &other, &fact.name))
        };
        if !answers(door.engine, fact, &question.cuts).iter().any(changes) {
            idle.push(fact.name.clone());
        }
    }
    idle
}

/// What differs inside one of the ranges of a question, or between a range and the values in it, among the first `count` that are asked; and how many
/// ranges were tried.
pub(crate) fn uneven(door: &Door, told: &Told, date: Day, count: usize) -> (usize, Vec<String>) {
    let (interview, before) = asked(door, told, date);
    let (mut tried, mut uneven) = (0, Vec::new());
    for question in interview.questions.iter().take(count) {
        let fact = named(door, question);
        let write = |scaled: i64| number(&fact.declared, scaled);
        let ends = |range: &Value| (range.lo, range.hi);
        let (low, high) = (fact.declared.min, fact.declared.max);
        let ranges: Vec<(i64, i64)> = question.cuts.iter().map(ends).collect();
        if let (Some(first), Some(last)) = (ranges.first(), ranges.last()) {
            let follows = ranges.windows(2).all(|two| two[1].0 == two[0].1 + 1);
            if !follows || first.0 < low || last.1 > high {
                uneven.push(format!("{} : {ranges:?} ne se suivent pas", fact.name));
            }
        }
        tried += ranges.len();
        for (from, to) in ranges {
            let whole = json!({ "min": write(from), "max": write(to) });
            let said = heard(door, told, date, &fact.name, &whole);
            for at in [from, from + (to - from) / 2, to] {
                let exact = heard(door, told, date, &fact.name, &write(at));
                let (Some(said), Some(exact)) = (&said, &exact) else {
                    continue;
                };
                if let Some(id) = first_difference(door, &before, said, exact) {
                    let (range, exact) = (whole.to_string(), write(at));
                    uneven.push(format!("{} : {id} change entre {range} et {exact}", fact.name));
                }
            }
        }
    }
    (tried, uneven)
}

/// The first dispositif that is not decided alike under reserve: its verdict, or a benefit that was not known well enough before.
fn first_difference(door: &Door, before: &Answer, one: &Answer, other: &Answer) -> Option<String> {
    let of = |answer: &Answer, id: &str| {
        let answer = answer.under_reserve().unwrap_or(answer);
        let decision = answer.decision(id)?;
        Some((decision.verdict(), decision.outcome().droits.clone()))
    };
    door.offers
        .iter()
        .find(|id| {
            let (Some(before), Some(one), Some(other)) = (of(before, id), of(one, id), of(other, id)) else {
                return false;
            };
            let roles = door
                .engine
                .plan()
                .dispositif_named(id)
                .map(|(_, dispositif)| &dispositif.droits);
            let droits = roles.into_iter().flatten().enumerate();
            let mut open = droits.filter(|(at, droit)| {
                let known = before.1.get(*at).copied().flatten();
                droit.role == Some(DroitRole::Benefit) && known.is_some_and(|known| !is_close(known))
            });
            one.0 != other.0 || open.any(|(at, _)| one.1.get(at) != other.1.get(at))
        })
        .cloned()
}

fn is_close(known: Value) -> bool {
    (known.hi - known.lo).saturating_mul(20) <= known.hi
}

fn asked(door: &Door, told: &Told, date: Day) -> (Interview, Answer) {
    let dossier = wire::read_dossier(door.engine, &Door::dossier(told)).expect("it was heard before");
    let interview = door.engine.interview(&dossier, date, Selection::InForce);
    let answer = door.engine.evaluate_selected(&dossier, date, Selection::InForce);
    (interview.expect("questions"), answer.expect("decisions"))
}

fn named<'d>(door: &'d Door, question: &Question) -> &'d Fact {
    let fact = door.engine.plan().vocabulary.fact(question.fact);
    fact.expect("a fact of the pack")
}
