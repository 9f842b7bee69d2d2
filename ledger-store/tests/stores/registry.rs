//! What a registry adds to a ledger: the first request begins it, refusals write nothing, a clock that is late stops nobody.

use bareme::{
    error::Code,
    quota::{
        Claim, Effect, Event, EventKind, Group, Ledger, LedgerId, Moment, Order, QuotaId, Reason, Standing,
        chain::Link,
    },
};
use bareme_ledger_store::{
    MOST_ATTEMPTS, Registry, Row, SNAPSHOT_EVERY, Snapshot, Sqlite, Stamp, Store, StoreError, Submission,
    Write,
};
use proptest::prelude::*;

use crate::arena::{
    Ledgers, added, ask, begin, counted, demande, desistement, dossier, id, key, keyed, limite,
    on_each_store, opened, unkeyed,
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
fn nothing_is_asked_of_a_ledger_before_it_is_opened_once() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        let asks = |registry: &mut Ledgers, limit, name: &str| {
            registry.request(&claim(limit), &dossier(name), &key(name), Stamp::Now)
        };
        for error in [
            asks(&mut registry, 1, "a").unwrap_err(),
            ask(&mut registry, "a").unwrap_err(),
            registry.opened(&id()).unwrap_err(),
        ] {
            assert_eq!(error.code(), Code::LedgerNotOpened);
        }
        assert_eq!(registry.ledgers().unwrap(), []);
        let opens = |registry: &mut Ledgers, limit, sent: &Submission| {
            registry.create(&id(), limit, Order::Reception, sent)
        };
        let first = opens(&mut registry, 1, &unkeyed()).unwrap();
        assert_eq!(first.effects, [Effect::LimiteChangee { limit: 1 }]);
        // Once more: told without a key, answered as before with the same one, refused with another.
        let again = opens(&mut registry, 1, &unkeyed()).unwrap_err();
        assert_eq!(again.code(), Code::EventWithoutEffect);
        assert!(opens(&mut registry, 1, &keyed("ouverture")).unwrap().repeated);
        let other = opens(&mut registry, 2, &keyed("autre")).unwrap_err();
        assert_eq!(other.code(), Code::EventWithoutEffect);
        // The ledger keeps its own limit, whatever the rules say later.
        assert_eq!(asks(&mut registry, 2, "a").unwrap().waits_at, None);
        assert_eq!(asks(&mut registry, 2, "b").unwrap().waits_at, Some(1));
        let again = asks(&mut registry, 1, "a").unwrap();
        assert!(again.repeated && matches!(again.standing, Some(Standing::Attribuee { rank: 1, .. })));
        assert_eq!(events(&mut registry), 3);
    });
}

#[test]
fn each_event_without_a_key_is_recorded_or_told_to_change_nothing() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        begin(&mut registry, 5);
        for limit in [10, 20, 10] {
            let told = registry.record(&id(), &limite(limit), &unkeyed()).unwrap();
            assert!(!told.repeated);
        }
        assert_eq!(registry.ledger(&id()).unwrap().limit(), 10);
        for kind in [demande("a"), desistement("a"), demande("a"), desistement("a")] {
            let told = registry.record(&id(), &kind, &unkeyed()).unwrap();
            assert_eq!((told.repeated, told.effects.len()), (false, 1));
        }
        assert_eq!(registry.ledger(&id()).unwrap().attributed(), 0);
        for kind in [desistement("a"), limite(10)] {
            let error = registry.record(&id(), &kind, &unkeyed()).unwrap_err();
            assert_eq!(error.code(), Code::EventWithoutEffect, "{error}");
        }
        assert_eq!(events(&mut registry), 8);
        let author = &registry.history(&id()).unwrap()[3].event.author;
        assert_eq!(*author, unkeyed().author);
    });
}

