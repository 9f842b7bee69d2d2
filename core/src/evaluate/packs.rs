//! Several packs, found by their day or by their fingerprint.

use core::mem;
use std::sync::{Arc, PoisonError, RwLock};

use super::Engine;
use crate::date::Day;

/// Several packs, or several versions of one: found by their fingerprint, or by the day since which they decide.
///
/// A pack holds the values of every date: the reference date of a decision chooses among them, not among packs. The day of a
/// pack here is another one, which the caller knows: the first on which decisions are made with it, until the next version of the
/// same pack. [`Packs::on`] answers « which rules did we decide with on that day? », [`Packs::with_fingerprint`] « which rules is
/// this decision of? ».
///
/// The value never changes. [`PacksInUse`] holds the one that counts now, and puts another in its place.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    /// In the order of their days; those of one day in the order in which they were given.
    packs: Vec<InUse>,
}

#[derive(Debug, Clone)]
struct InUse {
    since: Day,
    engine: Engine,
}

impl Packs {
    /// The same packs, and one that decides since a day. Of two versions that decide since the same day, the one given last counts
    /// on that day; both are found by their fingerprint.
    ///
    /// # Example
    /// ```
    /// use bareme::{Day, Engine, Packs};
    ///
    /// fn both(old: Engine, new: Engine, january: Day, march: Day) -> Packs {
    ///     Packs::default().with(old, january).with(new, march)
    /// }
    /// ```
    #[must_use]
    pub fn with(mut self, engine: Engine, since: Day) -> Self {
        let after = self.packs.partition_point(|pack| pack.since <= since);
        self.packs.insert(after, InUse { since, engine });
        self
    }

    /// The pack with this fingerprint, as a decision states it: `sha256:` may be left out.
    ///
    /// # Example
    /// ```
    /// use bareme::{Packs, guide};
    ///
    /// let engine = guide::engine()?;
    /// let fingerprint = engine.plan().fingerprint.clone();
    /// let packs = Packs::default().with(engine, "2024-01-01".parse()?);
    /// assert!(packs.with_fingerprint(&format!("sha256:{fingerprint}")).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_fingerprint(&self, fingerprint: &str) -> Option<&Engine> {
        let wanted = fingerprint.strip_prefix("sha256:").unwrap_or(fingerprint);
        self.engines().find(|engine| engine.plan().fingerprint == wanted)
    }

    /// The version of the pack called `id` with which decisions are made on a day; `None` before its first version.
    ///
    /// # Example
    /// ```
    /// use bareme::{Packs, guide};
    ///
    /// let packs = Packs::default().with(guide::engine()?, "2024-01-01".parse()?);
    /// assert!(packs.on("exemple", "2024-06-01".parse()?).is_some());
    /// assert!(packs.on("exemple", "2023-06-01".parse()?).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on(&self, id: &str, day: Day) -> Option<&Engine> {
        self.packs
            .iter()
            .rev()
            .filter(|pack| pack.since <= day)
            .map(|pack| &pack.engine)
            .find(|engine| engine.plan().header.id == id)
    }

    /// Every pack, in the order of their days.
    pub fn engines(&self) -> impl Iterator<Item = &Engine> {
        self.packs.iter().map(|pack| &pack.engine)
    }
}

/// The packs that count now, for as many threads as there are.
///
/// Whoever asks gets a whole set of packs and keeps it as long as needed; whoever replaces it puts a whole one in its place.
/// Nobody sees half of a change. Who asks waits for the copy of a pointer, or for what [`update`](Self::update) runs at that moment: make the engine before, and only
/// put it in its place there.
///
/// # Example
/// ```
/// use bareme::{Answer, Day, Engine, Findings, Packs, PacksInUse};
///
/// fn decide(packs: &PacksInUse, facts: &str, day: Day) -> Option<Result<Answer, Findings>> {
///     // One set for the whole request: the rules cannot change between reading the dossier and deciding it.
///     let packs = packs.current();
///     let engine = packs.on("pays-de-la-loire", day)?;
///     Some(bareme::wire::read_dossier(engine, facts).and_then(|dossier| engine.evaluate(&dossier, day)))
/// }
///
/// fn publish(packs: &PacksInUse, next: Engine, since: Day) {
///     packs.update(|current| current.clone().with(next.clone(), since));
/// }
/// ```
#[derive(Debug, Default)]
pub struct PacksInUse {
    current: RwLock<Arc<Packs>>,
}

impl PacksInUse {
    /// These packs count until others take their place.
    #[must_use]
    pub fn new(packs: Packs) -> Self {
        Self {
            current: RwLock::new(Arc::new(packs)),
        }
    }

    /// The packs that count now.
    #[must_use]
    pub fn current(&self) -> Arc<Packs> {
        // A pointer is as good after a panic as before.
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts others in their place, and gives those that counted.
    pub fn replace(&self, packs: Packs) -> Arc<Packs> {
        let packs = Arc::new(packs);
        mem::replace(
            &mut *self.current.write().unwrap_or_else(PoisonError::into_inner),
            packs,
        )
    }

    /// Puts in their place what `change` makes of them, and gives those that counted. Nobody else replaces them meanwhile: of two
    /// that add a pack at once, none is lost. What counts is locked until `change` is done: it works with what it is given, and asks nothing of `self`.
    pub fn update(&self, change: impl FnOnce(&Packs) -> Packs) -> Arc<Packs> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(change(&current));
        mem::replace(&mut *current, next)
    }
}
