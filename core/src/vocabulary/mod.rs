//! What rules speak about: facts, enumerations, types and units.

mod choice;
mod departments;
mod fact;
mod former;
mod kind;
mod names;
mod stored;
mod unit;

pub use choice::{Enumeration, EnumerationId, Member};
pub use fact::{Fact, FactId};
pub(crate) use former::FormerName;
pub use kind::{DeclaredType, Kind, Style};
pub use unit::{Unit, UnitError};

use names::Names;
use serde::{Deserialize, Serialize};

/// The facts and enumerations of a pack, in the order of its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Every fact; a [`FactId`] is a position here.
    pub facts: Vec<Fact>,
    /// Every enumeration; an [`EnumerationId`] is a position here.
    pub enumerations: Vec<Enumeration>,
    #[serde(skip)]
    names: Names,
}

impl Vocabulary {
    /// A vocabulary of these facts and enumerations.
    #[must_use]
    pub fn new(facts: Vec<Fact>, enumerations: Vec<Enumeration>) -> Self {
        Self {
            facts,
            enumerations,
            names: Names::default(),
        }
    }

    /// The fact called `name`.
    #[must_use]
    pub fn fact_named(&self, name: &str) -> Option<(FactId, &Fact)> {
        self.names
            .position(name, &self.facts, |fact| &fact.name)
            .map(|(id, fact)| (FactId(id), fact))
    }

    /// The fact called `name`, or that was.
    ///
    /// # Example
    /// ```
    /// let engine = bareme::guide::engine()?;
    /// let (_, fact) = engine.plan().vocabulary.fact_of_any_name("age").unwrap();
    /// assert_eq!(fact.name, "age");
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn fact_of_any_name(&self, name: &str) -> Option<(FactId, &Fact)> {
        self.fact_named(name).or_else(|| {
            (0_u16..)
                .map(FactId)
                .zip(&self.facts)
                .find(|(_, fact)| fact.former.iter().any(|former| former == name))
        })
    }

    /// The fact at `id`.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id.0))
    }

    /// The enumeration called `name`.
    #[must_use]
    pub fn enumeration_named(&self, name: &str) -> Option<(EnumerationId, &Enumeration)> {
        (0_u16..)
            .zip(&self.enumerations)
            .find(|(_, e)| e.name == name)
            .map(|(id, e)| (EnumerationId(id), e))
    }

    /// The enumeration at `id`.
    #[must_use]
    pub fn enumeration(&self, id: EnumerationId) -> Option<&Enumeration> {
        self.enumerations.get(usize::from(id.0))
    }
}
