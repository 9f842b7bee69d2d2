//! Taking the latest event out again, when it turns out that it is not kept.

use super::{
    DossierId, Effect, Event, EventKey, Ledger, Moment, Order, Standing,
    ledger::{Past, waiting},
    queue::Queue,
};

/// What a ledger was before an event, as far as the effects of the event do not tell: see [`Ledger::before`].
#[derive(Debug, Clone)]
pub struct Before {
    rule: Option<(u32, Order)>,
    rule_before: Option<(u64, u32, Order)>,
    events: u64,
    last: Option<Moment>,
    last_request: Option<(Moment, DossierId)>,
    key: (Option<DossierId>, EventKey),
    about: Option<(DossierId, Option<Standing>, Option<Past>)>,
}

impl Ledger {
    /// What is needed to take back an event that [`record`](Self::record) is about to take in. It costs the same whatever the length of
    /// the ledger, as a copy of it does not.
    #[must_use]
    pub fn before(&self, event: &Event) -> Before {
        let about = event.kind.dossier().map(|dossier| {
            (
                dossier.clone(),
                self.standings.get(dossier).cloned(),
                self.pasts.get(dossier).cloned(),
            )
        });
        Before {
            rule: self.rule,
            rule_before: self.rule_before,
            events: self.events,
            last: self.last,
            last_request: self.last_request.clone(),
            key: (event.kind.dossier().cloned(), event.key.clone()),
            about,
        }
    }

    /// Takes back the latest event, which was new and changed this: the ledger is as if it had never come.
    ///
    /// Whether it could: of dossiers that were read from a snapshot of the first form too little is known, and the ledger stays as it is.
    #[must_use]
    pub fn take_back(&mut self, before: Before, effects: &[Effect]) -> bool {
        let Some(promoted) = self.promoted(effects) else {
            return false;
        };
        for (dossier, rank, priority, since) in promoted {
            self.taken.free(rank);
            self.stand(&dossier, Some(Standing::ListeAttente { priority, since }));
        }
        if let Some((dossier, standing, past)) = before.about {
            self.give_up(&dossier);
            self.stand(&dossier, standing);
            match past {
                Some(past) => self.pasts.insert(dossier, past),
                None => self.pasts.remove(&dossier),
            };
        }
        let order = self.order();
        self.rule = before.rule;
        if self.order() != order {
            self.waiting = self
                .order()
                .map_or_else(Queue::new, |order| waiting(&self.standings, order));
        }
        self.rule_before = before.rule_before;
        self.keys.remove(&before.key);
        self.events = before.events;
        self.last = before.last;
        self.last_request = before.last_request;
        true
    }

    /// Those that left the list for a place, with their place, their priority and the moment of their request.
    fn promoted(&self, effects: &[Effect]) -> Option<Vec<(DossierId, u32, u16, Moment)>> {
        let promoted = effects.iter().filter_map(|effect| {
            let Effect::Promue { dossier, rank } = effect else {
                return None;
            };
            Some((dossier, *rank))
        });
        promoted
            .map(|(dossier, rank)| {
                let Standing::Attribuee { since, .. } = self.standings.get(dossier)? else {
                    return None;
                };
                let past = self.pasts.get(dossier)?;
                Some((dossier.clone(), rank, past.priority, *since))
            })
            .collect()
    }

    /// Has a dossier, which holds nothing, stand there.
    fn stand(&mut self, dossier: &DossierId, standing: Option<Standing>) {
        match &standing {
            Some(Standing::Attribuee { rank, .. }) => self.taken.take(*rank),
            Some(Standing::ListeAttente { priority, since }) => {
                self.waiting.add(self.rank(*priority), *since, dossier.clone());
            }
            Some(Standing::Refusee { .. } | Standing::Desistee) | None => {}
        }
        match standing {
            Some(standing) => self.standings.insert(dossier.clone(), standing),
            None => self.standings.remove(dossier),
        };
    }
}
