//! The search for a dossier against Z3, a solver that others wrote: the same questions of random packs and of the region's pack (`smt/`).
//! `BAREME_CASES=200` draws more random packs and asks every question of the region's, `BAREME_SEED` draws others; `BAREME_Z3` is another Z3.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "analysis/asked.rs"]
mod asked;
#[expect(dead_code, reason = "dossiers are found here, not drawn")]
#[path = "support/dossiers.rs"]
mod dossiers;
#[path = "support/files.rs"]
mod files;
#[path = "oracle/forms.rs"]
mod forms;
#[path = "oracle/judged.rs"]
mod judged;
#[path = "support/meanings.rs"]
mod meanings;
#[path = "oracle/naive.rs"]
mod naive;
#[path = "oracle/tables.rs"]
mod oracle_tables;
#[expect(dead_code, reason = "dossiers are found here, not drawn")]
#[path = "support/packs.rs"]
mod packs;
#[path = "support/random.rs"]
mod random;
#[expect(dead_code, reason = "packs are drawn once, and nothing is made smaller")]
#[path = "support/runs.rs"]
mod runs;
#[path = "support/sentences.rs"]
mod sentences;
#[expect(
    dead_code,
    reason = "packs here are whole: only how a value is written is shared"
)]
#[path = "analysis/small.rs"]
mod small;
mod smt;

use asked::Asked;
use files::pack_files;
use random::Random;
use smt::{
    compare::{Answer, Comparison},
    questions::{World, alone, changed, eligible, one_value_changed, random_packs},
    z3::{Limits, Z3},
};

/// Of a question of the region's pack: one second of processor time, or less.
const LIMITS: Limits = Limits {
    rlimit: 2_000_000,
    seconds: 20,
};
/// Of a question of a random pack: Z3 decides it at once or, when numbers multiply each other, mostly never.
const SHORT: Limits = Limits {
    rlimit: 500_000,
    seconds: 20,
};
const STEPS: u64 = 3_000_000;

#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    found: usize,
    none: usize,
    ours_open: usize,
    theirs_open: usize,
}

impl Tally {
    /// Of the questions, this share at least was decided by both, and some each way.
    fn compares(&self, z3: &Z3, percent: usize) {
        let both = self.found + self.none;
        assert!(
            both > 0 && both * 100 >= self.asked * percent,
            "{self:?}, {}",
            z3.version
        );
    }

    fn ask(&mut self, comparison: &mut Comparison<'_>, questions: &[Asked]) {
        for question in questions {
            let compared = comparison.ask(question).unwrap_or_else(|why| panic!("{why}"));
            let Some(compared) = compared else { continue };
            self.asked += 1;
            match (compared.ours.0, compared.theirs.0) {
                (Answer::Some, Answer::Some) => self.found += 1,
                (Answer::None, Answer::None) => self.none += 1,
                (ours, theirs) => {
                    self.ours_open += usize::from(ours == Answer::Undecided);
                    self.theirs_open += usize::from(theirs == Answer::Undecided);
                }
            }
        }
    }
}

/// How many random packs are drawn, and whether every question of the region's pack is asked.
fn cases(quick: usize) -> (usize, bool) {
    let cases = std::env::var("BAREME_CASES").ok();
    let cases = cases.map(|cases| cases.parse().expect("BAREME_CASES"));
    (cases.unwrap_or(quick), cases.is_some())
}

#[test]
fn z3_says_of_random_packs_what_the_search_says() {
    let z3 = Z3::new();
    let mut tally = Tally::default();
    for (seed, files) in (0..).zip(random_packs(cases(3).0)) {
        let mut random = Random::new(seed);
        let world = World::new(std::slice::from_ref(&files)).unwrap();
        let mut comparison = world.comparison(&z3, STEPS, SHORT);
        let mut questions = eligible(&comparison.about);
        questions.extend(alone(&comparison.about));
        questions.extend((0..3).map(|_| comparison.about.drawn(&mut random, 2)));
        tally.ask(&mut comparison, &questions);
        let other = one_value_changed(&files, "parametres/", &mut random);
        if let Some(world) = World::new(&[files, other]) {
            let mut comparison = world.comparison(&z3, STEPS, SHORT);
            let questions = changed(&comparison.about);
            tally.ask(&mut comparison, &questions);
        }
    }
    // Products of two facts and quotients by a fact are beyond Z3 as often as not.
    tally.compares(&z3, 25);
}

#[test]
fn z3_says_of_the_pack_of_the_region_what_the_search_says() {
    let z3 = Z3::new();
    let mut tally = Tally::default();
    let (_, whole) = cases(0);
    let world = World::new(&[pack_files()]).unwrap();
    let mut comparison = world.comparison(&z3, STEPS, LIMITS);
    let mut questions = eligible(&comparison.about);
    questions.extend(alone(&comparison.about));
    if !whole {
        questions = questions.into_iter().step_by(24).collect();
    }
    tally.ask(&mut comparison, &questions);
    tally.compares(&z3, 75);
}

#[test]
fn z3_says_of_one_value_of_the_region_what_the_search_says() {
    let z3 = Z3::new();
    let mut tally = Tally::default();
    let (count, whole) = cases(0);
    let mut random = Random::new(2);
    let files = pack_files();
    let folders = ["tables/bourse_plafonds", "tables/bourse_montants", "tables/"];
    for folder in folders
        .into_iter()
        .chain(std::iter::repeat("parametres/"))
        .take(1 + count.min(40))
    {
        let other = one_value_changed(&files, folder, &mut random);
        let Some(world) = World::new(&[files.clone(), other]) else {
            continue;
        };
        let mut comparison = world.comparison(&z3, STEPS, LIMITS);
        let questions = changed(&comparison.about);
        tally.ask(&mut comparison, &questions);
    }
    // Of one value Z3 may end without an answer: then nothing contradicts that of the search, which has one.
    if whole {
        tally.compares(&z3, 50);
    } else {
        assert!(tally.asked > 0 && tally.ours_open == 0, "{tally:?}");
    }
}
