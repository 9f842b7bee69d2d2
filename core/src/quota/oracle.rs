//! The same meaning, written the slow and obvious way: lists, searched from one end to the other.

use super::{DossierId, Effect, Event, EventKind, Ledger, Order, Reason, Standing};

#[derive(Debug, Clone, Default)]
pub(super) struct Oracle {
    limit: Option<i64>,
    priorities: bool,
    /// Those with a place: dossier and rank.
    served: Vec<(DossierId, u32)>,
    /// Those that wait: priority, position of their request among all requests, dossier.
    waiting: Vec<(u16, usize, DossierId)>,
    /// Those that left, and why when they were refused.
    gone: Vec<(DossierId, Option<Reason>)>,
    /// Every request: dossier, moment, priority. One that is annulled stays.
    requests: Vec<(super::Moment, DossierId, u16)>,
    past: Vec<Event>,
    /// What there was before each event.
    before: Vec<Oracle>,
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
        let now = Self {
            limit: self.limit,
            priorities: self.priorities,
            served: self.served.clone(),
            waiting: self.waiting.clone(),
            gone: self.gone.clone(),
            requests: self.requests.clone(),
            past: Vec::new(),
            before: Vec::new(),
        };
        let mut effects = Vec::new();
        match &event.kind {
            EventKind::Correction {
                position, dossier, ..
            } => {
                let then = self.annulled(*position, dossier.as_ref())?;
                effects.push(Effect::Annulee { position: *position });
                effects.push(match dossier {
                    Some(dossier) => self.back_as_in(&then, dossier)?,
                    None => {
                        self.limit = then.limit;
                        self.priorities = then.priorities;
                        Effect::LimiteChangee {
                            limit: u32::try_from(then.limit?).ok()?,
                        }
                    }
                });
            }
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
                let later = |(at, other, _): &(super::Moment, DossierId, u16)| request < (*at, other.clone());
                if known || self.requests.iter().any(later) {
                    return None;
                }
                let free = i64::try_from(self.served.len()).unwrap() < limit;
                if !free && matches!(event.kind, EventKind::Attribution(_)) {
                    return None;
                }
                self.requests.push((event.at, dossier.clone(), demande.priority));
                self.gone.retain(|(other, _)| other != dossier);
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
                let reason = if let EventKind::Refus { reason, .. } = &event.kind {
                    Some(reason.clone())
                } else {
                    None
                };
                self.gone.push((dossier.clone(), reason.clone()));
                let dossier = dossier.clone();
                effects.push(match reason {
                    Some(reason) => Effect::Refusee { dossier, reason },
                    None => Effect::Desistee { dossier },
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
        self.before.push(now);
        Some(effects)
    }

    /// What there was before an event that may be annulled: the latest of its dossier, or of the limit, and no correction.
    fn annulled(&self, position: u64, dossier: Option<&DossierId>) -> Option<Self> {
        let found = usize::try_from(position).ok()?.checked_sub(1)?;
        let latest = self
            .past
            .iter()
            .rposition(|past| past.kind.dossier() == dossier)?;
        let is_correction = matches!(self.past[latest].kind, EventKind::Correction { .. });
        // The first event states a limit where there was none.
        (found == latest && !is_correction && found > 0).then(|| self.before[found].clone())
    }

    /// The dossier stands as it stood then, as far as others left room for it.
    fn back_as_in(&mut self, then: &Self, dossier: &DossierId) -> Option<Effect> {
        self.served.retain(|(other, _)| other != dossier);
        self.waiting.retain(|(_, _, other)| other != dossier);
        self.gone.retain(|(other, _)| other != dossier);
        if let Some((_, reason)) = then.gone.iter().find(|(other, _)| other == dossier) {
            self.gone.push((dossier.clone(), reason.clone()));
            return Some(match reason.clone() {
                Some(reason) => Effect::Refusee {
                    dossier: dossier.clone(),
                    reason,
                },
                None => Effect::Desistee {
                    dossier: dossier.clone(),
                },
            });
        }
        let rank = then.served.iter().find(|(other, _)| other == dossier);
        let was_there = rank.is_some() || then.waiting.iter().any(|(_, _, other)| other == dossier);
        if !was_there {
            return Some(Effect::Retiree {
                dossier: dossier.clone(),
            });
        }
        let limit = self.limit?;
        if i64::try_from(self.served.len()).unwrap() < limit {
            let free =
                |rank: &u32| i64::from(*rank) <= limit && !self.served.iter().any(|(_, other)| other == rank);
            let own = rank.map(|(_, rank)| *rank).filter(free);
            let rank = own.unwrap_or_else(|| self.smallest_rank());
            self.served.push((dossier.clone(), rank));
            return Some(Effect::Attribuee {
                dossier: dossier.clone(),
                rank,
            });
        }
        let request = then.requests.iter().rposition(|(_, other, _)| other == dossier)?;
        let priority = then.requests[request].2;
        self.waiting.push((priority, request + 1, dossier.clone()));
        let position = 1 + self.queue().iter().position(|other| other == dossier)?;
        Some(Effect::ListeAttente {
            dossier: dossier.clone(),
            position: u32::try_from(position).ok()?,
        })
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
                Standing::Refusee { reason } => {
                    assert!(self.gone.contains(&(dossier.clone(), Some(reason.clone()))));
                }
                Standing::Desistee => assert!(self.gone.contains(&(dossier.clone(), None))),
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
