//! The search of the best combination against every subset, on graphs of every density.

use proptest::prelude::*;

use super::{Candidate, among};
use crate::plan::{Conflicts, MOST_STEPS};

/// Who excludes whom, both ways.
type Graph = Vec<Vec<u16>>;

fn graph(size: u16, edges: impl IntoIterator<Item = (u16, u16)>) -> Graph {
    let mut graph: Graph = vec![Vec::new(); usize::from(size)];
    for (one, other) in edges {
        graph[usize::from(one)].push(other);
        graph[usize::from(other)].push(one);
    }
    for excluded in &mut graph {
        excluded.sort_unstable();
        excluded.dedup();
    }
    graph
}

fn conflicts(graph: &Graph) -> Option<Conflicts> {
    Conflicts::of(&graph.iter().map(Vec::as_slice).collect::<Vec<_>>()).ok()
}

/// The best among those that have a worth: positions, and what they are worth together.
fn best(graph: &Graph, worths: &[Option<i64>]) -> (Vec<u16>, i64) {
    let candidates: Vec<Candidate> = (0_u16..)
        .zip(worths)
        .filter_map(|(position, worth)| worth.map(|worth| Candidate { position, worth }))
        .collect();
    let conflicts = conflicts(graph).expect("a graph that is accepted");
    among(
        &conflicts,
        |position| graph[usize::from(position)].as_slice(),
        &candidates,
    )
}

/// The same by trying every subset: of those that are worth the most, the one that takes the earliest dispositifs.
fn by_every_subset(graph: &Graph, worths: &[Option<i64>]) -> (Vec<u16>, i64) {
    let size = worths.len();
    // Read from the highest bit, so that a greater mask takes an earlier dispositif.
    let holds = |mask: u32, position: usize| mask >> (size - 1 - position) & 1 == 1;
    let (worth, mask) = (0_u32..1 << size)
        .filter(|mask| {
            (0..size).filter(|position| holds(*mask, *position)).all(|one| {
                worths[one].is_some() && graph[one].iter().all(|other| !holds(*mask, usize::from(*other)))
            })
        })
        .map(|mask| {
            let worth = (0..size)
                .filter(|one| holds(mask, *one))
                .filter_map(|one| worths[one]);
            (worth.sum::<i64>(), mask)
        })
        .max()
        .expect("the empty set at least");
    let chosen = (0_u16..)
        .zip(worths)
        .map(|(position, _)| position)
        .filter(|one| holds(mask, usize::from(*one)));
    (chosen.collect(), worth)
}

