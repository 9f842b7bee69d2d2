//! The figures that are kept in `tests/questions.toml`: each may only go down.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use super::{
    page::Start,
    tally::{Played, Population, median},
};

/// How many people the kept figures are of, and which.
pub(crate) const PEOPLE: usize = 200;
pub(crate) const SEED: u64 = 1;

/// So many questions are few enough for nearly everybody.
pub(crate) const FEW: usize = 14;

/// Never: more than any number of questions.
const NEVER: u64 = 999;

/// Section, then name, then value.
pub(crate) type Figures = BTreeMap<String, BTreeMap<String, u64>>;

pub(crate) fn figures(played: &[Played], population: &Population) -> Figures {
    let mut figures = Figures::new();
    let mut put = |section: &str, name: &str, value: u64| {
        let section = figures.entry(section.to_owned()).or_default();
        section.insert(name.to_owned(), value);
    };
    for one in played {
        let section = format!("personas.{}", one.persona.name);
        put(&section, "utile", count(one.interview.useful));
        put(&section, "fini", count(one.interview.done));
        put(&section, "ecart_demander", gap(one.asks));
        put(&section, "ecart_ou_bien", gap(one.choices));
        put(&section, "montants_faux", one.wrong.len() as u64);
        put(&section, "refus", u64::from(one.interview.refused.is_some()));
    }
    let each = |of: fn(&Played) -> Option<usize>| median(played.iter().map(of).collect());
    put("medianes", "utile", count(each(|one| one.interview.useful)));
    put("medianes", "fini", count(each(|one| one.interview.done)));
    let within = |percent| count(population.within(percent, |one| one.done));
    put(
        "population",
        "utile_50",
        count(population.within(50, |one| one.useful)),
    );
    put("population", "fini_50", within(50));
    put("population", "fini_90", within(90));
    let beyond = population.number(|one| one.done.is_none_or(|done| done > FEW));
    put("population", "finis_au_dela_de_14", beyond as u64);
    put(
        "population",
        "refus",
        population.number(|one| one.refused.is_some()) as u64,
    );
    let (promised, missed) = population.misled();
    put("population", "promis_en_vain", promised as u64);
    put("population", "droits_manques", missed as u64);
    figures
}

fn count(questions: Option<usize>) -> u64 {
    questions.map_or(NEVER, |count| count as u64)
}

const fn gap(start: Start) -> u64 {
    match start {
        Start::Same => 0,
        Start::Unordered => 1,
        Start::Other => 2,
    }
}

/// Where they are kept.
pub(crate) fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("questions.toml")
}

/// The figures as they are kept.
pub(crate) fn kept() -> Figures {
    let text = fs::read_to_string(path()).unwrap_or_default();
    let file: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("questions.toml: {error}"));
    let mut kept = Figures::new();
    for (section, value) in &file {
        let inside = value
            .as_table()
            .unwrap_or_else(|| panic!("`{section}` is no table"));
        for (name, value) in inside {
            match value {
                toml::Value::Integer(number) => {
                    keep(&mut kept, section.clone(), name, *number);
                }
                toml::Value::Table(persona) => {
                    for (figure, value) in persona {
                        let number = value.as_integer().unwrap_or_else(|| panic!("{name}.{figure}"));
                        keep(&mut kept, format!("{section}.{name}"), figure, number);
                    }
                }
                other => panic!("{section}.{name}: {other:?}"),
            }
        }
    }
    kept
}

fn keep(kept: &mut Figures, section: String, name: &str, number: i64) {
    let number = u64::try_from(number).expect("no figure is negative");
    kept.entry(section).or_default().insert(name.to_owned(), number);
}

/// The file that keeps these figures.
pub(crate) fn file(figures: &Figures) -> String {
    let mut text = format!(
        "# How many questions, as `make questions` counts them: a figure may only go down, or the tests fail; `make questions ECRIRE=1` writes\n\
                    # them anew. 999: never. `ecart_…`: 0 the page starts as expected, 1 in another order, 2 otherwise. `population`: of {PEOPLE} people drawn at random.\n"
    );
    for (section, figures) in figures {
        let _ = writeln!(text, "\n[{section}]");
        for (name, value) in figures {
            let _ = writeln!(text, "{name} = {value}");
        }
    }
    text
}

/// What differs from what is kept, worse or better.
pub(crate) fn differences(kept: &Figures, now: &Figures) -> Vec<String> {
    let mut said = Vec::new();
    for (section, figures) in now {
        for (name, value) in figures {
            let was = kept.get(section).and_then(|section| section.get(name));
            match was {
                None => said.push(format!("{section}.{name} = {value} is not kept")),
                Some(was) if value > was => {
                    said.push(format!("{section}.{name}: {value} is worse than {was}"));
                }
                Some(was) if value < was => {
                    said.push(format!(
                        "{section}.{name}: {value} is better than {was}: lower it"
                    ));
                }
                Some(_) => {}
            }
        }
    }
    said
}
