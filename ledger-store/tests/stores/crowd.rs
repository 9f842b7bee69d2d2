//! Many at once: nobody is served twice, nobody is forgotten, the limit holds.

use std::{
    collections::BTreeSet,
    sync::{
        Barrier,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Instant,
};

use bareme::quota::{Effect, EventKind, Standing};

use crate::arena::{Folder, LIMIT, ask, begin, counted, dossier, id, on_each_store, opened};
use crate::client;

const CLIENTS: u32 = 32;
const REQUESTS: u32 = 400;

#[test]
fn thirty_two_clients_ask_for_four_hundred_places_of_one_hundred_and_fifty() {
    on_each_store(|store, location| {
        let (next, start) = (AtomicU32::new(0), Barrier::new(CLIENTS as usize));
        let begun = Instant::now();
        let work = || {
            let mut registry = opened(location);
            start.wait();
            // All of them may be the first.
            begin(&mut registry, LIMIT);
            let (mut effects, mut repeated) = (Vec::new(), 0_u32);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= REQUESTS {
                    return (effects, repeated);
                }
                let name = format!("d{number:04}");
                effects.extend(ask(&mut registry, &name).unwrap().effects);
                // Every fifth answer is lost on its way: the client sends its request again.
                if number % 5 == 0 {
                    let again = ask(&mut registry, &name).unwrap();
                    assert!(again.repeated && again.effects.is_empty());
                    repeated += 1;
                }
            }
        };
        let answers: Vec<_> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(work)).collect();
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });
        let elapsed = begun.elapsed();

        let mut registry = opened(location);
        assert_eq!(counted(&mut registry), (150, 250), "{store}");
        let (mut ranks, mut positions, mut dossiers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let repeated: u32 = answers.iter().map(|(_, repeated)| repeated).sum();
        for effect in answers.into_iter().flat_map(|(effects, _)| effects) {
            match effect {
                Effect::Attribuee { dossier, rank } => {
                    assert!(ranks.insert(rank), "{store}: place {rank} is given twice");
                    assert!(dossiers.insert(dossier));
                }
                Effect::ListeAttente { dossier, position } => {
                    assert!(
                        positions.insert(position),
                        "{store}: position {position} is given twice"
                    );
                    assert!(dossiers.insert(dossier));
                }
                other @ (Effect::Promue { .. }
                | Effect::Refusee { .. }
                | Effect::Desistee { .. }
                | Effect::LimiteChangee { .. }
                | Effect::Annulee { .. }
                | Effect::Retiree { .. }) => panic!("{store}: {other}"),
            }
        }
        assert!(ranks.into_iter().eq(1..=150) && positions.into_iter().eq(1..=250));
        assert_eq!(dossiers.len(), REQUESTS as usize);

        // Served in the order in which the requests were received.
        let history = registry.history(&id()).unwrap();
        assert!(history.is_sorted_by(|a, b| a.event.at < b.event.at));
        let ledger = registry.ledger(&id()).unwrap();
        let asked = history.iter().filter_map(|entry| {
            let EventKind::Demande(demande) = &entry.event.kind else {
                return None;
            };
            Some(&demande.dossier)
        });
        for (position, dossier) in asked.enumerate() {
            let served = matches!(ledger.standing(dossier), Some(Standing::Attribuee { .. }));
            assert_eq!(served, position < 150);
        }
        let lost = REQUESTS as usize + 1 - history.len();
        println!(
            "stress {store}: {CLIENTS} clients, {REQUESTS} requests + {repeated} sent again in {:.1} s, {:.0} requests/s, \
             150 places given, 250 waiting, 0 given twice, {lost} events lost",
            elapsed.as_secs_f32(),
            f64::from(REQUESTS + repeated) / elapsed.as_secs_f64()
        );
        assert_eq!(lost, 0);
    });
}

#[test]
fn two_processes_share_one_file() {
    let folder = Folder::new();
    let location = folder.location();
    // Neither has been there before: both make the file, both state the limit.
    let mut both = ["both-a", "both-b"].map(|name| client::command(&location, name, 100).spawn().unwrap());
    let confirmed: Vec<String> = both
        .iter_mut()
        .flat_map(|child| {
            let said = client::said(child);
            assert_eq!(said.stopped, None);
            assert!(child.wait().unwrap().success());
            said.confirmed
        })
        .collect();
    let mut registry = opened(&location);
    assert_eq!(counted(&mut registry), (150, 50));
    let ledger = registry.ledger(&id()).unwrap();
    assert_eq!((confirmed.len(), ledger.events()), (200, 201));
    assert!(
        confirmed
            .iter()
            .all(|name| ledger.standing(&dossier(name)).is_some())
    );
}
