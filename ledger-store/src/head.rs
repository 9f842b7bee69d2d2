//! The latest state of a ledger, and what comes after it.

use bareme::{
    quota::{
        Before, Checked, Effect, Event, EventKey, EventKind, Ledger, LedgerId, Moment, Recorded,
        chain::{self, Anchor, Link},
    },
    seal::{Seal, SealKey},
};
use sha2::{Digest, Sha256};

use crate::{Receipt, Row, Snapshot, StoreError, Submission};

/// The fewest events between two snapshots. In a long ledger they are further apart, by a quarter of its events: what a snapshot costs
/// grows with the ledger, and what it adds to each event does not.
pub const SNAPSHOT_EVERY: u64 = 64;

/// What seals of snapshots are made for.
const USAGE: &str = "bareme registre instantané";

/// A ledger and the link of its latest event: what the next row is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) ledger: Ledger,
    pub(crate) link: Link,
    /// Are its rows sealed? Not known before the first.
    pub(crate) sealed: Option<bool>,
    /// The position of the latest snapshot.
    kept: u64,
}

/// What a row that is yet to be written changes, and what was before it.
pub(crate) struct Foretold {
    pub(crate) effects: Vec<Effect>,
    before: Before,
    link: Link,
    sealed: Option<bool>,
}

impl Head {
    pub(crate) const fn new(id: LedgerId) -> Self {
        Self {
            ledger: Ledger::new(id),
            link: Link::START,
            sealed: None,
            kept: 0,
        }
    }

    /// The head that a snapshot keeps, when whoever has the key made it. Any other is but a claim, which anybody who can write to the
    /// store may have made: events make up for it.
    pub(crate) fn of_sealed(
        id: &LedgerId,
        snapshot: &Snapshot,
        key: &SealKey,
    ) -> Result<Option<Self>, StoreError> {
        if !is_genuine(snapshot, Some(key)) {
            return Ok(None);
        }
        match Ledger::from_json(&snapshot.text) {
            Ok(ledger) if ledger.id() == id && ledger.events() == snapshot.position => Ok(Some(Self {
                ledger,
                link: snapshot.link,
                sealed: Some(true),
                kept: snapshot.position,
            })),
            Err(finding) if finding.code == bareme::error::Code::LedgerNewer => Err(finding.into()),
            _ => Ok(None),
        }
    }

    /// A snapshot to keep, when the latest is far enough behind.
    pub(crate) fn due_snapshot(&mut self, secret: Option<&SealKey>) -> Option<Snapshot> {
        let position = self.ledger.events();
        if position.saturating_sub(self.kept) < SNAPSHOT_EVERY.max(self.kept / 4) {
            return None;
        }
        self.kept = position;
        let text = self.ledger.to_json();
        Some(Snapshot {
            position,
            link: self.link,
            fingerprint: fingerprint(&self.link, &text, secret),
            text,
        })
    }

    /// Is this the snapshot of this head? Without the key the seal of one cannot be told from another.
    pub(crate) fn is_kept_in(&self, snapshot: &Snapshot, secret: Option<&SealKey>) -> bool {
        let cannot_tell = self.sealed == Some(true) && secret.is_none();
        snapshot.link == self.link
            && (cannot_tell || is_genuine(snapshot, secret))
            && self.ledger.is_kept_in(&snapshot.text)
    }

    /// Remembers how far behind the latest snapshot is.
    pub(crate) fn kept_at(&mut self, position: u64) {
        self.kept = position.min(self.ledger.events());
    }

    /// Where to read on from: the latest row that is known, to see that it is still there, then those that are not.
    pub(crate) fn from(&self) -> u64 {
        self.ledger.events().max(1)
    }

    /// How far it has come.
    pub(crate) fn anchor(&self) -> Anchor {
        Anchor {
            position: self.ledger.events(),
            link: self.link,
        }
    }

    /// What became of an event that changed this; of one that was known when it changed nothing.
    pub(crate) fn receipt(&self, kind: &EventKind, effects: Option<Vec<Effect>>) -> Receipt {
        let dossier = kind.dossier();
        Receipt {
            repeated: effects.is_none(),
            effects: effects.unwrap_or_default(),
            standing: dossier.and_then(|dossier| self.ledger.standing(dossier)).cloned(),
            waits_at: dossier.and_then(|dossier| self.ledger.position(dossier)),
            head: self.anchor(),
        }
    }

    /// Takes in the rows from [`Head::from`] on, and gives what `own` changed when it is one of them.
    pub(crate) fn follow(
        &mut self,
        rows: &[Row],
        secret: Option<&SealKey>,
        own: Option<&Row>,
    ) -> Result<Option<Vec<Effect>>, StoreError> {
        let mut rows = rows.iter();
        if self.ledger.events() > 0 {
            let known = rows.next();
            if known.is_none_or(|row| row.position != self.ledger.events() || row.link != self.link) {
                return Err(self.corrupted(self.ledger.events(), "a disparu ou a été remplacé"));
            }
        }
        let mut found = None;
        for row in rows {
            let (_, effects) = self.advance(row, secret)?;
            if own == Some(row) {
                found = Some(effects);
            }
        }
        Ok(found)
    }

