//! What is said of names that facts and members had, and of facts that are stated under two of their names.

use super::{Dossier, FactValue, pointer, shortened};
use crate::{
    error::{Code, Finding, Place},
    vocabulary::{Fact, FactId, FormerName, Vocabulary},
};

impl Dossier {
    /// Notes the former names that a fact was just stated under.
    pub(super) fn note_former(&mut self, id: FactId, fact: &Fact, name: &str, value: &FactValue<'_>) {
        let own = FormerName::of_fact(id, fact, name);
        let enumeration = self.plan.vocabulary.enumeration_of(&fact.declared.kind);
        let members = enumeration.into_iter().flat_map(|enumeration| {
            let former = move |text: &str| FormerName::of_member(id, enumeration, text);
            texts(value).into_iter().filter_map(former)
        });
        let found: Vec<FormerName> = own.into_iter().chain(members).collect();
        self.restate_former(&found);
    }

    /// The same, for a dossier that is read again from what was written under the names of today.
    pub(crate) fn restate_former(&mut self, names: &[FormerName]) {
        self.former.extend(names);
        self.former.sort_unstable();
        self.former.dedup();
    }

    /// What is said of the former names that it was stated under: warnings, in the order of the vocabulary.
    ///
    /// # Example
    /// ```
    /// let dossier = bareme::guide::engine()?.dossier().set("age", 16)?;
    /// // Facts that changed their name are told here; no fact of this pack did.
    /// assert!(dossier.former_names().is_empty());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn former_names(&self) -> Vec<Finding> {
        let vocabulary = &self.plan.vocabulary;
        let mut told: Vec<Finding> = self
            .former
            .iter()
            .filter_map(|one| note(*one, vocabulary))
            .collect();
        // Of a sensitive fact the same is said of every member.
        told.dedup();
        told
    }
}

/// What is said of a former name.
pub(crate) fn note(name: FormerName, vocabulary: &Vocabulary) -> Option<Finding> {
    let renamed = name.renamed(vocabulary)?;
    let (fact, former, today) = (&renamed.fact.name, renamed.former, renamed.name);
    Some(if renamed.is_fact {
        fact_note(former, today)
    } else if renamed.fact.sensitive {
        let message = format!("une valeur de `{fact}` est donnée sous un ancien nom");
        Finding::new(Code::FormerName, pointer(fact), message).with_help(IN_DOSSIERS)
    } else {
        let message = format!("`{former}` de `{fact}` s'appelle maintenant `{today}`");
        Finding::new(Code::FormerName, pointer(fact), message).with_help(IN_DOSSIERS)
    })
}

const IN_DOSSIERS: &str = "la valeur a été lue ; écrivez le nouveau nom dans les prochains dossiers";

/// What is said of a former name of a fact.
pub(crate) fn fact_note(former: &str, today: &str) -> Finding {
    let message = format!("le fait `{former}` s'appelle maintenant `{today}`");
    Finding::new(Code::FormerName, pointer(former), message).with_help(IN_DOSSIERS)
}

/// What is wrong with the names of the facts of a dossier when two of them are of one fact: its own and one that it had.
///
/// # Example
/// ```
/// use bareme::{guide, wire};
///
/// let engine = guide::engine()?;
/// assert!(wire::named_twice(&engine.plan().vocabulary, ["age", "situation"].into_iter()).is_empty());
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn named_twice<'n>(vocabulary: &Vocabulary, names: impl Iterator<Item = &'n str>) -> Vec<Finding> {
    let mut seen: std::collections::BTreeMap<FactId, &str> = std::collections::BTreeMap::new();
    let told = |name: &'n str| {
        let (id, _) = vocabulary.fact_of_any_name(name)?;
        let other = *seen.entry(id).or_insert(name);
        (other != name).then(|| {
            let message = format!(
                "`{}` et `{}` sont deux noms du même fait",
                shortened(other),
                shortened(name)
            );
            Finding::new(Code::FactTwice, pointer(name), message)
                .with_help("gardez une seule valeur, sous le nouveau nom")
        })
    };
    names.filter_map(told).collect()
}

/// What is said of a dispositif that is asked for under a name that it had.
pub(crate) fn dispositif_note(former: &str, id: &str) -> Finding {
    let message = format!("le dispositif `{former}` s'appelle maintenant `{id}`");
    Finding::new(Code::FormerName, Place::Whole, message).with_help("demandez-le sous son nouveau nom")
}

/// The texts that may name members.
fn texts<'v>(value: &'v FactValue<'_>) -> Vec<&'v str> {
    match value {
        FactValue::Text(text) | FactValue::Typed(text) => vec![text],
        FactValue::Owned(text) => vec![text],
        FactValue::Among(names) => names.to_vec(),
        FactValue::Unknown
        | FactValue::Boolean(_)
        | FactValue::Integer(_)
        | FactValue::Decimal(_)
        | FactValue::Day(_)
        | FactValue::Number(_)
        | FactValue::Between(..)
        | FactValue::Nested => Vec::new(),
    }
}
