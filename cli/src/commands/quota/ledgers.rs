//! What the commands of `quota` share: stores, the ids and moments that are typed, and what is told when one of them is wrong.

use bareme::{
    Finding, Findings,
    catalogue::Plan,
    error::{Code, Place},
    follow::Admissions,
    quota::{Author, DossierId, EventKey, Group, IdentifierError, LedgerId, QuotaId, quota_named},
    seal::{LONGEST_KEY, SealKey},
};
use bareme_ledger_store::{Registry, Stamp, Store, StoreError, Submission, create, open, read};

use super::account;
use crate::{
    arguments::{Event, StoredAt},
    reading,
};

pub(super) type Ledgers = Registry<Box<dyn Store>>;

/// What every ledger of a store says of its quota.
pub(in crate::commands) fn admissions(at: &StoredAt) -> Result<Vec<Admissions>, Findings> {
    let mut registry = readable(at)?;
    let found = registry.ledgers().map_err(|error| failed(&error))?;
    let mut admissions = Vec::new();
    for id in found {
        // The whole history is checked: what is counted is what was recorded.
        let checked = registry.history(&id).and_then(|_| registry.ledger(&id));
        let ledger = checked.map_err(|error| failed(&error))?;
        admissions.push(Admissions {
            quota: id.quota.as_str().to_owned(),
            group: id.group.as_str().to_owned(),
            limit: ledger.limit(),
            admitted: ledger.attributed(),
            waiting: ledger.waiting(),
        });
    }
    Ok(admissions)
}

/// One finding that ends a command.
pub(super) fn alone(finding: Finding) -> Findings {
    Findings::new(vec![finding])
}

pub(super) fn failed(error: &StoreError) -> Findings {
    alone(error.finding())
}

/// Opens a store to open a ledger in it: a file that is not there is made.
pub(super) fn new_or_existing(at: &StoredAt) -> Result<Ledgers, Findings> {
    joined(at, create)
}

/// Opens a store to write in it.
pub(super) fn existing(at: &StoredAt) -> Result<Ledgers, Findings> {
    joined(at, open)
}

/// Opens a store to read it: the right to write is not needed.
pub(super) fn readable(at: &StoredAt) -> Result<Ledgers, Findings> {
    joined(at, read)
}

fn joined(
    at: &StoredAt,
    open: impl FnOnce(&str) -> Result<Ledgers, StoreError>,
) -> Result<Ledgers, Findings> {
    let key = at.secret.as_deref().map(|path| {
        // Two digits a byte, and what editors leave at the end of lines.
        let text = reading::text(path, LONGEST_KEY.saturating_mul(4))?;
        SealKey::from_hex(&text).map_err(|error| {
            let finding = Finding::new(Code::EventInvalid, Place::Whole, format!("`--secret` : {error}"));
            alone(finding.with_help("`openssl rand -hex 32` écrit une clé ; gardez-la hors du registre"))
        })
    });
    let key = key.transpose()?;
    let ledgers = open(&at.store).map_err(|error| failed(&error))?;
    Ok(match key {
        Some(key) => ledgers.sealed(key),
        None => ledgers,
    })
}

/// The ledger of a group, for a quota that the pack has.
pub(super) fn ledger_id(plan: &Plan, quota: &str, group: &str) -> Result<LedgerId, Findings> {
    quota_named(plan, quota).map_err(alone)?;
    Ok(LedgerId {
        quota: identifier("--quota", quota, QuotaId::new)?,
        group: identifier("--groupe", group, Group::new)?,
    })
}

pub(super) fn dossier_id(number: &str) -> Result<DossierId, Findings> {
    identifier("--dossier", number, DossierId::new)
}

/// What comes with an event: its key, its moment and who records it.
pub(super) fn submission(event: &Event) -> Result<Submission, Findings> {
    let key = event.cle.as_deref();
    let author = event.auteur.as_deref();
    Ok(Submission {
        key: key
            .map(|key| identifier("--cle", key, EventKey::new))
            .transpose()?,
        stamp: stamp(event.le.as_deref())?,
        author: match author {
            Some(author) => Some(identifier("--auteur", author, Author::new)?),
            None => account::of_the_session(),
        },
    })
}

pub(super) fn identifier<T>(
    option: &str,
    text: &str,
    read: impl Fn(String) -> Result<T, IdentifierError>,
) -> Result<T, Findings> {
    read(text.to_owned()).map_err(|error| {
        let message = format!("`{option}` : {error}");
        alone(
            Finding::new(Code::EventInvalid, Place::Whole, message)
                .with_help("donnez un numéro, jamais le nom d'une personne"),
        )
    })
}

fn stamp(le: Option<&str>) -> Result<Stamp, Findings> {
    le.map_or(Ok(Stamp::Now), |text| {
        text.parse().map(Stamp::At).map_err(|error| {
            alone(
                Finding::new(Code::EventInvalid, Place::Whole, format!("`--le` : {error}"))
                    .with_help("donnez aussi le décalage : `Z`, `+01:00` ou `+02:00`"),
            )
        })
    })
}
