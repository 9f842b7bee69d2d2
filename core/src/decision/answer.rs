//! An answer, and the decisions in it.

use std::{borrow::Cow, sync::Arc};

use super::{
    Asked, Combination, ConditionState, DroitValue, DroitView, Explanation, Outcome, Reasons, Verdict,
    assumption::Assumption, step::Reasoned,
};
use crate::{
    date::Day,
    dossier::Dossier,
    error::Finding,
    plan::{ConditionPlan, DispositifPlan, Plan, Reliability, Source},
    vocabulary::Fact,
};

/// The decisions about one dossier on one date.
///
/// As serde writes it, it is the canonical JSON of a decision. It is not read back: see [`wire::Receipt`](crate::wire::Receipt).
///
/// # Example
/// ```
/// use bareme::guide;
///
/// let engine = guide::engine()?;
/// let answer = engine.evaluate(&engine.dossier(), "2024-09-02".parse()?)?;
/// let ids: Vec<&str> = answer.decisions().map(|decision| decision.id()).collect();
/// assert_eq!(ids, ["bourse"]);
/// assert_eq!(serde_json::to_string(&answer)?, bareme::wire::decision_json(&answer));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Answer {
    dossier: Dossier,
    date: Day,
    warnings: Vec<Finding>,
    outcomes: Vec<Outcome>,
    reasons: Vec<Reasons>,
    best_combination: Option<Combination>,
    asked: Asked,
    /// What it says as if what is usually so had been stated.
    pub(super) reserve: Option<Arc<Reserve>>,
}

/// An answer under reserve, and what each of its decisions that says more rests on.
#[derive(Clone)]
pub(crate) struct Reserve {
    pub(crate) answer: Answer,
    /// By the positions of the dispositifs, in ascending order.
    pub(crate) assumptions: Vec<(u16, Vec<Assumption>)>,
}

impl Answer {
    /// An answer made of outcomes; the reasons are in the same order, or absent.
    #[must_use]
    pub(crate) fn new(
        dossier: Dossier,
        date: Day,
        warnings: Vec<Finding>,
        outcomes: Vec<Outcome>,
        reasons: Vec<Reasons>,
        asked: Asked,
    ) -> Self {
        Self {
            dossier,
            date,
            warnings,
            outcomes,
            reasons,
            best_combination: None,
            asked,
            reserve: None,
        }
    }

    /// The outcomes, in the order of the pack.
    pub(crate) fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The same answer with the compatible dispositifs that are worth the most.
    pub(crate) fn with_best(self, best_combination: Option<Combination>) -> Self {
        Self {
            best_combination,
            ..self
        }
    }

    /// What was asked for.
    #[must_use]
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The dossier that was decided.
    #[must_use]
    pub const fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// Where the dossier probably contradicts itself, and the former names that it, or what is asked, uses.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// The reference date.
    #[must_use]
    pub const fn date(&self) -> Day {
        self.date
    }

    /// The version of the engine.
    #[must_use]
    pub const fn engine_version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// The plan that was evaluated.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        self.dossier.plan()
    }

    /// Every decision, in the order of the pack.
    pub fn decisions(&self) -> impl Iterator<Item = Decision<'_>> {
        self.outcomes.iter().enumerate().filter_map(|(index, outcome)| {
            let plan = self.plan();
            let dispositif = plan.dispositif(outcome.dispositif)?;
            Some(Decision {
                dossier: &self.dossier,
                date: self.date,
                supposed: self.asked.if_eligible,
                plan,
                dispositif,
                outcome,
                reasons: self.reasons.get(index),
                reserve: self.reserve.as_deref(),
            })
        })
    }

    /// The decision about the dispositif called `id`, when it was evaluated.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<Decision<'_>> {
        self.decisions().find(|decision| decision.id() == id)
    }

    /// The compatible set of eligible dispositifs that is worth the most in a year.
    #[must_use]
    pub const fn best_combination(&self) -> Option<&Combination> {
        self.best_combination.as_ref()
    }
}

/// The decision about one dispositif.
///
/// # Example
/// ```
/// use bareme::{Verdict, answer::ConditionState, guide};
///
/// let engine = guide::engine()?;
/// let dossier = engine.dossier().set("age", 16)?.set("entree", "2024-09-02")?;
/// let answer = engine.evaluate(&dossier, "2024-09-02".parse()?)?;
/// let bursary = answer.decision("bourse").unwrap();
/// assert_eq!((bursary.verdict(), bursary.title().as_ref()), (Verdict::Undetermined, "Bourse"));
/// let states: Vec<ConditionState> = bursary.conditions().map(|condition| condition.state).collect();
/// assert_eq!(states, [ConditionState::Met, ConditionState::Unknown]);
/// let missing: Vec<&str> = bursary.missing().map(|fact| fact.name.as_str()).collect();
/// assert_eq!(missing, ["situation", "revenu_du_foyer"]);
/// assert_eq!(bursary.quota(), Some("bourses"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Decision<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) plan: &'a Plan,
    /// The reference date.
    pub(crate) date: Day,
    /// Are the droits of what is not eligible asked for?
    supposed: bool,
    dispositif: &'a DispositifPlan,
    outcome: &'a Outcome,
    reasons: Option<&'a Reasons>,
    pub(super) reserve: Option<&'a Reserve>,
}

