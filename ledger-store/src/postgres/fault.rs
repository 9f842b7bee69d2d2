//! What is wrong when a server says no.

use std::error::Error as _;

use rustls::CertificateError;
use tokio_postgres::{Error, error::SqlState};

use crate::{Cause, StoreError};

/// What is wrong when a statement about events fails.
pub(super) fn of(action: &'static str, error: Error) -> StoreError {
    match error.code() {
        _ if is_contended(&error) => StoreError::Contended,
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        _ => StoreError::Unavailable {
            action,
            cause: cause(error),
        },
    }
}

/// What is wrong when a statement of the caller fails: here a row that is there already is the caller's, not another writer's event.
pub(super) fn of_caller(error: Error) -> StoreError {
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => StoreError::Unavailable {
            action: "écrit",
            cause: cause(error),
        },
        _ => of("écrit", error),
    }
}

/// What is wrong when a server is not joined.
pub(super) fn on_opening(error: Error, server: &str) -> StoreError {
    if let Some(certificate) = certificate(&error) {
        return StoreError::Untrusted {
            host: server.to_owned(),
            cause: certificate,
        };
    }
    if is_without_encryption(&error) {
        return StoreError::Unencrypted {
            host: server.to_owned(),
        };
    }
    // The server closed: at this stage it is what it says.
    if is_contended(&error) {
        return StoreError::unopened(cause(error));
    }
    of("ouvert", error)
}

pub(super) fn is_of_encryption(error: &Error) -> bool {
    certificate(error).is_some() || is_without_encryption(error)
}

/// Did somebody else write meanwhile, or did the connection end?
fn is_contended(error: &Error) -> bool {
    match error.code() {
        Some(code) => *code == SqlState::UNIQUE_VIOLATION || is_passing(code),
        // Whether the event was written is not known; its key makes a second sending safe.
        None => error.is_closed(),
    }
}

/// Would the same succeed a moment later?
fn is_passing(code: &SqlState) -> bool {
    [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
    ]
    .contains(code)
}

/// The library has no code for it.
fn is_without_encryption(error: &Error) -> bool {
    error
        .source()
        .is_some_and(|source| source.to_string() == "server does not support TLS")
}

/// What is wrong with the certificate of the server, when something is.
fn certificate(error: &Error) -> Option<String> {
    let failed = error.source()?.downcast_ref::<std::io::Error>()?;
    let rustls::Error::InvalidCertificate(what) = failed.get_ref()?.downcast_ref::<rustls::Error>()? else {
        return None;
    };
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of rustls that may grow")]
    Some(match what {
        CertificateError::UnknownIssuer => "aucune autorité connue ne s'en porte garante".to_owned(),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "il ne porte pas ce nom".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "il a expiré".to_owned(),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "il n'est pas encore valable".to_owned()
        }
        other => other.to_string(),
    })
}

fn cause(error: Error) -> Cause {
    // The message alone: the details of a server hold values of rows.
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned().into();
    }
    let said = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Cause::said_by(said, error)
}
