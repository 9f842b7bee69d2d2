//! The engine: a plan, and the programs of its dispositifs, built when they are first needed.

use std::sync::{Arc, OnceLock};

use super::{
    Selection,
    evaluator::{self, Wanted},
    explain,
    ordered::in_order,
    program::Program,
    relevance::Marks,
    suppositions::Suppositions,
};
use crate::{
    date::Day,
    decision::{Answer, Asked, Outcome, Reasons},
    dossier::Dossier,
    error::{Finding, Findings, Remedy},
    plan::{CompactError, DispositifPlan, Environment, Plan, Value, meter},
    vocabulary::FactId,
};

/// A pack ready to decide. `Send`, `Sync`, and cheap to clone.
///
/// # Example
/// ```
/// use bareme::{Verdict, guide};
///
/// let engine = guide::engine()?;
/// let dossier = engine.dossier().set("age", 16)?.set("situation", "lyceen")?.set("entree", "2024-09-02")?;
/// let answer = engine.evaluate(&dossier, "2024-09-02".parse()?)?;
/// assert_eq!(answer.decision("bourse").unwrap().verdict(), Verdict::Eligible);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    pub(super) inner: Arc<Inner>,
    /// What it was read from, when that is kept.
    #[cfg(feature = "reader")]
    texts: Option<crate::pack::Texts>,
}

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) plan: Arc<Plan>,
    /// For each dispositif, built when they are first asked for: most engines never decide, let alone explain, most of them.
    programs: Vec<Programs>,
    pub(super) coherences: Program,
    /// What is supposed, built when something is first open.
    suppositions: OnceLock<Suppositions>,
}

/// The programs of a dispositif.
#[derive(Debug, Default)]
struct Programs {
    decision: OnceLock<Program>,
    /// With the parts that only an explanation shows.
    explanation: OnceLock<Program>,
}

/// Called with a dispositif: its position, its program, the values of its nodes, and marks that serve again.
type Each<'e> = dyn FnMut(u16, &DispositifPlan, &Program, &[Value], &mut Marks) + 'e;

