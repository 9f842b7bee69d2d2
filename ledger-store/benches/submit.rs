//! What an event costs in a ledger that is already long: it must not grow with the ledger.
//!
//! `cargo bench -p bareme-ledger-store`; most of the time of an event is the disk that confirms it, so a file in memory
//! (`TMPDIR=/dev/shm`) shows better what the product adds.

use std::{env, fs, process};

use bareme::quota::{
    Author, Demande, DossierId, Event, EventKey, EventKind, Group, LedgerId, Moment, Order, QuotaId,
    chain::{Anchor, Link},
};
use bareme_ledger_store::{Addition, Receipt, Registry, Row, Sqlite, Stamp, Store, Submission, open};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

fn id() -> LedgerId {
    LedgerId {
        quota: QuotaId::new("parcours_aide_soignant").unwrap(),
        group: Group::new("2024").unwrap(),
    }
}

fn asks(number: u64) -> EventKind {
    EventKind::Demande(Demande {
        dossier: DossierId::new(format!("2024-{number:07}")).unwrap(),
        priority: 0,
        pack: String::new(),
    })
}

fn leaves(number: u64) -> EventKind {
    EventKind::Desistement {
        dossier: DossierId::new(format!("2024-{number:07}")).unwrap(),
    }
}

/// What happens in a ledger of 1,000 places: two ask, then one that has a place gives up, and the first that waits has it.
fn story(position: u64) -> EventKind {
    match position {
        1 => EventKind::ChangementDeLimite {
            limit: 1_000,
            order: Order::Reception,
        },
        _ if position.is_multiple_of(3) => leaves(position - 2),
        _ => asks(position),
    }
}

/// Writes a history at once, as so many events one by one would have.
fn written(store: &mut Sqlite, events: u64) {
    let mut link = Link::START;
    let mut position = 1;
    while position <= events {
        let last = events.min(position + 9_999);
        let rows: Vec<Row> = (position..=last)
            .map(|position| {
                let kind = if position == 3 { asks(3) } else { story(position) };
                let at = Moment::from_millis(1_704_067_200_000 + i64::try_from(position).unwrap());
                let key = EventKey::new(format!("{}-{position}", kind.word())).unwrap();
                let row = Row::after(&id(), position - 1, &link, &Event::new(at, key, kind));
                link = row.link;
                row
            })
            .collect();
        let receipt = Receipt {
            effects: Vec::new(),
            repeated: false,
            standing: None,
            waits_at: None,
            head: Anchor { position: last, link },
        };
        store
            .append(&id(), position, &mut |_| {
                Ok(Addition {
                    rows: rows.clone(),
                    receipt: receipt.clone(),
                })
            })
            .unwrap();
        position = last + 1;
    }
}

#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000], sample_count = 300, sample_size = 1)]
fn submit(bencher: Bencher<'_, '_>, events: u64) {
    let path = env::temp_dir().join(format!("bareme-bench-{}-{events}.sqlite", process::id()));
    let _ = fs::remove_file(&path);
    written(&mut Sqlite::create(&path).unwrap(), events);
    let mut registry: Registry<Box<dyn Store>> = open(path.to_str().unwrap()).unwrap();
    let sent = Submission {
        key: None,
        stamp: Stamp::Now,
        author: Some(Author::new("agent-1").unwrap()),
    };
    // The history is read, and a first snapshot kept, before the measure.
    registry.record(&id(), &asks(9_000_000), &sent).unwrap();
    let mut next = 9_000_001;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        registry.record(&id(), &asks(next), &sent).unwrap();
        next += 1;
    });
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", path.display()));
    }
}
