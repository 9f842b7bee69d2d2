use std::collections::{BTreeMap, BTreeSet};

use super::{
    Demande, DossierId, Effect, Event, EventKey, EventKind, LedgerId, Moment, Order, Standing, refusal,
};
use crate::error::Finding;

/// The most places that a limit may state.
pub const MAX_LIMIT: u32 = 1_000_000;

/// One count of one quota: who has a place, who waits and in which order. A pure value, made of nothing but its events.
///
/// # Laws
/// - A place is never given beyond the limit; lowering the limit takes nothing back and gives nothing more until places free.
/// - A place is never free while a dossier waits, and the next to have one is always the first that waits.
/// - The same events give the same ledger; the same event twice is the same as once.
/// - An event that is refused changes nothing.
///
/// # Example
/// ```
/// use bareme::quota::{Demande, DossierId, Effect, Event, EventKey, EventKind, Group, Ledger, LedgerId, Order, QuotaId};
///
/// let ledger = Ledger::new(LedgerId { quota: QuotaId::new("parcours")?, group: Group::new("2024")? });
/// let rule = EventKind::ChangementDeLimite { limit: 1, order: Order::Reception };
/// let ledger = ledger.apply(&Event::new("2024-01-01T00:00:00Z".parse()?, EventKey::new("ouverture")?, rule))?.ledger;
///
/// let dossier = DossierId::new("2024-00017")?;
/// let asks = EventKind::Demande(Demande { dossier: dossier.clone(), priority: 0, pack: String::new() });
/// let applied = ledger.apply(&Event::new("2024-03-01T09:30:00Z".parse()?, EventKey::new("k1")?, asks))?;
/// assert_eq!(applied.effects, [Effect::Attribuee { dossier, rank: 1 }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    pub(super) id: LedgerId,
    pub(super) rule: Option<(u32, Order)>,
    pub(super) events: u64,
    pub(super) last: Option<Moment>,
    /// The latest request: the next one comes after, so that no earlier one is passed over.
    pub(super) last_request: Option<(Moment, DossierId)>,
    pub(super) standings: BTreeMap<DossierId, Standing>,
    /// What each key was used for; changes of limit have no dossier.
    pub(super) keys: BTreeMap<(Option<DossierId>, EventKey), String>,
    /// Those that wait, the next one first. Follows from `standings` and the order.
    pub(super) waiting: BTreeSet<(u16, Moment, DossierId)>,
    /// The places that are taken. Follows from `standings`.
    pub(super) taken: BTreeSet<u32>,
}

/// A ledger after an event, and what the event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The ledger, with the event.
    pub ledger: Ledger,
    /// What changed, in order; nothing when the event was known already.
    pub effects: Vec<Effect>,
    /// Was the event known already?
    pub repeated: bool,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// It is part of the ledger now, and changed this.
    New(Vec<Effect>),
    /// It was part of it already.
    Repeated,
}

impl Ledger {
    /// A ledger without events: its first one states the limit.
    #[must_use]
    pub const fn new(id: LedgerId) -> Self {
        Self {
            id,
            rule: None,
            events: 0,
            last: None,
            last_request: None,
            standings: BTreeMap::new(),
            keys: BTreeMap::new(),
            waiting: BTreeSet::new(),
            taken: BTreeSet::new(),
        }
    }

    /// The ledger that these events make.
    ///
    /// # Errors
    /// The finding about the first event that is refused, with its position from 1.
    pub fn replay<'e>(
        id: LedgerId,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Result<Self, (u64, Finding)> {
        let mut ledger = Self::new(id);
        for (position, event) in (1_u64..).zip(events) {
            ledger.record(event).map_err(|finding| (position, finding))?;
        }
        Ok(ledger)
    }

    /// The ledger after an event; this one stays as it is.
    ///
    /// # Errors
    /// A finding when the event comes too late, contradicts the ledger, or states an impossible limit.
    pub fn apply(&self, event: &Event) -> Result<Applied, Finding> {
        let mut ledger = self.clone();
        let recorded = ledger.record(event)?;
        let (effects, repeated) = match recorded {
            Recorded::New(effects) => (effects, false),
            Recorded::Repeated => (Vec::new(), true),
        };
        Ok(Applied {
            ledger,
            effects,
            repeated,
        })
    }

