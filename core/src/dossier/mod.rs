//! Dossiers: what is known of a person, an employer, a programme or a training file.

mod former;
mod input;
mod reading;

use std::sync::Arc;

pub use former::named_twice;
pub(crate) use former::{dispositif_note, fact_note, note};
pub use input::FactValue;
pub(crate) use reading::{crossed, read};

use crate::{
    error::{Code, Finding, Place, Remedy, nearest, visible},
    plan::{Plan, Value},
    vocabulary::{Fact, FactId, FormerName, Vocabulary},
};

/// Some facts, each known; the others are unknown, which is an answer too.
///
/// A dossier belongs to the pack of the engine that made it. It never prints its values: they are personal data. As serde writes it, it is
/// the flat JSON object of the dossier format; [`wire::DossierSeed`](crate::wire::DossierSeed) and
/// [`wire::read_dossier`](crate::wire::read_dossier) read it.
///
/// # Example
/// ```
/// use bareme::guide;
///
/// let dossier = guide::engine()?.dossier().set("age", 16)?.set("situation", "lyceen")?;
/// assert_eq!(dossier.get("age").unwrap().to_string(), "16");
/// assert!(dossier.get("revenu_du_foyer").is_none());
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Clone)]
pub struct Dossier {
    plan: Arc<Plan>,
    /// Shared between a dossier and the answers about it; copied when one of them changes.
    facts: Arc<Facts>,
    /// The former names that facts were stated under, in the order of the vocabulary; they say nothing of what is known.
    former: Vec<FormerName>,
}

