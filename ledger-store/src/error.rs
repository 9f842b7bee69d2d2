//! Why a ledger was not read or written.

use bareme::{
    error::{Code, Finding, Place, Remedy},
    quota::LedgerId,
};
use thiserror::Error;

use crate::Cause;

/// Why a ledger was not read or written. Nothing was written, unless a server fell [silent](Self::Silent).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The ledger refuses the event.
    #[error(transparent)]
    Refused(Finding),
    /// The store cannot be opened, read or written.
    #[error("le registre ne peut pas être {action} : {cause}")]
    Unavailable {
        /// `ouvert`, `lu` or `écrit`.
        action: &'static str,
        /// What the system or the database says.
        #[source]
        cause: Cause,
    },
    /// The server says nothing: what was asked of it may have been done, or not.
    #[error("le registre ne peut pas être {action} : le serveur ne répond pas ({seconds} s d'attente)")]
    Silent {
        /// `ouvert`, `lu` or `écrit`.
        action: &'static str,
        /// How long it was waited for.
        seconds: u64,
    },
    /// There is no room left for the event.
    #[error("le registre ne peut pas être écrit : le disque est plein")]
    Full,
    /// There is nothing there.
    #[error("le registre `{location}` n'existe pas")]
    Absent {
        /// The path.
        location: String,
    },
    /// Nothing would be kept under this name.
    #[error("`{location}` n'est pas le chemin d'un fichier : rien n'y serait gardé")]
    Volatile {
        /// What was given for a path.
        location: String,
    },
    /// The file or the database holds something else.
    #[error("ce n'est pas un registre de quotas")]
    NotALedger,
    /// The store was written by a newer version.
    #[error("ce registre est de la version {found}, ce programme lit la version {known}")]
    Newer {
        /// The version of the store.
        found: i64,
        /// The version that this program writes.
        known: i64,
    },
    /// A stored event is not the one that was written.
    #[error("l'événement n° {position} du registre `{ledger}` {what}")]
    Corrupted {
        /// The ledger.
        ledger: LedgerId,
        /// The position of the event, from 1.
        position: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The ledger is not the one of which an anchor was noted.
    #[error(
        "le registre `{ledger}` n'a plus l'événement n° {position} de l'ancre : il en a {events}, ou c'en est un autre"
    )]
    Unexpected {
        /// The ledger.
        ledger: LedgerId,
        /// The position of the anchor.
        position: u64,
        /// How many events there are.
        events: u64,
    },
    /// The links of the ledger are sealed, and there was no key to seal another.
    #[error("le registre `{ledger}` est scellé")]
    Sealed {
        /// The ledger.
        ledger: LedgerId,
    },
    /// Somebody else wrote meanwhile: the same may be tried again.
    #[error("le registre est occupé")]
    Contended,
    /// Somebody else wrote meanwhile, at each attempt.
    #[error("le registre `{ledger}` est resté occupé pendant {attempts} essais")]
    Busy {
        /// The ledger.
        ledger: LedgerId,
        /// How many times it was tried.
        attempts: u32,
    },
    /// The connection would cross a network unencrypted.
    #[error("la connexion à `{host}` ne serait pas chiffrée")]
    Unencrypted {
        /// The server.
        host: String,
    },
    /// The server does not prove that it is the one of the address.
    #[error("le certificat de `{host}` n'est pas accepté : {cause}")]
    Untrusted {
        /// The server.
        host: String,
        /// What is wrong with its certificate.
        cause: String,
    },
    /// The database has no tables of ledgers, or those of an older version.
    #[error("la base n'a pas les tables des registres de la version {known} (version trouvée : {found})")]
    NotMigrated {
        /// The version of the tables; 0 when there are none.
        found: i64,
        /// The version that this program keeps.
        known: i64,
    },
    /// What was to be written together with an event was not, or the caller ended the transaction: neither was kept.
    #[error("l'événement n'est pas enregistré : ce qui devait être écrit ne l'a pas été, ou pas tel quel")]
    Abandoned,
    /// The thread that keeps the ledgers does not answer: what it was asked panicked, or it has ended.
    #[error("le fil qui tient les registres s'est interrompu")]
    Interrupted,
    /// This program was built without a client for this kind of store.
    #[error("ce programme ne sait pas joindre PostgreSQL")]
    NoClient,
}

impl StoreError {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(finding) => finding.code,
            Self::Unavailable { action: "écrit", .. } | Self::Full | Self::Abandoned => {
                Code::LedgerUnwritable
            }
            Self::Unexpected { .. } => Code::LedgerNotExpected,
            Self::Sealed { .. } => Code::LedgerSealed,
            Self::Unavailable { .. }
            | Self::Silent { .. }
            | Self::Absent { .. }
            | Self::Volatile { .. }
            | Self::NotALedger
            | Self::Unencrypted { .. }
            | Self::Untrusted { .. }
            | Self::NotMigrated { .. }
            | Self::NoClient => Code::LedgerUnavailable,
            Self::Interrupted => Code::Internal,
            Self::Newer { .. } => Code::LedgerNewer,
            Self::Corrupted { .. } => Code::LedgerCorrupted,
            Self::Contended | Self::Busy { .. } => Code::LedgerBusy,
        }
    }

    /// The same as a finding, with what to do.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let finding = Finding::new(self.code(), Place::Whole, self.to_string());
        let help = match self {
            Self::Refused(finding) => return finding.clone(),
            Self::Unavailable { .. } | Self::Silent { .. } => {
                "vérifiez le chemin ou l'adresse, puis renvoyez le même événement avec la même clé"
            }
            Self::Absent { .. } => return finding.with_remedy(Remedy::CreateStore),
            Self::Volatile { .. } => return finding.with_remedy(Remedy::NameStore),
            Self::Unexpected { .. } => {
                "ne vous fiez pas à ce registre : restaurez une sauvegarde qui porte l'ancre, ou vérifiez l'ancre"
            }
            Self::Sealed { .. } => return finding.with_remedy(Remedy::GiveLedgerKey),
            Self::Full => "libérez de la place, puis renvoyez le même événement avec la même clé",
            Self::NotALedger => "donnez un fichier ou une base de registres, ou un nouveau nom de fichier",
            Self::Newer { .. } => "mettez ce programme à jour ; rien n'a été modifié",
            Self::Corrupted { .. } => "restaurez une sauvegarde ; rien n'est écrit dans un registre abîmé",
            Self::Contended | Self::Busy { .. } => "renvoyez le même événement avec la même clé",
            Self::Unencrypted { .. } => {
                "ajoutez `sslmode=require` à l'adresse, ou passez par une socket locale ; `sslmode=disable` seulement si le réseau est protégé"
            }
            Self::Untrusted { .. } => {
                "donnez l'autorité du serveur par `sslrootcert=FICHIER`, et dans l'adresse le nom que porte son certificat"
            }
            Self::NotMigrated { .. } => return finding.with_remedy(Remedy::MigrateStore),
            Self::Abandoned => {
                "corrigez ce qui est écrit avec l'événement, puis renvoyez-le avec la même clé"
            }
            Self::Interrupted => "renvoyez le même événement avec la même clé, et signalez-le",
            Self::NoClient => "donnez un fichier, ou un programme construit avec `--features postgres`",
        };
        finding.with_help(help)
    }
}

impl StoreError {
    /// The store cannot be opened.
    #[cfg(feature = "postgres")]
    pub(crate) fn unopened(cause: impl Into<Cause>) -> Self {
        Self::Unavailable {
            action: "ouvert",
            cause: cause.into(),
        }
    }
}

impl From<Finding> for StoreError {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding)
    }
}
