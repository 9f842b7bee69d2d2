use serde::{Deserialize, Deserializer, Serialize};

use super::{DossierId, EventKey, Moment, Reason, refusal};
use crate::{error::Finding, plan};

/// The version of the form of events and snapshots that this engine writes.
pub const FORM: u32 = 1;

/// Something that happened to one count of a quota, at a moment that the caller gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The version of its form: [`FORM`].
    #[serde(deserialize_with = "known_form")]
    pub version: u32,
    /// When it is recorded; for a request, when it was received.
    #[serde(rename = "le")]
    pub at: Moment,
    /// What makes it recognisable when it is sent again.
    #[serde(rename = "cle")]
    pub key: EventKey,
    /// What happened.
    #[serde(rename = "evenement")]
    pub kind: EventKind,
}

/// What may happen to one count of a quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EventKind {
    /// A dossier asks for a place. It takes one when one is free, else it waits.
    #[serde(rename = "demande")]
    Demande(Demande),
    /// A place that was granted elsewhere is recorded: a place is free for it, or the event is refused. It never waits.
    #[serde(rename = "attribution")]
    Attribution(Demande),
    /// A dossier gives up: its place, or its rank among those that wait.
    #[serde(rename = "desistement")]
    Desistement {
        /// The dossier.
        dossier: DossierId,
    },
    /// The office refuses a dossier that has a place or waits.
    #[serde(rename = "refus")]
    Refus {
        /// The dossier.
        dossier: DossierId,
        /// Why.
        #[serde(rename = "motif")]
        reason: Reason,
    },
    /// The rule of the count, from now on. The first event of a ledger is one.
    #[serde(rename = "changement_de_limite")]
    ChangementDeLimite {
        /// The most places, from 0 to [`MAX_LIMIT`](super::MAX_LIMIT).
        #[serde(rename = "limite")]
        limit: i64,
        /// Who is served first.
        #[serde(rename = "ordre")]
        order: Order,
    },
}

/// A dossier that asks for a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demande {
    /// The dossier.
    pub dossier: DossierId,
    /// How many declared priorities come before the first that it holds: 0 is served first. Only read when the order says so.
    #[serde(rename = "priorite")]
    pub priority: u16,
    /// The fingerprint of the pack with which the dossier was found eligible; empty when it was not decided here.
    pub pack: String,
}

/// Who is served first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// The earliest request, then the smallest dossier id (article R6323-14-2, I).
    #[serde(rename = "reception")]
    Reception,
    /// The declared priorities, then the order of reception (same article, when not all can be satisfied).
    #[serde(rename = "priorites")]
    Priorities,
}

impl From<plan::QuotaOrder> for Order {
    fn from(order: plan::QuotaOrder) -> Self {
        match order {
            plan::QuotaOrder::Reception => Self::Reception,
            plan::QuotaOrder::Priorities => Self::Priorities,
        }
    }
}

impl Event {
    /// An event of the current form.
    #[must_use]
    pub const fn new(at: Moment, key: EventKey, kind: EventKind) -> Self {
        Self {
            version: FORM,
            at,
            key,
            kind,
        }
    }

    /// Reads an event.
    ///
    /// # Errors
    /// A finding when the text is not an event of this form, or of a newer one.
    pub fn from_json(text: &str) -> Result<Self, Finding> {
        serde_json::from_str(text).map_err(|error| refusal::invalid_event(&error))
    }

    /// The event as it is stored: the same event is always the same text.
    #[must_use]
    pub fn to_json(&self) -> String {
        // INVARIANT: texts, numbers and enums always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl EventKind {
    /// The word in stored events.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Demande(_) => "demande",
            Self::Attribution(_) => "attribution",
            Self::Desistement { .. } => "desistement",
            Self::Refus { .. } => "refus",
            Self::ChangementDeLimite { .. } => "changement_de_limite",
        }
    }

    /// The dossier that it is about.
    #[must_use]
    pub const fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::Demande(demande) | Self::Attribution(demande) => Some(&demande.dossier),
            Self::Desistement { dossier } | Self::Refus { dossier, .. } => Some(dossier),
            Self::ChangementDeLimite { .. } => None,
        }
    }
}

fn known_form<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if version == FORM {
        Ok(version)
    } else {
        Err(serde::de::Error::custom(format_args!(
            "version {version} inconnue, ce moteur lit la version {FORM}"
        )))
    }
}
