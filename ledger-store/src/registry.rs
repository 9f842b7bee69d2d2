//! The ledgers of a store: takes events, gives places.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher, RandomState},
    mem, thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bareme::{
    quota::{Claim, DossierId, EventKey, EventKind, Ledger, LedgerId, Moment, Order},
    seal::SealKey,
};

use crate::{
    Addition, Receipt, Row, Stamp, Store, StoreError, Submission,
    head::{Head, is_genuine},
};

/// How many times an event is tried while others write.
pub const MOST_ATTEMPTS: u32 = 60;

/// The ledgers of a store: takes events, gives places.
#[derive(Debug)]
pub struct Registry<S> {
    pub(crate) store: S,
    /// What seals the links, when they are.
    pub(crate) secret: Option<SealKey>,
    /// The ledgers that were read, up to some event: only what others wrote since is read again.
    heads: BTreeMap<LedgerId, Head>,
}

impl<S: Store> Registry<S> {
    /// The ledgers of a store.
    #[must_use]
    pub const fn new(store: S) -> Self {
        Self {
            store,
            secret: None,
            heads: BTreeMap::new(),
        }
    }

    /// The same ledgers, sealed under a key: those that are opened from now on are sealed, and those that are read must be.
    #[must_use]
    pub fn sealed(mut self, key: SealKey) -> Self {
        self.secret = Some(key);
        self.heads.clear();
        self
    }

    /// Opens a ledger: states its first limit and order. Nothing can be asked of a ledger before.
    ///
    /// # Errors
    /// [`StoreError`], also when it is open already; nothing was written.
    pub fn create(
        &mut self,
        id: &LedgerId,
        limit: i64,
        order: Order,
        sent: &Submission,
    ) -> Result<Receipt, StoreError> {
        self.add(id, &EventKind::ChangementDeLimite { limit, order }, sent, true)
    }

