//! What waits for each fact of an interview, and in which order they are asked.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use super::{
    cuts::Cuts,
    program::Program,
    relevance::{Marks, Relevance, is_asked},
};
use crate::{
    decision::{ConditionState, Outcome, Verdict},
    dossier::Dossier,
    plan::{DispositifPlan, DroitPlan, Node, NodeId, Plan, Theme, Value, meter},
    vocabulary::FactId,
};

/// An amount whose bounds differ by no more than one part in so many of the higher one is not asked for more closely.
const CLOSE: i64 = 20;

/// A fact still worth asking, and what waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// What waits for it, in the order of the pack.
    pub reasons: Vec<QuestionReason>,
    /// The ranges in which every value decides the same under reserve, in order, for a number or a date of which they are a few: an answer may be one
    /// of them.
    /// Empty when the value itself counts.
    pub cuts: Vec<Value>,
}

/// What waits for a fact in one dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionReason {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// Whether the dispositif is in force depends on it.
    pub in_force: bool,
    /// Positions of the conditions that are not known yet and depend on it.
    pub conditions: Vec<u16>,
    /// Positions of the droits that are not determined yet and depend on it.
    pub droits: Vec<u16>,
}

/// What waits for facts, while it is being counted.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) facts: BTreeMap<FactId, Waiting>,
    pub(super) cuts: Cuts,
}

impl Asked {
    fn entry(&mut self, fact: FactId) -> &mut Waiting {
        self.facts.entry(fact).or_default()
    }

    /// Asks as well for what tells something that is supposed of a fact: the person may know it, and then is not asked for the fact itself.
    pub(super) fn also(&mut self, before: &BTreeMap<FactId, Vec<FactId>>) {
        for (fact, sources) in before {
            let reasons = self.facts.get(fact).map(|waiting| waiting.reasons.clone());
            for source in sources {
                meter::add(1);
                let waiting = self.facts.entry(*source).or_default();
                if waiting.reasons.is_empty() {
                    waiting
                        .reasons
                        .clone_from(reasons.as_ref().unwrap_or(&Vec::new()));
                }
            }
        }
    }

    /// How many are probably still to come: all that something granted waits for, and of the others some. One answer refuses much, and each next one less:
    /// among people drawn at random, about the square root of what is open at the beginning is asked.
    pub(super) fn left(&self) -> usize {
        let sure = self.facts.values().filter(|waiting| waiting.is_sure).count();
        let maybe = self.facts.len().saturating_sub(sure);
        let root = maybe.isqrt();
        let root = root.saturating_add(usize::from(root.saturating_mul(root) < maybe));
        sure.saturating_add(root)
    }
}

/// What waits for one fact.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    reasons: Vec<QuestionReason>,
    /// How many conditions wait for this fact alone.
    settles: usize,
    /// Does something that is already granted wait for it?
    is_sure: bool,
}

impl Waiting {
    /// How many verdicts wait for the fact.
    fn verdicts(&self) -> usize {
        self.reasons
            .iter()
            .filter(|reason| reason.in_force || !reason.conditions.is_empty())
            .count()
    }

    fn reason(&mut self, dispositif: u16) -> Option<&mut QuestionReason> {
        meter::add(1);
        if self
            .reasons
            .last()
            .is_none_or(|last| last.dispositif != dispositif)
        {
            self.reasons.push(QuestionReason {
                dispositif,
                in_force: false,
                conditions: Vec::new(),
                droits: Vec::new(),
            });
        }
        self.reasons.last_mut()
    }
}

/// A dispositif that was decided under reserve, and the dossier of the person who is asked.
#[derive(Clone, Copy)]
pub(super) struct Walked<'a> {
    pub(super) plan: &'a Plan,
    pub(super) dossier: &'a Dossier,
    pub(super) dispositif: &'a DispositifPlan,
    pub(super) program: &'a Program,
    pub(super) values: &'a [Value],
}

