//! What a registry adds to a ledger: the first request begins it, refusals write nothing, a clock that is late stops nobody.

use bareme::{
    error::Code,
    quota::{Claim, Effect, EventKind, Group, Ledger, LedgerId, Order, QuotaId, Standing},
};
use bareme_ledger_store::{
    MOST_ATTEMPTS, Registry, Row, SNAPSHOT_EVERY, Snapshot, Sqlite, Stamp, Store, StoreError, Write,
};
use proptest::prelude::*;

use crate::arena::{
    Ledgers, ask, begin, counted, demande, desistement, dossier, id, key, limite, on_each_store, opened,
};

fn claim(limit: u32) -> Claim {
    Claim {
        ledger: id(),
        limit,
        order: Order::Reception,
        priority: 0,
        pack: "0123".to_owned(),
    }
}

fn events(registry: &mut Ledgers) -> usize {
    registry.history(&id()).unwrap().len()
}

#[test]
fn the_first_request_begins_the_ledger_and_later_limits_do_not_change_it() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        let mut request = |limit, name: &str| {
            registry
                .request(&claim(limit), &dossier(name), &key(name), Stamp::Now)
                .unwrap()
        };
        let first = request(1, "a");
        let expected = [
            Effect::LimiteChangee { limit: 1 },
            Effect::Attribuee {
                dossier: dossier("a"),
                rank: 1,
            },
        ];
        assert_eq!(first.effects, expected);
        let second = request(2, "b");
        assert_eq!(second.waits_at, Some(1));
        let again = request(1, "a");
        assert!(again.repeated && matches!(again.standing, Some(Standing::Attribuee { rank: 1, .. })));
        assert_eq!(events(&mut registry), 3);
    });
}

#[test]
fn what_is_refused_writes_nothing() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        begin(&mut registry, 1);
        ask(&mut registry, "a").unwrap();
        let other = LedgerId {
            quota: QuotaId::new("autre").unwrap(),
            group: Group::new("2024").unwrap(),
        };
        let early = Stamp::At("2020-01-01T00:00:00Z".parse().unwrap());
        for (ledger, name, kind, stamp, code) in [
            (id(), "x", demande("a"), Stamp::Now, Code::EventContradictory),
            (
                id(),
                "x",
                desistement("nobody"),
                Stamp::Now,
                Code::EventContradictory,
            ),
            (id(), "x", limite(-1), Stamp::Now, Code::LimitInvalid),
            (id(), "x", demande("b"), early, Code::EventOutOfOrder),
            (id(), "demande-a", desistement("a"), Stamp::Now, Code::KeyReused),
            (other, "x", demande("a"), Stamp::Now, Code::EventContradictory),
        ] {
            let error = registry.submit(&ledger, &key(name), &kind, stamp).unwrap_err();
            assert_eq!(error.code(), code, "{error}");
        }
        assert_eq!(events(&mut registry), 2);
        assert_eq!(registry.ledgers().unwrap(), [id()]);
    });
}

#[test]
fn a_clock_that_is_late_stops_nobody() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        let future = Stamp::At("2999-01-01T00:00:00Z".parse().unwrap());
        registry
            .submit(&id(), &key("ouverture"), &limite(2), future)
            .unwrap();
        ask(&mut registry, "b").unwrap();
        ask(&mut registry, "a").unwrap();
        let last = registry.ledger(&id()).unwrap().last().unwrap();
        assert_eq!(last.to_string(), "2999-01-01T00:00:00.002Z");
    });
}

#[test]
fn a_snapshot_shortens_the_reading_and_changes_nothing() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        begin(&mut registry, 30);
        for number in 0..SNAPSHOT_EVERY * 2 {
            ask(&mut registry, &format!("d{number:04}")).unwrap();
        }
        let snapshot = registry.store().snapshot(&id()).unwrap().unwrap();
        assert_eq!(snapshot.position, SNAPSHOT_EVERY * 2);
        // An older one does not take its place.
        let mut older = snapshot.clone();
        older.position -= 1;
        registry.store().keep_snapshot(&id(), &older).unwrap();
        assert_eq!(registry.store().snapshot(&id()).unwrap(), Some(snapshot));
        assert_eq!(counted(&mut opened(location)), (30, 98));
    });
}

/// A store in which others have always written first, so many times.
struct Lost {
    store: Sqlite,
    times: u32,
}

impl Store for Lost {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        self.store.rows(id, from)
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        if self.times == 0 {
            return self.store.append(id, from, write);
        }
        self.times -= 1;
        self.store.append(id, from, &mut |rows| {
            write(rows)?;
            Err(StoreError::Contended)
        })
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        self.store.ledgers()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        self.store.snapshot(id)
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.store.keep_snapshot(id, snapshot)
    }
}

#[test]
fn a_writer_that_loses_tries_again_and_at_last_gives_up_with_a_code() {
    for (times, written) in [(0, true), (7, true), (MOST_ATTEMPTS, false)] {
        let store = Sqlite::in_memory().unwrap();
        let mut registry = Registry::new(Lost { store, times });
        let answer = registry.submit(&id(), &key("ouverture"), &limite(1), Stamp::Now);
        assert_eq!(answer.is_ok(), written);
        if let Err(error) = answer {
            assert_eq!(error.code(), Code::LedgerBusy);
        }
        assert_eq!(registry.history(&id()).unwrap().len(), usize::from(written));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_registry_says_what_a_ledger_says(
        steps in prop::collection::vec((0_u8..6, 0_u8..5, 0_i64..3, any::<bool>()), 1..40),
    ) {
        let mut registry = Registry::new(Sqlite::in_memory().unwrap());
        let mut ledger = Ledger::new(id());
        for (number, (what, who, limit, read)) in steps.into_iter().enumerate() {
            let name = format!("d{who}");
            let kind: EventKind = match what {
                0..3 => demande(&name),
                3 | 4 => desistement(&name),
                _ => limite(limit),
            };
            let at = bareme::quota::Moment::from_millis(i64::try_from(number).unwrap());
            let event_key = key(&format!("k{}", number / 2));
            let expected = ledger.apply(&bareme::quota::Event::new(at, event_key.clone(), kind.clone()));
            let answer = registry.submit(&id(), &event_key, &kind, Stamp::At(at));
            match (expected, answer) {
                (Ok(applied), Ok(receipt)) => {
                    prop_assert_eq!(applied.effects, receipt.effects);
                    prop_assert_eq!(applied.repeated, receipt.repeated);
                    ledger = applied.ledger;
                }
                (Err(finding), Err(error)) => prop_assert_eq!(finding, error.finding()),
                (ours, theirs) => prop_assert!(false, "{ours:?} {theirs:?}"),
            }
            if read {
                prop_assert_eq!(registry.ledger(&id()).unwrap(), &ledger);
            }
        }
        prop_assert_eq!(registry.ledger(&id()).unwrap(), &ledger);
    }
}