impl<'a> Decision<'a> {
    /// The id of the dispositif.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.dispositif.id
    }

    /// The dispositif.
    #[must_use]
    pub const fn dispositif(&self) -> &'a DispositifPlan {
        self.dispositif
    }

    /// What was computed.
    #[must_use]
    pub const fn outcome(&self) -> &'a Outcome {
        self.outcome
    }

    /// What is decided.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.outcome.verdict
    }

    /// The weakest reliability of everything the decision rests on.
    #[must_use]
    pub const fn reliability(&self) -> Reliability {
        self.outcome.reliability
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// Are its droits a supposition: what they would be if it were granted, which was asked for?
    #[must_use]
    pub fn is_supposed(&self) -> bool {
        self.supposed && self.verdict() != Verdict::Eligible
    }

    /// The whole reasoning, when it was asked for.
    #[must_use]
    pub fn explanation(&self) -> Option<Explanation<'a>> {
        Some(Explanation {
            within: Reasoned {
                plan: self.plan,
                dispositif: self.dispositif,
                day: self.effect().unwrap_or(self.date),
                reasons: self.reasons?,
            },
            dossier: self.dossier,
            outcome: self.outcome,
        })
    }

    /// The conditions that apply on the date of effect, in the order in which a person would read them.
    pub fn conditions(&self) -> impl Iterator<Item = ConditionView<'a>> + use<'a> {
        let (plan, decision) = (self.plan, *self);
        self.dispositif
            .conditions
            .iter()
            .zip(&self.outcome.conditions)
            .filter_map(move |(condition, state)| {
                Some(ConditionView {
                    title: decision.titled(&condition.title),
                    condition,
                    state: (*state)?,
                    source: plan.source(&condition.citation),
                })
            })
    }

    /// The droits: due when it is eligible, as they would be if it were granted when it is undetermined or supposed, none otherwise. In the
    /// order of the dispositif.
    pub fn droits(&self) -> impl Iterator<Item = DroitView<'a>> + use<'a> {
        let (vocabulary, decision) = (&self.plan.vocabulary, *self);
        self.dispositif
            .droits
            .iter()
            .zip(&self.outcome.droits)
            .filter_map(move |(droit, known)| {
                Some(DroitView {
                    title: decision.titled(&droit.title),
                    droit,
                    known: (*known)?,
                    vocabulary,
                })
            })
    }

    /// The value of a droit, when it is due and determined.
    #[must_use]
    pub fn droit(&self, id: &str) -> Option<DroitValue<'a>> {
        if self.verdict() != Verdict::Eligible {
            return None;
        }
        self.droits().find(|droit| droit.droit.id == id)?.value()
    }

    /// The facts that could still change the verdict or a droit, the most useful first.
    pub fn missing(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let vocabulary = &self.plan.vocabulary;
        self.outcome
            .missing
            .iter()
            .filter_map(move |id| vocabulary.fact(*id))
    }

    /// The ids of the dispositifs that exclude this one.
    pub fn incompatible_with(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let plan = self.plan;
        self.dispositif
            .incompatible_with
            .iter()
            .filter_map(move |position| Some(plan.dispositif(*position)?.id.as_str()))
    }

    /// The ids of the dispositifs that replace this one.
    pub fn replaced_by(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let plan = self.plan;
        self.dispositif
            .replaced_by
            .iter()
            .filter_map(move |position| Some(plan.dispositif(*position)?.id.as_str()))
    }

    /// The id of the quota that applies.
    #[must_use]
    pub fn quota(&self) -> Option<&'a str> {
        let position = self.dispositif.quota?;
        self.plan
            .quotas
            .get(usize::from(position))
            .map(|quota| quota.id.as_str())
    }
}

/// A condition that applies, and what is known of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct ConditionView<'a> {
    /// The condition.
    pub condition: &'a ConditionPlan,
    /// What a person reads.
    pub title: Cow<'a, str>,
    /// What is known of it.
    pub state: ConditionState,
    /// Where it comes from.
    pub source: Option<&'a Source>,
}

impl core::fmt::Debug for Answer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Answer({} decisions)", self.outcomes.len())
    }
}

impl core::fmt::Debug for Decision<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Decision({})", self.id())
    }
}

unseen! {
    ConditionView<'_> => "ConditionView",
    Reserve => "Reserve",
}