impl Walked<'_> {
    fn at(self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// Adds what each open root of the dispositif waits for.
    pub(super) fn waiting(self, outcome: &Outcome, asked: &mut Asked) {
        let mut marks = Marks::default();
        let mut cuts = Cuts::default();
        let mut missing = |node: NodeId, applies: Option<NodeId>| {
            let relevance = Relevance::new(self.plan, self.program, self.values, &mut marks);
            let mut relevance = relevance.asking(self.dossier);
            relevance.mark(node, true);
            if let Some(applies) = applies {
                relevance.mark(applies, true);
            }
            let mut read = |_: usize, node: &Node| cuts.read(self.plan, self.program, self.values, node);
            let mut missing = relevance.visit(Some(&mut read)).missing;
            missing.retain(|fact| is_asked(self.plan, self.dossier, *fact));
            missing
        };
        let position = outcome.dispositif;
        let in_force = missing(self.program.applies, None);
        let conditions = (0_u16..).zip(&self.program.conditions).zip(&outcome.conditions);
        let conditions = conditions.filter(|(_, state)| **state == Some(ConditionState::Unknown));
        let conditions: Vec<(u16, Vec<FactId>)> = conditions
            .map(|((index, (node, applies)), _)| (index, missing(*node, *applies)))
            .collect();
        let is_known = self.at(self.program.applies).is_point();
        if !is_known && in_force.is_empty() || conditions.iter().any(|(_, facts)| facts.is_empty()) {
            // Nothing that the person knows can grant it any more.
            return;
        }
        for fact in in_force {
            if let Some(reason) = asked.entry(fact).reason(position) {
                reason.in_force = true;
            }
        }
        for (index, facts) in conditions {
            let alone = facts.len() == 1;
            for fact in facts {
                let waiting = asked.entry(fact);
                waiting.settles = waiting.settles.saturating_add(usize::from(alone));
                if let Some(reason) = waiting.reason(position) {
                    reason.conditions.push(index);
                }
            }
        }
        let granted = outcome.verdict == Verdict::Eligible;
        let droits = (0_u16..).zip(&self.program.droits).zip(&self.dispositif.droits);
        for ((index, (node, applies)), droit) in droits {
            let exists = applies.map_or(Value::TRUE, |applies| self.at(applies));
            if exists.is_false() || exists.is_true() && is_close(droit, self.at(*node)) {
                continue;
            }
            for fact in missing(*node, *applies) {
                let waiting = asked.entry(fact);
                waiting.is_sure |= granted;
                if let Some(reason) = waiting.reason(position) {
                    reason.droits.push(index);
                }
            }
        }
        for (node, _) in &self.program.droits {
            cuts.given(self.program, *node);
        }
        asked.cuts.add(cuts);
    }
}

/// Is no more to be asked about a droit: it is nothing that a person receives, or its bounds are close?
fn is_close(droit: &DroitPlan, known: Value) -> bool {
    if !droit.is_received() {
        return true;
    }
    let kind = &droit.declared.kind;
    let between = known.hi.saturating_sub(known.lo).saturating_mul(CLOSE);
    known.is_settled(kind) || kind.is_number() && between <= known.hi
}

/// What waits for a verdict or for something that is granted comes first; then by theme, what settles most, the order of the vocabulary.
/// A fact of which something may be supposed waits for what tells it.
pub(super) fn in_order(
    plan: &Plan,
    dossier: &Dossier,
    asked: Asked,
    told: &BTreeMap<FactId, Vec<FactId>>,
) -> Vec<Question> {
    let Asked { facts, cuts } = asked;
    let mut ranked = BTreeMap::new();
    for (fact, waiting) in facts {
        let theme = plan.asking(fact).and_then(|asking| asking.theme);
        let theme = theme.map_or(Theme::ALL.len(), |theme| theme as usize);
        let early = waiting.is_sure || waiting.verdicts() > 0;
        let usefulness = (waiting.verdicts(), waiting.settles, waiting.reasons.len());
        ranked.insert((!early, theme, Reverse(usefulness), fact), waiting.reasons);
    }
    let mut left: Vec<Question> = ranked
        .into_iter()
        .map(|((_, _, _, fact), reasons)| {
            let counted = plan.vocabulary.fact(fact);
            let counted =
                counted.filter(|fact| fact.declared.kind.is_number() || fact.declared.kind.is_date());
            let known = counted.and_then(|_| dossier.values().get(usize::from(fact.0)));
            Question {
                fact,
                reasons,
                cuts: known.map_or_else(Vec::new, |known| cuts.ranges(fact, *known)),
            }
        })
        .collect();
    let mut questions: Vec<Question> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |question: &Question| {
            let before = told.get(&question.fact).map_or(&[] as &[_], Vec::as_slice);
            meter::add(before.len().saturating_add(1));
            before
                .iter()
                .any(|fact| left.iter().any(|other| other.fact == *fact))
        };
        // Suppositions make no circle: one that waits for none is always left.
        let next = left.iter().position(|question| !waits(question)).unwrap_or(0);
        questions.push(left.remove(next));
    }
    questions
}