    /// Asks for the place that a dossier may claim, as [`claim`](Self::claim), with a key and without an author.
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
        self.claim(claim, dossier, &Submission::keyed(key, stamp))
    }

    /// Asks for the place that a dossier may claim. The ledger keeps its own limit, whatever the rules say today.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn claim(
        &mut self,
        claim: &Claim,
        dossier: &DossierId,
        sent: &Submission,
    ) -> Result<Receipt, StoreError> {
        self.add(&claim.ledger, &claim.demande(dossier.clone()), sent, false)
    }

    /// Records an event, as [`record`](Self::record), with a key and without an author.
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
        self.record(id, kind, &Submission::keyed(key, stamp))
    }

    /// Records an event.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn record(
        &mut self,
        id: &LedgerId,
        kind: &EventKind,
        sent: &Submission,
    ) -> Result<Receipt, StoreError> {
        self.add(id, kind, sent, false)
    }

    fn add(
        &mut self,
        id: &LedgerId,
        kind: &EventKind,
        sent: &Submission,
        opens: bool,
    ) -> Result<Receipt, StoreError> {
        if let Stamp::At(moment) = sent.stamp {
            moment.recordable(now())?;
        }
        // A row that may have been written, though the answer was lost.
        let mut tried = None;
        for attempt in 0..MOST_ATTEMPTS {
            let mut head = self.taken(id)?;
            let done = self.attempt(&mut head, kind, sent, opens, &mut tried);
            // What an event that is refused has read is true all the same; a damaged ledger is read anew, and so is one that could not take
            // back a row of which it is not known whether it was written.
            let is_true = match &done {
                Ok(_) => true,
                Err(StoreError::Corrupted { .. }) => false,
                Err(_) => tried.as_ref().is_none_or(|row| row.link != head.link),
            };
            if is_true {
                self.heads.insert(id.clone(), head);
            }
            match done {
                Err(StoreError::Contended) => thread::sleep(pause(attempt)),
                done => return done,
            }
        }
        Err(StoreError::Busy {
            ledger: id.clone(),
            attempts: MOST_ATTEMPTS,
        })
    }

    fn attempt(
        &mut self,
        head: &mut Head,
        kind: &EventKind,
        sent: &Submission,
        opens: bool,
        tried: &mut Option<Row>,
    ) -> Result<Receipt, StoreError> {
        let secret = self.secret.as_ref();
        let id = head.ledger.id().clone();
        let (mut told, mut foretold) = (None, None);
        let appended = self.store.append(&id, head.from(), &mut |seen| {
            let mut rows = Vec::new();
            let mut effects = head.follow(seen, secret, tried.as_ref())?;
            if effects.is_none() {
                *tried = head.prepare(moment(sent.stamp, &head.ledger), kind, sent, opens, secret)?;
                if let Some(row) = tried {
                    let would = head.foretell(row, secret)?;
                    effects = Some(would.effects.clone());
                    foretold = Some(would);
                    rows.push(row.clone());
                }
            }
            let receipt = head.receipt(kind, effects);
            told = Some(receipt.clone());
            Ok(Addition { rows, receipt })
        });
        if let (Err(_), Some(foretold)) = (&appended, foretold) {
            head.take_back(foretold);
        }
        appended?;
        // INVARIANT: a store adds nothing that it was not told.
        let receipt = told.ok_or(StoreError::Contended)?;
        if !receipt.repeated
            && let Some(snapshot) = head.due_snapshot(secret)
        {
            // The event is written: a snapshot that cannot be only means more to read next time.
            let _ = self.store.keep_snapshot(&id, &snapshot);
        }
        Ok(receipt)
    }

    /// What is known of a ledger, taken out of memory; else what its events make.
    fn taken(&mut self, id: &LedgerId) -> Result<Head, StoreError> {
        if let Some(head) = self.heads.remove(id) {
            return Ok(head);
        }
        let kept = self.store.snapshot(id)?;
        if let (Some(snapshot), Some(key)) = (&kept, &self.secret)
            && let Some(head) = Head::of_sealed(id, snapshot, key)?
        {
            return Ok(head);
        }
        // Without a key whoever can write to the store can make a snapshot: events alone are believed.
        let mut head = Head::new(id.clone());
        let secret = self.secret.as_ref();
        head.follow(&self.store.rows(id, 1)?, secret, None)?;
        if let Some(snapshot) = kept.filter(|snapshot| is_genuine(snapshot, secret)) {
            let events = head.ledger.events();
            if snapshot.position > events {
                return Err(head.corrupted(events.saturating_add(1), "a disparu"));
            }
            head.kept_at(snapshot.position);
        }
        Ok(head)
    }

    /// The ledger as it is now.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or an event read is not the one that was written.
    pub fn ledger(&mut self, id: &LedgerId) -> Result<&Ledger, StoreError> {
        let mut head = self.taken(id)?;
        let rows = self.store.rows(id, head.from())?;
        head.follow(&rows, self.secret.as_ref(), None)?;
        let slot = self
            .heads
            .entry(id.clone())
            .or_insert_with(|| Head::new(id.clone()));
        *slot = head;
        Ok(&slot.ledger)
    }

    /// The ledger as it is now, which must have been opened.
    ///
    /// # Errors
    /// As [`ledger`](Self::ledger), and when it was not opened.
    pub fn opened(&mut self, id: &LedgerId) -> Result<&Ledger, StoreError> {
        let ledger = self.ledger(id)?;
        ledger.opened()?;
        Ok(ledger)
    }

    /// Every ledger of which something is kept, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        self.store.ledgers()
    }

    /// Does something with a registry of the same ledgers over another view of the store.
    pub(crate) fn lending<'s, V: Store, T>(
        &'s mut self,
        view: impl FnOnce(&'s mut S) -> V,
        act: impl FnOnce(&mut Registry<V>) -> T,
    ) -> T {
        let mut lent = Registry {
            store: view(&mut self.store),
            secret: self.secret.clone(),
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

fn now() -> Moment {
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    Moment::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

fn moment(stamp: Stamp, ledger: &Ledger) -> Moment {
    match stamp {
        Stamp::At(moment) => moment,
        Stamp::Now => {
            let now = now();
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
