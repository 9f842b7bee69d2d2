//! A place and the decision it was given for: kept together, or neither.

use std::{
    env,
    process::{Command, Stdio},
};

use bareme::seal::SealKey;
use bareme_ledger_store::{Receipt, Registry, Sealing, Sqlite, Stamp, StoreError, Transactional};

use crate::arena::{Folder, LIMIT, ask, begin, demande, id, key};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A store that decisions are kept in too, as the software of a caller does.
pub(crate) trait Decisions: Transactional + Sized {
    fn opened(location: &str) -> Registry<Self>;
    /// Makes the table of decisions, around the product.
    fn prepare(location: &str);
    /// Keeps a decision; twice for one dossier is a fault.
    fn decide(transaction: &Self::Transaction, dossier: &str) -> Result<(), Failure>;
    /// How many decisions are kept, for dossiers that begin so.
    fn decisions(location: &str, prefix: &str) -> i64;
}

const TABLE: &str = "CREATE TABLE decisions (dossier TEXT PRIMARY KEY)";

impl Decisions for Sqlite {
    fn opened(location: &str) -> Registry<Self> {
        Registry::new(Self::create(location.as_ref()).unwrap())
    }

    fn prepare(location: &str) {
        let connection = rusqlite::Connection::open(location).unwrap();
        connection.execute_batch(TABLE).unwrap();
    }

    fn decide(transaction: &rusqlite::Connection, dossier: &str) -> Result<(), Failure> {
        transaction.execute("INSERT INTO decisions VALUES (?1)", [dossier])?;
        Ok(())
    }

    fn decisions(location: &str, prefix: &str) -> i64 {
        rusqlite::Connection::open(location)
            .unwrap()
            .query_row(
                "SELECT count(*) FROM decisions WHERE dossier LIKE ?1 || '%'",
                [prefix],
                |row| row.get(0),
            )
            .unwrap()
    }
}

#[cfg(feature = "postgres")]
impl Decisions for bareme_ledger_store::Postgres {
    fn opened(location: &str) -> Registry<Self> {
        Registry::new(Self::open(location).unwrap())
    }

    fn prepare(location: &str) {
        crate::arena::sql(location, TABLE);
    }

    fn decide(transaction: &Self::Transaction, dossier: &str) -> Result<(), Failure> {
        transaction.execute("INSERT INTO decisions VALUES ($1)", &[&dossier])?;
        Ok(())
    }

    fn decisions(location: &str, prefix: &str) -> i64 {
        postgres::Client::connect(location, postgres::NoTls)
            .unwrap()
            .query_one(
                "SELECT count(*) FROM decisions WHERE dossier LIKE $1 || '%'",
                &[&prefix],
            )
            .unwrap()
            .get(0)
    }
}

/// The same check with each store: a macro, since a closure has one type.
macro_rules! on_each {
    ($check:ident) => {{
        let folder = Folder::new();
        $check::<Sqlite>(&folder.location());
        #[cfg(feature = "postgres")]
        if let Some(address) = crate::arena::server() {
            $check::<bareme_ledger_store::Postgres>(&address);
        }
    }};
}

fn begun<S: Decisions>(location: &str) -> Registry<S> {
    let mut registry = S::opened(location);
    begin(&mut registry, LIMIT);
    S::prepare(location);
    registry
}

/// Asks for a place, and writes something with it.
pub(crate) fn together_with<S: Transactional, T: Send>(
    registry: &mut Registry<S>,
    name: &str,
    also: impl FnMut(&S::Transaction, &Receipt) -> Result<T, Failure> + Send,
) -> Result<(Receipt, Option<T>), Failure> {
    let (key, kind) = (key(&format!("demande-{name}")), demande(name));
    registry.with_transaction(|registry| registry.submit(&id(), &key, &kind, Stamp::Now), also)
}

pub(crate) fn together<S: Decisions>(
    registry: &mut Registry<S>,
    name: &str,
    also: impl FnMut(&S::Transaction, &Receipt) -> Result<(), Failure> + Send,
) -> Result<(Receipt, Option<()>), Failure> {
    together_with(registry, name, also)
}

fn events<S: Decisions>(location: &str) -> usize {
    S::opened(location).history(&id()).unwrap().len()
}

