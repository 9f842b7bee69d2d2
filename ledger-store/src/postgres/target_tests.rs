//! Where a password would go, for addresses of many kinds.

use std::str::FromStr;

use super::*;

/// What is dialled: `name → address, encrypted`; or the server that would have been reached in clear.
fn dialled(text: &str) -> Result<Vec<String>, String> {
    let config = Config::from_str(text).map_err(|error| format!("unread: {error}"))?;
    let found = targets(&config).map_err(|error| {
        if let StoreError::Unencrypted { host } = &error {
            format!("in clear: {host}")
        } else {
            error.to_string()
        }
    })?;
    Ok(found
        .iter()
        .map(|target| {
            let config = &target.config;
            assert!(config.get_hosts().len() == 1 && config.get_hostaddrs().len() <= 1);
            let expected = if target.encrypted {
                SslMode::Require
            } else {
                SslMode::Disable
            };
            assert_eq!(config.get_ssl_mode(), expected);
            let address = config
                .get_hostaddrs()
                .first()
                .map_or_else(|| "looked up".to_owned(), ToString::to_string);
            let port = config.get_ports().first().copied().unwrap_or(5432);
            let encrypted = if target.encrypted { ", encrypted" } else { "" };
            format!("{} → {address}:{port}{encrypted}", target.name)
        })
        .collect())
}

#[test]
fn nothing_is_dialled_in_clear_beyond_this_machine() {
    for (address, host) in [
        ("postgres://u:p@quotas.example.org/b", "quotas.example.org"),
        ("postgres://u:p@192.0.2.1/b", "192.0.2.1"),
        ("postgres://u:p@[2001:db8::1]/b", "2001:db8::1"),
        // The name says one thing, the address that is dialled another.
        ("postgres://u:p@localhost/b?hostaddr=192.0.2.1", "192.0.2.1"),
        ("postgres://u:p@127.0.0.1/b?hostaddr=192.0.2.1", "192.0.2.1"),
        ("postgres:///b?host=localhost&hostaddr=192.0.2.1", "192.0.2.1"),
        ("postgres:///b?hostaddr=192.0.2.1", "192.0.2.1"),
        ("host=localhost hostaddr=192.0.2.1 password=p", "192.0.2.1"),
        (
            "postgres://u:p@%2Frun%2Fpostgresql/b?hostaddr=192.0.2.1",
            "192.0.2.1",
        ),
        // One of several.
        (
            "postgres://u:p@localhost,quotas.example.org/b",
            "quotas.example.org",
        ),
        (
            "postgres://u:p@localhost/b?host=quotas.example.org",
            "quotas.example.org",
        ),
        (
            "postgres://u:p@localhost,localhost/b?hostaddr=127.0.0.1,192.0.2.1",
            "192.0.2.1",
        ),
        // Nearly this machine.
        ("postgres://u:p@localhost./b", "localhost."),
        ("postgres://u:p@LOCALHOST/b", "LOCALHOST"),
        ("postgres://u:p@localhost.example.org/b", "localhost.example.org"),
        ("postgres://u:p@127.1/b", "127.1"),
        ("postgres://u:p@2130706433/b", "2130706433"),
        ("postgres://u:p@0.0.0.0/b", "0.0.0.0"),
        ("postgres://u:p@[::]/b", "::"),
        ("postgres://u:p@[::1%eth0]/b", "::1%eth0"),
        ("postgres://u:p@[fe80::1%25eth0]/b", "fe80::1%eth0"),
        ("postgres://u:p@[::ffff:192.0.2.1]/b", "::ffff:192.0.2.1"),
        (
            "postgres://u:p@localhost%00.example.org/b",
            "localhost\0.example.org",
        ),
        (
            "postgres://u:p@quotas.example.org/b?sslmode=prefer",
            "quotas.example.org",
        ),
        ("postgres://u:p@h/b?sslmode=require&sslmode=prefer", "h"),
    ] {
        assert_eq!(dialled(address), Err(format!("in clear: {host}")), "{address}");
    }
}

