use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher, RandomState},
    mem, thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bareme::quota::{
    Claim, DossierId, Effect, Event, EventKey, EventKind, Ledger, LedgerId, Moment, Standing,
};

use crate::{Addition, Row, SNAPSHOT_EVERY, Store, StoreError, head::Head};

/// How many times an event is tried while others write.
pub const MOST_ATTEMPTS: u32 = 60;

/// When an event is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// When it is written, by the clock of this machine, but always after the latest event: a clock that is late stops nobody.
    Now,
    /// At this moment: refused when the ledger has a later event.
    At(Moment),
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it changed, in order; nothing when it was known already.
    pub effects: Vec<Effect>,
    /// Was it known already?
    pub repeated: bool,
    /// Where the dossier of the event stands now.
    pub standing: Option<Standing>,
    /// Its position, when it waits: 1 is the next.
    pub waits_at: Option<u32>,
}

/// An event of the past and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its position, from 1.
    pub position: u64,
    /// The event.
    pub event: Event,
    /// What it changed, in order.
    pub effects: Vec<Effect>,
}

/// The ledgers of a store: takes events, gives places.
#[derive(Debug)]
pub struct Registry<S> {
    store: S,
    /// The ledgers that were read, up to some event: only what others wrote since is read again.
    heads: BTreeMap<LedgerId, Head>,
}

impl<S: Store> Registry<S> {
    /// The ledgers of a store.
    #[must_use]
    pub const fn new(store: S) -> Self {
        Self {
            store,
            heads: BTreeMap::new(),
        }
    }

    /// Asks for the place that a dossier may claim, and starts the ledger when it is the first to ask ([`Claim::opening`]).
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn request(
        &mut self,
        claim: &Claim,
        dossier: &DossierId,
        key: &EventKey,
        stamp: Stamp,
    ) -> Result<Receipt, StoreError> {
        let kind = claim.demande(dossier.clone());
        self.add(&claim.ledger, Some(claim), key, &kind, stamp)
    }