#[test]
fn a_place_and_its_decision_are_kept_together_and_once() {
    fn check<S: Decisions>(location: &str) {
        let mut registry = begun::<S>(location);
        let (receipt, written) = together(&mut registry, "d1", |transaction, receipt| {
            assert_eq!(receipt.effects.len(), 1);
            S::decide(transaction, "d1")
        })
        .unwrap();
        assert_eq!((receipt.repeated, written), (false, Some(())));
        // Sent again: what came with it is there already.
        let (receipt, written) =
            together(&mut registry, "d1", |_, _| panic!("nothing is written again")).unwrap();
        assert_eq!((receipt.repeated, written), (true, None));
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (2, 1));
    }
    on_each!(check);
}

#[test]
fn a_decision_that_fails_leaves_no_event() {
    fn check<S: Decisions>(location: &str) {
        let mut registry = begun::<S>(location);
        let refused = together(&mut registry, "d1", |transaction, _| {
            S::decide(transaction, "d1")?;
            Err("the caller thinks better of it".into())
        });
        assert!(refused.unwrap_err().to_string().contains("thinks better"));
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (1, 0));
        // Nor in memory, and whoever is next has the place.
        assert_eq!(registry.ledger(&id()).unwrap().events(), 1);
        // A decision that is there already is an error of the caller, not somebody else's event.
        together(&mut registry, "d1", |transaction, _| S::decide(transaction, "d1")).unwrap();
        let twice = together(&mut registry, "d2", |transaction, _| S::decide(transaction, "d1"));
        let told = twice.unwrap_err().to_string().to_lowercase();
        assert!(told.contains("unique"), "{told}");
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (2, 1));
        // The registry goes on, on the same connection.
        together(&mut registry, "d2", |transaction, _| S::decide(transaction, "d2")).unwrap();
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (3, 2));
    }
    on_each!(check);
}

/// The key goes where the heads go: what is written in the transaction of a caller is sealed too.
#[test]
fn a_sealed_ledger_stays_sealed_in_the_transaction_of_a_caller() {
    fn check<S: Decisions>(location: &str) {
        let sealed = || S::opened(location).sealed(SealKey::from_hex(&"7".repeat(64)).unwrap());
        let mut registry = sealed();
        begin(&mut registry, LIMIT);
        S::prepare(location);
        let (receipt, _) =
            together(&mut registry, "d1", |transaction, _| S::decide(transaction, "d1")).unwrap();
        ask(&mut registry, "d2").unwrap();
        let verified = sealed().verify(&id()).unwrap();
        assert_eq!((verified.sealing, verified.head.position), (Sealing::Checked, 3));
        verified.expect(&receipt.head).unwrap();
        // Without the key nothing is added, and the caller is not called.
        let refused = together(&mut S::opened(location), "d3", |_, _| {
            panic!("nothing is written")
        });
        let refused = refused.unwrap_err().downcast::<StoreError>().unwrap();
        assert!(matches!(*refused, StoreError::Sealed { .. }), "{refused}");
    }
    on_each!(check);
}

#[test]
fn a_panic_of_the_caller_leaves_neither() {
    fn check<S: Decisions>(location: &str) {
        let mut registry = begun::<S>(location);
        let panics = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            together(&mut registry, "d1", |transaction, _| {
                S::decide(transaction, "d1")?;
                panic!("on purpose")
            })
        }));
        assert!(panics.is_err());
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (1, 0));
        together(&mut registry, "d1", |transaction, _| S::decide(transaction, "d1")).unwrap();
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (2, 1));
    }
    on_each!(check);
}

/// A failed statement whose error is ignored: PostgreSQL then commits nothing and says nothing of it.
#[cfg(feature = "postgres")]
#[test]
fn a_transaction_that_keeps_nothing_is_never_confirmed() {
    use bareme_ledger_store::Postgres;

    let Some(address) = crate::arena::server() else {
        return;
    };
    let mut registry = begun::<Postgres>(&address);
    for statement in ["INSERT INTO nowhere VALUES (1)", "ROLLBACK", "ROLLBACK; BEGIN"] {
        let ignored = together(&mut registry, "d1", |transaction, _| {
            for one in statement.split(';') {
                let _ = transaction.execute(one, &[]);
            }
            Ok(())
        });
        assert!(ignored.is_err(), "{statement}");
        assert_eq!(events::<Postgres>(&address), 1, "{statement}");
    }
    together(&mut registry, "d1", |transaction, _| {
        Postgres::decide(transaction, "d1")
    })
    .unwrap();
    assert_eq!(
        (events::<Postgres>(&address), Postgres::decisions(&address, "d")),
        (2, 1)
    );
}

