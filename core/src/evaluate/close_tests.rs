//! The sets that may be worth as much, against every subset of small graphs.

use proptest::prelude::*;

use super::{Worth, alternatives};
use crate::plan::Conflicts;

/// The dispositifs that each one excludes, what each is worth, and the chosen ones.
type Situation = (Vec<Vec<u16>>, Vec<Worth>);

fn situation() -> impl Strategy<Value = Situation> {
    let worth = (0_i64..6, 0_i64..4);
    (2_usize..8, 0.0_f64..1.0)
        .prop_flat_map(move |(size, density)| {
            let pairs = size * (size - 1) / 2;
            (
                proptest::collection::vec(proptest::bool::weighted(density), pairs),
                proptest::collection::vec(worth.clone(), size),
            )
        })
        .prop_map(|(edges, worths)| {
            let size = worths.len();
            let mut excluded = vec![Vec::new(); size];
            let mut edges = edges.into_iter();
            for one in 0..size {
                for other in one + 1..size {
                    if edges.next() == Some(true) {
                        excluded[one].push(u16::try_from(other).expect("small"));
                        excluded[other].push(u16::try_from(one).expect("small"));
                    }
                }
            }
            excluded.iter_mut().for_each(|list| list.sort_unstable());
            let worths = (0_u16..).zip(worths).map(|(position, (low, more))| Worth {
                position,
                low,
                high: low + more,
            });
            (excluded, worths.collect())
        })
}

/// The positions of a subset.
fn members(mask: u32, of: &[u16]) -> Vec<u16> {
    of.iter().copied().filter(|one| mask >> one & 1 == 1).collect()
}

proptest! {
    #[test]
    fn they_are_all_the_other_whole_sets_that_may_reach_the_chosen_one((excluded, worths) in situation()) {
        let lists: Vec<&[u16]> = excluded.iter().map(Vec::as_slice).collect();
        let conflicts = Conflicts::of(&lists).expect("a small graph");
        let fits = |set: &[u16], one: u16| !set.iter().any(|other| excluded[usize::from(one)].contains(other));
        let whole = |set: &[u16], of: &[u16]| {
            set.iter().all(|one| fits(set, *one)) && of.iter().all(|one| set.contains(one) || !fits(set, *one))
        };
        let sum = |set: &[u16], of: fn(&Worth) -> i64| set.iter().map(|one| of(&worths[usize::from(*one)])).sum::<i64>();
        // In each component, the whole set that is worth the most at least: which of equals does not matter here.
        let best = |of: &[u16]| {
            (0_u32..1 << worths.len())
                .map(|mask| members(mask, of))
                .filter(|set| whole(set, of))
                .max_by_key(|set| sum(set, |worth| worth.low))
                .expect("a set")
        };
        let mut chosen: Vec<u16> = conflicts.components().iter().flat_map(|component| best(&component.members)).collect();
        chosen.sort_unstable();

        let (found, omitted) = alternatives(&conflicts, &|position| excluded[usize::from(position)].as_slice(), &worths, &chosen);
        prop_assert!(found.len() <= 8 * conflicts.components().len());
        let mut expected = Vec::new();
        for component in conflicts.components() {
            let kept = members(u32::MAX >> 1, &chosen);
            let kept: Vec<u16> = kept.into_iter().filter(|one| component.members.contains(one)).collect();
            let mut sets: Vec<Vec<u16>> = (0_u32..1 << worths.len())
                .map(|mask| members(mask, &component.members))
                .filter(|set| whole(set, &component.members) && *set != kept)
                .filter(|set| sum(set, |worth| worth.high) >= sum(&kept, |worth| worth.low))
                .collect();
            sets.sort();
            sets.dedup();
            expected.extend(sets);
        }
        let mut told: Vec<Vec<u16>> = found.iter().map(|alternative| alternative.dispositifs.clone()).collect();
        told.sort();
        expected.sort();
        if omitted {
            prop_assert!(told.iter().all(|set| expected.contains(set)));
            prop_assert!(expected.len() > told.len());
        } else {
            prop_assert_eq!(told, expected);
        }
        for alternative in &found {
            prop_assert_eq!(alternative.bounds, (
                sum(&alternative.dispositifs, |worth| worth.low),
                sum(&alternative.dispositifs, |worth| worth.high),
            ));
        }
    }
}
