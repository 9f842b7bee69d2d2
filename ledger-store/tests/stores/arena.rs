//! A place for one test: a folder with a file, or a schema of the server; and short ways to write events.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use bareme::quota::{
    Author, Demande, DossierId, EventKey, EventKind, Group, LedgerId, Order, QuotaId,
    chain::{Anchor, Link},
};
use bareme_ledger_store::{Addition, Receipt, Registry, Row, Stamp, Store, StoreError, Submission, create};

pub(crate) const LIMIT: i64 = 150;

/// A folder that is removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "bareme-ledger-{}-{}",
            process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("quotas.sqlite")
    }

    pub(crate) fn location(&self) -> String {
        self.file().to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A schema of the server for one test; nothing where there is no server, which is said, and is a failure with `CI=true`.
#[cfg(feature = "postgres")]
pub(crate) fn server() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(address) = env::var("BAREME_POSTGRES") else {
        assert!(
            env::var("CI").as_deref() != Ok("true"),
            "run the tests through scripts/with-postgres"
        );
        eprintln!("skipped: no PostgreSQL server (run through scripts/with-postgres)");
        return None;
    };
    let schema = format!("t{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    sql(&address, &format!("CREATE SCHEMA {schema}"));
    let within = format!("{address}?options=-csearch_path%3D{schema}");
    bareme_ledger_store::migrate(&within).unwrap_or_else(|error| panic!("{error}"));
    Some(within)
}

#[cfg(not(feature = "postgres"))]
pub(crate) fn server() -> Option<String> {
    None
}

/// Runs statements on the server, as somebody who goes around the product.
#[cfg(feature = "postgres")]
pub(crate) fn sql(address: &str, statements: &str) {
    attempt_sql(address, statements).unwrap();
}

#[cfg(feature = "postgres")]
pub(crate) fn attempt_sql(address: &str, statements: &str) -> Result<(), postgres::Error> {
    postgres::Client::connect(address, postgres::NoTls)?.batch_execute(statements)
}

/// Runs a check on SQLite, then on PostgreSQL.
pub(crate) fn on_each_store(check: impl Fn(&str, &str)) {
    let folder = Folder::new();
    check("SQLite", &folder.location());
    if let Some(address) = server() {
        check("PostgreSQL", &address);
    }
}

pub(crate) type Ledgers = Registry<Box<dyn Store>>;

/// The store at this place, made when it is new.
pub(crate) fn opened(location: &str) -> Ledgers {
    create(location).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn id() -> LedgerId {
    LedgerId {
        quota: QuotaId::new("parcours_aide_soignant").unwrap(),
        group: Group::new("2024").unwrap(),
    }
}

pub(crate) fn key(text: &str) -> EventKey {
    EventKey::new(text).unwrap()
}

pub(crate) fn dossier(text: &str) -> DossierId {
    DossierId::new(text).unwrap()
}

pub(crate) fn demande(name: &str) -> EventKind {
    EventKind::Demande(Demande {
        dossier: dossier(name),
        priority: 0,
        pack: String::new(),
    })
}

pub(crate) fn desistement(name: &str) -> EventKind {
    EventKind::Desistement {
        dossier: dossier(name),
    }
}

pub(crate) fn limite(limit: i64) -> EventKind {
    EventKind::ChangementDeLimite {
        limit,
        order: Order::Reception,
    }
}

/// Sent now, by somebody, without a key.
pub(crate) fn unkeyed() -> Submission {
    Submission {
        key: None,
        stamp: Stamp::Now,
        author: Some(Author::new("agent-1").unwrap()),
    }
}

/// Sent now, by somebody, with a key.
pub(crate) fn keyed(text: &str) -> Submission {
    Submission {
        key: Some(key(text)),
        ..unkeyed()
    }
}

/// Opens the ledger; any client may do it first.
pub(crate) fn begin(registry: &mut Registry<impl Store>, limit: i64) {
    registry
        .create(&id(), limit, Order::Reception, &keyed("ouverture"))
        .unwrap();
}

pub(crate) fn ask(registry: &mut Registry<impl Store>, name: &str) -> Result<Receipt, StoreError> {
    registry.submit(
        &id(),
        &key(&format!("demande-{name}")),
        &demande(name),
        Stamp::Now,
    )
}

/// Rows that somebody adds around a registry, which says nothing true of them.
pub(crate) fn added(rows: Vec<Row>) -> Addition {
    Addition {
        rows,
        receipt: Receipt {
            effects: Vec::new(),
            repeated: false,
            standing: None,
            waits_at: None,
            head: Anchor {
                position: 0,
                link: Link::START,
            },
        },
    }
}

/// The whole history is read and checked; says how many have a place and how many wait.
pub(crate) fn counted(registry: &mut Ledgers) -> (u32, u32) {
    let entries = registry.history(&id()).unwrap_or_else(|error| panic!("{error}"));
    let ledger = registry.ledger(&id()).unwrap();
    let replayed = bareme::quota::Ledger::replay(id(), entries.iter().map(|entry| &entry.event)).unwrap();
    assert_eq!(*ledger, replayed);
    (ledger.attributed(), ledger.waiting())
}

/// A small generator: chance that can be told apart, not secrets.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}
