//! Packs that have so few dossiers that every one is decided: what the search says is compared with all of them.

use std::cell::Cell;

use bareme::{
    Day, Engine,
    analysis::{Budget, Extreme, Found, Joint, Searched, Side, Witness},
};
use proptest::{prelude::*, test_runner::TestCaseResult};
use rust_decimal::Decimal;

use super::{
    asked::{About, Asked, Seen},
    dossiers::Facts,
    naive::Naive,
    packs::{RandomPack, packs},
    random::Random,
    runs::law,
    small::{Few, WINDOW, dossiers, seen, written},
};

/// How many dossiers a small pack has at most, for each of three days.
const MOST: usize = 250;
/// How many questions are asked of each.
const QUESTIONS: usize = 60;
/// Far more than a small pack takes: what is left undecided is a fault.
const BUDGET: Budget = Budget { steps: 50_000_000 };

/// A small pack, or a pair of them, and everything that can be seen of it.
struct World<'n> {
    about: About<'n>,
    engines: Vec<Engine>,
    /// Every dossier that is coherent, on each of the days.
    all: Vec<(Day, Seen)>,
    /// What says that a dossier is one of those.
    among: Asked,
}

impl<'n> World<'n> {
    fn new(naive: &'n [Naive], engines: Vec<Engine>, few: &Few, random: &mut Random) -> Self {
        let about = About {
            sides: naive.iter().collect(),
        };
        let (dossiers, pins) = dossiers(&about, few, random, MOST);
        let all = few.days.iter().flat_map(|day| {
            let each = dossiers.iter().filter_map(|facts| seen(&engines, facts, *day));
            each.map(|seen| (*day, seen)).collect::<Vec<_>>()
        });
        let all = all.collect();
        let mut dispositifs = naive[0].pack.dispositifs.iter();
        let window = dispositifs
            .position(|dispositif| dispositif.id == WINDOW)
            .unwrap();
        Self {
            among: Asked::All(vec![Asked::InForce(Side::Before, window), pins]),
            about,
            engines,
            all,
        }
    }

    fn joint(&self) -> Joint {
        match self.engines.as_slice() {
            [only] => Joint::of(only),
            [before, after] => Joint::between(before, after),
            _ => panic!("one pack, or two"),
        }
    }

    /// A witness is decided as it says, whatever the facts that it leaves out are.
    fn check_witness(&self, joint: &Joint, witness: &Witness, asked: &Asked) -> TestCaseResult {
        let pack = self.about.pack(Side::Before);
        let dossier = joint.dossier(Side::Before, witness);
        let stated: Facts = dossier
            .stated()
            .map(|(fact, value)| {
                let value = value
                    .single_member()
                    .filter(|_| fact.declared.kind.is_choice())
                    .map_or(value.lo, i64::from);
                (fact.name.clone(), written(pack, &fact.declared, value))
            })
            .collect();
        let mut completed = 0;
        for (day, seen_here) in &self.all {
            let says_else = |name: &String| {
                let other = seen_here.facts.get(name);
                other.is_some_and(|other| *other != stated[name])
            };
            if *day != witness.date || stated.keys().any(says_else) {
                continue;
            }
            // A witness may state what follows from other facts: with some of these it is refused.
            let whole = over(&seen_here.facts, &stated);
            let again = (whole != seen_here.facts).then(|| seen(&self.engines, &whole, *day));
            let decided = match &again {
                None => seen_here,
                Some(Some(decided)) => decided,
                Some(None) => continue,
            };
            completed += 1;
            prop_assert!(
                self.about.holds(decided, asked),
                "{:?} on {} with {:?} is no answer to {:?}",
                stated,
                day,
                whole,
                asked
            );
        }
        prop_assert!(
            completed > 0,
            "{:?} on {} is no dossier: {:?}",
            stated,
            witness.date,
            asked
        );
        Ok(())
    }

    /// What is said is so; that nothing is said always is.
    fn check(&self, joint: &Joint, searched: &Searched, asked: &Asked) -> TestCaseResult {
        match &searched.found {
            Found::Witness(witness) => self.check_witness(joint, witness, asked),
            Found::Nothing => {
                let missed = self.all.iter().find(|(_, seen)| self.about.holds(seen, asked));
                prop_assert!(
                    missed.is_none(),
                    "nothing, and yet {:?} for {:?}",
                    missed.map(|(day, seen)| (day, &seen.facts)),
                    asked
                );
                Ok(())
            }
            Found::Undecided(_) => Ok(()),
        }
    }

    fn question(&self, random: &mut Random) -> Asked {
        Asked::All(vec![self.among.clone(), self.about.drawn(random, 2)])
    }

    fn check_extremes(&self, asked: &Asked, number: (usize, usize), of_two: bool) -> TestCaseResult {
        let mut joint = self.joint();
        let term = if of_two {
            self.about.more(&mut joint, number.0, number.1)
        } else {
            self.about.due(&mut joint, Side::After, number.0, number.1)
        };
        let decimals = joint.kind(term).decimals();
        let given = self.about.term(&mut joint, asked);
        let worth = |seen: &Seen| {
            let due = |side| self.about.due_of(seen, side, number.0, number.1);
            if of_two {
                due(Side::After) - due(Side::Before)
            } else {
                due(Side::After)
            }
        };
        let values: Vec<Decimal> = self
            .all
            .iter()
            .filter(|(_, seen)| self.about.holds(seen, asked))
            .map(|(_, seen)| worth(seen))
            .collect();
        for (largest, expected) in [(true, values.iter().max()), (false, values.iter().min())] {
            let extreme: Extreme = if largest {
                joint.largest(term, given, BUDGET)
            } else {
                joint.smallest(term, given, BUDGET)
            };
            let found = extreme
                .found
                .as_ref()
                .map(|(value, _)| Decimal::new(*value, decimals.into()));
            prop_assert_eq!(found, expected.copied(), "largest {}: {:?}", largest, asked);
            prop_assert!(
                extreme.is_proved(),
                "largest {}: {:?} of {:?}",
                largest,
                extreme,
                asked
            );
            if let Some((_, witness)) = &extreme.found {
                self.check_witness(&joint, witness, asked)?;
            }
        }
        Ok(())
    }
}

