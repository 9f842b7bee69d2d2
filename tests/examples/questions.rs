//! Plays the interviews of the personas and of people drawn at random, and tells how many questions they took.
//!
//! `--gens N` draws so many people, `--graine S` others; `--detail NOM` tells the interview of a persona, or of the person of that number, question by
//! question; `--ecrire` keeps the figures.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "../interview/mod.rs"]
mod interview;
#[path = "../interview/told.rs"]
mod told;

use std::{
    fs,
    io::{self, Write as _},
};

use interview::{
    door::Door,
    ratchet::{self, PEOPLE, SEED},
    tally::{Population, played},
};

/// What the command line asks for.
struct Wanted {
    people: usize,
    seed: u64,
    detail: Option<String>,
    write: bool,
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted {
        people: 1_000,
        seed: SEED,
        detail: None,
        write: false,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut next = || {
            arguments
                .next()
                .ok_or(format!("{argument} : il manque sa valeur"))
        };
        match argument.as_str() {
            "--gens" => wanted.people = next()?.parse().map_err(|_| "--gens : un nombre")?,
            "--graine" => wanted.seed = next()?.parse().map_err(|_| "--graine : un nombre")?,
            "--detail" => wanted.detail = Some(next()?),
            "--ecrire" => wanted.write = true,
            other => {
                return Err(format!(
                    "`{other}` : options --gens, --graine, --detail, --ecrire"
                ));
            }
        }
    }
    Ok(wanted)
}

fn main() -> io::Result<()> {
    let wanted = wanted().map_err(io::Error::other)?;
    let door = Door::new(bareme_pays_de_la_loire::engine());
    let text = match &wanted.detail {
        Some(name) => told::detail(&door, name, wanted.seed).map_err(io::Error::other)?,
        None => {
            let played = played(&door);
            let people = Population::draw(&door, wanted.people, wanted.seed);
            told::table(&door, &played, &people)
        }
    };
    io::stdout().write_all(text.as_bytes())?;
    if wanted.write {
        let people = Population::draw(&door, PEOPLE, SEED);
        let figures = ratchet::figures(&played(&door), &people);
        let differences = ratchet::differences(&ratchet::kept(), &figures);
        fs::write(ratchet::path(), ratchet::file(&figures))?;
        writeln!(io::stdout(), "\n{}", differences.join("\n"))?;
    }
    Ok(())
}
