//! The same meaning, written the slow and obvious way: lists, searched from one end to the other.

use super::{DossierId, Effect, Event, EventKind, Ledger, Order, Standing};

#[derive(Debug, Clone, Default)]
pub(super) struct Oracle {
    limit: Option<i64>,
    priorities: bool,
    /// Those with a place: dossier and rank.
    served: Vec<(DossierId, u32)>,
    /// Those that wait: priority, position of their request among all requests, dossier.
    waiting: Vec<(u16, usize, DossierId)>,
    gone: Vec<DossierId>,
    requests: Vec<(super::Moment, DossierId)>,
    past: Vec<Event>,
}

impl Oracle {
    /// What an event changes; nothing (`None`) when it is refused.
    pub(super) fn tell(&mut self, event: &Event) -> Option<Vec<Effect>> {
        let twin = self
            .past
            .iter()
            .find(|past| past.key == event.key && past.kind.dossier() == event.kind.dossier());
        if let Some(twin) = twin {
            let same_request = matches!(
                (&twin.kind, &event.kind),
                (EventKind::Demande(_), EventKind::Demande(_))
                    | (EventKind::Attribution(_), EventKind::Attribution(_))
            );
            return (same_request || twin.kind == event.kind).then(Vec::new);
        }
        if self.past.last().is_some_and(|last| event.at < last.at) {
            return None;
        }
        let mut effects = Vec::new();
        match &event.kind {
            EventKind::ChangementDeLimite { limit, order } => {
                if *limit < 0 {
                    return None;
                }
                self.limit = Some(*limit);
                self.priorities = *order == Order::Priorities;
                effects.push(Effect::LimiteChangee {
                    limit: u32::try_from(*limit).ok()?,
                });
            }
            EventKind::Demande(demande) | EventKind::Attribution(demande) => {
                let dossier = &demande.dossier;
                let limit = self.limit?;
                let known = self.served.iter().any(|(other, _)| other == dossier)
                    || self.waiting.iter().any(|(_, _, other)| other == dossier);
                let request = (event.at, dossier.clone());
                if known || self.requests.iter().any(|before| request < *before) {
                    return None;
                }
                let free = i64::try_from(self.served.len()).unwrap() < limit;
                if !free && matches!(event.kind, EventKind::Attribution(_)) {
                    return None;
                }
                self.requests.push(request);
                self.gone.retain(|other| other != dossier);
                if free {
                    let rank = self.smallest_rank();
                    self.served.push((dossier.clone(), rank));
                    effects.push(Effect::Attribuee {
                        dossier: dossier.clone(),
                        rank,
                    });
                } else {
                    self.waiting
                        .push((demande.priority, self.requests.len(), dossier.clone()));
                    let position = 1 + self.queue().iter().position(|other| other == dossier)?;
                    effects.push(Effect::ListeAttente {
                        dossier: dossier.clone(),
                        position: u32::try_from(position).ok()?,
                    });
                }
            }
            EventKind::Desistement { dossier } | EventKind::Refus { dossier, .. } => {
                let before = self.served.len() + self.waiting.len();
                self.served.retain(|(other, _)| other != dossier);
                self.waiting.retain(|(_, _, other)| other != dossier);
                if self.served.len() + self.waiting.len() == before {
                    return None;
                }
                self.gone.push(dossier.clone());
                effects.push(match &event.kind {
                    EventKind::Refus { reason, .. } => Effect::Refusee {
                        dossier: dossier.clone(),
                        reason: reason.clone(),
                    },
                    _ => Effect::Desistee {
                        dossier: dossier.clone(),
                    },
                });
            }
        }
        let limit = self.limit.unwrap_or(0);
        while i64::try_from(self.served.len()).unwrap() < limit {
            let Some(next) = self.queue().first().cloned() else {
                break;
            };
            self.waiting.retain(|(_, _, other)| *other != next);
            let rank = self.smallest_rank();
            self.served.push((next.clone(), rank));
            effects.push(Effect::Promue { dossier: next, rank });
        }
        self.past.push(event.clone());
        Some(effects)
    }

    fn smallest_rank(&self) -> u32 {
        (1..)
            .find(|rank| !self.served.iter().any(|(_, other)| other == rank))
            .unwrap()
    }

    fn queue(&self) -> Vec<DossierId> {
        let mut queue = self.waiting.clone();
        queue.sort_by_key(|(priority, request, _)| (if self.priorities { *priority } else { 0 }, *request));
        queue.into_iter().map(|(_, _, dossier)| dossier).collect()
    }

    /// The events that were taken in.
    pub(super) fn past(&self) -> &[Event] {
        &self.past
    }

    /// Fails unless the ledger says the same, and keeps its laws.
    pub(super) fn agrees(&self, ledger: &Ledger) {
        assert_eq!(usize::try_from(ledger.events()).unwrap(), self.past.len());
        assert_eq!(ledger.waiting_list().cloned().collect::<Vec<_>>(), self.queue());
        let mut ranks = std::collections::BTreeSet::new();
        for (dossier, standing) in ledger.dossiers() {
            match standing {
                Standing::Attribuee { rank, .. } => {
                    assert!(self.served.contains(&(dossier.clone(), *rank)), "{dossier}");
                    assert!(ranks.insert(*rank), "place {rank} is given twice");
                }
                Standing::ListeAttente { .. } => {
                    assert!(self.waiting.iter().any(|(_, _, other)| other == dossier));
                }
                Standing::Refusee { .. } | Standing::Desistee => assert!(self.gone.contains(dossier)),
            }
        }
        // Nobody that asked is forgotten.
        assert_eq!(
            ledger.dossiers().count(),
            self.served.len() + self.waiting.len() + self.gone.len()
        );
        assert!(ledger.waiting() == 0 || ledger.attributed() >= ledger.limit());
    }
}
