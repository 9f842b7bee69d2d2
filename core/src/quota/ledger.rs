//! A ledger: the state that its events make.

use std::collections::BTreeMap;

use super::{
    Checked, DossierId, Effect, Event, EventKey, LedgerId, Moment, Order, Standing, places::Places,
    queue::Queue,
};
use crate::error::Finding;

/// One count of one quota: who has a place, who waits and in which order. A pure value, made of nothing but its events.
///
/// # Laws
/// - A place is never given beyond the limit; lowering the limit takes nothing back and gives nothing more until places free.
/// - A place is never free while a dossier waits, and the next to have one is always the first that waits.
/// - The same events give the same ledger; the same event twice is the same as once.
/// - An event that is refused changes nothing.
/// - A correction takes from nobody but the dossier it is about. Annulling a request gives its place or its rank up and leaves the dossier
///   as it was before; annulling a withdrawal or a refusal gives the dossier its place again when one is free, else its rank by the moment
///   of its request; annulling a change of limit brings the rule before it back. Only the latest event of a dossier and the latest change
///   of limit can be annulled, once.
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
    /// The position of the latest change of the rule and the rule before it, as long as that change can be annulled.
    pub(super) rule_before: Option<(u64, u32, Order)>,
    pub(super) events: u64,
    pub(super) last: Option<Moment>,
    /// The latest request: the next one comes after, so that no earlier one is passed over.
    pub(super) last_request: Option<(Moment, DossierId)>,
    pub(super) standings: BTreeMap<DossierId, Standing>,
    /// What a correction of the latest event of a dossier needs to know.
    pub(super) pasts: BTreeMap<DossierId, Past>,
    /// What each key was used for; changes of limit have no dossier.
    pub(super) keys: BTreeMap<(Option<DossierId>, EventKey), String>,
    /// Those that wait, the next one first. Follows from `standings` and the order.
    pub(super) waiting: Queue,
    /// The places that are taken. Follows from `standings`.
    pub(super) taken: Places,
}

/// What is remembered of a dossier beside where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Past {
    /// The priority of its latest request.
    pub(super) priority: u16,
    /// The position of its latest event and where it stood before, as long as that event can be annulled.
    pub(super) latest: Option<(u64, Option<Standing>)>,
}

/// A ledger after an event, and what the event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
            rule_before: None,
            events: 0,
            last: None,
            last_request: None,
            standings: BTreeMap::new(),
            pasts: BTreeMap::new(),
            keys: BTreeMap::new(),
            waiting: Queue::new(),
            taken: Places::new(),
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
        match self.check(event)? {
            Checked::Repeated => Ok(Recorded::Repeated),
            Checked::New => {
                let effects = self.perform(event);
                self.remember(event);
                Ok(Recorded::New(effects))
            }
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
        self.taken.len()
    }

    /// How many dossiers wait.
    #[must_use]
    pub const fn waiting(&self) -> u32 {
        self.waiting.len()
    }

    /// Those that wait, the next one first.
    pub fn waiting_list(&self) -> impl Iterator<Item = &DossierId> {
        self.waiting.iter()
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
        let Standing::ListeAttente { priority, since } = self.standings.get(dossier)? else {
            return None;
        };
        let (_, order) = self.rule?;
        self.waiting.position(served(order, *priority), *since, dossier)
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
pub(super) fn waiting(standings: &BTreeMap<DossierId, Standing>, order: Order) -> Queue {
    let mut queue = Queue::new();
    for (dossier, standing) in standings {
        if let Standing::ListeAttente { priority, since } = standing {
            queue.add(served(order, *priority), *since, dossier.clone());
        }
    }
    queue
}
