//! The same questions of the search and of Z3, and the processor time that each took, as a table of Markdown.
//!
//! `BAREME_CASES=30` draws more random packs and changes more values of the region's; `BAREME_Z3` is another Z3.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "../analysis/asked.rs"]
mod asked;
#[expect(dead_code, reason = "dossiers are found here, not drawn")]
#[path = "../support/dossiers.rs"]
mod dossiers;
#[path = "../support/files.rs"]
mod files;
#[path = "../oracle/forms.rs"]
mod forms;
#[path = "../oracle/judged.rs"]
mod judged;
#[path = "../support/meanings.rs"]
mod meanings;
#[path = "../oracle/naive.rs"]
mod naive;
#[path = "../oracle/tables.rs"]
mod oracle_tables;
#[expect(dead_code, reason = "dossiers are found here, not drawn")]
#[path = "../support/packs.rs"]
mod packs;
#[path = "../support/random.rs"]
mod random;
#[expect(dead_code, reason = "packs are drawn once, and nothing is made smaller")]
#[path = "../support/runs.rs"]
mod runs;
#[path = "../support/sentences.rs"]
mod sentences;
#[expect(
    dead_code,
    reason = "packs here are whole: only how a value is written is shared"
)]
#[path = "../analysis/small.rs"]
mod small;
#[path = "../smt/mod.rs"]
mod smt;

use std::time::Duration;

use asked::Asked;
use files::pack_files;
use random::Random;
use smt::{
    compare::{Answer, Compared, Comparison},
    questions::{World, alone, changed, eligible, one_value_changed, random_packs},
    z3::{Limits, Z3},
};

/// As much as a person would wait.
const LIMITS: Limits = Limits {
    rlimit: 1_000_000_000,
    seconds: 10,
};
const STEPS: u64 = 200_000_000;

/// The questions of one family.
struct Family {
    compared: Vec<Compared>,
}

impl Family {
    fn ask(&mut self, comparison: &mut Comparison<'_>, questions: &[Asked]) {
        comparison.at_least = Duration::from_millis(20);
        for question in questions {
            let compared = comparison.ask(question).unwrap_or_else(|why| panic!("{why}"));
            self.compared.extend(compared);
        }
    }

    fn row(&self, title: &str) {
        let decided = |side: &dyn Fn(&Compared) -> (Answer, u128)| {
            let each = self.compared.iter().map(side);
            each.filter(|(answer, _)| *answer != Answer::Undecided).count()
        };
        let (ours, theirs) = (decided(&|one| one.ours), decided(&|one| one.theirs));
        let times = |side: &dyn Fn(&Compared) -> u128| {
            let mut times: Vec<u128> = self.compared.iter().map(side).collect();
            times.sort_unstable();
            times
        };
        let (mine, its) = (times(&|one| one.ours.1), times(&|one| one.theirs.1));
        let count = mine.len();
        let ratio = its.iter().sum::<u128>() / mine.iter().sum::<u128>().max(1);
        println!(
            "| {title} | {count} | {ours} | {} | {} | {theirs} | {} | {} | {ratio} |",
            shown(mine[count / 2]),
            shown(mine[count - 1]),
            shown(its[count / 2]),
            shown(its[count - 1]),
        );
    }
}

/// Nanoseconds, as milliseconds.
fn shown(nanoseconds: u128) -> String {
    let micros = nanoseconds / 1_000;
    if micros < 10_000 {
        format!("{}.{:02}", micros / 1_000, micros % 1_000 / 10)
    } else {
        (micros / 1_000).to_string()
    }
}

fn main() {
    let z3 = Z3::new();
    let cases = std::env::var("BAREME_CASES").ok();
    let cases: usize = cases.map_or(10, |cases| cases.parse().expect("BAREME_CASES"));
    println!("{}, processor time in ms\n", z3.version);
    println!(
        "| questions | number | search: decided | median | most | Z3: decided | median | most | Z3 ÷ search, sum |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    region(&z3, cases);
    random(&z3, cases);
}

fn region(z3: &Z3, cases: usize) {
    let files = pack_files();
    let world = World::new(std::slice::from_ref(&files)).unwrap();
    let mut comparison = world.comparison(z3, STEPS, LIMITS);
    let [mut granted, mut failing, mut differing] = [const { Family { compared: Vec::new() } }; 3];
    let questions = eligible(&comparison.about);
    granted.ask(&mut comparison, &questions);
    granted.row("region: granted to somebody");
    let questions = alone(&comparison.about);
    failing.ask(&mut comparison, &questions);
    failing.row("region: a condition fails alone");
    let mut random = Random::new(2);
    let folders = ["tables/bourse_plafonds", "tables/"];
    for folder in folders
        .into_iter()
        .chain(std::iter::repeat("parametres/"))
        .take(cases)
    {
        let other = one_value_changed(&files, folder, &mut random);
        if let Some(world) = World::new(&[files.clone(), other]) {
            let mut comparison = world.comparison(z3, STEPS, LIMITS);
            let questions = changed(&comparison.about);
            differing.ask(&mut comparison, &questions);
        }
    }
    differing.row("region: one value differs");
}

fn random(z3: &Z3, cases: usize) {
    let [mut granted, mut failing, mut drawn, mut differing] = [const { Family { compared: Vec::new() } }; 4];
    for (seed, files) in (0..).zip(random_packs(cases)) {
        let mut random = Random::new(seed);
        let world = World::new(std::slice::from_ref(&files)).unwrap();
        let mut comparison = world.comparison(z3, STEPS, LIMITS);
        let questions = [eligible(&comparison.about), alone(&comparison.about)];
        granted.ask(&mut comparison, &questions[0]);
        failing.ask(&mut comparison, &questions[1]);
        let questions: Vec<Asked> = (0..3).map(|_| comparison.about.drawn(&mut random, 2)).collect();
        drawn.ask(&mut comparison, &questions);
        let other = one_value_changed(&files, "parametres/", &mut random);
        if let Some(world) = World::new(&[files, other]) {
            let mut comparison = world.comparison(z3, STEPS, LIMITS);
            let questions = changed(&comparison.about);
            differing.ask(&mut comparison, &questions);
        }
    }
    granted.row("random packs: granted to somebody");
    failing.row("random packs: a condition fails alone");
    drawn.row("random packs: questions drawn");
    differing.row("random packs: one value differs");
}