    /// Takes in the next row: it must be tied to this head, and be what it says.
    pub(crate) fn advance(
        &mut self,
        row: &Row,
        secret: Option<&SealKey>,
    ) -> Result<(Event, Vec<Effect>), StoreError> {
        let position = self.ledger.events().saturating_add(1);
        if row.position != position {
            return Err(self.corrupted(position, "a disparu"));
        }
        if row.link != self.link.next(self.ledger.id(), position, &row.text) {
            return Err(self.corrupted(position, "a été modifié après coup"));
        }
        let sealed = row.seal.is_some();
        if self.sealed.is_some_and(|before| before != sealed) {
            return Err(self.corrupted(position, "n'est pas scellé comme ceux d'avant"));
        }
        match (secret, &row.seal) {
            (Some(_), None) => return Err(self.corrupted(position, "n'est pas scellé")),
            (Some(key), Some(seal)) if !chain::is_sealed(key, &row.link, seal) => {
                return Err(self.corrupted(position, "n'est pas scellé par cette clé"));
            }
            _ => {}
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
                self.sealed = Some(sealed);
                Ok((event, effects))
            }
            Ok(Recorded::Repeated) => Err(self.corrupted(position, "est écrit deux fois")),
            Err(_) => Err(self.corrupted(position, "contredit ceux d'avant")),
        }
    }

    /// Takes in a row that is yet to be written, and gives what it takes to do without it.
    pub(crate) fn foretell(&mut self, row: &Row, secret: Option<&SealKey>) -> Result<Foretold, StoreError> {
        let event = Event::from_json(&row.text)?;
        let (before, link, sealed) = (self.ledger.before(&event), self.link, self.sealed);
        let (_, effects) = self.advance(row, secret)?;
        Ok(Foretold {
            effects,
            before,
            link,
            sealed,
        })
    }

    /// Takes the latest row back, of which it is not known whether it was written. Where that cannot be done its link stays.
    pub(crate) fn take_back(&mut self, foretold: Foretold) {
        if self.ledger.take_back(foretold.before, &foretold.effects) {
            self.link = foretold.link;
            self.sealed = foretold.sealed;
        }
    }

    /// The row of a new event; nothing when it is known already. The head stays as it is.
    pub(crate) fn prepare(
        &self,
        at: Moment,
        kind: &EventKind,
        sent: &Submission,
        opens: bool,
        secret: Option<&SealKey>,
    ) -> Result<Option<Row>, StoreError> {
        let key = match &sent.key {
            Some(key) => key.clone(),
            None if opens => {
                self.ledger.unopened()?;
                EventKey::opening()
            }
            None => self.ledger.derived_key(kind)?,
        };
        let event = Event::new(at, key, kind.clone()).by(sent.author.clone());
        if self.ledger.check(&event)? == Checked::Repeated {
            return Ok(None);
        }
        if opens {
            self.ledger.unopened()?;
        }
        if self.sealed == Some(true) && secret.is_none() {
            return Err(StoreError::Sealed {
                ledger: self.ledger.id().clone(),
            });
        }
        let mut row = Row::after(self.ledger.id(), self.ledger.events(), &self.link, &event);
        row.seal = secret.map(|key| chain::seal(key, &row.link));
        Ok(Some(row))
    }

    pub(crate) fn corrupted(&self, position: u64, what: &'static str) -> StoreError {
        StoreError::Corrupted {
            ledger: self.ledger.id().clone(),
            position,
            what,
        }
    }
}

/// Was the snapshot made by whoever has the key or, without one, by whoever knows how?
pub(crate) fn is_genuine(snapshot: &Snapshot, secret: Option<&SealKey>) -> bool {
    match secret {
        Some(key) => Seal::from_bytes(&snapshot.fingerprint)
            .is_some_and(|seal| key.made(USAGE, &covered(&snapshot.link, &snapshot.text), &seal)),
        None => snapshot.fingerprint == fingerprint(&snapshot.link, &snapshot.text, None),
    }
}

fn fingerprint(link: &Link, text: &str, secret: Option<&SealKey>) -> Vec<u8> {
    let covered = covered(link, text);
    secret.map_or_else(
        || Sha256::digest(&covered).to_vec(),
        |key| key.seal(USAGE, &covered).as_bytes().to_vec(),
    )
}

fn covered(link: &Link, text: &str) -> Vec<u8> {
    [link.as_bytes().as_slice(), text.as_bytes()].concat()
}