#[test]
fn an_event_is_annulled_and_stays_in_the_history() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        begin(&mut registry, 1);
        ask(&mut registry, "a").unwrap();
        ask(&mut registry, "b").unwrap();
        let annuls = EventKind::Correction {
            position: 2,
            dossier: Some(dossier("a")),
            reason: Reason::new("erreur_de_saisie").unwrap(),
        };
        let told = registry.record(&id(), &annuls, &unkeyed()).unwrap();
        assert_eq!((told.effects.len(), told.standing), (3, None));
        let unsigned = registry
            .submit(&id(), &key("x"), &annuls, Stamp::Now)
            .unwrap_err();
        assert_eq!(unsigned.code(), Code::EventContradictory);
        assert_eq!(events(&mut opened(location)), 4);
        assert_eq!(counted(&mut opened(location)), (1, 0));
    });
}

#[test]
fn a_moment_ahead_of_the_clock_is_refused() {
    on_each_store(|_, location| {
        let mut registry = opened(location);
        begin(&mut registry, 1);
        let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(240);
        let millis = soon.duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        let soon = Moment::from_millis(i64::try_from(millis).unwrap());
        let later = Moment::from_millis(soon.millis() + 120_000);
        let refused = registry.submit(&id(), &key("b"), &demande("b"), Stamp::At(later));
        assert_eq!(refused.unwrap_err().code(), Code::EventInFuture);
        registry
            .submit(&id(), &key("a"), &demande("a"), Stamp::At(soon))
            .unwrap();
        assert_eq!(events(&mut registry), 2);
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
            (other, "x", demande("a"), Stamp::Now, Code::LedgerNotOpened),
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
        // Written by a machine whose clock was ahead, before that was refused.
        let ahead = Event::new(
            "2999-01-01T00:00:00Z".parse().unwrap(),
            key("ouverture"),
            limite(2),
        );
        let row = Row::after(&id(), 0, &Link::START, &ahead);
        registry
            .store()
            .append(&id(), 1, &mut |_| Ok(added(vec![row.clone()])))
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
    /// How often a history was read.
    readings: u32,
}

impl Store for Lost {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        self.readings += 1;
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
        let mut registry = Registry::new(Lost {
            store,
            times,
            readings: 0,
        });
        let answer = registry.submit(&id(), &key("ouverture"), &limite(1), Stamp::Now);
        assert_eq!(answer.is_ok(), written);
        if let Err(error) = answer {
            assert_eq!(error.code(), Code::LedgerBusy);
        }
        assert_eq!(
            registry.store().readings,
            1,
            "what was lost is taken back, not read again"
        );
        assert_eq!(registry.history(&id()).unwrap().len(), usize::from(written));
    }
}

/// A store whose first event is written, and whose answer is lost on its way.
struct Unheard {
    store: Sqlite,
    lost: bool,
}

impl Store for Unheard {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        self.store.rows(id, from)
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        self.store.append(id, from, write)?;
        if std::mem::replace(&mut self.lost, true) {
            Ok(())
        } else {
            Err(StoreError::Contended)
        }
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
fn an_event_that_was_written_unheard_is_answered_as_the_first_time() {
    let mut registry = Registry::new(Unheard {
        store: Sqlite::in_memory().unwrap(),
        lost: true,
    });
    begin(&mut registry, 1);
    for (name, sent) in [("a", unkeyed()), ("b", keyed("k"))] {
        registry.store().lost = false;
        let told = registry.record(&id(), &demande(name), &sent).unwrap();
        assert_eq!((told.repeated, told.effects.len()), (false, 1), "{name}");
        assert_eq!(
            registry.history(&id()).unwrap().len(),
            usize::try_from(told.head.position).unwrap()
        );
    }
    assert_eq!(registry.ledger(&id()).unwrap().events(), 3);
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
            let at = Moment::from_millis(i64::try_from(number).unwrap());
            let event_key = key(&format!("k{}", number / 2));
            let sent = Submission {
                stamp: Stamp::At(at),
                ..keyed(event_key.as_str())
            };
            let event = Event::new(at, event_key, kind.clone()).by(sent.author.clone());
            let expected = ledger.apply(&event);
            let answer = registry.record(&id(), &kind, &sent);
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
