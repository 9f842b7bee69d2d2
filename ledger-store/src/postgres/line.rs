//! A connection, kept alive by a thread of its own.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::pin,
    sync::mpsc::{self, RecvTimeoutError},
    task::Poll,
    thread,
    time::Duration,
};

use async_channel::{Receiver, Sender};
use tokio::{runtime, time::timeout};
use tokio_postgres::{
    Client, Connection, Error, NoTls, Socket, Statement,
    tls::{MakeTlsConnect, TlsStream},
};

use super::{address::Address, fault, target::Target, tls, wait::wait};
use crate::{Cause, StoreError};

/// How long a server that was let go of may take to notice it.
const PARTING: Duration = Duration::from_secs(1);

/// How much longer than the server's own limit for a statement it is waited for: past it, the server is gone, whatever the line looks like.
const GRACE: Duration = Duration::from_secs(3);

/// What a session is told when neither the address, nor the role, nor the database says otherwise. A writer that was stopped in the
/// middle must not hold the others for ever.
const SETTINGS: &str = "SELECT set_config(name, wish, false) FROM pg_settings JOIN (VALUES
       ('statement_timeout', '15s'), ('lock_timeout', '10s'), ('idle_in_transaction_session_timeout', '10s'),
       ('client_min_messages', 'warning')) AS wishes (name, wish) USING (name)
     WHERE source NOT IN ('client', 'user', 'database', 'database user')";

const LIMIT: &str = "SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout'";

/// A connection. A thread of its own moves what is sent and received: it can be opened, used and dropped anywhere, also where an
/// asynchronous runtime forbids another.
pub(super) struct Line {
    client: Client,
    /// Told, by being dropped, that nobody will ask anything any more.
    _held: Sender<()>,
    /// How long to wait for an answer; without end only when the address says `statement_timeout=0`.
    limit: Option<Duration>,
    /// An answer did not come in time: nothing more is asked.
    silent: Cell<bool>,
    /// A transaction was begun, and is not known to have ended.
    pending: Cell<bool>,
}

impl Line {
    /// Joins the first server that lets somebody in.
    pub(super) fn open(address: &Address) -> Result<Self, StoreError> {
        let mut kept: Option<Refusal> = None;
        for target in address.in_turn() {
            match Self::join(target, address) {
                Ok(line) => return Ok(line),
                // What a server said tells more than that another is not there.
                Err(refusal) => {
                    if kept
                        .as_ref()
                        .is_none_or(|kept| refusal.answered && !kept.answered)
                    {
                        kept = Some(refusal);
                    }
                }
            }
        }
        Err(kept.map_or_else(
            || StoreError::unopened("l'adresse ne nomme aucun serveur".to_owned()),
            |refusal| refusal.error,
        ))
    }

