//! What is told of a decision: what follows from the facts alone, or else what follows from what is usually so as well, which is then said.

use bareme::{
    Verdict,
    answer::{Decision, DroitView},
    vocabulary::Fact,
};

use crate::stub::Reserved as _;
pub(crate) use crate::stub::state;

/// The verdict that is told.
pub(crate) fn verdict(decision: &Decision<'_>) -> Verdict {
    match (decision.verdict(), decision.under_reserve()) {
        (Verdict::Undetermined, Some(reserve)) => reserve.verdict(),
        (verdict, _) => verdict,
    }
}

/// Is the verdict itself a matter of what was supposed?
pub(crate) fn is_supposed(decision: &Decision<'_>) -> bool {
    decision.verdict() == Verdict::Undetermined && verdict(decision) != Verdict::Undetermined
}

/// The droits that are told.
pub(crate) fn droits<'a>(decision: &Decision<'a>) -> Vec<DroitView<'a>> {
    match decision.under_reserve() {
        Some(reserve) => reserve.droits().collect(),
        None => decision.droits().collect(),
    }
}

/// What it is worth in a year, as far as it is known: cents.
pub(crate) fn yearly(decision: &Decision<'_>) -> Option<(i64, i64)> {
    let value = match decision.under_reserve() {
        Some(reserve) => reserve.yearly_value(),
        None => decision.outcome().yearly_value,
    };
    value.map(|value| (value.lo, value.hi))
}

/// The facts that are still missing once what is usually so is supposed.
pub(crate) fn missing<'a>(decision: &Decision<'a>) -> Vec<&'a Fact> {
    match decision.under_reserve() {
        Some(reserve) => reserve.missing().collect(),
        None => decision.missing().collect(),
    }
}

/// What was supposed of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Supposed {
    /// The name of the fact.
    pub(crate) fact: String,
    /// What is supposed, in a sentence of the pack.
    pub(crate) sentence: String,
}

/// What it rests on besides the facts; what depends on another answer is no supposition: both are told.
pub(crate) fn suppositions(decision: &Decision<'_>) -> Vec<Supposed> {
    let reserve = decision.under_reserve();
    let views = reserve.into_iter().flat_map(|reserve| reserve.suppositions());
    views
        .map(|view| Supposed {
            fact: view.fact.name.clone(),
            sentence: view.sentence.into_owned(),
        })
        .collect()
}

/// On a card, beyond so many suppositions, all are said above the cards.
const ON_A_CARD: usize = 2;

/// What is said above the cards, each once, in the order in which it comes: what several of them suppose, what one supposes among many,
/// and what is no condition.
pub(crate) fn above(decisions: &[Decision<'_>]) -> Vec<Supposed> {
    let cards: Vec<Vec<Supposed>> = decisions.iter().map(suppositions).collect();
    let mut found: Vec<Supposed> = Vec::new();
    for card in &cards {
        for one in card {
            let others = cards.iter().flatten().filter(|other| other.fact == one.fact);
            let apart = others.count() > 1 || card.len() > ON_A_CARD || one.condition().is_none();
            if apart && !found.iter().any(|known| known.fact == one.fact) {
                found.push(one.clone());
            }
        }
    }
    found
}

impl Supposed {
    /// « l'institut est autorisé par la Région », or the whole sentence where it is not made so.
    pub(crate) fn said(&self) -> &str {
        self.clause()
            .unwrap_or_else(|| self.sentence.trim_end_matches('.'))
    }

    /// « si l'institut est autorisé par la Région », of « On suppose que l'institut est autorisé par la Région. »; nothing of a sentence
    /// that is not made so.
    pub(crate) fn condition(&self) -> Option<String> {
        let clause = self.clause()?;
        let joined = ["il ", "ils "].iter().any(|word| clause.starts_with(word));
        Some(if joined {
            format!("s'{clause}")
        } else {
            format!("si {clause}")
        })
    }

    /// « l'institut est autorisé par la Région »
    fn clause(&self) -> Option<&str> {
        let first = self.sentence.split(". ").next()?.trim_end_matches('.');
        let rest = ["On suppose ", "Nous supposons "]
            .iter()
            .find_map(|start| first.strip_prefix(start))?;
        rest.strip_prefix("que ")
            .or_else(|| rest.strip_prefix("qu'"))
            .or_else(|| rest.strip_prefix("qu’"))
    }
}

#[cfg(test)]
mod tests {
    use super::Supposed;

    fn condition(sentence: &str) -> Option<String> {
        let fact = String::new();
        let sentence = sentence.to_owned();
        Supposed { fact, sentence }.condition()
    }

    #[test]
    fn a_sentence_of_the_pack_becomes_a_condition() {
        assert_eq!(
            condition("On suppose que l'institut est autorisé par la Région.").as_deref(),
            Some("si l'institut est autorisé par la Région")
        );
        assert_eq!(
            condition("On suppose qu'il n'y a pas d'autre financement. Dites-le sinon.").as_deref(),
            Some("s'il n'y a pas d'autre financement")
        );
        assert_eq!(
            condition("On suppose qu'elle dure un an.").as_deref(),
            Some("si elle dure un an")
        );
        assert_eq!(condition("L'institut est autorisé par la Région."), None);
    }
}
