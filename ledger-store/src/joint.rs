//! What a caller writes together with an event.

use crate::{Receipt, Registry, Row, Snapshot, Store, StoreError, Write};
use bareme::quota::LedgerId;

/// What is written together with an event, by the caller, in the transaction that adds it.
pub type Also<'a, T> = &'a mut (dyn FnMut(&T, &Receipt) -> Result<(), StoreError> + Send);

/// A store whose transactions a caller may write in too: places and decisions are then kept together, or not at all.
///
/// # Laws
/// - The caller writes after the event was added and before it is kept; when the caller fails, the event is not kept.
/// - It writes nothing with an event that was known: what came with it was kept with it.
pub trait Transactional: Store {
    /// What the caller is given to write with.
    type Transaction;

    /// As [`Store::append`], and `also` is called in the same transaction when rows were added.
    ///
    /// # Errors
    /// As [`Store::append`], or what `also` answers. Nothing was added.
    fn append_with(
        &mut self,
        id: &LedgerId,
        from: u64,
        write: Write<'_>,
        also: Option<Also<'_, Self::Transaction>>,
    ) -> Result<(), StoreError>;
}

/// A store lent for one event, with what is written beside it: see [`Registry::with_transaction`].
pub struct Joint<'s, S: Transactional> {
    store: &'s mut S,
    also: Also<'s, S::Transaction>,
}

impl<S: Transactional> Registry<S> {
    /// Records an event and writes something else, in one transaction: both are kept, or neither, whatever happens in between.
    ///
    /// `record` records one event, with the methods of a registry. `also` is then given the transaction and the receipt, before anything is
    /// kept. It may be called again, after what it wrote was undone, when another writer was first: it should do nothing that a
    /// transaction does not undo, and be short, since other writers of the ledger wait. It does not end the transaction.
    ///
    /// The second part of the answer is what `also` made; nothing when the event was known already ([`Receipt::repeated`]): it was
    /// then kept together with what `also` wrote the first time, and nothing is written again.
    ///
    /// # Errors
    /// [`StoreError`], or what `also` answers. Neither was written; except that an answer lost on its way leaves both, which recording
    /// again with the same key tells.
    ///
    /// # Example
    /// ```
    /// # use bareme::quota::{Demande, DossierId, EventKey, EventKind, Group, LedgerId, Order, QuotaId};
    /// # use bareme_ledger_store::{Registry, Sqlite, Stamp, Submission};
    /// # let mut registry = Registry::new(Sqlite::in_memory()?);
    /// # let id = LedgerId { quota: QuotaId::new("parcours")?, group: Group::new("2024")? };
    /// # let opening = Submission::keyed(&EventKey::new("ouverture")?, Stamp::Now);
    /// # registry.create(&id, 150, Order::Reception, &opening)?;
    /// # let asks = EventKind::Demande(Demande { dossier: DossierId::new("17")?, priority: 0, pack: String::new() });
    /// # let key = EventKey::new("k1")?;
    /// # registry.store().connection().execute_batch("CREATE TABLE decisions (dossier TEXT, place TEXT)")?;
    /// let (receipt, written) = registry.with_transaction(
    ///     |registry| registry.submit(&id, &key, &asks, Stamp::Now),
    ///     |transaction, receipt| {
    ///         let place = receipt.effects.iter().map(ToString::to_string).collect::<String>();
    ///         let written = transaction.execute("INSERT INTO decisions VALUES ('17', ?1)", [place])?;
    ///         Ok::<_, Box<dyn std::error::Error + Send + Sync>>(written)
    ///     },
    /// )?;
    /// assert_eq!((receipt.repeated, written), (false, Some(1)));
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn with_transaction<T: Send, E: From<StoreError> + Send>(
        &mut self,
        record: impl FnOnce(&mut Registry<Joint<'_, S>>) -> Result<Receipt, StoreError>,
        mut also: impl FnMut(&S::Transaction, &Receipt) -> Result<T, E> + Send,
    ) -> Result<(Receipt, Option<T>), E> {
        let (mut made, mut failed) = (None, None);
        let mut kept = |transaction: &S::Transaction, receipt: &Receipt| {
            made = None;
            failed = None;
            if receipt.repeated {
                return Ok(());
            }
            match also(transaction, receipt) {
                Ok(done) => made = Some(done),
                Err(error) => {
                    failed = Some(error);
                    return Err(StoreError::Abandoned);
                }
            }
            Ok(())
        };
        let recorded = self.lending(
            |store| Joint {
                store,
                also: &mut kept,
            },
            record,
        );
        match (recorded, failed) {
            (Ok(receipt), _) => {
                let made = if receipt.repeated { None } else { made };
                Ok((receipt, made))
            }
            (Err(StoreError::Abandoned), Some(error)) => Err(error),
            (Err(error), _) => Err(error.into()),
        }
    }
}

impl<S: Transactional> Store for Joint<'_, S> {
    fn rows(&mut self, id: &LedgerId, from: u64) -> Result<Vec<Row>, StoreError> {
        self.store.rows(id, from)
    }

    fn append(&mut self, id: &LedgerId, from: u64, write: Write<'_>) -> Result<(), StoreError> {
        self.store.append_with(id, from, write, Some(&mut *self.also))
    }

    fn ledgers(&mut self) -> Result<Vec<LedgerId>, StoreError> {
        self.store.ledgers()
    }

    fn snapshot(&mut self, id: &LedgerId) -> Result<Option<Snapshot>, StoreError> {
        self.store.snapshot(id)
    }

    fn keep_snapshot(&mut self, id: &LedgerId, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.store.keep_snapshot(id, snapshot)
    }
}
