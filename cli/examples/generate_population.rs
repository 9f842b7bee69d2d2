//! Writes dossiers that nobody filed, for trials of `bareme batch`: the same seed gives the same file.
//!
//! `cargo run --release --example generate_population -- dossiers.csv [--rows 10000] [--seed 1] [--missing 5] [--facts age,statut]`

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use bareme::{
    Day, decimal,
    vocabulary::{Fact, Kind, Vocabulary},
};

/// A generator of numbers that the same seed repeats (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % limit
    }
}

/// Where the values of a fact usually lie, within its bounds: nobody of this population is 110 years old.
fn span(fact: &Fact) -> (i64, i64) {
    let (min, max) = (fact.declared.min, fact.declared.max);
    let day = |text: &str| text.parse().map_or(0, |day: Day| i64::from(day.number()));
    match (&fact.declared.kind, fact.name.as_str()) {
        (Kind::Date, "date_entree_formation") => (day("2023-09-01"), day("2025-01-31")),
        (Kind::Date, "date_fin_formation") => (day("2025-02-01"), day("2027-08-31")),
        (Kind::Date, _) => (day("2022-01-01").max(min), day("2026-12-31").min(max)),
        (_, "age") => (16, 60),
        _ => {
            let scale = decimal::pow10(fact.declared.decimals());
            (
                min,
                max.min(min.saturating_add(scale.saturating_mul(match scale {
                    1 => 40,
                    _ => 40_000,
                }))),
            )
        }
    }
}

fn cell(fact: &Fact, vocabulary: &Vocabulary, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    match &fact.declared.kind {
        Kind::Boolean => out.write_all(if random.below(2) == 1 { b"oui" } else { b"non" }),
        Kind::Choice(id) => {
            let members = vocabulary.enumeration(*id).map_or(&[][..], |e| &e.members);
            let drawn = random.below(members.len().max(1) as u64) as usize;
            out.write_all(members.get(drawn).map_or(b"", |member| member.name.as_bytes()))
        }
        kind => {
            let (min, max) = span(fact);
            let value = min.saturating_add(random.below(max.abs_diff(min) + 1).cast_signed());
            match kind {
                Kind::Date => write!(out, "{}", Day::from_number(value)),
                _ => out.write_all(decimal::format(value, fact.declared.decimals()).as_bytes()),
            }
        }
    }
}

fn write(path: &str, chosen: Option<&str>, rows: u64, seed: u64, missing: u64) -> io::Result<()> {
    let vocabulary = &bareme_pays_de_la_loire::engine().plan().vocabulary;
    let mut out = BufWriter::new(File::create(path)?);
    let mut random = Random(seed);
    let wanted = |fact: &&Fact| chosen.is_none_or(|names| names.split(',').any(|name| name == fact.name));
    let facts: Vec<&Fact> = vocabulary.facts.iter().filter(wanted).collect();
    let names: Vec<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
    writeln!(out, "numero,{}", names.join(","))?;
    for row in 1..=rows {
        write!(out, "{row}")?;
        for fact in &facts {
            out.write_all(b",")?;
            if random.below(100) >= missing {
                cell(fact, vocabulary, &mut random, &mut out)?;
            }
        }
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let option = |name: &str, unless_told: u64| {
        after(name)
            .and_then(|text| text.replace('_', "").parse().ok())
            .unwrap_or(unless_told)
    };
    let Some(path) = arguments.first().filter(|path| !path.starts_with("--")) else {
        eprintln!(
            "usage : generate_population SORTIE.csv [--rows N] [--seed N] [--missing POURCENT] [--facts NOMS]"
        );
        return ExitCode::from(2);
    };
    let facts = after("--facts").map(String::as_str);
    let written = write(
        path,
        facts,
        option("--rows", 10_000),
        option("--seed", 1),
        option("--missing", 5),
    );
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path} : {error}");
            ExitCode::from(1)
        }
    }
}
