//! Clients killed at any moment: what was confirmed is there, what was not is whole or absent.

use std::{thread, time::Duration};

use crate::{
    arena::{Chance, LIMIT, ask, begin, counted, dossier, id, on_each_store, opened},
    client,
};

/// Clients that work side by side, and how many times they are all killed.
const SIDE_BY_SIDE: u64 = 4;
const ROUNDS: u64 = 50;

/// Starts a client and kills it: one in four at any moment of its start, the others at any moment of their work.
fn killed(location: &str, round: u64, number: u64) -> Vec<String> {
    let mut chance = Chance::new(round * SIDE_BY_SIDE + number + 1);
    let mut client = client::command(location, &format!("k{round}-{number}"), 100_000)
        .spawn()
        .unwrap();
    let starting = number == 0;
    if starting {
        thread::sleep(Duration::from_micros(chance.below(60_000)));
        client.kill().unwrap();
    }
    let last = usize::try_from(1 + chance.below(4)).unwrap();
    let said = client::followed(&mut client, |client, count| {
        if !starting && count == last {
            thread::sleep(Duration::from_micros(chance.below(8_000)));
            client.kill().unwrap();
        }
    });
    assert!(!client.wait().unwrap().success());
    assert_eq!(said.stopped, None);
    said.confirmed
}

#[test]
fn two_hundred_clients_are_killed_and_nothing_confirmed_is_lost() {
    on_each_store(|store, location| {
        begin(&mut opened(location), LIMIT);
        let mut confirmed: Vec<String> = Vec::new();
        let mut killed_at_work = 0;
        for round in 0..ROUNDS {
            let said: Vec<_> = thread::scope(|scope| {
                let clients: Vec<_> = (0..SIDE_BY_SIDE)
                    .map(|number| scope.spawn(move || killed(location, round, number)))
                    .collect();
                clients.into_iter().map(|client| client.join().unwrap()).collect()
            });
            killed_at_work += said.iter().filter(|confirmed| !confirmed.is_empty()).count();
            confirmed.extend(said.into_iter().flatten());
            // Each round a new client finds a ledger that can be written to; now and then the whole history is checked.
            let mut registry = opened(location);
            ask(&mut registry, &format!("after-{round}")).unwrap();
            if round % 10 == 9 {
                counted(&mut registry);
            }
        }
        let mut registry = opened(location);
        let (attributed, _) = counted(&mut registry);
        assert!(attributed <= 150);
        let ledger = registry.ledger(&id()).unwrap();
        let lost = confirmed
            .iter()
            .filter(|name| ledger.standing(&dossier(name)).is_none())
            .count();
        println!(
            "stress {store}: {} clients killed, {killed_at_work} of them at work, {} requests confirmed, {} events replay, \
             {lost} events lost",
            ROUNDS * SIDE_BY_SIDE,
            confirmed.len(),
            ledger.events()
        );
        assert_eq!(lost, 0, "{store}");
        assert!(
            killed_at_work >= 150,
            "{store}: only {killed_at_work} clients had begun"
        );
    });
}
