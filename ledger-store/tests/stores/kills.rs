//! Clients killed at any moment: what was confirmed is there, what was not is whole or absent.

use std::{thread, time::Duration};

use crate::{
    arena::{Chance, LIMIT, ask, begin, counted, dossier, id, on_each_store, opened},
    client,
};

/// Clients that work side by side, and how many times they are all killed.
const SIDE_BY_SIDE: u32 = 4;
const ROUNDS: u32 = 50;

#[test]
fn two_hundred_clients_are_killed_and_nothing_confirmed_is_lost() {
    on_each_store(|store, location| {
        begin(&mut opened(location), LIMIT);
        let mut chance = Chance::new(42);
        let mut confirmed: Vec<String> = Vec::new();
        let mut killed_at_work = 0;
        for round in 0..ROUNDS {
            let mut clients: Vec<_> = (0..SIDE_BY_SIDE)
                .map(|number| {
                    client::command(location, &format!("k{round}-{number}"), 100_000)
                        .spawn()
                        .unwrap()
                })
                .collect();
            thread::sleep(Duration::from_millis(20 + chance.below(80)));
            for client in &mut clients {
                thread::sleep(Duration::from_micros(chance.below(3_000)));
                client.kill().unwrap();
            }
            for client in &mut clients {
                let said = client::said(client);
                assert!(!client.wait().unwrap().success());
                assert_eq!(said.stopped, None, "{store}");
                killed_at_work += u32::from(!said.confirmed.is_empty());
                confirmed.extend(said.confirmed);
            }
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
            killed_at_work >= ROUNDS,
            "{store}: only {killed_at_work} clients had begun"
        );
    });
}