#[derive(Clone, PartialEq, Eq)]
struct Facts {
    values: Vec<Value>,
    known: Vec<bool>,
    /// Those that the person was asked for and does not know.
    skipped: Vec<bool>,
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
        let skipped = known.clone();
        Self {
            plan,
            facts: Arc::new(Facts {
                values,
                known,
                skipped,
            }),
            former: Vec::new(),
        }
    }

    /// The same dossier, in which a fact is also known.
    ///
    /// # Errors
    /// A [`Finding`] when the vocabulary has no such fact, or when the value is not of its type or within its bounds.
    ///
    /// # Example
    /// ```
    /// use bareme::guide;
    ///
    /// let dossier = guide::engine()?.dossier().set("situation", "lyceen")?.set("age", 16)?;
    /// assert!(dossier.set("age", 216).is_err());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    pub fn set<'v>(mut self, name: &str, value: impl Into<FactValue<'v>>) -> Result<Self, Finding> {
        self.insert(name, value.into())?;
        Ok(self)
    }

    /// States a fact, or changes it; [`FactValue::Unknown`] forgets it.
    ///
    /// # Errors
    /// As [`Dossier::set`]; the dossier is then unchanged.
    ///
    /// # Example
    /// ```
    /// let mut dossier = bareme::guide::engine()?.dossier();
    /// dossier.insert("age", 16.into())?;
    /// dossier.insert("age", 17.into())?;
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers make the value in place, and a reference would ask them for an `&` that says nothing"
    )]
    pub fn insert(&mut self, name: &str, value: FactValue<'_>) -> Result<(), Finding> {
        let plan = Arc::clone(&self.plan);
        let Some((id, fact)) = plan.vocabulary.fact_of_any_name(name) else {
            return Err(unknown_fact(&plan.vocabulary, name));
        };
        if value == FactValue::Unknown {
            self.put(id, None);
        } else {
            let known = read(&plan.vocabulary, fact, &value).map_err(|finding| Finding {
                // The caller knows the fact under this name.
                place: pointer(name),
                ..finding
            })?;
            self.put(id, Some(known));
        }
        self.note_former(id, fact, name, &value);
        Ok(())
    }

    /// States a fact whose value is known to be one of its own, or forgets it.
    pub(crate) fn put(&mut self, id: FactId, value: Option<Value>) {
        let Self { plan, facts, former } = self;
        former.retain(|one| one.fact != id);
        let (position, vocabulary) = (usize::from(id.0), &plan.vocabulary);
        let facts = Arc::make_mut(facts);
        let slots = facts.values.get_mut(position).zip(facts.known.get_mut(position));
        if let (Some((slot, flag)), Some(fact)) = (slots, vocabulary.fact(id)) {
            *slot = value.unwrap_or_else(|| Value::any(&fact.declared, vocabulary));
            *flag = value.is_some();
        }
        if let Some(skipped) = facts.skipped.get_mut(position) {
            *skipped = false;
        }
    }

    /// Says that the person was asked for a fact and does not know it, or no more than the interval that is stated: a value is forgotten, and [`Engine::next_questions`](crate::Engine::next_questions)
    /// asks for it no more. Stating it
    /// later takes this back.
    ///
    /// # Errors
    /// A [`Finding`] when the vocabulary has no such fact.
    ///
    /// # Example
    /// ```
    /// let mut dossier = bareme::guide::engine()?.dossier();
    /// dossier.skip("revenu_du_foyer")?;
    /// assert!(dossier.skipped().map(|fact| fact.name.as_str()).eq(["revenu_du_foyer"]));
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    pub fn skip(&mut self, name: &str) -> Result<(), Finding> {
        let plan = Arc::clone(&self.plan);
        let Some((id, fact)) = plan.vocabulary.fact_of_any_name(name) else {
            return Err(unknown_fact(&self.plan.vocabulary, name));
        };
        let value = self.facts.values.get(usize::from(id.0)).copied();
        let exact = value.is_some_and(|value| {
            let fact = self.plan.vocabulary.fact(id);
            fact.is_some_and(|fact| value.is_settled(&fact.declared.kind))
        });
        if exact {
            self.put(id, None);
        }
        if let Some(skipped) = Arc::make_mut(&mut self.facts).skipped.get_mut(usize::from(id.0)) {
            *skipped = true;
        }
        self.note_former(id, fact, name, &FactValue::Unknown);
        Ok(())
    }

    /// Was the person asked for the fact, without knowing it?
    #[must_use]
    pub fn is_skipped(&self, id: FactId) -> bool {
        self.facts
            .skipped
            .get(usize::from(id.0))
            .copied()
            .unwrap_or(false)
    }

    /// The facts that the person was asked for and does not know, in the order of the vocabulary.
    pub fn skipped(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.plan.vocabulary.facts.iter().zip(&self.facts.skipped);
        facts.filter(|(_, skipped)| **skipped).map(|(fact, _)| fact)
    }

    /// Forgets a fact.
    ///
    /// # Example
    /// ```
    /// let mut dossier = bareme::guide::engine()?.dossier().set("age", 16)?;
    /// dossier.remove("age");
    /// assert_eq!(dossier, bareme::guide::engine()?.dossier());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    pub fn remove(&mut self, name: &str) {
        let id = self.plan.vocabulary.fact_of_any_name(name).map(|(id, _)| id);
        if let Some(id) = id {
            self.put(id, None);
        }
    }

    /// Is the fact stated, be it by an interval?
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

/// Two dossiers are equal when they are of the same pack and state the same of the same facts.
impl PartialEq for Dossier {
    fn eq(&self, other: &Self) -> bool {
        (Arc::ptr_eq(&self.plan, &other.plan) || self.plan.is_same(&other.plan)) && self.facts == other.facts
    }
}

impl Eq for Dossier {}

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
    let mut facts = vocabulary.facts.iter();
    let today = facts.find(|fact| fact.former.iter().any(|former| former == name));
    let suggestion = today.map_or_else(|| nearest(name, known), |fact| Some(fact.name.clone()));
    Finding::new(
        Code::UnknownFact,
        pointer(name),
        format!("aucun fait ne s'appelle `{}`", shortened(name)),
    )
    .with_suggestion(suggestion)
    .with_remedy(Remedy::ListFacts)
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
