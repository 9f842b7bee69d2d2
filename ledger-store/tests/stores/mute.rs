//! Servers that say nothing, or hardly anything, from the first packet on or in the middle of an event.

use std::{
    env,
    io::{Read, Write},
    thread,
    time::{Duration, Instant},
};

use bareme::error::Code;
use bareme_ledger_store::{StoreError, migrate, open};

use crate::{
    arena::{ask, begin, counted, opened, server},
    stand::{Between, receiving},
};

/// Far more than any wait of these tests may last, and less than for ever.
const PATIENCE: Duration = Duration::from_secs(30);

fn silence(address: &str, act: impl FnOnce() -> Result<(), StoreError>) {
    let begun = Instant::now();
    let error = act().unwrap_err();
    assert_eq!(error.code(), Code::LedgerUnavailable);
    assert!(error.to_string().contains("ne répond pas"), "{address}: {error}");
    assert!(begun.elapsed() < PATIENCE);
    println!(
        "stress PostgreSQL: a mute server was given up after {:.1} s",
        begun.elapsed().as_secs_f32()
    );
}

/// What an address needs besides the mode; nothing where there are no authorities to be had.
fn authorities(mode: &str) -> Option<String> {
    if mode != "require" {
        return Some(String::new());
    }
    let folder = env::var("BAREME_POSTGRES_AUTHORITIES").ok()?;
    Some(format!("&sslrootcert={folder}/ca.pem"))
}

#[test]
fn a_server_that_accepts_and_says_nothing_is_given_up() {
    let mute = receiving(|caller| {
        thread::sleep(Duration::from_secs(600));
        drop(caller);
    });
    let dribbles = receiving(|mut caller| {
        // A word an hour would keep a limit on each word alive.
        for byte in b"R\0\0\0\x08\0\0\0".iter().cycle() {
            if caller.write_all(&[*byte]).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(150));
        }
    });
    for port in [mute, dribbles] {
        for mode in ["prefer", "disable", "require"] {
            if (port, mode) == (dribbles, "require") {
                // Not mute: it answers the question of encryption, wrongly.
                continue;
            }
            let Some(authorities) = authorities(mode) else {
                continue;
            };
            let address = format!(
                "postgres://bareme:secret@127.0.0.1:{port}/none?sslmode={mode}&connect_timeout=1{authorities}"
            );
            silence(&address, || open(&address).map(|_| ()));
            silence(&address, || migrate(&address));
        }
    }
}

#[test]
fn without_a_word_about_time_the_wait_is_short() {
    let mute = receiving(|caller| {
        thread::sleep(Duration::from_secs(600));
        drop(caller);
    });
    let address = format!("postgres://bareme@127.0.0.1:{mute}/none");
    silence(&address, || open(&address).map(|_| ()));
}

#[test]
fn a_server_that_is_asked_for_encryption_and_has_none_learns_nothing() {
    let (tell, told) = std::sync::mpsc::channel();
    let port = receiving(move |mut caller| {
        let mut question = [0; 8];
        caller.read_exact(&mut question).unwrap();
        caller.write_all(b"N").unwrap();
        let mut more = Vec::new();
        let _ = caller.read_to_end(&mut more);
        tell.send((question, more)).unwrap();
    });
    let Some(authorities) = authorities("require") else {
        return;
    };
    let error = open(&format!(
        "postgres://bareme:secret@localhost:{port}/none?sslmode=require&hostaddr=127.0.0.1{authorities}"
    ))
    .map(|_| ())
    .unwrap_err();
    assert!(matches!(error, StoreError::Unencrypted { .. }), "{error}");
    let (question, more) = told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(question[4..], 80_877_103_u32.to_be_bytes());
    assert!(more.is_empty(), "{more:?}");
}

#[test]
fn a_server_that_falls_silent_in_the_middle_is_given_up_and_joined_again() {
    let Some(address) = server() else { return };
    let between = Between::new(
        &format!("{address}%20-cstatement_timeout%3D2000&connect_timeout=5"),
        Duration::ZERO,
    );
    let mut registry = opened(&between.address);
    begin(&mut registry, 2);
    ask(&mut registry, "d1").unwrap();
    between.fall_silent(true);
    silence(&between.address, || ask(&mut registry, "d2").map(|_| ()));
    assert!(between.swallowed("BEGIN"));
    // One silence is waited for, not one more for what would end the transaction.
    assert!(!between.swallowed("ROLLBACK"));
    // A new line, as silent as the first.
    silence(&between.address, || ask(&mut registry, "d2").map(|_| ()));
    between.fall_silent(false);
    ask(&mut registry, "d2").unwrap();
    assert_eq!(counted(&mut registry), (2, 0));
}

#[test]
fn a_server_that_answers_slowly_is_waited_for() {
    let Some(address) = server() else { return };
    let between = Between::new(&address, Duration::from_millis(60));
    let mut registry = opened(&between.address);
    begin(&mut registry, 1);
    ask(&mut registry, "d1").unwrap();
    assert_eq!(counted(&mut registry), (1, 0));
}

/// What the address says of a session is not overruled.
#[test]
fn the_limits_of_a_session_are_ours_unless_the_address_has_its_own() {
    use bareme_ledger_store::{Postgres, Registry};

    let Some(address) = server() else { return };
    let shown = |address: &str, name: &str| {
        begin(&mut opened(address), 9);
        let mut registry = Registry::new(Postgres::open(address).unwrap());
        let name = name.to_owned();
        let (_, shown) = crate::joint::together_with(&mut registry, &format!("{name}-{}", address.len()), {
            move |transaction, _| {
                let rows = transaction.query(&format!("SHOW {name}"), &[])?;
                Ok(rows[0].get::<_, String>(0))
            }
        })
        .unwrap();
        shown.unwrap()
    };
    assert_eq!(shown(&address, "statement_timeout"), "15s");
    assert_eq!(shown(&address, "lock_timeout"), "10s");
    assert_eq!(shown(&address, "idle_in_transaction_session_timeout"), "10s");
    let own = format!("{address}%20-cstatement_timeout%3D7s%20-clock_timeout%3D0");
    assert_eq!(shown(&own, "statement_timeout"), "7s");
    assert_eq!(shown(&own, "lock_timeout"), "0");
}
