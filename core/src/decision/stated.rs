//! What a dossier states, as values that a caller reads.

use super::DroitValue;
use crate::dossier::{Dossier, FactValue};

impl Dossier {
    /// The value of a fact, when it is stated.
    ///
    /// # Example
    /// ```
    /// use bareme::guide;
    ///
    /// let dossier = guide::engine()?.dossier().set("revenu_du_foyer", "18250.50")?;
    /// let income = dossier.get("revenu_du_foyer").unwrap();
    /// assert_eq!(income.number().unwrap().to_string(), "18250.50");
    /// assert!(dossier.get("age").is_none());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<DroitValue<'_>> {
        let vocabulary = &self.plan().vocabulary;
        let (id, fact) = vocabulary.fact_named(name)?;
        let value = *self
            .values()
            .get(usize::from(id.0))
            .filter(|_| self.is_known(id))?;
        DroitValue::settled(value, &fact.declared, vocabulary)
    }
}

/// A value that was read from one dossier may be stated in another.
impl<'v> From<DroitValue<'v>> for FactValue<'v> {
    fn from(value: DroitValue<'v>) -> Self {
        match value {
            DroitValue::Boolean(value) => value.into(),
            DroitValue::Integer(value) => value.into(),
            DroitValue::Decimal(value) => value.into(),
            DroitValue::Date(value) => value.into(),
            DroitValue::Choice(name, _) => name.into(),
        }
    }
}
