//! A registry on a thread of its own.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use async_channel::{Receiver, Sender};

use crate::{Cause, Registry, Store, StoreError, open};

/// How many calls may wait for the thread of a handle; further ones wait for room, each on its own side.
pub const QUEUE: usize = 64;

/// A registry on a thread of its own, for programs of many threads or tasks. Cheap to clone; the thread ends after the last clone.
///
/// It needs no runtime and works in any: calls are made one after the other, as they come, and whoever waits for an answer lets others work. When
/// all of [`QUEUE`] places are taken, callers wait for one: nothing grows without bound.
///
/// A call that was queued is made, also when nobody waits for its answer any more: the key of an event makes it safe to send it
/// again. A call that panics is an error for its caller alone.
///
/// # Example
/// ```
/// # use bareme::quota::{Demande, DossierId, EventKey, EventKind, Group, LedgerId, Order, QuotaId};
/// # use bareme_ledger_store::{LedgerHandle, Registry, Sqlite, Stamp, StoreError, Submission};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let id = LedgerId { quota: QuotaId::new("parcours")?, group: Group::new("2024")? };
/// let ledgers = LedgerHandle::new(Registry::new(Sqlite::in_memory()?))?;
/// # let of = id.clone();
/// # let opening = Submission::keyed(&EventKey::new("ouverture")?, Stamp::Now);
/// # ledgers.run(move |registry| registry.create(&of, 150, Order::Reception, &opening)).await?;
/// let asks = EventKind::Demande(Demande { dossier: DossierId::new("17")?, priority: 0, pack: String::new() });
/// let key = EventKey::new("k1")?;
/// let receipt = ledgers.run(move |registry| registry.submit(&id, &key, &asks, Stamp::Now)).await?;
/// assert!(!receipt.repeated);
/// # Ok(())
/// # }
/// ```
pub struct LedgerHandle<S = Box<dyn Store>> {
    calls: Sender<Call<S>>,
}

type Call<S> = Box<dyn FnOnce(&mut Registry<S>) + Send>;

impl LedgerHandle {
    /// Opens a store, as [`open()`] does, on the thread that will keep it; does not block.
    ///
    /// # Errors
    /// [`StoreError`] as [`open()`] gives it.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        Self::opening(location)?
            .recv()
            .await
            .map_err(|_| StoreError::Interrupted)?
    }

    /// The same, for a program that may wait; also inside a runtime.
    ///
    /// # Errors
    /// [`StoreError`] as [`open()`] gives it.
    pub fn open_blocking(location: &str) -> Result<Self, StoreError> {
        Self::opening(location)?
            .recv_blocking()
            .map_err(|_| StoreError::Interrupted)?
    }

    fn opening(location: &str) -> Result<Receiver<Result<Self, StoreError>>, StoreError> {
        let location = location.to_owned();
        let (tell, told) = async_channel::bounded(1);
        spawn(move || match open(&location) {
            Ok(registry) => {
                let (calls, queue) = async_channel::bounded(QUEUE);
                if tell.send_blocking(Ok(Self { calls })).is_ok() {
                    drop(tell);
                    serve(registry, &queue);
                }
            }
            Err(error) => {
                // Nobody waits any more: nobody is told.
                let _ = tell.send_blocking(Err(error));
            }
        })?;
        Ok(told)
    }
}

impl<S: Store + 'static> LedgerHandle<S> {
    /// Keeps a registry that is open on a thread of its own.
    ///
    /// # Errors
    /// [`StoreError`] when the machine has no thread left.
    pub fn new(registry: Registry<S>) -> Result<Self, StoreError> {
        let (calls, queue) = async_channel::bounded(QUEUE);
        spawn(move || serve(registry, &queue))?;
        Ok(Self { calls })
    }

    /// Has the thread do something with the registry, and waits for its answer without blocking.
    ///
    /// # Errors
    /// What `call` answers; [`StoreError::Interrupted`] when it panics.
    pub async fn run<T, E>(
        &self,
        call: impl FnOnce(&mut Registry<S>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (call, answer) = queued(call);
        if self.calls.send(call).await.is_err() {
            return Err(StoreError::Interrupted.into());
        }
        // The answer is never given when the call panics.
        answer.recv().await.map_err(|_| StoreError::Interrupted)?
    }

    /// The same, for a caller that may wait.
    ///
    /// # Errors
    /// What `call` answers; [`StoreError::Interrupted`] when it panics.
    pub fn run_blocking<T, E>(
        &self,
        call: impl FnOnce(&mut Registry<S>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (call, answer) = queued(call);
        if self.calls.send_blocking(call).is_err() {
            return Err(StoreError::Interrupted.into());
        }
        answer.recv_blocking().map_err(|_| StoreError::Interrupted)?
    }
}

impl<S> Clone for LedgerHandle<S> {
    fn clone(&self) -> Self {
        Self {
            calls: self.calls.clone(),
        }
    }
}

impl<S> fmt::Debug for LedgerHandle<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LedgerHandle")
            .field("waiting", &self.calls.len())
            .finish_non_exhaustive()
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    let spawned = thread::Builder::new()
        .name("bareme-registres".to_owned())
        .spawn(work);
    spawned.map(|_| ()).map_err(|error| StoreError::Unavailable {
        action: "ouvert",
        cause: Cause::of(error),
    })
}

fn queued<S, T: Send + 'static, E: Send + 'static>(
    call: impl FnOnce(&mut Registry<S>) -> Result<T, E> + Send + 'static,
) -> (Call<S>, Receiver<Result<T, E>>) {
    let (tell, answer) = async_channel::bounded(1);
    let call = move |registry: &mut Registry<S>| {
        // The queue has room for the one answer; nobody may be left to read it.
        let _ = tell.try_send(call(registry));
    };
    (Box::new(call), answer)
}

/// Makes the calls that come, until nobody can send one.
fn serve<S: Store>(mut registry: Registry<S>, queue: &Receiver<Call<S>>) {
    while let Ok(call) = queue.recv_blocking() {
        if catch_unwind(AssertUnwindSafe(|| call(&mut registry))).is_err() {
            // What it was in the middle of is unknown: the store gave up its transaction, and its ledgers are read again.
            registry.forget();
        }
    }
}