#[test]
fn an_address_of_this_machine_is_dialled_where_it_was_judged() {
    for (address, expected) in [
        ("postgres://u:p@127.0.0.1/b", vec!["127.0.0.1 → 127.0.0.1:5432"]),
        ("postgres://u:p@127.8.9.1:7/b", vec!["127.8.9.1 → 127.8.9.1:7"]),
        ("postgres://u:p@[::1]:7/b", vec!["::1 → ::1:7"]),
        // Not looked up: a machine may be told that `localhost` is elsewhere.
        (
            "postgres://u:p@localhost:7/b",
            vec!["localhost → 127.0.0.1:7", "localhost → ::1:7"],
        ),
        (
            "postgres://u:p@localhost/b?hostaddr=::1",
            vec!["localhost → ::1:5432"],
        ),
        (
            "postgres://u:p@quotas.example.org/b?hostaddr=127.0.0.1",
            vec!["quotas.example.org → 127.0.0.1:5432"],
        ),
        (
            "postgres:///b?hostaddr=127.0.0.1",
            vec!["127.0.0.1 → 127.0.0.1:5432"],
        ),
        (
            "postgres://127.0.0.1:1,[::1]:2/b",
            vec!["127.0.0.1 → 127.0.0.1:1", "::1 → ::1:2"],
        ),
        // A socket is not encrypted, whatever is asked: it is a file.
        (
            "postgres:///b?host=/run/postgresql&port=7&sslmode=require",
            vec!["/run/postgresql → looked up:7"],
        ),
    ] {
        let expected = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(dialled(address), Ok(expected), "{address}");
    }
}

#[test]
fn a_distant_server_is_dialled_encrypted_or_as_the_address_insists() {
    for (address, expected) in [
        (
            "postgres://u:p@quotas.example.org/b?sslmode=require",
            "quotas.example.org → looked up:5432, encrypted",
        ),
        (
            "postgres://u:p@quotas.example.org/b?sslmode=require&hostaddr=192.0.2.1",
            "quotas.example.org → 192.0.2.1:5432, encrypted",
        ),
        (
            "postgres:///b?sslmode=require&hostaddr=192.0.2.1",
            "192.0.2.1 → 192.0.2.1:5432, encrypted",
        ),
        (
            "postgres://u:p@localhost/b?sslmode=require",
            "localhost → looked up:5432, encrypted",
        ),
        (
            "postgres://u:p@192.0.2.1/b?sslmode=disable",
            "192.0.2.1 → looked up:5432",
        ),
    ] {
        assert_eq!(dialled(address), Ok(vec![expected.to_owned()]), "{address}");
    }
}

#[test]
fn an_address_that_names_no_server_or_not_as_many_is_refused() {
    for (address, message) in [
        ("postgres:///b", "aucun serveur"),
        ("postgres:///b?sslmode=disable", "aucun serveur"),
        ("user=bareme", "aucun serveur"),
        ("postgres://a,b/b?hostaddr=127.0.0.1&sslmode=disable", "2 noms"),
        ("host=a,b port=1,2,3 sslmode=disable", "3 ports"),
    ] {
        let error = dialled(address).unwrap_err();
        assert!(error.contains(message), "{address}: {error}");
    }
}

#[test]
fn what_an_address_says_of_a_session_is_kept_for_each_server() {
    let text = "postgres://u:p@127.0.0.1,[::1]/b?options=-cx%3D1&application_name=a&connect_timeout=3&keepalives=0\
                &target_session_attrs=read-write&channel_binding=require";
    let config = Config::from_str(text).unwrap();
    for target in targets(&config).unwrap() {
        let alone = target.config;
        assert_eq!(alone.get_user(), Some("u"));
        assert_eq!(alone.get_password(), Some(b"p".as_slice()));
        assert_eq!(alone.get_dbname(), Some("b"));
        assert_eq!(alone.get_options(), Some("-cx=1"));
        assert_eq!(alone.get_application_name(), Some("a"));
        assert_eq!(alone.get_connect_timeout(), config.get_connect_timeout());
        assert!(!alone.get_keepalives());
        assert_eq!(
            alone.get_target_session_attrs(),
            config.get_target_session_attrs()
        );
        assert_eq!(alone.get_channel_binding(), config.get_channel_binding());
    }
}
