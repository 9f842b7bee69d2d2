//! How many questions a person answers: the figures of `make questions` are kept in `tests/questions.toml`, and may only go down.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "interview/effects.rs"]
mod effects;
mod interview;
#[path = "interview/told.rs"]
mod told;

use std::{collections::BTreeSet, fs};

use bareme::{Answer, Day};
use serde_json::{Map, Value as Json};

use interview::{
    door::{Door, Told},
    people::People,
    persona::personas,
    play::{Interview, Manner, play},
    ratchet::{self, PEOPLE, SEED, differences, figures, kept},
    tally::{Population, played},
};

fn door() -> Door {
    Door::new(bareme_pays_de_la_loire::engine())
}

#[test]
fn no_figure_gets_worse() {
    let door = door();
    let (played, people) = (played(&door), Population::draw(&door, PEOPLE, SEED));
    let differences = differences(&kept(), &figures(&played, &people));
    assert!(
        differences.is_empty(),
        "{}\n{}\n`make questions ECRIRE=1` keeps what is better.\n",
        told::table(&door, &played, &people),
        differences.join("\n")
    );
}

#[test]
fn figures_are_kept_as_they_are_written() {
    assert_eq!(
        fs::read_to_string(ratchet::path()).unwrap(),
        ratchet::file(&kept())
    );
}

#[test]
fn an_interview_is_told_question_by_question() {
    let door = door();
    let told = told::detail(&door, "cdi", SEED).unwrap();
    let asked = told.lines().filter(|line| line.ends_with(" environ)")).count();
    let played = played(&door);
    let cdi = played.iter().find(|one| one.persona.name == "cdi").unwrap();
    assert_eq!(asked, cdi.interview.turns.len(), "{told}");
    assert!(told::detail(&door, "personne", SEED).is_err());
}

/// What was told before each question of an interview, then at its end.
fn moments(interview: &Interview) -> Vec<Told> {
    let mut told = Told::default();
    let mut moments = vec![told.clone()];
    for turn in &interview.turns {
        match &turn.answer {
            Some(value) => {
                told.facts.insert(turn.fact.clone(), value.clone());
            }
            None => {
                told.unknown.insert(turn.fact.clone());
            }
        }
        moments.push(told.clone());
    }
    moments
}

/// Somebody, and what they know.
type Person = (Day, Map<String, Json>);

/// The personas, and some people drawn at random.
fn people(door: &Door, count: usize) -> Vec<Person> {
    let personas = personas().into_iter();
    let mut people: Vec<Person> = personas.map(|persona| (persona.date, persona.knows)).collect();
    let mut drawn = People::new(door, SEED + 1);
    for _ in 0..count {
        let life = drawn.life();
        people.push((drawn.date(), drawn.knows(&life)));
    }
    people
}

/// Their interviews.
fn interviews(door: &Door, count: usize) -> Vec<(Day, Interview)> {
    let people = people(door, count).into_iter();
    people
        .map(|(date, knows)| (date, play(door, date, &knows, Manner::Exact)))
        .collect()
}

/// Asked in vain of who knows nothing yet: alone they change nothing, and what they wait for is not known. The list may only shrink.
const IN_VAIN: [&str; 7] = [
    "cdi_interimaire",
    "contrat_saisonnier",
    "date_demande_transitions_pro",
    "forme_alternance",
    "metier_spectacle",
    "rqth",
    "sexe",
];

#[test]
fn no_question_is_without_effect() {
    let door = door();
    let (mut idle, mut known) = (BTreeSet::new(), BTreeSet::new());
    for (date, interview) in interviews(&door, 25) {
        for told in moments(&interview) {
            // The one that is asked: what follows it may wait for its answer.
            for fact in effects::without_effect(&door, &told, date, 1) {
                if !told.unknown.is_empty() && IN_VAIN.contains(&fact.as_str()) {
                    known.insert(fact);
                } else {
                    idle.insert(format!("{fact} : {}", Door::dossier(&told)));
                }
            }
        }
    }
    let idle: Vec<&str> = idle.iter().map(String::as_str).collect();
    assert!(idle.is_empty(), "\n{}\n", idle.join("\n"));
    let gone: Vec<&&str> = IN_VAIN.iter().filter(|fact| !known.contains(**fact)).collect();
    assert!(
        gone.is_empty(),
        "no longer in vain, take it out of the list: {gone:?}"
    );
}

#[test]
fn every_value_in_a_range_decides_the_same() {
    let door = door();
    let (mut uneven, mut ranges) = (BTreeSet::new(), 0);
    for (date, interview) in interviews(&door, 15) {
        for (turn, told) in moments(&interview).iter().enumerate() {
            let count = if turn % 6 == 0 { 12 } else { 1 };
            let (tried, differences) = effects::uneven(&door, told, date, count);
            ranges += tried;
            for said in differences {
                uneven.insert(format!("{said} : {}", Door::dossier(told)));
            }
        }
    }
    let uneven: Vec<&str> = uneven.iter().map(String::as_str).collect();
    assert!(uneven.is_empty(), "\n{}\n", uneven.join("\n"));
    assert!(ranges > 100, "{ranges} ranges: these interviews say little");
}

/// Whoever answers by ranges is told the same in the end, and is asked hardly more.
#[test]
fn ranges_lead_where_values_lead() {
    let door = door();
    let (mut asked, mut ranges) = (0, 0);
    for (date, knows) in people(&door, 40) {
        let exact = play(&door, date, &knows, Manner::Exact);
        let by_ranges = play(&door, date, &knows, Manner::Ranges);
        let told = || Door::dossier(&by_ranges.told);
        assert_eq!(by_ranges.refused, None, "{}", told());
        let (one, other) = (exact.answer.as_ref().unwrap(), by_ranges.answer.as_ref().unwrap());
        let of = |answer: &Answer, id: &str| {
            let answer = answer.under_reserve().unwrap_or(answer);
            answer.decision(id).map(|decision| decision.verdict())
        };
        for id in &door.offers {
            assert_eq!(of(one, id), of(other, id), "{id} : {}", told());
        }
        asked += exact.turns.len();
        ranges += by_ranges.turns.len();
    }
    assert!(
        ranges * 20 <= asked * 21,
        "{ranges} questions by ranges, {asked} otherwise"
    );
}
