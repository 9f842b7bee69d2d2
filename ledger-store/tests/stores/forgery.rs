//! Whoever can write the whole store anew: what the chain, an anchor and a key show of it, and what they do not. Each line of the table in
//! `docs/ledgers.md` is one of these tests.

use bareme::{
    error::Code,
    quota::{
        LedgerId,
        chain::{self, Anchor, Link},
    },
    seal::SealKey,
};
use bareme_ledger_store::{SNAPSHOT_EVERY, Sealing, Snapshot, Sqlite, Store, StoreError, create, open};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::arena::{Folder, Ledgers, added, ask, begin, demande, id, unkeyed};

const EVENTS: u64 = 100;

fn secret(byte: u8) -> SealKey {
    SealKey::from_bytes(&[byte; 32]).unwrap()
}

fn joined(folder: &Folder, key: Option<&SealKey>) -> Ledgers {
    let registry = create(&folder.location()).unwrap();
    match key {
        Some(key) => registry.sealed(key.clone()),
        None => registry,
    }
}

/// A ledger of a hundred events, its anchor, and a connection that goes around the product and all that holds it back.
fn forced(folder: &Folder, key: Option<&SealKey>) -> (Anchor, Connection) {
    let mut registry = joined(folder, key);
    begin(&mut registry, 30);
    let mut anchor = None;
    for number in 2..=EVENTS {
        anchor = Some(ask(&mut registry, &format!("d{number}")).unwrap().head);
    }
    let around = Connection::open(folder.file()).unwrap();
    around
        .execute_batch("DROP TRIGGER evenements_sans_modification; DROP TRIGGER evenements_sans_suppression")
        .unwrap();
    (anchor.unwrap(), around)
}

/// Changes the text of an event, then every link from there on, and the snapshot, as the product itself would have written them.
fn rewritten(folder: &Folder, around: &Connection, from: &str, to: &str) {
    let mut store = Sqlite::open(&folder.file()).unwrap();
    let mut link = Link::START;
    let (mut changed, mut kept) = (0, Link::START);
    let snapshot = store.snapshot(&id()).unwrap().unwrap();
    for row in store.rows(&id(), 1).unwrap() {
        let text = row.text.replace(from, to);
        changed += u32::from(text != row.text);
        link = link.next(&id(), row.position, &text);
        let key = row.key.replace(from, to);
        let dossier = row.dossier.replace(from, to);
        around
            .execute(
                "UPDATE evenements SET evenement = ?1, lien = ?2, cle = ?3, dossier = ?4 WHERE position = ?5",
                params![
                    text,
                    link.as_bytes().as_slice(),
                    key,
                    dossier,
                    i64::try_from(row.position).unwrap()
                ],
            )
            .unwrap();
        if row.position == snapshot.position {
            kept = link;
        }
    }
    assert_eq!(changed, 1, "{from}");
    forge_snapshot(around, kept, &snapshot.text.replace(from, to));
}

fn forge_snapshot(around: &Connection, link: Link, text: &str) {
    let mut hash = Sha256::new();
    hash.update(link.as_bytes());
    hash.update(text);
    let changed = around.execute(
        "UPDATE instantanes SET lien = ?1, registre = ?2, empreinte = ?3",
        params![link.as_bytes().as_slice(), text, hash.finalize().to_vec()],
    );
    assert_eq!(changed.unwrap(), 1);
}

fn code(result: Result<impl Sized, StoreError>) -> Option<Code> {
    result.err().map(|error| {
        assert!(error.finding().help.is_some(), "{error}");
        error.code()
    })
}

/// What `verify` says: alone, then with the anchor.
fn said(folder: &Folder, key: Option<&SealKey>, anchor: &Anchor) -> [Option<Code>; 2] {
    let mut registry = joined(folder, key);
    [
        code(registry.verify(&id())),
        code(
            registry
                .verify(&id())
                .and_then(|verified| verified.expect(anchor)),
        ),
    ]
}

const CORRUPTED: Option<Code> = Some(Code::LedgerCorrupted);
const UNEXPECTED: Option<Code> = Some(Code::LedgerNotExpected);

#[test]
fn what_is_untouched_is_what_was_noted() {
    for key in [None, Some(secret(1))] {
        let folder = Folder::new();
        let (anchor, _) = forced(&folder, key.as_ref());
        assert_eq!(anchor.position, EVENTS);
        assert_eq!(said(&folder, key.as_ref(), &anchor), [None, None]);
        let verified = joined(&folder, key.as_ref()).verify(&id()).unwrap();
        assert_eq!(
            (verified.head, verified.position(&anchor.link)),
            (anchor, Some(EVENTS))
        );
        let expected = if key.is_some() {
            Sealing::Checked
        } else {
            Sealing::Unsealed
        };
        assert_eq!(verified.sealing, expected);
        // It grows, and the anchor still holds; the text of an anchor is the anchor.
        ask(&mut joined(&folder, key.as_ref()), "later").unwrap();
        let read: Anchor = anchor.to_string().parse().unwrap();
        assert_eq!(said(&folder, key.as_ref(), &read), [None, None]);
        for (position, link) in [
            (EVENTS - 1, anchor.link),
            (EVENTS, Link::START),
            (0, anchor.link),
            (500, anchor.link),
        ] {
            assert_eq!(
                said(&folder, key.as_ref(), &Anchor { position, link })[1],
                UNEXPECTED
            );
        }
        let start = Anchor {
            position: 0,
            link: Link::START,
        };
        assert_eq!(said(&folder, key.as_ref(), &start)[1], None);
    }
}