/// Those facts, and what is stated besides.
fn over(facts: &Facts, stated: &Facts) -> Facts {
    let mut whole = facts.clone();
    whole.extend(stated.clone());
    whole
}

/// A pack and its engine; `None` when the reader refuses it.
fn small(few: &Few, pack: &RandomPack) -> Option<(Naive, Engine)> {
    let files = few.of(pack);
    let (engine, _) = Engine::from_files(files.clone()).ok()?;
    Some((Naive::new(files), engine))
}

/// The same pack with something of another: its parameters, the cells of its tables, or its second dispositif.
pub(crate) fn altered(pack: &RandomPack, other: &RandomPack, random: &mut Random) -> RandomPack {
    let parts = [
        "parametres/hasard.toml",
        "tables/",
        "dispositifs/hasard/deux.toml",
        "tables/paliers.csv",
    ];
    let part = parts[usize::try_from(random.below(4)).unwrap()];
    let mut files = pack.0.clone();
    files.retain(|file| !file.path.starts_with(part));
    files.extend(other.0.iter().filter(|file| file.path.starts_with(part)).cloned());
    RandomPack(files)
}

#[test]
fn what_is_found_in_small_packs_is_what_trying_every_dossier_finds() {
    let (asked, refused, found) = (Cell::new(0), Cell::new(0), Cell::new(0));
    law(20, &(packs(), any::<u64>()), |(pack, seed)| {
        let mut random = Random::new(seed);
        let few = Few::drawn(&mut random);
        let Some((naive, engine)) = small(&few, &pack) else {
            refused.set(refused.get() + 1);
            return Ok(());
        };
        let naive = [naive];
        let world = World::new(&naive, vec![engine], &few, &mut random);
        let mut joint = world.joint();
        for _ in 0..QUESTIONS {
            let question = world.question(&mut random);
            let term = world.about.term(&mut joint, &question);
            let searched = joint.search(term, BUDGET);
            asked.set(asked.get() + 1);
            found.set(found.get() + usize::from(matches!(searched.found, Found::Witness(_))));
            prop_assert!(
                !matches!(searched.found, Found::Undecided(_)),
                "undecided: {:?}",
                question
            );
            world.check(&joint, &searched, &question)?;
            prop_assert_eq!(&joint.search(term, BUDGET), &searched);
            // Whatever the work that it may take, it never says what is not so.
            for steps in [0, random.below(searched.steps + 1)] {
                let less = joint.search(term, Budget { steps });
                prop_assert!(steps > 0 || matches!(less.found, Found::Undecided(_)));
                world.check(&joint, &less, &question)?;
            }
        }
        Ok(())
    });
    let (asked, refused, found) = (asked.get(), refused.get(), found.get());
    assert!(
        asked >= 1_000 && found * 10 > asked && found * 10 < asked * 9,
        "{found} of {asked}"
    );
    assert!(refused * QUESTIONS < asked, "{refused} packs refused");
}

#[test]
fn the_largest_and_the_smallest_of_small_packs_are_those_of_every_dossier() {
    law(10, &(packs(), any::<u64>()), |(pack, seed)| {
        let mut random = Random::new(seed);
        let few = Few::drawn(&mut random);
        let Some((naive, engine)) = small(&few, &pack) else {
            return Ok(());
        };
        let naive = [naive];
        let world = World::new(&naive, vec![engine], &few, &mut random);
        for dispositif in 0..world.about.pack(Side::Before).dispositifs.len() {
            for droit in world.about.compared(dispositif) {
                let given = [world.among.clone(), world.question(&mut random)];
                for given in given {
                    world.check_extremes(&given, (dispositif, droit), false)?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_changes_from_a_small_pack_to_another_is_what_trying_every_dossier_finds() {
    let asked = Cell::new(0);
    law(12, &(packs(), packs(), any::<u64>()), |(pack, other, seed)| {
        let mut random = Random::new(seed);
        let few = Few::drawn(&mut random);
        let new = altered(&pack, &other, &mut random);
        let (Some((old, before)), Some((new, after))) = (small(&few, &pack), small(&few, &new)) else {
            return Ok(());
        };
        let naive = [old, new];
        let world = World::new(&naive, vec![before, after], &few, &mut random);
        let mut joint = world.joint();
        let dispositifs = world.about.pack(Side::Before).dispositifs.len();
        let differences = (0..dispositifs).map(|dispositif| Asked::Not(Box::new(Asked::Alike(dispositif))));
        let differences = differences.map(|differ| Asked::All(vec![world.among.clone(), differ]));
        let drawn: Vec<Asked> = (0..QUESTIONS).map(|_| world.question(&mut random)).collect();
        for question in differences.chain(drawn) {
            let term = world.about.term(&mut joint, &question);
            let searched = joint.search(term, BUDGET);
            asked.set(asked.get() + 1);
            prop_assert!(
                !matches!(searched.found, Found::Undecided(_)),
                "undecided: {:?}",
                question
            );
            world.check(&joint, &searched, &question)?;
        }
        for dispositif in 0..dispositifs {
            for droit in world.about.compared(dispositif) {
                world.check_extremes(&world.among, (dispositif, droit), true)?;
            }
        }
        Ok(())
    });
    assert!(asked.get() >= 600, "{}", asked.get());
}
