//! How many questions a person answers: the figures of `make questions` are kept in `tests/questions.toml`, and may only go down.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

mod interview;
#[path = "interview/told.rs"]
mod told;

use std::fs;

use interview::{
    door::Door,
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
    let asked = told.lines().filter(|line| line.contains("] : ")).count();
    let played = played(&door);
    let cdi = played.iter().find(|one| one.persona.name == "cdi").unwrap();
    assert_eq!(asked, cdi.interview.turns.len(), "{told}");
    assert!(told::detail(&door, "personne", SEED).is_err());
}