    /// Takes an event in.
    ///
    /// # Errors
    /// As [`Ledger::apply`]; the ledger is then unchanged.
    pub fn record(&mut self, event: &Event) -> Result<Recorded, Finding> {
        let key = (event.kind.dossier().cloned(), event.key.clone());
        let gist = gist(&event.kind);
        if let Some(known) = self.keys.get(&key) {
            return if *known == gist {
                Ok(Recorded::Repeated)
            } else {
                Err(refusal::key_reused(&event.key, known))
            };
        }
        if let Some(last) = self.last
            && event.at < last
        {
            return Err(refusal::out_of_order(event.at, last));
        }
        // INVARIANT: everything that can be refused is refused before anything changes.
        let effects = match &event.kind {
            EventKind::Demande(demande) => self.ask(event.at, demande, true)?,
            EventKind::Attribution(demande) => self.ask(event.at, demande, false)?,
            EventKind::Desistement { dossier } => self.leave(
                dossier,
                Standing::Desistee,
                Effect::Desistee {
                    dossier: dossier.clone(),
                },
            )?,
            EventKind::Refus { dossier, reason } => self.leave(
                dossier,
                Standing::Refusee {
                    reason: reason.clone(),
                },
                Effect::Refusee {
                    dossier: dossier.clone(),
                    reason: reason.clone(),
                },
            )?,
            EventKind::ChangementDeLimite { limit, order } => self.change_rule(*limit, *order)?,
        };
        self.keys.insert(key, gist);
        self.last = Some(event.at);
        self.events = self.events.saturating_add(1);
        Ok(Recorded::New(effects))
    }

    fn ask(&mut self, at: Moment, demande: &Demande, may_wait: bool) -> Result<Vec<Effect>, Finding> {
        let (limit, order) = self.rule.ok_or_else(|| refusal::not_open(&self.id))?;
        let dossier = &demande.dossier;
        if self.standings.get(dossier).is_some_and(Standing::is_active) {
            return Err(refusal::already_asked(dossier));
        }
        // At one moment the smallest id comes first: a request that should have come before is not slipped in after.
        if let Some((last, other)) = &self.last_request
            && (at, dossier) < (*last, other)
        {
            return Err(refusal::after(at, dossier, other));
        }
        // INVARIANT: a place is free only when nobody waits, so whoever comes now passes over nobody.
        let effect = match self.free_place(limit) {
            Some(rank) => {
                self.taken.insert(rank);
                self.standings
                    .insert(dossier.clone(), Standing::Attribuee { rank, since: at });
                Effect::Attribuee {
                    dossier: dossier.clone(),
                    rank,
                }
            }
            None if may_wait => {
                let standing = Standing::ListeAttente {
                    priority: demande.priority,
                    since: at,
                };
                self.standings.insert(dossier.clone(), standing);
                self.waiting
                    .insert((served(order, demande.priority), at, dossier.clone()));
                Effect::ListeAttente {
                    dossier: dossier.clone(),
                    position: self.position(dossier).unwrap_or(1),
                }
            }
            None => return Err(refusal::full(&self.id, limit)),
        };
        self.last_request = Some((at, dossier.clone()));
        Ok(vec![effect])
    }

    fn leave(
        &mut self,
        dossier: &DossierId,
        standing: Standing,
        effect: Effect,
    ) -> Result<Vec<Effect>, Finding> {
        match self.standings.get(dossier) {
            Some(Standing::Attribuee { rank, .. }) => {
                self.taken.remove(rank);
            }
            Some(Standing::ListeAttente { .. }) => self.waiting.retain(|(_, _, other)| other != dossier),
            Some(_) => return Err(refusal::already_left(dossier)),
            None => return Err(refusal::never_asked(dossier, &self.id)),
        }
        self.standings.insert(dossier.clone(), standing);
        let mut effects = vec![effect];
        self.promote(&mut effects);
        Ok(effects)
    }

    fn change_rule(&mut self, limit: i64, order: Order) -> Result<Vec<Effect>, Finding> {
        let limit = u32::try_from(limit)
            .ok()
            .filter(|limit| *limit <= MAX_LIMIT)
            .ok_or_else(|| refusal::invalid_limit(limit))?;
        self.rule = Some((limit, order));
        self.waiting = waiting(&self.standings, order);
        let mut effects = vec![Effect::LimiteChangee { limit }];
        self.promote(&mut effects);
        Ok(effects)
    }

