//! Dossiers: what is known of a person, an employer, a programme or a training file.

mod input;
mod reading;

use std::sync::Arc;

pub use input::FactValue;
pub(crate) use reading::read;

use crate::{
    error::{Code, Finding, Place, nearest, visible},
    plan::{Plan, Value},
    vocabulary::{Fact, FactId, Vocabulary},
};

/// Some facts, each known; the others are unknown, which is an answer too.
///
/// A dossier belongs to the pack of the engine that made it. It never prints its values: they are personal data.
#[derive(Clone)]
pub struct Dossier {
    plan: Arc<Plan>,
    /// Shared between a dossier and the answers about it; copied when one of them changes.
    facts: Arc<Facts>,
}

#[derive(Clone)]
struct Facts {
    values: Vec<Value>,
    known: Vec<bool>,
}

impl Dossier {
    /// A dossier in which nothing is known.
    #[must_use]
    pub fn new(plan: Arc<Plan>) -> Self {
        let vocabulary = &plan.vocabulary;
        let values = vocabulary
            .facts
            .iter()
            .map(|fact| Value::any(&fact.declared, vocabulary))
            .collect();
        let known = vec![false; vocabulary.facts.len()];
        Self {
            plan,
            facts: Arc::new(Facts { values, known }),
        }
    }

    /// The same dossier, in which a fact is also known.
    ///
    /// # Errors
    /// A [`Finding`] when the vocabulary has no such fact, or when the value is not of its type or within its bounds.
    ///
    /// # Example
    /// ```
    /// fn thirty_one(engine: &bareme::Engine) -> Result<bareme::Dossier, bareme::Finding> {
    ///     engine.dossier().set("statut", "demandeur_emploi")?.set("age", 31)
    /// }
    /// ```
    pub fn set<'v>(mut self, name: &str, value: impl Into<FactValue<'v>>) -> Result<Self, Finding> {
        self.insert(name, value.into())?;
        Ok(self)
    }

    /// States a fact, or changes it.
    ///
    /// # Errors
    /// As [`Dossier::set`]; the dossier is then unchanged.
    pub fn insert(&mut self, name: &str, value: FactValue<'_>) -> Result<(), Finding> {
        let Self { plan, facts } = self;
        let Some((id, fact)) = plan.vocabulary.fact_named(name) else {
            return Err(unknown_fact(&plan.vocabulary, name));
        };
        let known = read(&plan.vocabulary, fact, &value)?;
        let position = usize::from(id.0);
        let facts = Arc::make_mut(facts);
        if let (Some(slot), Some(flag)) = (facts.values.get_mut(position), facts.known.get_mut(position)) {
            *slot = known;
            *flag = true;
        }
        Ok(())
    }

    /// States a fact whose value is known to be one of its own, or forgets it.
    pub(crate) fn put(&mut self, id: FactId, value: Option<Value>) {
        let Self { plan, facts } = self;
        let (position, vocabulary) = (usize::from(id.0), &plan.vocabulary);
        let facts = Arc::make_mut(facts);
        let slots = facts.values.get_mut(position).zip(facts.known.get_mut(position));
        if let (Some((slot, flag)), Some(fact)) = (slots, vocabulary.fact(id)) {
            *slot = value.unwrap_or_else(|| Value::any(&fact.declared, vocabulary));
            *flag = value.is_some();
        }
    }

    /// Forgets a fact.
    pub fn remove(&mut self, name: &str) {
        let id = self.plan.vocabulary.fact_named(name).map(|(id, _)| id);
        if let Some(id) = id {
            self.put(id, None);
        }
    }

    /// Is the fact stated?
    #[must_use]
    pub fn is_known(&self, id: FactId) -> bool {
        self.facts.known.get(usize::from(id.0)).copied().unwrap_or(false)
    }

    /// What is known of each fact, in the order of the vocabulary.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.facts.values
    }

    /// The plan that gives the facts their meaning.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The facts that are stated, in the order of the vocabulary.
    pub fn stated(&self) -> impl Iterator<Item = (&Fact, Value)> {
        self.plan
            .vocabulary
            .facts
            .iter()
            .zip(&self.facts.values)
            .zip(&self.facts.known)
            .filter(|(_, known)| **known)
            .map(|((fact, value), _)| (fact, *value))
    }
}

impl core::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let stated = self.facts.known.iter().filter(|known| **known).count();
        write!(f, "Dossier({stated} facts)")
    }
}

/// The JSON pointer of a fact.
pub(crate) fn pointer(name: &str) -> Place {
    Place::Pointer(format!(
        "/{}",
        shortened(name).replace('~', "~0").replace('/', "~1")
    ))
}

/// What is said of a name that no fact has.
pub(crate) fn unknown_fact(vocabulary: &Vocabulary, name: &str) -> Finding {
    let known = vocabulary.facts.iter().map(|fact| fact.name.as_str());
    Finding::new(
        Code::UnknownFact,
        pointer(name),
        format!("aucun fait ne s'appelle `{}`", shortened(name)),
    )
    .with_suggestion(nearest(name, known))
    .with_help("`bareme facts` ou `engine.facts()` liste les faits")
}

/// The first characters of a text that may be hostile.
pub(crate) fn shortened(text: &str) -> String {
    let short: String = text
        .chars()
        .take(80)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut short = visible(short);
    if text.chars().nth(80).is_some() {
        short.push('…');
    }
    short
}