    fn join(target: &Target, address: &Address) -> Result<Self, Refusal> {
        let silent = |error| Refusal {
            answered: false,
            error,
        };
        let encryption = target
            .encrypted
            .then(|| tls::connector(address.authorities.as_deref()))
            .transpose()
            .map_err(silent)?;
        let (held, let_go) = async_channel::bounded::<()>(1);
        let (tell, told) = mpsc::sync_channel(1);
        let (config, patience) = (target.config.clone(), address.patience);
        thread::Builder::new()
            .name("bareme-postgres".to_owned())
            .spawn(move || {
                let Ok(runtime) = runtime::Builder::new_current_thread().enable_all().build() else {
                    return;
                };
                match encryption {
                    Some(tls) => runtime.block_on(live(config, tls, patience, &tell, &let_go)),
                    None => runtime.block_on(live(config, NoTls, patience, &tell, &let_go)),
                }
            })
            .map_err(|error| silent(StoreError::unopened(Cause::of(error))))?;
        let client = match told.recv_timeout(patience + PARTING) {
            Ok(Some(Ok(client))) => client,
            Ok(Some(Err(error))) => {
                return Err(Refusal {
                    answered: error.as_db_error().is_some() || fault::is_of_encryption(&error),
                    error: fault::on_opening(error, &target.name),
                });
            }
            Ok(None) | Err(RecvTimeoutError::Timeout) => return Err(silent(mute("ouvert", patience))),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(silent(StoreError::unopened(
                    "cette machine ne donne pas de quoi joindre un serveur".to_owned(),
                )));
            }
        };
        let mut line = Self {
            client,
            _held: held,
            limit: Some(patience),
            silent: Cell::new(false),
            pending: Cell::new(false),
        };
        line.limit = line.settle().map_err(|error| Refusal {
            answered: true,
            error,
        })?;
        Ok(line)
    }

    /// Says what a session waits for, and asks how long a statement may last.
    fn settle(&self) -> Result<Option<Duration>, StoreError> {
        self.ask("ouvert", self.client.query(SETTINGS, &[]))?;
        let row = self.ask("ouvert", self.client.query_one(LIMIT, &[]))?;
        let millis: i64 = row.get(0);
        let limit = u64::try_from(millis).ok().filter(|millis| *millis > 0);
        Ok(limit.map(|millis| Duration::from_millis(millis).saturating_add(GRACE)))
    }

    /// Waits for an answer of the server.
    pub(super) fn ask<T>(
        &self,
        action: &'static str,
        answer: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, StoreError> {
        match wait(answer, self.limit) {
            Some(answer) => answer.map_err(|error| fault::of(action, error)),
            None => {
                self.silent.set(true);
                Err(mute(action, self.limit.unwrap_or_default()))
            }
        }
    }

    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn prepare(&self, statement: &str) -> Result<Statement, StoreError> {
        self.ask("ouvert", self.client.prepare(statement))
    }

    /// Does something in one transaction, which is kept only when it succeeds.
    pub(super) fn transaction<T>(
        &self,
        action: &'static str,
        work: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // Until its end is confirmed: also when the work panics.
        self.pending.set(true);
        self.ask(action, self.client.batch_execute("BEGIN"))?;
        let done = match work() {
            Ok(done) => done,
            Err(error) => {
                // Of a server that fell silent nothing more is waited for: the end of the line ends the transaction.
                if !self.silent.get() && self.ask(action, self.client.batch_execute("ROLLBACK")).is_ok() {
                    self.pending.set(false);
                }
                return Err(error);
            }
        };
        self.ask(action, self.client.batch_execute("COMMIT"))?;
        self.pending.set(false);
        Ok(done)
    }

    pub(super) fn is_usable(&self) -> bool {
        !self.silent.get() && !self.pending.get() && !self.client.is_closed()
    }
}

/// Why a server was not joined.
struct Refusal {
    /// Was there a server, and did it say no?
    answered: bool,
    error: StoreError,
}

const fn mute(action: &'static str, limit: Duration) -> StoreError {
    StoreError::Silent {
        action,
        seconds: limit.as_secs(),
    }
}

/// Joins a server, gives the client, then moves what it sends and receives until it is let go of.
async fn live<T>(
    config: tokio_postgres::Config,
    tls: T,
    patience: Duration,
    tell: &mpsc::SyncSender<Option<Result<Client, Error>>>,
    let_go: &Receiver<()>,
) where
    T: MakeTlsConnect<Socket>,
    T::Stream: TlsStream,
{
    // The library's own limit is for the first packet alone: a server may accept it and say nothing more.
    let (client, connection) = match timeout(patience, config.connect(tls)).await {
        Ok(Ok(joined)) => joined,
        Ok(Err(error)) => {
            let _ = tell.send(Some(Err(error)));
            return;
        }
        Err(_) => {
            let _ = tell.send(None);
            return;
        }
    };
    if tell.send(Some(Ok(client))).is_ok() {
        carry(connection, let_go).await;
    }
}

async fn carry<S: TlsStream + Unpin>(connection: Connection<Socket, S>, let_go: &Receiver<()>) {
    let mut connection = pin!(connection);
    let mut parting = pin!(let_go.recv());
    let mut ended = false;
    poll_fn(|context| {
        if connection.as_mut().poll(context).is_ready() {
            ended = true;
            return Poll::Ready(());
        }
        parting.as_mut().poll(context).map(|_| ())
    })
    .await;
    if !ended {
        // It still says goodbye.
        let _ = timeout(PARTING, connection).await;
    }
}
