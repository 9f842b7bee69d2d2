//! Stores used from asynchronous programs, of one thread and of several; and what a thread of its own withstands.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use bareme::{
    error::Code,
    quota::{Effect, Order},
};
use bareme_ledger_store::{LedgerHandle, QUEUE, Receipt, Registry, Sqlite, Stamp, Store, StoreError, create};
use tokio::{runtime, task::JoinSet, time::timeout};

use crate::arena::{Folder, ask, begin, demande, id, key, keyed, limite, on_each_store, opened, unkeyed};

const REQUESTS: usize = 200;
const LIMIT: u32 = 50;

/// What may be moved to another thread is said by the compiler.
const _: () = {
    const fn moves<T: Send>() {}
    const fn is_shared<T: Send + Sync>() {}
    moves::<Registry<Sqlite>>();
    moves::<Registry<Box<dyn Store>>>();
    is_shared::<LedgerHandle>();
    is_shared::<LedgerHandle<Sqlite>>();
    is_shared::<StoreError>();
    #[cfg(feature = "postgres")]
    moves::<Registry<bareme_ledger_store::Postgres>>();
};

/// A runtime of one thread, then one of several.
fn in_each_runtime(check: impl AsyncFn()) {
    for mut builder in [
        runtime::Builder::new_current_thread(),
        runtime::Builder::new_multi_thread(),
    ] {
        builder.enable_all().build().unwrap().block_on(check());
    }
}

/// Asks for a place, as a task of a server does: its future moves between threads.
async fn asks(ledgers: LedgerHandle, name: String) -> Result<Receipt, StoreError> {
    ledgers
        .run(move |registry| {
            registry.submit(
                &id(),
                &key(&format!("demande-{name}")),
                &demande(&name),
                Stamp::Now,
            )
        })
        .await
}

#[test]
fn a_handle_is_opened_used_and_dropped_in_a_runtime_and_gives_each_place_once() {
    on_each_store(|store, location| {
        let location = location.to_owned();
        drop(opened(&location));
        let round = AtomicUsize::new(0);
        in_each_runtime(async || {
            let round = round.fetch_add(1, Ordering::Relaxed);
            let ledgers = LedgerHandle::open(&location).await.unwrap();
            let limit = i64::from(LIMIT) * i64::try_from(round + 1).unwrap();
            ledgers
                .run(move |registry| match round {
                    0 => registry.create(&id(), limit, Order::Reception, &keyed("ouverture")),
                    _ => registry.record(&id(), &limite(limit), &unkeyed()),
                })
                .await
                .unwrap();
            let mut tasks = JoinSet::new();
            for number in 0..REQUESTS {
                tasks.spawn(asks(ledgers.clone(), format!("r{round}-{number}")));
            }
            let ranks: BTreeSet<u32> = tasks
                .join_all()
                .await
                .into_iter()
                .flat_map(|receipt| receipt.unwrap().effects)
                .filter_map(|effect| {
                    let Effect::Attribuee { rank, .. } = effect else {
                        return None;
                    };
                    Some(rank)
                })
                .collect();
            // In the second round those who waited were served when the limit rose.
            if round == 0 {
                assert!(ranks.into_iter().eq(1..=LIMIT), "{store}");
            }
            // The last handle goes while the runtime runs.
            drop(ledgers);
        });
        let mut registry = opened(&location);
        assert_eq!(registry.history(&id()).unwrap().len(), 2 * REQUESTS + 2);
        assert_eq!(registry.ledger(&id()).unwrap().attributed(), 2 * LIMIT);
        println!(
            "stress {store}: {} requests of tasks in runtimes of one and of several threads, {} places given, 0 given twice",
            2 * REQUESTS,
            2 * LIMIT
        );
    });
}

#[test]
fn a_registry_is_opened_used_and_dropped_in_a_runtime() {
    on_each_store(|_, location| {
        in_each_runtime(async || {
            let mut registry = create(location).unwrap();
            begin(&mut registry, 3);
            ask(&mut registry, "d1").unwrap();
            drop(registry);
            let ledgers = LedgerHandle::open_blocking(location).unwrap();
            let events = ledgers
                .run_blocking(|registry| registry.ledger(&id()).map(bareme::quota::Ledger::events))
                .unwrap();
            assert_eq!(events, 2);
        });
    });
}

#[test]
fn a_store_that_does_not_open_is_told() {
    let folder = Folder::new();
    let nowhere = folder.path().join("absent/quotas.sqlite");
    let nowhere = nowhere.to_str().unwrap();
    in_each_runtime(async || {
        let error = LedgerHandle::open(nowhere).await.unwrap_err();
        assert_eq!(error.code(), Code::LedgerUnavailable);
    });
    assert!(LedgerHandle::open_blocking(nowhere).is_err());
}

#[test]
fn a_call_that_panics_is_an_error_for_its_caller_alone() {
    on_each_store(|store, location| {
        begin(&mut opened(location), 10);
        in_each_runtime(async || {
            let ledgers = LedgerHandle::open(location).await.unwrap();
            let broken = ledgers.clone();
            let panics = broken
                .run(|_| -> Result<(), StoreError> { panic!("on purpose") })
                .await
                .unwrap_err();
            assert_eq!(
                (panics.code(), &panics),
                (Code::Internal, &StoreError::Interrupted)
            );
            asks(ledgers, "after".to_owned())
                .await
                .unwrap_or_else(|error| panic!("{store}: {error}"));
        });
        assert_eq!(opened(location).history(&id()).unwrap().len(), 2);
    });
}

#[test]
fn callers_wait_for_room_rather_than_fill_the_memory() {
    let ledgers = LedgerHandle::new(Registry::new(Sqlite::in_memory().unwrap())).unwrap();
    let (release, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let made = Arc::new(AtomicUsize::new(0));
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        let holder = ledgers.clone();
        tasks.spawn(async move {
            holder
                .run(move |_| {
                    let _ = held.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    Ok::<(), StoreError>(())
                })
                .await
        });
        for _ in 0..3 * QUEUE {
            let (ledgers, made) = (ledgers.clone(), Arc::clone(&made));
            tasks.spawn(async move {
                ledgers
                    .run(move |_| {
                        made.fetch_add(1, Ordering::Relaxed);
                        Ok::<(), StoreError>(())
                    })
                    .await
            });
        }
        // Every task had its turn, and all but those in the queue wait outside of it.
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let shown = format!("{ledgers:?}");
        assert!(shown.contains(&format!("waiting: {QUEUE}")), "{shown}");
        assert_eq!(made.load(Ordering::Relaxed), 0);
        release.send(()).unwrap();
        let answers = timeout(Duration::from_secs(60), tasks.join_all()).await.unwrap();
        assert!(answers.into_iter().all(|answer| answer.is_ok()));
    });
    assert_eq!(made.load(Ordering::Relaxed), 3 * QUEUE);
}

#[test]
fn a_call_is_made_though_nobody_waits_for_its_answer() {
    let folder = Folder::new();
    let location = folder.location();
    begin(&mut opened(&location), 1);
    in_each_runtime(async || {
        let ledgers = LedgerHandle::open(&location).await.unwrap();
        let slow = ledgers.run(|registry| {
            std::thread::sleep(Duration::from_millis(100));
            ask(registry, "d1")
        });
        assert!(timeout(Duration::from_millis(20), slow).await.is_err());
        let events = ledgers
            .run(|registry| registry.ledger(&id()).map(bareme::quota::Ledger::events))
            .await
            .unwrap();
        assert_eq!(events, 2);
    });
}
