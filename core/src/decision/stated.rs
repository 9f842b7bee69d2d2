//! What a dossier states, as values that a caller reads.

use super::DroitValue;
use crate::{
    dossier::{Dossier, FactValue},
    plan::Value,
    vocabulary::{Fact, Style, Vocabulary},
};

/// What a dossier states of a fact without saying its value: the ends between which it is, or the choices that are left.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatedInterval<'a> {
    /// The smallest that it may be, when the bounds of the fact do not say so.
    pub min: Option<DroitValue<'a>>,
    /// The largest, likewise.
    pub max: Option<DroitValue<'a>>,
    /// The choices that are left, in the order of the vocabulary; none of a number or a date.
    pub among: Vec<DroitValue<'a>>,
}

impl<'a> StatedInterval<'a> {
    /// What is known of a fact whose value is not settled.
    pub(crate) fn new(fact: &'a Fact, known: Value, vocabulary: &'a Vocabulary) -> Self {
        let declared = &fact.declared;
        let whole = declared.style == Style::Integer || !declared.kind.is_number();
        let value = |known| DroitValue::of_kind(known, &declared.kind, whole, vocabulary);
        if declared.kind.is_choice() {
            let members = (0_u8..64).map(Value::member);
            let left = members.filter(|member| known.mask() & member.mask() != 0);
            return Self {
                min: None,
                max: None,
                among: left.filter_map(value).collect(),
            };
        }
        // One that says nothing still says that something was stated.
        let (min, max) = (known.lo > declared.min, known.hi < declared.max);
        let end = |value_of| value(Value::point(value_of));
        Self {
            min: end(known.lo).filter(|_| min || !max),
            max: end(known.hi).filter(|_| max),
            among: Vec::new(),
        }
    }
}

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
        let (id, fact) = vocabulary.fact_of_any_name(name)?;
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

unseen! {
    StatedInterval<'_> => "StatedInterval",
}