impl Engine {
    /// An engine for a plan: what makes a [`Plan`] proved it.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let programs = plan.dispositifs.iter().map(|_| Programs::default()).collect();
        let coherences = Program::of_rules(&plan, plan.coherences.iter().map(|coherence| &coherence.test));
        Self {
            inner: Arc::new(Inner {
                plan: Arc::new(plan),
                programs,
                coherences,
                suppositions: OnceLock::new(),
            }),
            #[cfg(feature = "reader")]
            texts: None,
        }
    }

    /// The same engine with the files that its pack was read from: what [`with_reform`](Self::with_reform) reads again.
    ///
    /// [`from_files`](Self::from_files) keeps them by itself.
    #[cfg(feature = "reader")]
    #[must_use]
    pub fn with_texts(mut self, texts: crate::pack::Texts) -> Self {
        self.texts = Some(texts);
        self
    }

    /// The files that its pack was read from, when they are kept.
    #[cfg(feature = "reader")]
    #[must_use]
    pub const fn texts(&self) -> Option<&crate::pack::Texts> {
        self.texts.as_ref()
    }

    /// Reads the files of a pack, and gives the warnings about them with the engine.
    ///
    /// # Errors
    /// [`Findings`] about the files and the rules in them, all at once and in the order of the files.
    ///
    /// # Example
    /// ```
    /// use bareme::{Engine, guide};
    ///
    /// let (engine, warnings) = Engine::from_files(guide::files())?;
    /// assert!(warnings.list.is_empty());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[cfg(feature = "reader")]
    pub fn from_files(files: Vec<crate::pack::InputFile>) -> Result<(Self, Findings), Findings> {
        crate::plan::from_files(files).map(|(plan, warnings)| {
            let texts = crate::pack::Texts::from(warnings.files.as_slice());
            (Self::new(plan).with_texts(texts), warnings)
        })
    }

    /// Reads a pack back from its compact form.
    ///
    /// # Errors
    /// [`CompactError`] as [`Plan::from_compact`], which says what is proved of the bytes and what is not.
    pub fn from_compact(bytes: &[u8]) -> Result<Self, CompactError> {
        Plan::from_compact(bytes).map(Self::new)
    }

    /// The compact form of the pack, as [`Engine::from_compact`] reads it.
    ///
    /// # Errors
    /// [`CompactError::Unwritable`], which no pack that was read meets.
    ///
    /// # Example
    /// ```
    /// use bareme::{Engine, guide};
    ///
    /// let bytes = guide::engine()?.to_compact()?;
    /// let engine = Engine::from_compact(&bytes)?;
    /// assert_eq!(engine.dossier(), guide::engine()?.dossier());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_compact(&self) -> Result<Vec<u8>, CompactError> {
        self.inner.plan.to_compact()
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.inner.plan
    }

    /// An empty dossier.
    ///
    /// # Example
    /// ```
    /// let engine = bareme::guide::engine()?;
    /// let dossier = engine.dossier().set("age", 16)?;
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn dossier(&self) -> Dossier {
        Dossier::new(Arc::clone(&self.inner.plan))
    }

    /// Decides the dispositifs of a selection, and does not say which of them are best together.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, contradicts itself, or when a named dispositif does not exist.
    pub(crate) fn decided(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        explained: bool,
        supposed: bool,
    ) -> Result<Answer, Findings> {
        if explained {
            self.reasoned(dossier, date, selection, supposed)
        } else {
            self.outcomes(dossier, date, selection, supposed)
        }
    }

    fn outcomes(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        supposed: bool,
    ) -> Result<Answer, Findings> {
        let plan = &self.inner.plan;
        let mut outcomes = Vec::new();
        let warnings = self.each(
            dossier,
            date,
            selection,
            false,
            &mut |position, dispositif, program, values, marks| {
                outcomes.push(evaluator::outcome(
                    plan,
                    position,
                    dispositif,
                    program,
                    values,
                    marks,
                    Wanted { supposed, read: None },
                ));
            },
        )?;
        let asked = Asked {
            if_eligible: supposed,
            ..asked(selection, &outcomes, false)
        };
        Ok(self.answer(dossier, date, warnings, outcomes, Vec::new(), asked))
    }

    fn reasoned(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        supposed: bool,
    ) -> Result<Answer, Findings> {
        let plan = &self.inner.plan;
        let (mut outcomes, mut reasons) = (Vec::new(), Vec::new());
        let warnings = self.each(
            dossier,
            date,
            selection,
            true,
            &mut |position, dispositif, program, values, marks| {
                let mut read = evaluator::Read::default();
                let outcome = evaluator::outcome(
                    plan,
                    position,
                    dispositif,
                    program,
                    values,
                    marks,
                    Wanted {
                        supposed,
                        read: Some(&mut read),
                    },
                );
                reasons.push(explain::reasons(
                    plan, dispositif, program, values, &outcome, read,
                ));
                outcomes.push(outcome);
            },
        )?;
        let asked = Asked {
            if_eligible: supposed,
            ..asked(selection, &outcomes, true)
        };
        Ok(self.answer(dossier, date, warnings, outcomes, reasons, asked))
    }

    /// Calls `each` with every dispositif of a selection, with the nodes that only an explanation shows when `reasons` are asked
    /// for; gives the warnings about the dossier.
    pub(super) fn each(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        reasons: bool,
        each: &mut Each<'_>,
    ) -> Result<Vec<Finding>, Findings> {
        let (mut values, mut marks) = (Vec::new(), Marks::default());
        let mut findings = self.accepted(dossier, date, &mut values)?;
        let environment = self.environment(dossier, date);
        for position in self.positions(selection)? {
            if let Some((dispositif, program)) = self.program(position, reasons) {
                evaluator::values(program, &environment, &mut values);
                each(position, dispositif, program, &values, &mut marks);
            }
        }
        findings.extend(self.former_names(selection));
        Ok(findings)
    }

    /// The dispositif at `position` and its program, with the parts that only an explanation shows when `reasons` are asked for.
    pub(super) fn program(&self, position: u16, reasons: bool) -> Option<(&DispositifPlan, &Program)> {
        let plan = &self.inner.plan;
        let dispositif = plan.dispositif(position)?;
        let programs = self.inner.programs.get(usize::from(position))?;
        let program = if reasons {
            &programs.explanation
        } else {
            &programs.decision
        };
        let built = program.get_or_init(|| Program::new(plan, dispositif, reasons));
        Some((dispositif, built))
    }

    /// What may be supposed.
    pub(super) fn suppositions(&self) -> &Suppositions {
        let built = &self.inner.suppositions;
        built.get_or_init(|| Suppositions::new(&self.inner.plan))
    }

    pub(super) fn answer(
        &self,
        dossier: &Dossier,
        date: Day,
        warnings: Vec<Finding>,
        mut outcomes: Vec<Outcome>,
        reasons: Vec<Reasons>,
        asked: Asked,
    ) -> Answer {
        by_usefulness(&mut outcomes);
        Answer::new(dossier.clone(), date, warnings, outcomes, reasons, asked)
    }

    /// The warnings about a dossier that is of this pack and does not contradict itself; `values` is room that serves again.
    pub(super) fn accepted(
        &self,
        dossier: &Dossier,
        date: Day,
        values: &mut Vec<Value>,
    ) -> Result<Vec<Finding>, Findings> {
        self.own(dossier)?;
        let findings = Findings::new(self.broken(dossier, date, values));
        if findings.has_errors() {
            return Err(findings);
        }
        let mut told = findings.list;
        told.extend(dossier.former_names());
        Ok(told)
    }

    /// Refuses a dossier that another pack gives its meaning.
    pub(crate) fn own(&self, dossier: &Dossier) -> Result<(), Findings> {
        let accepted = self.inner.plan.accepts(dossier.plan(), "ce dossier");
        accepted.map_err(|other| Findings::new(vec![other.with_remedy(Remedy::RebindDossier)]))
    }

    pub(super) fn environment<'e>(&'e self, dossier: &'e Dossier, date: Day) -> Environment<'e> {
        Environment {
            parameters: &self.inner.plan.parameters,
            tables: &self.inner.plan.tables,
            facts: dossier.values(),
            reference: Value::day(date),
        }
    }
}