    /// Records an event.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn submit(
        &mut self,
        id: &LedgerId,
        key: &EventKey,
        kind: &EventKind,
        stamp: Stamp,
    ) -> Result<Receipt, StoreError> {
        self.add(id, None, key, kind, stamp)
    }

    fn add(
        &mut self,
        id: &LedgerId,
        claim: Option<&Claim>,
        key: &EventKey,
        kind: &EventKind,
        stamp: Stamp,
    ) -> Result<Receipt, StoreError> {
        for attempt in 0..MOST_ATTEMPTS {
            match self.attempt(id, claim, key, kind, stamp) {
                Err(StoreError::Contended) => thread::sleep(pause(attempt)),
                Err(error) => {
                    self.heads.remove(id);
                    return Err(error);
                }
                Ok(receipt) => return Ok(receipt),
            }
        }
        Err(StoreError::Busy {
            ledger: id.clone(),
            attempts: MOST_ATTEMPTS,
        })
    }

    fn attempt(
        &mut self,
        id: &LedgerId,
        claim: Option<&Claim>,
        key: &EventKey,
        kind: &EventKind,
        stamp: Stamp,
    ) -> Result<Receipt, StoreError> {
        let known = self.head(id)?;
        let mut after = None;
        self.store.append(id, known.from(), &mut |rows| {
            let mut head = known.clone();
            head.follow(rows)?;
            let mut added: Vec<Row> = Vec::new();
            let mut effects = Vec::new();
            let opening = claim.map(|claim| claim.opening(&head.ledger)).transpose()?;
            if let Some((key, kind)) = opening.flatten()
                && let Some((row, changed)) = head.add(moment(stamp, &head.ledger), &key, &kind)?
            {
                added.push(row);
                effects.extend(changed);
            }
            let at = moment(stamp, &head.ledger);
            let repeated = match head.add(at, key, kind)? {
                None => true,
                Some((row, changed)) => {
                    added.push(row);
                    effects.extend(changed);
                    false
                }
            };
            let dossier = kind.dossier();
            let receipt = Receipt {
                effects,
                repeated,
                standing: dossier.and_then(|dossier| head.ledger.standing(dossier)).cloned(),
                waits_at: dossier.and_then(|dossier| head.ledger.position(dossier)),
            };
            after = Some((head, receipt.clone()));
            Ok(Addition { rows: added, receipt })
        })?;
        let (head, receipt) = after.ok_or(StoreError::Contended)?;
        if head.ledger.events() / SNAPSHOT_EVERY > known.ledger.events() / SNAPSHOT_EVERY {
            // The event is written: a snapshot that cannot be only means more to read next time.
            let _ = self.store.keep_snapshot(id, &head.to_snapshot());
        }
        self.heads.insert(id.clone(), head);
        Ok(receipt)
    }

    /// What is known of a ledger: from memory, else from its snapshot, else nothing yet.
    fn head(&mut self, id: &LedgerId) -> Result<Head, StoreError> {
        if let Some(head) = self.heads.get(id) {
            return Ok(head.clone());
        }
        let kept = self.store.snapshot(id)?;
        let head = kept
            .map(|snapshot| Head::of_snapshot(id, &snapshot))
            .transpose()?
            .flatten();
        Ok(head.unwrap_or_else(|| Head::new(id.clone())))
    }

    /// The ledger as it is now.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or an event read is not the one that was written.
    pub fn ledger(&mut self, id: &LedgerId) -> Result<&Ledger, StoreError> {
        let mut head = self.head(id)?;
        let rows = self.store.rows(id, head.from())?;
        if let Err(error) = head.follow(&rows) {
            self.heads.remove(id);
            return Err(error);
        }
        let slot = self
            .heads
            .entry(id.clone())
            .or_insert_with(|| Head::new(id.clone()));
        *slot = head;
        Ok(&slot.ledger)
    }

    /// Every ledger that has begun, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        self.store.ledgers()
    }

    /// Every event of a ledger with what it changed, each checked against the one before, from the first on.
    ///
    /// # Errors
    /// [`StoreError::Corrupted`] says which event is not the one that was written; another [`StoreError`] when the store cannot be read.
    pub fn history(&mut self, id: &LedgerId) -> Result<Vec<Entry>, StoreError> {
        let kept = self.store.snapshot(id)?;
        let mut head = Head::new(id.clone());
        let mut entries = Vec::new();
        for row in self.store.rows(id, 1)? {
            let (event, effects) = head.advance(&row)?;
            entries.push(Entry {
                position: row.position,
                event,
                effects,
            });
            if let Some(snapshot) = &kept
                && snapshot.position == row.position
                && *snapshot != head.to_snapshot()
            {
                return Err(head.corrupted(row.position, "ne donne pas l'instantané qui en est gardé"));
            }
        }
        // The chain cannot show that its end is missing: the snapshot can.
        match kept {
            Some(snapshot) if snapshot.position > head.ledger.events() => {
                Err(head.corrupted(head.ledger.events().saturating_add(1), "a disparu"))
            }
            _ => Ok(entries),
        }
    }

    /// Does something with a registry of the same ledgers over another view of the store.
    pub(crate) fn lending<'s, V: Store, T>(
        &'s mut self,
        view: impl FnOnce(&'s mut S) -> V,
        act: impl FnOnce(&mut Registry<V>) -> T,
    ) -> T {
        let mut lent = Registry {
            store: view(&mut self.store),
            heads: mem::take(&mut self.heads),
        };
        let done = act(&mut lent);
        self.heads = lent.heads;
        done
    }

    /// Forgets what was read: it is read again.
    pub(crate) fn forget(&mut self) {
        self.heads.clear();
    }

    /// The store.
    pub const fn store(&mut self) -> &mut S {
        &mut self.store
    }
}

fn moment(stamp: Stamp, ledger: &Ledger) -> Moment {
    match stamp {
        Stamp::At(moment) => moment,
        Stamp::Now => {
            let elapsed = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or(Duration::ZERO);
            let now = Moment::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX));
            // Never at the same moment as another: two requests are then always in the order in which they were written.
            ledger.last().map_or(now, |last| now.max(last.next()))
        }
    }
}

/// Longer after each loss, and never the same for two writers.
fn pause(attempt: u32) -> Duration {
    let most = 500_u64 << attempt.min(6);
    let chance = RandomState::new().build_hasher().finish();
    Duration::from_micros(most / 2 + chance % most)
}