#[test]
fn an_event_replaced_with_the_whole_chain_recomputed_is_shown_by_an_anchor_or_a_key() {
    for (from, to) in [("d17", "d1700"), ("\"limite\":30", "\"limite\":99")] {
        let folder = Folder::new();
        let (anchor, around) = forced(&folder, None);
        if from == "d17" {
            rewritten(&folder, &around, from, to);
            assert_eq!(said(&folder, None, &anchor), [None, UNEXPECTED]);
        }
        let folder = Folder::new();
        let (anchor, around) = forced(&folder, Some(&secret(1)));
        rewritten(&folder, &around, from, to);
        let [alone, anchored] = said(&folder, Some(&secret(1)), &anchor);
        assert_eq!([alone, anchored], [CORRUPTED, CORRUPTED]);
    }
    println!("stress faults: an event replaced, its chain recomputed: shown by the anchor, and by the key");
}

#[test]
fn a_tail_that_was_cut_is_shown_by_an_anchor_and_before_the_snapshot_by_the_snapshot() {
    for key in [None, Some(secret(1))] {
        let key = key.as_ref();
        let folder = Folder::new();
        let (anchor, around) = forced(&folder, key);
        around
            .execute_batch("DELETE FROM evenements WHERE position > 90")
            .unwrap();
        assert_eq!(said(&folder, key, &anchor), [None, UNEXPECTED]);
        around
            .execute_batch("DELETE FROM evenements WHERE position > 60")
            .unwrap();
        assert_eq!(said(&folder, key, &anchor), [CORRUPTED, CORRUPTED]);
        // Nor is anything written after.
        assert_eq!(code(ask(&mut joined(&folder, key), "after")), CORRUPTED);
        around.execute_batch("DELETE FROM instantanes").unwrap();
        assert_eq!(said(&folder, key, &anchor), [None, UNEXPECTED]);
    }
    println!("stress faults: a tail cut off: shown by the anchor");
}

#[test]
fn a_ledger_that_was_deleted_is_shown_by_an_anchor_and_alone_by_its_snapshot() {
    for key in [None, Some(secret(1))] {
        let key = key.as_ref();
        let folder = Folder::new();
        let (anchor, around) = forced(&folder, key);
        around.execute_batch("DELETE FROM evenements").unwrap();
        assert_eq!(joined(&folder, key).ledgers().unwrap(), [id()]);
        assert_eq!(said(&folder, key, &anchor), [CORRUPTED, CORRUPTED]);
        around.execute_batch("DELETE FROM instantanes").unwrap();
        assert_eq!(said(&folder, key, &anchor), [None, UNEXPECTED]);
        assert_eq!(
            code(ask(&mut joined(&folder, key), "a")),
            Some(Code::LedgerNotOpened)
        );
        std::fs::remove_file(folder.file()).unwrap();
        assert_eq!(code(open(&folder.location())), Some(Code::LedgerUnavailable));
    }
    println!("stress faults: a ledger deleted: shown by the anchor");
}

#[test]
fn an_older_copy_put_back_is_shown_by_an_anchor_alone() {
    for key in [None, Some(secret(1))] {
        let key = key.as_ref();
        let folder = Folder::new();
        let (before, around) = forced(&folder, key);
        around.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(around);
        let copy = std::fs::read(folder.file()).unwrap();
        let later = ask(&mut joined(&folder, key), "later").unwrap().head;
        std::fs::write(folder.file(), copy).unwrap();
        assert_eq!(said(&folder, key, &before), [None, None]);
        assert_eq!(said(&folder, key, &later), [None, UNEXPECTED]);
    }
}

