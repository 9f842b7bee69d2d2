//! Every short story that may happen to a small count, and every way in which clients may interleave.

use super::{oracle::Oracle, samples::*, *};

/// Follows an event in both; says how many stories were followed.
fn follow(
    ledger: &Ledger,
    oracle: &Oracle,
    depth: u32,
    events: &dyn Fn(u32) -> Vec<Event>,
    stories: &mut u64,
) {
    *stories += 1;
    if depth == 0 {
        let again = Ledger::replay(ledger.id().clone(), oracle.past()).unwrap();
        assert_eq!(again, *ledger, "replay is the state");
        return;
    }
    for event in events(depth) {
        let mut expected = oracle.clone();
        let told = expected.tell(&event);
        match ledger.apply(&event) {
            Ok(applied) => {
                let told = told.unwrap_or_else(|| panic!("{event:?} should be refused"));
                assert_eq!(applied.effects, told, "{event:?} after {:?}", oracle.past());
                assert_eq!(applied.repeated, expected.past().len() == oracle.past().len());
                expected.agrees(&applied.ledger);
                given_within_the_limit(ledger, &applied);
                follow(&applied.ledger, &expected, depth - 1, events, stories);
            }
            Err(finding) => assert!(told.is_none(), "{event:?} after {:?}: {finding}", oracle.past()),
        }
    }
}

/// Whoever has a place that it had not before has one within the limit, and the count stays within it unless it was over already.
fn given_within_the_limit(before: &Ledger, applied: &Applied) {
    let ledger = &applied.ledger;
    for effect in &applied.effects {
        if let Effect::Attribuee { rank, .. } | Effect::Promue { rank, .. } = effect {
            assert!(*rank <= ledger.limit(), "{effect} of {}", ledger.limit());
        }
    }
    assert!(ledger.attributed() <= ledger.limit().max(before.attributed()));
}

fn begun(limit: i64) -> (Ledger, Oracle) {
    let mut oracle = Oracle::default();
    oracle.tell(&limite(0, limit)).unwrap();
    (opened(limit), oracle)
}

#[test]
fn every_story_of_five_events_about_three_dossiers() {
    let events = |depth: u32| {
        let now = 10 - i64::from(depth);
        let mut list = Vec::new();
        for name in ["a", "b", "c"] {
            list.extend([demande(now, name), desistement(now, name), refus(now, name)]);
        }
        list.extend([
            attribution(now, "b"),
            limite(now, 0),
            limite(now, 1),
            limite(now, 2),
        ]);
        // One that comes too late, one of an earlier moment under the same key, one that is impossible.
        list.extend([
            correction(now, 2, Some("a")),
            correction(now, 3, Some("a")),
            correction(now, 4, Some("b")),
            correction(now, 3, None),
        ]);
        list.extend([demande(1, "a"), desistement(now - 1, "a"), limite(now, -1)]);
        list
    };
    let mut stories = 0;
    for (limit, depth) in [(0, 4), (1, 5), (2, 4)] {
        let (ledger, oracle) = begun(limit);
        follow(&ledger, &oracle, depth, &events, &mut stories);
    }
    assert!(stories > 30_000, "{stories} stories");
}

#[test]
fn every_story_of_six_events_about_two_dossiers_with_priorities() {
    let events = |depth: u32| {
        let now = 10 - i64::from(depth);
        vec![
            demande_prioritaire(now, "a", 1),
            demande_prioritaire(now, "b", 0),
            desistement(now, "a"),
            refus(now, "b"),
            limite_ordre(now, 1, Order::Priorities),
        ]
    };
    let (ledger, oracle) = begun(0);
    let mut stories = 0;
    follow(&ledger, &oracle, 6, &events, &mut stories);
    assert!(stories > 500, "{stories} stories");
}

#[test]
fn every_order_of_requests_of_one_moment_gives_places_in_the_order_of_dossiers_or_refuses() {
    let events = |_| ["a", "b", "c", "d"].map(|name| demande(1, name)).to_vec();
    let (ledger, oracle) = begun(2);
    let mut stories = 0;
    follow(&ledger, &oracle, 4, &events, &mut stories);
    assert!(stories > 100, "{stories} stories");
}

/// Each client sends its own events in its own order; the moment is that of the recording.
fn interleave(ledger: &Ledger, clients: &[&[&dyn Fn(i64) -> Event]], now: i64, ends: &mut u64) {
    let mut over = true;
    for (position, client) in clients.iter().enumerate() {
        let Some((first, rest)) = client.split_first() else {
            continue;
        };
        over = false;
        let mut remaining = clients.to_vec();
        remaining[position] = rest;
        let applied = ledger.apply(&first(now)).unwrap();
        given_within_the_limit(ledger, &applied);
        interleave(&applied.ledger, &remaining, now + 1, ends);
    }
    if over {
        *ends += 1;
        // Five ask for two places, one of them gives up whatever it had: two are served, two wait.
        assert_eq!((ledger.attributed(), ledger.waiting()), (2, 2));
        assert_eq!(ledger.standing(&dossier("a")), Some(&Standing::Desistee));
    }
}

#[test]
fn whatever_the_interleaving_of_clients_the_limit_holds() {
    let ask = |name: &'static str| move |now| demande(now, name);
    let (a, b, c, d, e) = (ask("a"), ask("b"), ask("c"), ask("d"), ask("e"));
    let leave = |now| desistement(now, "a");
    let again = |now| {
        Event::new(
            at(now),
            EventKey::new("again").unwrap(),
            EventKind::Demande(asked("d", 0)),
        )
    };
    let leave_d = |now| desistement(now, "d");
    let mut ends = 0;
    let clients: [&[&dyn Fn(i64) -> Event]; 4] = [&[&a, &leave], &[&b], &[&c], &[&d, &leave_d, &again]];
    // With `e` the five; `d` comes back at the end of the list.
    interleave(&opened(2).apply(&e(1)).unwrap().ledger, &clients, 2, &mut ends);
    assert_eq!(ends, 7 * 6 * 5 * 4 * 3 * 2 / (2 * 6));
}
