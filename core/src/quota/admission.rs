//! What may follow in a ledger: everything that can be refused is refused here, before anything changes.

use super::{
    Checked, Demande, DossierId, Event, EventKey, EventKind, Ledger, MAX_LIMIT, Order, Standing, refusal,
};
use crate::error::Finding;

impl Ledger {
    /// Whether the ledger would take an event in, without doing so: what [`record`](Self::record) refuses is refused here.
    ///
    /// # Errors
    /// As [`Ledger::apply`].
    pub fn check(&self, event: &Event) -> Result<Checked, Finding> {
        let key = (event.kind.dossier().cloned(), event.key.clone());
        if let Some(known) = self.keys.get(&key) {
            return if *known == gist(&event.kind) {
                Ok(Checked::Repeated)
            } else {
                Err(refusal::key_reused(&event.key, known))
            };
        }
        if let Some(last) = self.last
            && event.at < last
        {
            return Err(refusal::out_of_order(event.at, last));
        }
        match &event.kind {
            EventKind::Demande(demande) => self.may_ask(event, demande)?,
            EventKind::Attribution(demande) => {
                self.may_ask(event, demande)?;
                if self.attributed() >= self.limit() {
                    return Err(refusal::full(&self.id, self.limit()));
                }
            }
            EventKind::Desistement { dossier } | EventKind::Refus { dossier, .. } => {
                self.may_leave(dossier)?;
            }
            EventKind::ChangementDeLimite { limit, .. } => {
                limit_of(*limit).ok_or_else(|| refusal::invalid_limit(*limit))?;
                self.is_signed(event)?;
            }
            EventKind::Correction {
                position, dossier, ..
            } => {
                self.may_be_annulled(*position, dossier.as_ref())?;
                self.is_signed(event)?;
            }
        }
        Ok(Checked::New)
    }

    fn may_ask(&self, event: &Event, demande: &Demande) -> Result<(), Finding> {
        self.opened()?;
        let dossier = &demande.dossier;
        if self.standings.get(dossier).is_some_and(Standing::is_active) {
            return Err(refusal::already_asked(dossier));
        }
        // At one moment the smallest id comes first: a request that should have come before is not slipped in after.
        match &self.last_request {
            Some((last, other)) if (event.at, dossier) < (*last, other) => {
                Err(refusal::after(event.at, dossier, other))
            }
            _ => Ok(()),
        }
    }

    fn may_leave(&self, dossier: &DossierId) -> Result<(), Finding> {
        self.opened()?;
        match self.standings.get(dossier) {
            Some(standing) if standing.is_active() => Ok(()),
            Some(_) => Err(refusal::already_left(dossier)),
            None => Err(refusal::never_asked(dossier, &self.id)),
        }
    }

    fn may_be_annulled(&self, position: u64, dossier: Option<&DossierId>) -> Result<(), Finding> {
        self.opened()?;
        let latest = match dossier {
            Some(dossier) => {
                let past = self.pasts.get(dossier);
                past.and_then(|past| past.latest.as_ref())
                    .map(|(position, _)| *position)
            }
            None => self.rule_before.map(|(position, ..)| position),
        };
        if latest == Some(position) {
            Ok(())
        } else {
            Err(refusal::not_the_latest(position, dossier, latest))
        }
    }

    /// Whoever changes what others are entitled to is named. The first event states what the rules say, and the first form had no authors.
    fn is_signed(&self, event: &Event) -> Result<(), Finding> {
        if event.author.is_some() || event.version == 1 || self.events == 0 {
            Ok(())
        } else {
            Err(refusal::no_author(&event.kind))
        }
    }

    /// Has a limit been stated?
    ///
    /// # Errors
    /// A finding when it has not: nothing can be asked of such a ledger.
    pub fn opened(&self) -> Result<(), Finding> {
        if self.rule.is_some() {
            Ok(())
        } else {
            Err(refusal::not_open(&self.id))
        }
    }

    /// Has nothing been recorded yet?
    ///
    /// # Errors
    /// A finding when it has: a ledger is opened once.
    pub fn unopened(&self) -> Result<(), Finding> {
        if self.events == 0 {
            Ok(())
        } else {
            Err(refusal::already_open(&self.id, self.limit()))
        }
    }

    /// A key for an event that was given none: no event has used it, whatever was sent before.
    ///
    /// # Errors
    /// A finding when what the event asks is so already: without a key, a second sending and a new event cannot be told apart, and
    /// whoever sent it must know that nothing was recorded.
    pub fn derived_key(&self, kind: &EventKind) -> Result<EventKey, Finding> {
        self.changes_something(kind)?;
        let about = kind.dossier().cloned();
        let position = self.events.saturating_add(1);
        let mut attempt = 1_u32;
        loop {
            let key = (about.clone(), EventKey::derived(kind.word(), position, attempt));
            if !self.keys.contains_key(&key) {
                return Ok(key.1);
            }
            attempt = attempt.saturating_add(1);
        }
    }

    fn changes_something(&self, kind: &EventKind) -> Result<(), Finding> {
        let standing = kind.dossier().and_then(|dossier| self.standing(dossier));
        match (kind, standing) {
            (EventKind::Demande(demande) | EventKind::Attribution(demande), Some(standing))
                if standing.is_active() =>
            {
                let dossier = &demande.dossier;
                Err(match standing {
                    Standing::Attribuee { rank, .. } => refusal::has_a_place(dossier, *rank),
                    // INVARIANT: who is active has a place, or waits.
                    Standing::ListeAttente { .. } | Standing::Refusee { .. } | Standing::Desistee => {
                        refusal::waits(dossier, self.position(dossier).unwrap_or(1))
                    }
                })
            }
            (EventKind::Desistement { dossier }, Some(Standing::Desistee)) => Err(refusal::gave_up(dossier)),
            (EventKind::Refus { dossier, reason }, Some(Standing::Refusee { reason: known }))
                if reason == known =>
            {
                Err(refusal::is_refused(dossier, reason))
            }
            (EventKind::ChangementDeLimite { limit, order }, _)
                if limit_of(*limit).is_some_and(|limit| self.rule == Some((limit, *order))) =>
            {
                Err(refusal::same_limit(&self.id, self.limit()))
            }
            _ => Ok(()),
        }
    }
}

/// The limit, when it is one.
pub(super) fn limit_of(limit: i64) -> Option<u32> {
    u32::try_from(limit).ok().filter(|limit| *limit <= MAX_LIMIT)
}

/// What an event asks, apart from its moment and its author: what a second sending must have in common with the first.
pub(super) fn gist(kind: &EventKind) -> String {
    let word = kind.word();
    match kind {
        EventKind::Refus { reason, .. } => format!("{word} {reason}"),
        EventKind::ChangementDeLimite { limit, order } => match order {
            Order::Reception => format!("{word} {limit} reception"),
            Order::Priorities => format!("{word} {limit} priorites"),
        },
        EventKind::Correction { position, reason, .. } => format!("{word} {position} {reason}"),
        EventKind::Demande(_) | EventKind::Attribution(_) | EventKind::Desistement { .. } => word.to_owned(),
    }
}
