//! `bareme quota`: the ledgers of quotas. What they decide is in the engine; here are files, words and clocks.

mod migrate;
mod record;
mod show;

use std::path::Path;

use bareme::{
    Finding, Findings,
    error::{Code, Place},
    plan::Plan,
    quota::{DossierId, EventKey, Group, IdentifierError, LedgerId, QuotaId, quota_named},
};
use bareme_ledger_store::{Registry, Stamp, Store, open};

use crate::{
    arguments::{Quota, QuotaCommand, StoredAt},
    output::Reply,
};

type Ledgers = Registry<Box<dyn Store>>;

pub(super) fn run(command: &Quota) -> Reply {
    let reply = match &command.command {
        QuotaCommand::Show(command) => show::show(command),
        QuotaCommand::History(command) => show::history(command),
        QuotaCommand::Request(command) => record::request(command),
        QuotaCommand::Withdraw(command) => record::withdraw(command),
        QuotaCommand::Limit(command) => record::limit(command),
        QuotaCommand::Migrate(command) => migrate::migrate(command),
    };
    reply.unwrap_or_else(Reply::from)
}

/// One finding that ends a command.
fn alone(finding: Finding) -> Findings {
    Findings::new(vec![finding])
}

/// Opens a store to write in it: a file that is not there is made.
fn writable(at: &StoredAt) -> Result<Ledgers, Findings> {
    open(&at.store).map_err(|error| alone(error.finding()))
}

/// Opens a store that must be there.
fn existing(at: &StoredAt) -> Result<Ledgers, Findings> {
    if !at.store.contains("://") && !Path::new(&at.store).exists() {
        let message = format!("le registre `{}` n'existe pas", at.store);
        let finding = Finding::new(Code::LedgerUnavailable, Place::Whole, message)
            .with_help("vérifiez le chemin ; la première demande crée le fichier");
        return Err(alone(finding));
    }
    writable(at)
}

/// The ledger of a group, for a quota that the pack has.
fn ledger_id(plan: &Plan, quota: &str, group: &str) -> Result<LedgerId, Findings> {
    quota_named(plan, quota).map_err(alone)?;
    Ok(LedgerId {
        quota: identifier("--quota", quota, QuotaId::new)?,
        group: identifier("--groupe", group, Group::new)?,
    })
}

fn dossier_id(number: &str) -> Result<DossierId, Findings> {
    identifier("--dossier", number, DossierId::new)
}

fn event_key(key: Option<&str>, otherwise: &str) -> Result<EventKey, Findings> {
    identifier("--cle", key.unwrap_or(otherwise), EventKey::new)
}

fn identifier<T>(
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
