//! What is recorded in a ledger.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Author, DossierId, EventKey, Moment, Reason};
use crate::{
    dossier::shortened,
    error::{Code, Finding, Place},
    plan,
};

/// The most places that a limit may state.
pub const MAX_LIMIT: u32 = 1_000_000;

/// The version of the form of events and snapshots that this engine writes. It reads the first one too, which had no authors and no
/// corrections.
pub const FORM: u32 = 2;

/// Something that happened to one count of a quota, at a moment that the caller gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The version of its form: [`FORM`], or an earlier one.
    #[serde(deserialize_with = "known_form")]
    pub version: u32,
    /// When it is recorded; for a request, when it was received.
    #[serde(rename = "le")]
    pub at: Moment,
    /// What makes it recognisable when it is sent again.
    #[serde(rename = "cle")]
    pub key: EventKey,
    /// Who recorded it.
    #[serde(rename = "auteur", default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
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
    /// An event was recorded by mistake: it is annulled, and stays in the history with this one. See [`Ledger`](super::Ledger).
    #[serde(rename = "correction")]
    Correction {
        /// The position of the event, from 1: the latest about its dossier, or the latest change of limit.
        #[serde(rename = "numero")]
        position: u64,
        /// The dossier of that event; none for a change of limit.
        dossier: Option<DossierId>,
        /// Why.
        #[serde(rename = "motif")]
        reason: Reason,
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

fn invalid(error: &impl fmt::Display) -> Finding {
    let error = shortened(&error.to_string());
    let message = format!("ce n'est pas un événement de registre : {error}");
    Finding::new(Code::EventInvalid, Place::Whole, message)
        .with_help("un événement a `version`, `le`, `cle` et `evenement`")
}

impl Event {
    /// An event of the current form.
    #[must_use]
    pub const fn new(at: Moment, key: EventKey, kind: EventKind) -> Self {
        Self {
            version: FORM,
            at,
            key,
            author: None,
            kind,
        }
    }

    /// The same event, recorded by somebody.
    #[must_use]
    pub fn by(mut self, author: Option<Author>) -> Self {
        self.author = author;
        self
    }

    /// Reads an event.
    ///
    /// # Errors
    /// A finding when the text is not an event of this form or an earlier one.
    pub fn from_json(text: &str) -> Result<Self, Finding> {
        let event: Self = serde_json::from_str(text).map_err(|error| invalid(&error))?;
        let is_new = event.author.is_some() || matches!(event.kind, EventKind::Correction { .. });
        if event.version == 1 && is_new {
            return Err(invalid(&"la version 1 n'a ni `auteur` ni `correction`"));
        }
        Ok(event)
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
            Self::Correction { .. } => "correction",
        }
    }

    /// The dossier that it is about.
    #[must_use]
    pub const fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::Demande(demande) | Self::Attribution(demande) => Some(&demande.dossier),
            Self::Desistement { dossier } | Self::Refus { dossier, .. } => Some(dossier),
            Self::ChangementDeLimite { .. } => None,
            Self::Correction { dossier, .. } => dossier.as_ref(),
        }
    }
}

fn known_form<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if (1..=FORM).contains(&version) {
        Ok(version)
    } else {
        Err(serde::de::Error::custom(format_args!(
            "version {version} inconnue, ce moteur lit les versions 1 à {FORM}"
        )))
    }
}
