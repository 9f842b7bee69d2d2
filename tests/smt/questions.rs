//! The questions that are asked of both, and packs that differ by one value.

use std::time::Duration;

use bareme::{
    Engine,
    analysis::{Joint, Side},
    pack::{InputFile, read},
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};

use crate::{
    asked::{About, Asked},
    naive::Naive,
    packs::packs,
    random::Random,
    runs::config,
};

use super::{
    compare::Comparison,
    packs::WINDOW,
    z3::{Limits, Z3},
};

/// The dispositif that is in force on the reference dates that questions are about.
const WINDOW_ID: &str = "fenetre_du_solveur";

/// The same pack, with this dispositif.
fn windowed(files: &[InputFile]) -> Vec<InputFile> {
    let pack = read(files.to_vec()).pack;
    let mut truths = pack.vocabulary.facts.iter();
    let truth = &truths.find(|fact| fact.declared.kind.is_boolean()).unwrap().name;
    let (source, [first, last]) = (&pack.sources[0].id, WINDOW);
    let text = format!(
        "id = \"{WINDOW_ID}\"\ntitre = \"f\"\nresume = \"f\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         en_vigueur = {{ du = {first}, au = {last} }}\nsources = [{{ id = \"{source}\" }}]\nnature = \"aide\"\n\
         verifie_le = 2030-01-01\napres = \"fin\"\ndemarche = {{ ou = \"en ligne\", fiabilite = \"secondaire\" }}\n\
         [[conditions]]\nid = \"c0\"\ntitre = \"c\"\nsi = '{truth}'\n\
         [[droits]]\nid = \"x0\"\ntitre = \"x\"\nrole = \"benefice\"\nprincipal = true\ntype = \"booleen\"\nvaleur = '{truth}'\n"
    );
    let mut files = files.to_vec();
    files.push(InputFile::new(format!("dispositifs/zzz/{WINDOW_ID}.toml"), text));
    files
}

/// A pack, or two of the same facts, read for both.
pub(crate) struct World {
    naive: Vec<Naive>,
    engines: Vec<Engine>,
}

impl World {
    /// Nothing when the reader refuses one.
    pub(crate) fn new(packs: &[Vec<InputFile>]) -> Option<Self> {
        let packs: Vec<Vec<InputFile>> = packs.iter().map(|files| windowed(files)).collect();
        let engines = packs.iter().map(|files| Engine::from_files(files.clone()));
        let engines = engines.map(|read| Some(read.ok()?.0));
        Some(Self {
            engines: engines.collect::<Option<_>>()?,
            naive: packs.into_iter().map(Naive::new).collect(),
        })
    }

    pub(crate) fn comparison<'n>(&'n self, z3: &'n Z3, steps: u64, limits: Limits) -> Comparison<'n> {
        let dispositifs = &self.naive[0].pack.dispositifs;
        let window = dispositifs
            .iter()
            .position(|dispositif| dispositif.id == WINDOW_ID)
            .unwrap();
        let joint = match self.engines.as_slice() {
            [only] => Joint::of(only),
            [before, after] => Joint::between(before, after),
            _ => panic!("one pack, or two"),
        };
        Comparison {
            about: About {
                sides: self.naive.iter().collect(),
            },
            joint,
            window: Asked::InForce(Side::Before, window),
            z3,
            budget: bareme::analysis::Budget { steps },
            limits,
            at_least: Duration::ZERO,
        }
    }
}

/// Is somebody granted each dispositif?
pub(crate) fn eligible(about: &About<'_>) -> Vec<Asked> {
    let count = about.pack(Side::Before).dispositifs.len();
    (0..count)
        .map(|position| Asked::Eligible(Side::Before, position))
        .collect()
}

/// Can each condition fail alone?
pub(crate) fn alone(about: &About<'_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (position, dispositif) in about.pack(Side::Before).dispositifs.iter().enumerate() {
        if dispositif.id == WINDOW_ID {
            continue;
        }
        let mut ids: Vec<&str> = Vec::new();
        for condition in &dispositif.conditions {
            if !ids.contains(&condition.id.as_str()) {
                ids.push(&condition.id);
            }
        }
        // The versions of a condition, from one period to another, have one name.
        let met = |id: &str| {
            let conditions = dispositif.conditions.iter().enumerate();
            let named = conditions.filter(|(_, condition)| condition.id == id);
            Asked::All(
                named
                    .map(|(index, _)| Asked::Met(Side::Before, position, index))
                    .collect(),
            )
        };
        for failing in &ids {
            let mut all = vec![
                Asked::InForce(Side::Before, position),
                Asked::Not(Box::new(met(failing))),
            ];
            all.extend(
                ids.iter()
                    .filter(|other| *other != failing)
                    .map(|other| met(other)),
            );
            asked.push(Asked::All(all));
        }
    }
    asked
}

/// Does what is decided of a dispositif change?
pub(crate) fn changed(about: &About<'_>) -> Vec<Asked> {
    let count = about.pack(Side::Before).dispositifs.len() - 1;
    let alike = (0..count).map(Asked::Alike);
    alike.map(|alike| Asked::Not(Box::new(alike))).collect()
}

/// Random packs that the reader accepts; the same at each run.
pub(crate) fn random_packs(count: usize) -> Vec<Vec<InputFile>> {
    let mut runner = TestRunner::new(config(1));
    let packs = packs();
    let mut drawn = || packs.new_tree(&mut runner).unwrap().current().0;
    (0..count).map(|_| drawn()).collect()
}

/// The same pack with one number of its parameters, or of the cells of a table, a little more or less.
pub(crate) fn one_value_changed(files: &[InputFile], folder: &str, random: &mut Random) -> Vec<InputFile> {
    let mut places = Vec::new();
    for (file, input) in files
        .iter()
        .enumerate()
        .filter(|(_, input)| input.path.starts_with(folder))
    {
        let text = String::from_utf8(input.bytes.clone()).unwrap();
        let cells = input.path.rsplit_once('.').is_some_and(|(_, kind)| kind == "csv");
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = if cells {
                line.rfind(',').map(|at| at + 1)
            } else {
                line.find("valeur = ").map(|at| at + 9)
            };
            if let Some(start) = start
                && let Some(digit) = last_digit(&line[start..])
            {
                places.push((file, at + start + digit));
            }
            at += line.len();
        }
    }
    let chosen = usize::try_from(random.below(u64::try_from(places.len()).unwrap())).unwrap();
    let (file, at) = places[chosen];
    let mut files = files.to_vec();
    let digit = &mut files[file].bytes[at];
    *digit = if *digit == b'9' { b'8' } else { *digit + 1 };
    files
}

/// Where the last digit of a number stands at the start of a text; nothing for a date or a word.
fn last_digit(text: &str) -> Option<usize> {
    let quoted = usize::from(text.starts_with('"'));
    let rest = &text[quoted..];
    let unsigned = rest.strip_prefix('-').unwrap_or(rest);
    let length = unsigned
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(unsigned.len());
    let ends = unsigned[length..].chars().next();
    let is_number = length > 0 && !matches!(ends, Some('-' | 'a'..='z' | '_'));
    is_number.then(|| quoted + rest.len() - unsigned.len() + length - 1)
}
