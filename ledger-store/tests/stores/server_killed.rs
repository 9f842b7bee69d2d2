//! A server of its own that is killed, at any moment: what was confirmed is there, with the decision it was given for.

use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use bareme::error::Code;
use bareme_ledger_store::{Postgres, Registry, StoreError, migrate};

use crate::{
    arena::{Chance, begin, id, opened, sql},
    joint::{Decisions, together},
};

const CLIENTS: u64 = 4;
const KILLS: u64 = 6;

/// A server that the other tests know nothing of, thrown away at the end.
struct Own {
    script: Child,
    address: String,
    control: String,
}

impl Own {
    fn started() -> Option<Self> {
        // Where the other tests have no server, there is none to be had.
        env::var_os("BAREME_POSTGRES")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/with-postgres");
        let mut script = Command::new(script)
            .args([
                "sh",
                "-c",
                "echo $BAREME_POSTGRES; echo $BAREME_POSTGRES_CONTROL; cat",
            ])
            .env_remove("BAREME_POSTGRES")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(script.stdout.take().unwrap()).lines();
        let mut next = || lines.next().unwrap().unwrap();
        let (address, control) = (next(), next());
        Some(Self {
            script,
            address,
            control,
        })
    }

    fn control(&self, what: &str) {
        assert!(Command::new(&self.control).arg(what).status().unwrap().success());
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // The script ends with its input.
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

#[test]
fn a_server_is_killed_again_and_again_and_places_keep_their_decisions() {
    let Some(server) = Own::started() else { return };
    migrate(&server.address).unwrap();
    begin(&mut opened(&server.address), 100_000);
    Postgres::prepare(&server.address);
    let (done, confirmed) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let client = |number: u64| {
        let mut registry: Option<Registry<Postgres>> = None;
        let mut request = 0;
        while !done.load(Ordering::Relaxed) {
            let Some(joined) = &mut registry else {
                registry = Postgres::open(&server.address).ok().map(Registry::new);
                thread::sleep(Duration::from_millis(5));
                continue;
            };
            let name = format!("d{number}-{request}");
            match together(joined, &name, |transaction, _| {
                Postgres::decide(transaction, &name)
            }) {
                Ok(_) => {
                    confirmed
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(name);
                    request += 1;
                }
                // The same request again, with the same key, once the server is back.
                Err(error) => {
                    let store = error.downcast_ref::<StoreError>();
                    let code = store.map(StoreError::code);
                    assert!(
                        matches!(code, Some(Code::LedgerUnavailable | Code::LedgerBusy)),
                        "{error}"
                    );
                    thread::sleep(Duration::from_millis(20));
                }
            }
        }
    };
    thread::scope(|scope| {
        for number in 0..CLIENTS {
            scope.spawn(move || client(number));
        }
        let mut chance = Chance::new(7);
        for _ in 0..KILLS {
            thread::sleep(Duration::from_millis(100 + chance.below(400)));
            server.control("stop");
            thread::sleep(Duration::from_millis(chance.below(100)));
            server.control("start");
        }
        thread::sleep(Duration::from_millis(300));
        done.store(true, Ordering::Relaxed);
    });
    let confirmed = confirmed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut registry = opened(&server.address);
    let history = registry.history(&id()).unwrap();
    let decisions = Postgres::decisions(&server.address, "d");
    let ledger = registry.ledger(&id()).unwrap();
    let lost = confirmed
        .iter()
        .filter(|name| ledger.standing(&crate::arena::dossier(name)).is_none())
        .count();
    println!(
        "stress PostgreSQL: server killed {KILLS} times under {CLIENTS} clients, {} places confirmed, {lost} lost, {} events and \
         {decisions} decisions kept together",
        confirmed.len(),
        history.len() - 1
    );
    assert_eq!(lost, 0);
    assert_eq!(i64::try_from(history.len() - 1).unwrap(), decisions);
    assert!(!confirmed.is_empty());
}

/// The server ends while the caller writes: the transaction is lost, and with it both.
#[test]
fn a_server_that_is_killed_between_event_and_decision_keeps_neither() {
    let Some(server) = Own::started() else { return };
    migrate(&server.address).unwrap();
    begin(&mut opened(&server.address), 1);
    Postgres::prepare(&server.address);
    let mut registry = Postgres::opened(&server.address);
    let lost = together(&mut registry, "d1", |transaction, _| {
        server.control("stop");
        Postgres::decide(transaction, "d1")
    });
    assert!(lost.is_err());
    server.control("start");
    sql(&server.address, "SELECT 1");
    assert_eq!(opened(&server.address).history(&id()).unwrap().len(), 1);
    assert_eq!(Postgres::decisions(&server.address, "d"), 0);
    together(&mut registry, "d1", |transaction, _| {
        Postgres::decide(transaction, "d1")
    })
    .unwrap();
    assert_eq!(Postgres::decisions(&server.address, "d"), 1);
}
