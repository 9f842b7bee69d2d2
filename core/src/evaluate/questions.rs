//! The facts still worth asking, in the order in which a person expects them.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use super::{
    Engine, Selection,
    assume::Assumed,
    cuts::Cuts,
    evaluator::{self, Wanted},
    program::Program,
    relevance::{Marks, Relevance, is_asked},
};
use crate::{
    date::Day,
    decision::{Assumption, ConditionState, Outcome, SuppositionView, Verdict},
    dossier::Dossier,
    error::Findings,
    plan::{DispositifPlan, DroitPlan, DroitRole, Node, NodeId, Plan, Theme, Value, meter},
    vocabulary::FactId,
};

/// An amount whose bounds differ by no more than one part in so many of the higher one is not asked for more closely.
const CLOSE: i64 = 20;

/// What is left of an interview.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Interview {
    /// The facts still worth asking, the first one first.
    pub questions: Vec<Question>,
    /// How many of them are probably still to come: an estimate.
    pub left: usize,
    made: Vec<Assumption>,
}

unseen!(Interview => "Interview");

impl Interview {
    /// What is supposed meanwhile, in the order of the vocabulary: to state one of these facts replaces what is supposed of it.
    pub fn suppositions<'p>(&self, plan: &'p Plan) -> impl Iterator<Item = SuppositionView<'p>> {
        self.made
            .iter()
            .filter_map(move |assumption| SuppositionView::new(plan, assumption))
    }
}

/// A fact still worth asking, and what waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// The fact.
    pub fact: FactId,
    /// What waits for it, in the order of the pack.
    pub reasons: Vec<QuestionReason>,
    /// The ranges in which every value decides the same, in order, for a number or a date of which they are a few: an answer may be one of them.
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

impl Engine {
    /// The facts still worth asking a person, the first one first: [`Interview::questions`] of [`Engine::interview`].
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let questions = engine.next_questions(&engine.dossier(), "2024-09-02".parse()?, Selection::InForce)?;
    /// let names = questions.iter().filter_map(|question| engine.plan().vocabulary.fact(question.fact));
    /// assert!(names.map(|fact| fact.name.as_str()).any(|name| name == "age"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_questions(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Vec<Question>, Findings> {
        Ok(self.interview(dossier, date, selection)?.questions)
    }

    /// What is left of an interview: the facts still worth asking, what is supposed meanwhile, how many questions are probably still to come.
    ///
    /// A fact is worth asking when it could change a verdict, or an amount that a person receives by more than a twentieth, under reserve of
    /// what is usually so. What is already « not eligible » asks for nothing more; nor does what a person does not know ([`Dossier::skip`]), what
    /// has no question, and what is the outcome of a dispositif. Without names, only what a person can ask for is looked at.
    ///
    /// They come in the order that a person expects, by theme, what settles most first; what may make another question useless comes before it.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let mut dossier = engine.dossier().set("age", 16)?;
    /// dossier.skip("revenu_du_foyer")?;
    /// let interview = engine.interview(&dossier, "2024-09-02".parse()?, Selection::InForce)?;
    /// let names = interview.questions.iter().filter_map(|question| engine.plan().vocabulary.fact(question.fact));
    /// assert!(names.map(|fact| fact.name.as_str()).all(|name| name != "age" && name != "revenu_du_foyer"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn interview(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Interview, Findings> {
        let plan = self.plan();
        self.own(dossier)?;
        let mut values = Vec::new();
        let findings = Findings::new(self.broken(dossier, date, &mut values));
        if findings.has_errors() {
            return Err(findings);
        }
        let assumed = (!self.suppositions().is_empty()).then(|| self.assume(dossier, date));
        let mut marks = Marks::default();
        let mut asked = Asked::default();
        for position in self.positions(selection)? {
            let named = matches!(selection, Selection::Named(_));
            let Some((dispositif, program)) = self.program(position, false) else {
                continue;
            };
            if !named && !dispositif.is_for_a_person() {
                continue;
            }
            let under = assumed
                .as_ref()
                .map(|assumed| self.assumed_for(assumed, position).0);
            let under = under.as_ref().unwrap_or(dossier);
            evaluator::values(program, &self.environment(under, date), &mut values);
            let outcome = evaluator::outcome(
                plan,
                position,
                dispositif,
                program,
                &values,
                &mut marks,
                Wanted::default(),
            );
            if matches!(outcome.verdict, Verdict::Undetermined | Verdict::Eligible) {
                let walked = Walked {
                    plan,
                    dossier,
                    dispositif,
                    program,
                    values: &values,
                };
                walked.waiting(&outcome, &mut asked);
            }
        }
        let under = assumed.as_ref().map_or(dossier, |assumed| &assumed.dossier);
        let gates = self.gates(dossier, under, date, &asked);
        // Another value of what something is supposed from supposes otherwise.
        self.suppositions()
            .read()
            .iter()
            .for_each(|fact| asked.cuts.needs_value(*fact));
        let left = asked.left();
        Ok(Interview {
            questions: in_order(plan, dossier, asked, &gates),
            left,
            made: assumed.map(|assumed: Assumed| assumed.made).unwrap_or_default(),
        })
    }

    /// For each fact that is asked, those that may make its question without object.
    fn gates(
        &self,
        dossier: &Dossier,
        under: &Dossier,
        date: Day,
        asked: &Asked,
    ) -> BTreeMap<FactId, Vec<FactId>> {
        let plan = self.plan();
        let gated = asked.facts.keys().filter_map(|fact| {
            let gate = plan.asking(*fact)?.gate.as_ref()?;
            Some((*fact, gate.node))
        });
        let gated: Vec<(FactId, NodeId)> = gated.collect();
        if gated.is_empty() {
            return BTreeMap::new();
        }
        let roots: Vec<NodeId> = gated.iter().map(|(_, node)| *node).collect();
        let program = Program::of_few(plan, &roots);
        let (mut values, mut marks) = (Vec::new(), Marks::default());
        evaluator::values(&program, &self.environment(under, date), &mut values);
        let mut gates = BTreeMap::new();
        for ((fact, _), (root, _)) in gated.iter().zip(&program.conditions) {
            let mut relevance = Relevance::new(plan, &program, &values, &mut marks).asking(dossier);
            relevance.mark(*root, true);
            let before = relevance.visit(None).missing;
            gates.insert(*fact, before);
        }
        gates
    }
}

