//! What an event changes, once nothing speaks against it.

use super::{
    Demande, DossierId, Effect, Event, EventKind, Ledger, Moment, Order, Standing,
    admission::{gist, limit_of},
    ledger::{Past, served, waiting},
};

impl Ledger {
    /// What the event changes. INVARIANT: [`Ledger::check`] found it new.
    pub(super) fn perform(&mut self, event: &Event) -> Vec<Effect> {
        let position = self.events.saturating_add(1);
        match &event.kind {
            EventKind::Demande(demande) | EventKind::Attribution(demande) => {
                vec![self.ask(position, event.at, demande)]
            }
            EventKind::Desistement { dossier } => {
                let effect = Effect::Desistee {
                    dossier: dossier.clone(),
                };
                self.leave(position, dossier, Standing::Desistee, effect)
            }
            EventKind::Refus { dossier, reason } => {
                let effect = Effect::Refusee {
                    dossier: dossier.clone(),
                    reason: reason.clone(),
                };
                let standing = Standing::Refusee {
                    reason: reason.clone(),
                };
                self.leave(position, dossier, standing, effect)
            }
            EventKind::ChangementDeLimite { limit, order } => {
                self.rule_before = self.rule.map(|(limit, order)| (position, limit, order));
                self.change_rule(limit_of(*limit).unwrap_or(0), *order)
            }
            EventKind::Correction {
                position, dossier, ..
            } => {
                let mut effects = vec![Effect::Annulee { position: *position }];
                effects.extend(match dossier {
                    Some(dossier) => self.restore(dossier),
                    None => self.restore_rule(),
                });
                effects
            }
        }
    }

    /// Notes that the event was taken in.
    pub(super) fn remember(&mut self, event: &Event) {
        let key = (event.kind.dossier().cloned(), event.key.clone());
        self.keys.insert(key, gist(&event.kind));
        self.last = Some(event.at);
        self.events = self.events.saturating_add(1);
    }

    fn ask(&mut self, position: u64, at: Moment, demande: &Demande) -> Effect {
        let (dossier, priority) = (&demande.dossier, demande.priority);
        self.last_request = Some((at, dossier.clone()));
        let past = Past {
            priority,
            latest: Some((position, self.standings.get(dossier).cloned())),
        };
        self.pasts.insert(dossier.clone(), past);
        // INVARIANT: a place is free only when nobody waits, so whoever comes now passes over nobody.
        if self.attributed() < self.limit() {
            self.serve(dossier, self.taken.smallest_free(), at)
        } else {
            self.wait(dossier, priority, at)
        }
    }

    fn serve(&mut self, dossier: &DossierId, rank: u32, since: Moment) -> Effect {
        self.taken.take(rank);
        self.standings
            .insert(dossier.clone(), Standing::Attribuee { rank, since });
        Effect::Attribuee {
            dossier: dossier.clone(),
            rank,
        }
    }

    fn wait(&mut self, dossier: &DossierId, priority: u16, since: Moment) -> Effect {
        self.standings
            .insert(dossier.clone(), Standing::ListeAttente { priority, since });
        self.waiting.add(self.rank(priority), since, dossier.clone());
        Effect::ListeAttente {
            dossier: dossier.clone(),
            position: self.position(dossier).unwrap_or(1),
        }
    }

    fn leave(
        &mut self,
        position: u64,
        dossier: &DossierId,
        standing: Standing,
        effect: Effect,
    ) -> Vec<Effect> {
        self.give_up(dossier);
        let before = self.standings.insert(dossier.clone(), standing);
        // Of a dossier that was read from a snapshot of the first form, the request is not known: this cannot be annulled.
        let past = match self.pasts.get(dossier) {
            Some(past) => Past {
                priority: past.priority,
                latest: Some((position, before)),
            },
            None => Past {
                priority: 0,
                latest: None,
            },
        };
        self.pasts.insert(dossier.clone(), past);
        let mut effects = vec![effect];
        self.promote(&mut effects);
        effects
    }

    /// Frees the place of a dossier, or takes it off the list; it still stands where it stood.
    pub(super) fn give_up(&mut self, dossier: &DossierId) {
        match self.standings.get(dossier) {
            Some(Standing::Attribuee { rank, .. }) => self.taken.free(*rank),
            Some(Standing::ListeAttente { priority, since }) => {
                let (rank, since) = (self.rank(*priority), *since);
                self.waiting.remove(rank, since, dossier);
            }
            Some(Standing::Refusee { .. } | Standing::Desistee) | None => {}
        }
    }

    /// Puts a dossier back to where it stood before its latest event.
    fn restore(&mut self, dossier: &DossierId) -> Vec<Effect> {
        let Some(past) = self.pasts.get_mut(dossier) else {
            return Vec::new();
        };
        let priority = past.priority;
        let before = past.latest.take().and_then(|(_, before)| before);
        self.give_up(dossier);
        let effect = match before {
            Some(Standing::Attribuee { rank, since }) => self.seat(dossier, Some(rank), priority, since),
            Some(Standing::ListeAttente { priority, since }) => self.seat(dossier, None, priority, since),
            Some(standing @ Standing::Desistee) => {
                self.standings.insert(dossier.clone(), standing);
                Effect::Desistee {
                    dossier: dossier.clone(),
                }
            }
            Some(Standing::Refusee { reason }) => {
                let standing = Standing::Refusee {
                    reason: reason.clone(),
                };
                self.standings.insert(dossier.clone(), standing);
                Effect::Refusee {
                    dossier: dossier.clone(),
                    reason,
                }
            }
            None => {
                self.standings.remove(dossier);
                self.pasts.remove(dossier);
                Effect::Retiree {
                    dossier: dossier.clone(),
                }
            }
        };
        let mut effects = vec![effect];
        self.promote(&mut effects);
        effects
    }

    /// A place for a dossier that comes back: its own when it is still free; the rank of its request when there is none.
    fn seat(&mut self, dossier: &DossierId, own: Option<u32>, priority: u16, since: Moment) -> Effect {
        let limit = self.limit();
        if self.attributed() >= limit {
            return self.wait(dossier, priority, since);
        }
        let own = own.filter(|rank| *rank <= limit && !self.taken.is_taken(*rank));
        let rank = own.unwrap_or_else(|| self.taken.smallest_free());
        self.serve(dossier, rank, since)
    }

    fn restore_rule(&mut self) -> Vec<Effect> {
        match self.rule_before.take() {
            Some((_, limit, order)) => self.change_rule(limit, order),
            None => Vec::new(),
        }
    }

    fn change_rule(&mut self, limit: u32, order: Order) -> Vec<Effect> {
        if self.order() != Some(order) {
            self.waiting = waiting(&self.standings, order);
        }
        self.rule = Some((limit, order));
        let mut effects = vec![Effect::LimiteChangee { limit }];
        self.promote(&mut effects);
        effects
    }

    /// Gives the free places to the first that wait.
    fn promote(&mut self, effects: &mut Vec<Effect>) {
        while self.attributed() < self.limit() {
            let Some((since, dossier)) = self.waiting.pop() else {
                return;
            };
            let rank = self.taken.smallest_free();
            self.serve(&dossier, rank, since);
            effects.push(Effect::Promue { dossier, rank });
        }
    }

    pub(super) fn rank(&self, priority: u16) -> u16 {
        self.order().map_or(0, |order| served(order, priority))
    }
}
