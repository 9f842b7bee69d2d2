//! What an event changes.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::{DossierId, Moment, Reason};

/// What an event changed, for one dossier or for the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// The dossier has a place.
    #[serde(rename = "attribuee")]
    Attribuee {
        /// The dossier.
        dossier: DossierId,
        /// The number of its place, from 1: the smallest that is free.
        #[serde(rename = "rang")]
        rank: u32,
    },
    /// The dossier waits.
    #[serde(rename = "liste_attente")]
    ListeAttente {
        /// The dossier.
        dossier: DossierId,
        /// How many are served before it, itself included: 1 is the next.
        position: u32,
    },
    /// A place was freed, or added, and the dossier that waited has it.
    #[serde(rename = "promue")]
    Promue {
        /// The dossier.
        dossier: DossierId,
        /// The number of its place.
        #[serde(rename = "rang")]
        rank: u32,
    },
    /// The office refuses the dossier.
    #[serde(rename = "refusee")]
    Refusee {
        /// The dossier.
        dossier: DossierId,
        /// Why.
        #[serde(rename = "motif")]
        reason: Reason,
    },
    /// The dossier gave up.
    #[serde(rename = "desistee")]
    Desistee {
        /// The dossier.
        dossier: DossierId,
    },
    /// The rule of the count is another.
    #[serde(rename = "limite_changee")]
    LimiteChangee {
        /// The most places.
        #[serde(rename = "limite")]
        limit: u32,
    },
    /// An event counts no more; what follows says what that changed.
    #[serde(rename = "annulee")]
    Annulee {
        /// The position of the event.
        #[serde(rename = "numero")]
        position: u64,
    },
    /// The only request of the dossier was annulled: it is as if it had never asked.
    #[serde(rename = "retiree")]
    Retiree {
        /// The dossier.
        dossier: DossierId,
    },
}

impl Effect {
    /// The dossier that it is about.
    #[must_use]
    pub const fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::Attribuee { dossier, .. }
            | Self::ListeAttente { dossier, .. }
            | Self::Promue { dossier, .. }
            | Self::Refusee { dossier, .. }
            | Self::Desistee { dossier }
            | Self::Retiree { dossier } => Some(dossier),
            Self::LimiteChangee { .. } | Self::Annulee { .. } => None,
        }
    }
}

/// Where a dossier stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It has a place.
    #[serde(rename = "attribuee")]
    Attribuee {
        /// The number of its place.
        #[serde(rename = "rang")]
        rank: u32,
        /// When its request was received.
        #[serde(rename = "demandee_le")]
        since: Moment,
    },
    /// It waits.
    #[serde(rename = "liste_attente")]
    ListeAttente {
        /// How many priorities come before its own.
        #[serde(rename = "priorite")]
        priority: u16,
        /// When its request was received.
        #[serde(rename = "demandee_le")]
        since: Moment,
    },
    /// The office refused it.
    #[serde(rename = "refusee")]
    Refusee {
        /// Why.
        #[serde(rename = "motif")]
        reason: Reason,
    },
    /// It gave up.
    #[serde(rename = "desistee")]
    Desistee,
}

impl Standing {
    /// Does it have a place, or wait for one?
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Attribuee { .. } | Self::ListeAttente { .. })
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribuee { dossier, rank } => write!(f, "`{dossier}` a la place {rank}"),
            Self::ListeAttente { dossier, position } => {
                write!(
                    f,
                    "`{dossier}` est sur la liste d'attente, en position {position}"
                )
            }
            Self::Promue { dossier, rank } => {
                write!(f, "`{dossier}` quitte la liste d'attente et a la place {rank}")
            }
            Self::Refusee { dossier, reason } => write!(f, "`{dossier}` est refusé, motif `{reason}`"),
            Self::Desistee { dossier } => write!(f, "`{dossier}` s'est désisté"),
            Self::LimiteChangee { limit } => write!(f, "la limite est de {limit} places"),
            Self::Annulee { position } => write!(f, "l'événement n° {position} est annulé"),
            Self::Retiree { dossier } => write!(f, "`{dossier}` n'a plus rien demandé"),
        }
    }
}
