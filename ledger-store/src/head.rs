use bareme::quota::{Effect, Event, EventKey, EventKind, Ledger, LedgerId, Moment, Recorded, chain::Link};
use sha2::{Digest, Sha256};

use crate::{Row, Snapshot, StoreError};

/// A snapshot is kept each time so many events were added.
pub const SNAPSHOT_EVERY: u64 = 64;

/// A ledger and the link of its latest event: what the next row is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) ledger: Ledger,
    pub(crate) link: Link,
}

impl Head {
    pub(crate) const fn new(id: LedgerId) -> Self {
        Self {
            ledger: Ledger::new(id),
            link: Link::START,
        }
    }

    /// The head that a snapshot keeps; nothing when the snapshot is not one that was written, which events make up for.
    pub(crate) fn of_snapshot(id: &LedgerId, snapshot: &Snapshot) -> Result<Option<Self>, StoreError> {
        if snapshot.fingerprint != fingerprint(&snapshot.link, &snapshot.text) {
            return Ok(None);
        }
        match Ledger::from_json(&snapshot.text) {
            Ok(ledger) if ledger.id() == id && ledger.events() == snapshot.position => Ok(Some(Self {
                ledger,
                link: snapshot.link,
            })),
            Err(finding) if finding.code == bareme::error::Code::LedgerNewer => Err(finding.into()),
            _ => Ok(None),
        }
    }

    pub(crate) fn to_snapshot(&self) -> Snapshot {
        let text = self.ledger.to_json();
        Snapshot {
            position: self.ledger.events(),
            link: self.link,
            fingerprint: fingerprint(&self.link, &text),
            text,
        }
    }

    /// Where to read on from: the latest row that is known, to see that it is still there, then those that are not.
    pub(crate) fn from(&self) -> u64 {
        self.ledger.events().max(1)
    }

    /// Takes in the rows from [`Head::from`] on.
    pub(crate) fn follow(&mut self, rows: &[Row]) -> Result<(), StoreError> {
        let mut rows = rows.iter();
        if self.ledger.events() > 0 {
            let known = rows.next();
            if known.is_none_or(|row| row.position != self.ledger.events() || row.link != self.link) {
                return Err(self.corrupted(self.ledger.events(), "a disparu ou a été remplacé"));
            }
        }
        rows.try_for_each(|row| self.advance(row).map(|_| ()))
    }

    /// Takes in the next row: it must be tied to this head, and be what it says.
    pub(crate) fn advance(&mut self, row: &Row) -> Result<(Event, Vec<Effect>), StoreError> {
        let position = self.ledger.events().saturating_add(1);
        if row.position != position {
            return Err(self.corrupted(position, "a disparu"));
        }
        if row.link != self.link.next(self.ledger.id(), position, &row.text) {
            return Err(self.corrupted(position, "a été modifié après coup"));
        }
        let event = Event::from_json(&row.text)
            .map_err(|_| self.corrupted(position, "ne se lit pas avec cette version"))?;
        let dossier = event.kind.dossier().map_or("", |dossier| dossier.as_str());
        if row.key != event.key.as_str() || row.dossier != dossier {
            return Err(self.corrupted(position, "n'est pas rangé sous son dossier et sa clé"));
        }
        match self.ledger.record(&event) {
            Ok(Recorded::New(effects)) => {
                self.link = row.link;
                Ok((event, effects))
            }
            Ok(Recorded::Repeated) => Err(self.corrupted(position, "est écrit deux fois")),
            Err(_) => Err(self.corrupted(position, "contredit ceux d'avant")),
        }
    }

    /// Takes in a new event, and gives its row; nothing when it was known.
    pub(crate) fn add(
        &mut self,
        at: Moment,
        key: &EventKey,
        kind: &EventKind,
    ) -> Result<Option<(Row, Vec<Effect>)>, StoreError> {
        let event = Event::new(at, key.clone(), kind.clone());
        let before = self.ledger.events();
        match self.ledger.record(&event)? {
            Recorded::Repeated => Ok(None),
            Recorded::New(effects) => {
                let row = Row::after(self.ledger.id(), before, &self.link, &event);
                self.link = row.link;
                Ok(Some((row, effects)))
            }
        }
    }

    pub(crate) fn corrupted(&self, position: u64, what: &'static str) -> StoreError {
        StoreError::Corrupted {
            ledger: self.ledger.id().clone(),
            position,
            what,
        }
    }
}

fn fingerprint(link: &Link, text: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(link.as_bytes());
    hash.update(text);
    hash.finalize().to_vec()
}