/// A graph of up to 13 dispositifs, with few, many or nearly all conflicts, and worths among few so that ties are frequent.
fn cases() -> impl Strategy<Value = (Graph, Vec<Option<i64>>)> {
    (1_u16..14, 1_u8..10).prop_flat_map(|(size, density)| {
        let pairs: Vec<(u16, u16)> = (0..size)
            .flat_map(|one| (one + 1..size).map(move |other| (one, other)))
            .collect();
        let drawn = prop::collection::vec(0_u8..10, pairs.len());
        let worth =
            prop_oneof![1 => Just(None), 4 => (0_i64..4).prop_map(Some), 2 => (0_i64..1_000).prop_map(Some)];
        let worths = prop::collection::vec(worth, usize::from(size));
        (drawn, worths).prop_map(move |(drawn, worths)| {
            let edges = pairs.iter().zip(drawn).filter(|(_, drawn)| *drawn < density);
            (graph(size, edges.map(|(pair, _)| *pair)), worths)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_best_is_that_of_every_subset((graph, worths) in cases()) {
        prop_assert_eq!(best(&graph, &worths), by_every_subset(&graph, &worths));
    }
}

#[test]
fn sixteen_dispositifs_in_a_ring_with_chords_are_as_by_every_subset() {
    let ring = (0..16).flat_map(|one| [(one, (one + 1) % 16), (one, (one + 5) % 16)]);
    let graph = graph(16, ring);
    for seed in 0..8 {
        let worths: Vec<Option<i64>> = (0..16).map(|one| Some((one * 7 + seed * 5) % 4)).collect();
        assert_eq!(best(&graph, &worths), by_every_subset(&graph, &worths), "{seed}");
    }
}

#[test]
fn ties_go_to_whoever_comes_first_in_the_pack() {
    // 0 excludes 1 and 2: as much for 0 alone as for both of the others.
    let graph = graph(3, [(0, 1), (0, 2)]);
    assert_eq!(best(&graph, &[Some(2), Some(1), Some(1)]), (vec![0], 2));
    assert_eq!(best(&graph, &[Some(1), Some(1), Some(1)]), (vec![1, 2], 2));
    assert_eq!(best(&graph, &[Some(0), Some(0), Some(0)]), (vec![0], 0));
    assert_eq!(best(&graph, &[None, Some(0), Some(0)]), (vec![1, 2], 0));
}

#[test]
fn a_thousand_pairs_of_equal_worth_take_the_first_of_each() {
    let graph = graph(2_000, (0..1_000).map(|pair| (2 * pair, 2 * pair + 1)));
    let (chosen, worth) = best(&graph, &[Some(100); 2_000]);
    assert_eq!(chosen, (0..1_000).map(|pair| 2 * pair).collect::<Vec<_>>());
    assert_eq!(worth, 100_000);
}

#[test]
fn the_best_may_come_after_the_sixty_fourth() {
    // All exclude each other, and the last is worth the most.
    let clique = (0..200).flat_map(|one| (one + 1..200).map(move |other| (one, other)));
    let graph = graph(200, clique);
    let worths: Vec<Option<i64>> = (0..200).map(Some).collect();
    assert_eq!(best(&graph, &worths), (vec![199], 199));
    assert_eq!(best(&graph, &[Some(5); 200]), (vec![0], 5));
}

#[test]
fn five_hundred_without_conflict_are_all_taken() {
    let worths = [Some(3); 500];
    assert_eq!(best(&graph(500, []), &worths), ((0..500).collect(), 1_500));
}

#[test]
fn a_chain_of_six_hundred_takes_every_second() {
    let graph = graph(600, (0..599).map(|one| (one, one + 1)));
    let (chosen, worth) = best(&graph, &[Some(1); 600]);
    assert_eq!(worth, 300);
    assert_eq!(chosen, (0..300).map(|one| 2 * one).collect::<Vec<_>>());
}

#[test]
fn two_families_that_exclude_each_other_are_weighed_as_wholes() {
    let families = (0..60).flat_map(|one| (60..130).map(move |other| (one, other)));
    let graph = graph(130, families);
    assert_eq!(best(&graph, &[Some(1); 130]), ((60..130).collect(), 70));
    let mut worths = [Some(1); 130];
    worths[0] = Some(11);
    assert_eq!(best(&graph, &worths), ((0..60).collect(), 70));
}

#[test]
fn worths_whose_sum_passes_every_amount_are_still_compared() {
    let graph = graph(3, [(0, 1), (0, 2)]);
    let most = Some(i64::MAX);
    assert_eq!(best(&graph, &[most, most, most]), (vec![1, 2], i64::MAX));
}

#[test]
fn conflicts_that_nothing_orders_are_refused_with_their_component() {
    // Each of 120 excludes some six others drawn anywhere: no order keeps few of them open. Two more are apart.
    let mut drawn = 1_u32;
    let mut draw = || {
        drawn = drawn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from((drawn >> 16) % 120).expect("small")
    };
    let edges: Vec<(u16, u16)> = (0..360).map(|_| (draw(), draw())).collect();
    let chain = (0..119).map(|one| (one, one + 1));
    let drawn = edges.into_iter().filter(|(one, other)| one != other);
    let graph = graph(122, drawn.chain(chain).chain([(120, 121)]));
    let excluded: Vec<&[u16]> = graph.iter().map(Vec::as_slice).collect();
    let entangled = Conflicts::of(&excluded).expect_err("too entangled");
    assert_eq!(entangled.members, (0..120).collect::<Vec<_>>());
}

/// Grids of eight by eight in which neighbours exclude each other.
fn grids(count: u16) -> Graph {
    let grid = |first: u16| {
        (0..64).flat_map(move |one| {
            let right = (one % 8 < 7).then_some((first + one, first + one + 1));
            let below = (one < 56).then_some((first + one, first + one + 8));
            right.into_iter().chain(below)
        })
    };
    graph(64 * count, (0..count).flat_map(|one| grid(64 * one)))
}

#[test]
fn many_components_together_may_take_too_many_steps() {
    let steps = conflicts(&grids(1)).expect("one is accepted").worst_steps();
    let few = u16::try_from(MOST_STEPS / steps).expect("few");
    assert!(few > 1, "{steps}");
    assert!(conflicts(&grids(few)).is_some());
    assert!(conflicts(&grids(few + 1)).is_none());
}

#[test]
fn more_dispositifs_than_a_component_holds_are_refused() {
    let star = |size: u16| graph(size, (1..size).map(|one| (0, one)));
    assert!(conflicts(&star(1_024)).is_some());
    assert!(conflicts(&star(1_025)).is_none());
}