/// What was asked for. Those that were named are those that were decided.
fn asked(selection: Selection<'_>, outcomes: &[Outcome], explained: bool) -> Asked {
    let named = matches!(selection, Selection::Named(_));
    Asked {
        dispositifs: named.then(|| outcomes.iter().map(|outcome| outcome.dispositif).collect()),
        hypotheses: selection == Selection::WithHypotheses,
        explained,
        if_eligible: false,
    }
}

/// Orders missing facts: first the one that most dispositifs wait for, then the order of the vocabulary.
fn by_usefulness(outcomes: &mut [Outcome]) {
    if outcomes.len() < 2 {
        return;
    }
    let mut waiting: std::collections::BTreeMap<FactId, u32> = std::collections::BTreeMap::new();
    for fact in outcomes.iter().flat_map(|outcome| &outcome.missing) {
        meter::add(2);
        let count = waiting.entry(*fact).or_default();
        *count = count.saturating_add(1);
    }
    for outcome in outcomes {
        let ranks = outcome.missing.iter().map(|fact| {
            let others = u32::MAX.saturating_sub(waiting.get(fact).copied().unwrap_or(0));
            (u64::from(others) << 16) | u64::from(fact.0)
        });
        outcome.missing = in_order(ranks.collect())
            .filter_map(|rank| u16::try_from(rank & 0xffff).ok())
            .map(FactId)
            .collect();
    }
}