#[test]
fn a_snapshot_that_was_forged_is_never_believed_and_is_found() {
    for key in [None, Some(secret(1))] {
        let key = key.as_ref();
        let folder = Folder::new();
        let (anchor, around) = forced(&folder, key);
        let Snapshot {
            link, text, position, ..
        } = Sqlite::open(&folder.file())
            .unwrap()
            .snapshot(&id())
            .unwrap()
            .unwrap();
        assert_eq!(position, SNAPSHOT_EVERY);
        let raised = text
            .replace("\"limite\":30", "\"limite\":99")
            .replace("changement_de_limite 30", "changement_de_limite 99");
        // Coherent, so that only the events tell: nobody waits where places are free.
        let waiting = raised.contains("liste_attente");
        assert!(waiting && raised != text);
        let served = (31..=99).fold(raised, |text, rank| {
            text.replacen(
                "{\"liste_attente\":{\"priorite\":0,",
                &format!("{{\"attribuee\":{{\"rang\":{rank},"),
                1,
            )
        });
        assert!(
            bareme::quota::Ledger::from_json(&served).is_ok(),
            "the forgery is coherent"
        );
        forge_snapshot(&around, link, &served);
        assert_eq!(said(&folder, key, &anchor), [CORRUPTED, CORRUPTED]);
        let mut registry = joined(&folder, key);
        let told = ask(&mut registry, "after").unwrap();
        assert!(
            told.waits_at.is_some(),
            "a place beyond the limit: {:?}",
            told.standing
        );
        assert_eq!(registry.ledger(&id()).unwrap().limit(), 30);
    }
    println!("stress faults: a snapshot forged: never believed, and found");
}

#[test]
fn rows_without_a_seal_with_another_or_some_of_each_are_found() {
    let (ours, theirs) = (secret(1), secret(2));
    let folder = Folder::new();
    let (anchor, around) = forced(&folder, Some(&ours));
    let untouched = joined(&folder, None).verify(&id()).unwrap();
    assert_eq!(untouched.sealing, Sealing::Unchecked);
    assert_eq!(said(&folder, Some(&theirs), &anchor), [CORRUPTED, CORRUPTED]);
    // Whoever has no key may read, and adds nothing.
    let mut without = joined(&folder, None);
    assert_eq!(
        code(without.record(&id(), &demande("x"), &unkeyed())),
        Some(Code::LedgerSealed)
    );
    assert_eq!(without.ledger(&id()).unwrap().events(), EVENTS);

    around
        .execute_batch("UPDATE evenements SET sceau = NULL WHERE position = 40")
        .unwrap();
    for key in [None, Some(&ours)] {
        assert_eq!(said(&folder, key, &anchor), [CORRUPTED, CORRUPTED]);
    }
    // Stripped of every seal it passes for one that never had any; the key shows it.
    around
        .execute_batch("UPDATE evenements SET sceau = NULL; DELETE FROM instantanes")
        .unwrap();
    assert_eq!(said(&folder, None, &anchor), [None, None]);
    assert_eq!(said(&folder, Some(&ours), &anchor), [CORRUPTED, CORRUPTED]);
    assert_eq!(code(ask(&mut joined(&folder, Some(&ours)), "x")), CORRUPTED);

    // An event added by whoever has no key, or by whoever has another.
    for seal in [None, Some(&theirs)] {
        let folder = Folder::new();
        let (anchor, _around) = forced(&folder, Some(&ours));
        let mut store = Sqlite::open(&folder.file()).unwrap();
        let event = bareme::quota::Event::new(
            "2999-01-01T00:00:00Z".parse().unwrap(),
            crate::arena::key("x"),
            demande("x"),
        );
        let mut row = bareme_ledger_store::Row::after(&id(), EVENTS, &anchor.link, &event);
        row.seal = seal.map(|key| chain::seal(key, &row.link));
        store
            .append(&id(), EVENTS, &mut |_| Ok(added(vec![row.clone()])))
            .unwrap();
        assert_eq!(said(&folder, Some(&ours), &anchor), [CORRUPTED, CORRUPTED]);
    }
    println!("stress faults: events of whoever has no key, or another: found");
}

#[test]
fn a_sealed_ledger_is_opened_from_its_snapshot_and_goes_on() {
    let folder = Folder::new();
    let key = secret(1);
    let (_, around) = forced(&folder, Some(&key));
    // Before the snapshot nothing is read again; `verify` reads everything.
    around
        .execute_batch("UPDATE evenements SET evenement = '' WHERE position = 9")
        .unwrap();
    assert!(ask(&mut joined(&folder, Some(&key)), "after").is_ok());
    assert_eq!(code(joined(&folder, Some(&key)).verify(&id())), CORRUPTED);
    // Without a key every event is.
    assert_eq!(code(joined(&folder, None).ledger(&id()).map(|_| ())), CORRUPTED);
}

#[test]
fn events_of_another_ledger_are_not_those_of_this_one() {
    let folder = Folder::new();
    let (anchor, around) = forced(&folder, None);
    around
        .execute_batch(
            "DELETE FROM instantanes;
             INSERT INTO evenements SELECT quota, '2025', position, dossier, cle, evenement, lien, sceau
             FROM evenements ORDER BY position",
        )
        .unwrap();
    let other = LedgerId {
        group: bareme::quota::Group::new("2025").unwrap(),
        ..id()
    };
    assert_eq!(code(joined(&folder, None).verify(&other)), CORRUPTED);
    assert_eq!(said(&folder, None, &anchor), [None, None]);
}