/// What waits for facts, while it is being counted.
#[derive(Default)]
struct Asked {
    facts: BTreeMap<FactId, Waiting>,
    cuts: Cuts,
}

impl Asked {
    fn entry(&mut self, fact: FactId) -> &mut Waiting {
        self.facts.entry(fact).or_default()
    }

    /// How many are probably still to come. Most of what waits for a verdict that is open is never asked: another answer refuses it.
    fn left(&self) -> usize {
        let sure = self.facts.values().filter(|waiting| waiting.is_sure).count();
        let maybe = self.facts.len().saturating_sub(sure);
        sure.saturating_add(maybe.div_ceil(2))
    }
}

/// What waits for one fact.
#[derive(Debug, Default)]
struct Waiting {
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
struct Walked<'a> {
    plan: &'a Plan,
    dossier: &'a Dossier,
    dispositif: &'a DispositifPlan,
    program: &'a Program,
    values: &'a [Value],
}

impl Walked<'_> {
    fn at(self, id: NodeId) -> Value {
        self.values.get(id.index()).copied().unwrap_or(Value::UNKNOWN)
    }

    /// Adds what each open root of the dispositif waits for.
    fn waiting(self, outcome: &Outcome, asked: &mut Asked) {
        let mut marks = Marks::default();
        let mut cuts = core::mem::take(&mut asked.cuts);
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
        for fact in missing(self.program.applies, None) {
            if let Some(reason) = asked.entry(fact).reason(position) {
                reason.in_force = true;
            }
        }
        let conditions = (0_u16..).zip(&self.program.conditions).zip(&outcome.conditions);
        for ((index, (node, applies)), state) in conditions {
            if *state != Some(ConditionState::Unknown) {
                continue;
            }
            let facts = missing(*node, *applies);
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
        asked.cuts = cuts;
    }
}

/// Is no more to be asked about a droit: it is nothing that a person receives, or its bounds are close?
fn is_close(droit: &DroitPlan, known: Value) -> bool {
    if droit.role.is_some_and(|role| role != DroitRole::Benefit) {
        return true;
    }
    let kind = &droit.declared.kind;
    let between = known.hi.saturating_sub(known.lo).saturating_mul(CLOSE);
    known.is_settled(kind) || kind.is_number() && between <= known.hi
}

/// What waits for a verdict or for something that is granted comes first; then by theme, what settles most, the order of the vocabulary.
/// A question that another may make useless waits for it.
fn in_order(
    plan: &Plan,
    dossier: &Dossier,
    asked: Asked,
    gates: &BTreeMap<FactId, Vec<FactId>>,
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
            let before = gates.get(&question.fact).map_or(&[] as &[_], Vec::as_slice);
            meter::add(before.len().saturating_add(1));
            before
                .iter()
                .any(|fact| left.iter().any(|other| other.fact == *fact))
        };
        // Gates make no circle: one that waits for none is always left.
        let next = left.iter().position(|question| !waits(question)).unwrap_or(0);
        questions.push(left.remove(next));
    }
    questions
}
