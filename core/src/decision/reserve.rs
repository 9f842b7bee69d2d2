//! What is decided under reserve: as if what is usually so had been stated.

use std::{borrow::Cow, sync::Arc};

use super::{
    Answer, Decision, DroitValue, DroitView, Verdict,
    answer::Reserve,
    assumption::{Assumption, Ground},
};
use crate::{plan::Plan, vocabulary::Fact};

impl Answer {
    /// The same answer with what it says under reserve.
    pub(crate) fn with_reserve(self, reserve: Option<Reserve>) -> Self {
        let mut answer = self;
        answer.reserve = reserve.map(Arc::new);
        answer
    }

    /// What is decided as if what the pack says to be usual had been stated, when that says more: the decisions that are settled without it
    /// stay what they are. It is no verdict: never show it without what it supposes, which [`Decision::under_reserve`] gives.
    #[must_use]
    pub fn under_reserve(&self) -> Option<&Self> {
        self.reserve.as_ref().map(|reserve| &reserve.answer)
    }
}

impl<'a> Decision<'a> {
    /// The decision as if what is usually so had been stated; `None` when that says no more than what was stated.
    ///
    /// # Example
    /// ```
    /// use bareme::{Decision, Verdict};
    ///
    /// /// « éligible, si : On suppose que l'institut est autorisé. »
    /// fn told(decision: Decision<'_>) -> Option<String> {
    ///     let reserve = decision.under_reserve().filter(|reserve| reserve.verdict() == Verdict::Eligible)?;
    ///     let supposed: Vec<String> = reserve.suppositions().map(|one| one.sentence.into_owned()).collect();
    ///     Some(format!("éligible, si : {}", supposed.join(" ")))
    /// }
    /// ```
    #[must_use]
    pub fn under_reserve(&self) -> Option<UnderReserve<'a>> {
        let reserve = self.reserve?;
        let position = self.outcome().dispositif;
        let found = reserve.assumptions.binary_search_by_key(&position, |(at, _)| *at);
        let (_, assumptions) = reserve.assumptions.get(found.ok()?)?;
        Some(UnderReserve {
            decision: reserve.answer.decision(self.id())?,
            assumptions,
        })
    }
}

/// A decision under reserve: as if what is usually so had been stated.
#[derive(Clone, Copy)]
pub struct UnderReserve<'a> {
    decision: Decision<'a>,
    assumptions: &'a [Assumption],
}

impl<'a> UnderReserve<'a> {
    /// The decision, as if it were one.
    #[must_use]
    pub const fn decision(&self) -> Decision<'a> {
        self.decision
    }

    /// What would be decided.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.decision.verdict()
    }

    /// The droits that would be due, or as they would be if they were granted.
    pub fn droits(&self) -> impl Iterator<Item = DroitView<'a>> + use<'a> {
        self.decision.droits()
    }

    /// The facts that could still change it.
    pub fn missing(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.decision.missing()
    }

    /// What it rests on that nobody stated, in the order of the vocabulary: one or more.
    pub fn suppositions(&self) -> impl Iterator<Item = SuppositionView<'a>> + use<'a> {
        let plan = self.decision.plan();
        let views = self.assumptions.iter();
        views.filter_map(move |assumption| SuppositionView::new(plan, assumption))
    }
}

/// Something that is supposed.
#[derive(Clone)]
#[non_exhaustive]
pub struct SuppositionView<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// What it is supposed to be.
    pub value: DroitValue<'a>,
    /// What a person reads.
    pub sentence: Cow<'a, str>,
    /// The dispositif whose outcome the fact is; `None` for what is usually so.
    pub outcome_of: Option<&'a str>,
}

impl<'a> SuppositionView<'a> {
    pub(crate) fn new(plan: &'a Plan, assumption: &Assumption) -> Option<Self> {
        let fact = plan.vocabulary.fact(assumption.fact)?;
        let value = DroitValue::settled(assumption.value, &fact.declared, &plan.vocabulary)?;
        let titled = |position: u16| {
            plan.dispositif(position)
                .map(|other| (other.id.as_str(), plan.titled(&other.title, None)))
        };
        let (sentence, outcome_of) = match assumption.ground {
            Ground::Usual => {
                let supposed = plan.asking(assumption.fact)?.supposition.as_ref()?;
                (Cow::Borrowed(supposed.sentence.as_str()), None)
            }
            Ground::Outcome(position) => {
                let (id, title) = titled(position)?;
                let said = if assumption.value.is_true() {
                    "Vous auriez droit à"
                } else {
                    "Vous n'auriez pas droit à"
                };
                (format!("{said} « {title} ».").into(), Some(id))
            }
            Ground::Excluded(position) => {
                let (id, title) = titled(position)?;
                let said = format!("Vous ne demandez pas « {title} », qui ne se cumule pas avec cette aide.");
                (said.into(), Some(id))
            }
        };
        Some(Self {
            fact,
            value,
            sentence,
            outcome_of,
        })
    }
}

unseen! {
    SuppositionView<'_> => "SuppositionView",
    UnderReserve<'_> => "UnderReserve",
}
