//! Encrypted connections to a true server: only to the one of the address.

use std::{env, fs};

use bareme::error::Code;
use bareme_ledger_store::{Postgres, Registry, StoreError, migrate};

use crate::{
    arena::{Folder, begin, opened, server},
    joint::together_with,
};

/// The address of a schema under another host, and the folder of the authorities.
fn encrypted(host: &str, authority: Option<&str>) -> Option<String> {
    let address = server()?;
    let folder = env::var("BAREME_POSTGRES_AUTHORITIES").unwrap();
    let authority = authority.map_or_else(String::new, |file| format!("&sslrootcert={folder}/{file}"));
    Some(format!(
        "{}&hostaddr=127.0.0.1{authority}",
        address.replace("@127.0.0.1:", &format!("@{host}:"))
    ))
}

fn refused(address: &str) -> StoreError {
    let error = Postgres::open(address).unwrap_err();
    assert_eq!(error.code(), Code::LedgerUnavailable);
    assert_eq!(migrate(address).unwrap_err(), error);
    error
}

#[test]
fn a_server_with_the_right_certificate_is_joined_and_the_line_is_encrypted() {
    let Some(address) = encrypted("localhost", Some("ca.pem")) else {
        return;
    };
    for mode in ["require", "verify-full", "verify-ca"] {
        for binding in ["prefer", "require"] {
            let address = format!("{address}&sslmode={mode}&channel_binding={binding}");
            let opened = Postgres::open(&address);
            if binding == "require" {
                // The passwords of this server are of a kind that cannot be bound: the client keeps its word.
                assert!(opened.is_err());
                continue;
            }
            let mut registry = Registry::new(opened.unwrap_or_else(|error| panic!("{error}")));
            begin(&mut crate::arena::opened(&address), 9);
            let (_, version) = together_with(&mut registry, mode, |transaction, _| {
                let rows = transaction.query(
                    "SELECT version FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()",
                    &[],
                )?;
                Ok(rows[0].get::<_, String>(0))
            })
            .unwrap();
            assert_eq!(version.as_deref(), Some("TLSv1.3"));
        }
    }
}

#[test]
fn a_server_under_another_name_is_refused() {
    for host in ["quotas.example.org", "127.0.0.1"] {
        let Some(address) = encrypted(host, Some("ca.pem")) else {
            return;
        };
        let error = refused(&format!("{address}&sslmode=require"));
        assert!(
            matches!(&error, StoreError::Untrusted { host: told, cause } if told == host && cause.contains("ne porte pas ce nom")),
            "{error}"
        );
    }
}

#[test]
fn a_server_that_no_known_authority_vouches_for_is_refused() {
    // Another authority; then those of this machine, where it has any.
    for authority in [Some("other.pem"), None] {
        let Some(address) = encrypted("localhost", authority) else {
            return;
        };
        let error = refused(&format!("{address}&sslmode=require"));
        let none_here = authority.is_none() && error.to_string().contains("pas de certificats d'autorités");
        assert!(
            matches!(&error, StoreError::Untrusted { cause, .. } if cause.contains("aucune autorité"))
                || none_here,
            "{error}"
        );
        assert!(error.finding().help.is_some());
    }
}

#[test]
fn a_file_of_authorities_that_has_none_is_told() {
    let folder = Folder::new();
    let empty = folder.path().join("empty.pem");
    fs::write(&empty, "no certificate\n").unwrap();
    let broken = folder.path().join("broken.pem");
    fs::write(
        &broken,
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    )
    .unwrap();
    for file in [empty, broken, folder.path().join("absent.pem")] {
        let file = file.to_str().unwrap();
        let error = refused(&format!(
            "postgres://bareme:secret@localhost:1/none?sslmode=require&sslrootcert={file}"
        ));
        let told = error.to_string();
        assert!(told.contains(file) && !told.contains("secret"), "{told}");
    }
}

#[test]
fn this_machine_is_joined_without_encryption_unless_asked() {
    let Some(address) = server() else { return };
    begin(&mut opened(&address), 9);
    let mut registry = Registry::new(Postgres::open(&address).unwrap());
    let (_, plain) = together_with(&mut registry, "plain", |transaction, _| {
        let rows = transaction.query(
            "SELECT NOT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            &[],
        )?;
        Ok(rows[0].get::<_, bool>(0))
    })
    .unwrap();
    assert_eq!(plain, Some(true));
}