/// Two callers lock the same rows in opposite orders: one is undone, and done again from its beginning.
#[cfg(feature = "postgres")]
#[test]
fn a_caller_that_loses_against_another_is_called_again() {
    use std::sync::Barrier;

    use bareme::quota::Order;
    use bareme_ledger_store::Postgres;

    use crate::arena::keyed;

    let Some(address) = crate::arena::server() else {
        return;
    };
    begun::<Postgres>(&address);
    crate::arena::sql(
        &address,
        "CREATE TABLE budget (part text PRIMARY KEY, left_over bigint NOT NULL);
         INSERT INTO budget VALUES ('a', 100), ('b', 100)",
    );
    let meeting = Barrier::new(2);
    let takes = |group: &str, first: &'static str, second: &'static str| {
        let mut registry = Postgres::opened(&address);
        let of = bareme::quota::LedgerId {
            group: bareme::quota::Group::new(group).unwrap(),
            ..id()
        };
        registry
            .create(&of, 1, Order::Reception, &keyed("ouverture"))
            .unwrap();
        let mut calls = 0;
        let kind = demande("d1");
        let done = registry.with_transaction(
            |registry| registry.submit(&of, &key("k"), &kind, Stamp::Now),
            |transaction, _| {
                calls += 1;
                let take = "UPDATE budget SET left_over = left_over - 1 WHERE part = $1";
                transaction.execute(take, &[&first])?;
                if calls == 1 {
                    meeting.wait();
                }
                transaction.execute(take, &[&second])?;
                Ok::<(), Failure>(())
            },
        );
        done.unwrap_or_else(|error| panic!("{error}"));
        calls
    };
    let calls: u32 = std::thread::scope(|scope| {
        let one = scope.spawn(|| takes("2025", "a", "b"));
        let other = scope.spawn(|| takes("2026", "b", "a"));
        one.join().unwrap() + other.join().unwrap()
    });
    assert_eq!(calls, 3);
    let left: i64 = postgres::Client::connect(&address, postgres::NoTls)
        .unwrap()
        .query_one("SELECT sum(left_over)::bigint FROM budget", &[])
        .unwrap()
        .get(0);
    assert_eq!(left, 196);
}

const ABORTS: &str = "BAREME_LEDGER_ABORTS";

/// The process is gone between the event and the decision, or between both and their end.
#[test]
fn a_process_that_ends_in_between_leaves_neither() {
    fn check<S: Decisions>(location: &str) {
        begun::<S>(location);
        for moment in ["before", "after"] {
            let ended = Command::new(env::current_exe().unwrap())
                .args(["--exact", "joint::process_that_ends", "--test-threads=1"])
                .env(ABORTS, format!("{moment} {location}"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap();
            assert!(!ended.success());
            assert_eq!((events::<S>(location), S::decisions(location, "d")), (1, 0));
        }
        // Nothing of them holds the next one up.
        let mut registry = S::opened(location);
        together(&mut registry, "d1", |transaction, _| S::decide(transaction, "d1")).unwrap();
        assert_eq!((events::<S>(location), S::decisions(location, "d")), (2, 1));
    }
    on_each!(check);
}

#[test]
fn process_that_ends() {
    fn ends<S: Decisions>(moment: &str, location: &str) {
        let mut registry = S::opened(location);
        let _ = together(&mut registry, "d1", |transaction, _| {
            if moment == "after" {
                S::decide(transaction, "d1")?;
            }
            std::process::abort()
        });
    }
    let Ok(task) = env::var(ABORTS) else {
        return;
    };
    let (moment, location) = task.split_once(' ').unwrap();
    #[cfg(feature = "postgres")]
    if location.starts_with("postgres") {
        return ends::<bareme_ledger_store::Postgres>(moment, location);
    }
    ends::<Sqlite>(moment, location);
}
