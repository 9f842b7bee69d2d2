//! What is told of an answer: what follows from the facts, or else what follows from what is usually so as well, which is then said.

use bareme::{
    Answer, Dossier, Incomes, Verdict,
    answer::{Decision, DroitValue, SuppositionView},
    catalogue::Plan,
    vocabulary::FactId,
};

use crate::words;

/// The decisions that are told, each under reserve where that says more.
pub(crate) fn told(answer: &Answer) -> impl Iterator<Item = Decision<'_>> {
    answer.decisions().map(|decision| {
        let reserve = decision.under_reserve();
        reserve.map_or(decision, |reserve| reserve.decision())
    })
}

/// Does the verdict that is told rest on what was supposed?
pub(crate) fn is_supposed(answer: &Answer, told: &Decision<'_>) -> bool {
    let settled = told.verdict() != Verdict::Undetermined;
    let known = answer.decision(told.id()).map(|decision| decision.verdict());
    settled && known == Some(Verdict::Undetermined)
}

/// Is it, or would it be with what is usually so, something to ask for?
pub(crate) fn may_be_asked(decision: &Decision<'_>) -> bool {
    let reserve = decision.under_reserve().map(|reserve| reserve.verdict());
    reserve.unwrap_or(decision.verdict()) == Verdict::Eligible
}

/// What was supposed of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Supposed {
    /// The name of the fact.
    pub(crate) fact: String,
    /// What is supposed, in a sentence of the pack.
    pub(crate) sentence: String,
}

/// What a decision that is told rests on that nobody stated.
fn views<'a>(answer: &'a Answer, told: &Decision<'_>) -> impl Iterator<Item = SuppositionView<'a>> {
    let decision = answer.decision(told.id());
    let reserve = decision.and_then(|decision| decision.under_reserve());
    reserve.into_iter().flat_map(|reserve| reserve.suppositions())
}

/// What is usually so, on which it rests: a sentence that stands for several facts is told once.
pub(crate) fn suppositions(answer: &Answer, told: &Decision<'_>) -> Vec<Supposed> {
    let mut found: Vec<Supposed> = Vec::new();
    for view in views(answer, told).filter(|view| view.outcome_of.is_none()) {
        if !found.iter().any(|one| one.sentence == view.sentence) {
            found.push(Supposed {
                fact: view.fact.name.clone(),
                sentence: view.sentence.into_owned(),
            });
        }
    }
    found
}

/// What is usually so of a fact.
pub(crate) fn usual(plan: &Plan, id: FactId) -> Option<Supposed> {
    Some(Supposed {
        fact: plan.vocabulary.fact(id)?.name.clone(),
        sentence: plan.asking(id)?.supposition.as_ref()?.sentence.clone(),
    })
}

/// « si vous ne demandez pas « A » », « avec « B » », of what rests on other answers of the page.
pub(crate) fn outcomes(answer: &Answer, told: &Decision<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for view in views(answer, told) {
        let other = view.outcome_of.and_then(|id| answer.decision(id));
        let Some(other) = other else { continue };
        let excluded = told.incompatible_with().any(|id| id == other.id());
        let granted = view.value == DroitValue::Boolean(true);
        if excluded {
            found.push(format!("si vous ne demandez pas « {} »", other.title()));
        } else if granted {
            found.push(format!("avec « {} »", other.title()));
        }
    }
    found
}

/// The facts without which what is paid is not known.
pub(crate) fn waits(incomes: &Incomes) -> Vec<FactId> {
    let ways = incomes.sequences.iter().map(|sequence| &sequence.schedule);
    let open = core::iter::once(&incomes.schedule)
        .chain(ways)
        .flat_map(|one| &one.open);
    let missing = open.chain(&incomes.open).flat_map(|open| &open.missing);
    let mut found: Vec<FactId> = Vec::new();
    for id in incomes.schedule.missing.iter().chain(missing) {
        if !found.contains(id) {
            found.push(*id);
        }
    }
    found
}

/// Does it rest on anything that nobody stated?
pub(crate) fn rests_on_some(answer: &Answer, told: &Decision<'_>) -> bool {
    views(answer, told).next().is_some()
}

/// States in a dossier what a decision rests on; of what is usually so, only when `usual`.
pub(crate) fn state(answer: &Answer, told: &Decision<'_>, usual: bool, dossier: &mut Dossier) {
    for view in views(answer, told).filter(|view| usual || view.outcome_of.is_some()) {
        // A value of the fact is one that it takes.
        let _ = dossier.insert(&view.fact.name, view.value.into());
    }
}

/// On a card, beyond so many suppositions, all are said above the cards.
const ON_A_CARD: usize = 2;

/// What is said above the cards, each once, in the order in which it comes: what several of them suppose, what one supposes among many,
/// and what is no condition; after what is said already.
pub(crate) fn above(answer: &Answer, told: &[Decision<'_>], found: Vec<Supposed>) -> Vec<Supposed> {
    let cards: Vec<Vec<Supposed>> = (told.iter())
        .map(|decision| suppositions(answer, decision))
        .collect();
    let mut found = found;
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
    pub(crate) fn said(&self) -> String {
        let whole = || words::inside(self.sentence.trim_end_matches('.'));
        self.clause().map_or_else(whole, str::to_owned)
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