    /// Gives the free places to the first that wait.
    fn promote(&mut self, effects: &mut Vec<Effect>) {
        let limit = self.limit();
        while let Some(rank) = self.free_place(limit) {
            let Some((_, since, dossier)) = self.waiting.pop_first() else {
                return;
            };
            self.taken.insert(rank);
            self.standings
                .insert(dossier.clone(), Standing::Attribuee { rank, since });
            effects.push(Effect::Promue { dossier, rank });
        }
    }

    /// The smallest place that is free, when fewer are taken than the limit.
    fn free_place(&self, limit: u32) -> Option<u32> {
        if self.attributed() >= limit {
            return None;
        }
        // The first number that the taken places skip.
        let skipped = (1_u32..)
            .zip(&self.taken)
            .find(|(number, place)| number != *place);
        Some(skipped.map_or_else(|| self.attributed().saturating_add(1), |(number, _)| number))
    }

    /// A key that no event about the same dossier has used: for a caller that sends each event once.
    #[must_use]
    pub fn unused_key(&self, kind: &EventKind) -> EventKey {
        let about = kind.dossier().cloned();
        let mut number = 1_u32;
        loop {
            let key = (about.clone(), EventKey::numbered(kind.word(), number));
            if !self.keys.contains_key(&key) {
                return key.1;
            }
            number = number.saturating_add(1);
        }
    }

    /// What it counts.
    #[must_use]
    pub const fn id(&self) -> &LedgerId {
        &self.id
    }

    /// The most places; 0 before the first event.
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.rule.map_or(0, |(limit, _)| limit)
    }

    /// Who is served first, once stated.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        self.rule.map(|(_, order)| order)
    }

    /// How many events made it.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// The moment of its latest event.
    #[must_use]
    pub const fn last(&self) -> Option<Moment> {
        self.last
    }

    /// How many dossiers have a place.
    #[must_use]
    pub fn attributed(&self) -> u32 {
        u32::try_from(self.taken.len()).unwrap_or(u32::MAX)
    }

    /// How many dossiers wait.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        u32::try_from(self.waiting.len()).unwrap_or(u32::MAX)
    }

    /// Those that wait, the next one first.
    pub fn waiting_list(&self) -> impl Iterator<Item = &DossierId> {
        self.waiting.iter().map(|(_, _, dossier)| dossier)
    }

    /// Every dossier that it knows, in the order of their ids.
    pub fn dossiers(&self) -> impl Iterator<Item = (&DossierId, &Standing)> {
        self.standings.iter()
    }

    /// Where a dossier stands, when it ever asked.
    #[must_use]
    pub fn standing(&self, dossier: &DossierId) -> Option<&Standing> {
        self.standings.get(dossier)
    }

    /// The position of a dossier that waits: 1 is the next.
    #[must_use]
    pub fn position(&self, dossier: &DossierId) -> Option<u32> {
        (1_u32..)
            .zip(self.waiting_list())
            .find(|(_, other)| *other == dossier)
            .map(|(position, _)| position)
    }
}

/// The rank that counts: only one of the orders reads priorities.
pub(super) const fn served(order: Order, priority: u16) -> u16 {
    match order {
        Order::Reception => 0,
        Order::Priorities => priority,
    }
}

/// Those that wait, in an order.
pub(super) fn waiting(
    standings: &BTreeMap<DossierId, Standing>,
    order: Order,
) -> BTreeSet<(u16, Moment, DossierId)> {
    standings
        .iter()
        .filter_map(|(dossier, standing)| match standing {
            Standing::ListeAttente { priority, since } => {
                Some((served(order, *priority), *since, dossier.clone()))
            }
            _ => None,
        })
        .collect()
}

/// What an event asks, apart from its moment: what a second sending must have in common with the first.
fn gist(kind: &EventKind) -> String {
    let word = kind.word();
    match kind {
        EventKind::Refus { reason, .. } => format!("{word} {reason}"),
        EventKind::ChangementDeLimite { limit, order } => match order {
            Order::Reception => format!("{word} {limit} reception"),
            Order::Priorities => format!("{word} {limit} priorites"),
        },
        _ => word.to_owned(),
    }
}
