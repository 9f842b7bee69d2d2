//! The steps of a computation: recorded as positions, read as texts, values and sources.

use std::borrow::Cow;

use super::{Bounds, CitationView, DroitValue, Used};
use crate::{
    date::Day,
    plan::{ConditionPlan, DispositifPlan, Node, Part, Plan, Role, Rule, Value},
    vocabulary::{FactId, Kind, Unit},
};

/// What the explaining evaluator records of its reasoning: which steps were needed and what was known of each. The plan and
/// the dossier say the rest.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reasons {
    /// Each step before the steps inside it.
    pub(crate) steps: Vec<RecordedStep>,
    /// The conditions that apply: their position, and that of their first step.
    pub(crate) conditions: Vec<(u16, u32)>,
    /// The droits that are due, likewise.
    pub(crate) droits: Vec<(u16, u32)>,
    /// The facts that were read, in the order of the vocabulary.
    pub(crate) facts: Vec<FactId>,
    /// Of those that follow from others, what is known.
    pub(crate) deduced: Vec<(FactId, Value)>,
    /// What the decision rests on that is to be confirmed.
    pub(crate) to_confirm: Vec<Used>,
}

/// A part of a rule, and what was known of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordedStep {
    /// What is known of its value.
    pub(crate) value: Value,
    /// What is known of the day on which it was read, when it is a parameter or a table.
    pub(crate) day: Value,
    /// How many steps it counts, itself and all those inside.
    pub(crate) size: u32,
    /// The rule of the dispositif that it is a part of.
    pub(crate) rule: RuleId,
    /// Position of the part in the rule.
    pub(crate) part: u16,
}

/// A rule of a dispositif, or what a fact follows from, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleId {
    /// The test of a condition.
    Condition(u16),
    /// The value of a droit.
    Droit(u16),
    /// The value of a variable.
    Variable(u16),
    /// What a fact follows from.
    Deduction(u16),
    /// The test of a condition of another dispositif, by their positions: only that it failed is told.
    Other(u16, u16),
}

/// What a step of a computation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// A fact of the dossier.
    Fact,
    /// A dated parameter.
    Parameter,
    /// A cell of a table.
    Table,
    /// A named intermediate value.
    Variable,
    /// Another dispositif.
    Dispositif,
    /// A condition of another dispositif, that failed there.
    Condition,
    /// A choice between values.
    Alternative,
    /// Any other operation.
    Operation,
}

impl StepKind {
    /// The word in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fact => "fait",
            Self::Parameter => "parametre",
            Self::Table => "table",
            Self::Variable => "variable",
            Self::Dispositif => "dispositif",
            Self::Condition => "condition",
            Self::Alternative => "alternative",
            Self::Operation => "operation",
        }
    }
}

/// The day on which a dated value was read, when the rule says that it is another than the date of effect.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOn<'a> {
    /// The day; `None` when it is not known.
    pub day: Option<Day>,
    /// What a person reads: « Premier jour après la fin des droits »; `None` for what has no name.
    pub title: Option<Cow<'a, str>>,
}

/// What a step is read with: what was recorded, and the texts that it is about.
#[derive(Clone, Copy)]
pub(super) struct Reasoned<'a> {
    pub(super) plan: &'a Plan,
    pub(super) dispositif: &'a DispositifPlan,
    /// The day whose values titles have.
    pub(super) day: Day,
    pub(super) reasons: &'a Reasons,
}

impl<'a> Reasoned<'a> {
    /// A title with the values of the day.
    pub(super) fn titled(self, title: &'a str) -> Cow<'a, str> {
        self.plan.titled(title, Some(self.day))
    }
}

/// A step of a computation: the expression as written, its value, its source, and its own steps.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    within: Reasoned<'a>,
    position: u32,
}

/// The same step of the same explanation.
impl PartialEq for Step<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.within.reasons, other.within.reasons) && self.position == other.position
    }
}

impl Eq for Step<'_> {}

impl<'a> Step<'a> {
    pub(super) const fn new(within: Reasoned<'a>, position: u32) -> Self {
        Self { within, position }
    }

    fn recorded(self) -> Option<&'a RecordedStep> {
        self.within.reasons.steps.get(self.position as usize)
    }

    fn rule(self) -> Option<&'a Rule> {
        let dispositif = self.within.dispositif;
        Some(match self.recorded()?.rule {
            RuleId::Condition(position) => &dispositif.conditions.get(usize::from(position))?.rule,
            RuleId::Droit(position) => &dispositif.droits.get(usize::from(position))?.rule,
            RuleId::Variable(position) => &dispositif.variables.get(usize::from(position))?.rule,
            RuleId::Other(position, condition) => {
                let other = self.within.plan.dispositif(position)?;
                &other.conditions.get(usize::from(condition))?.rule
            }
            RuleId::Deduction(position) => {
                let deductions = &self.within.plan.deductions;
                &deductions.get(usize::from(position))?.rule
            }
        })
    }

    fn part(self) -> Option<&'a Part> {
        self.rule()?.parts.get(usize::from(self.recorded()?.part))
    }

    fn role(self) -> Role {
        // Of a condition of another dispositif, nothing inside is told.
        let part = self.part().filter(|_| self.other().is_none());
        part.map_or(Role::Operation, |part| part.role)
    }

    /// The condition of another dispositif that it is.
    fn other(self) -> Option<&'a ConditionPlan> {
        let RuleId::Other(position, condition) = self.recorded()?.rule else {
            return None;
        };
        let other = self.within.plan.dispositif(position)?;
        other.conditions.get(usize::from(condition))
    }

    /// Its type: a droit as a whole has that which it is declared with.
    fn typed(self) -> Option<&'a Kind> {
        let (plan, dispositif) = (self.within.plan, self.within.dispositif);
        let recorded = self.recorded()?;
        if let (RuleId::Droit(position), 0) = (recorded.rule, recorded.part) {
            return Some(&dispositif.droits.get(usize::from(position))?.declared.kind);
        }
        Some(plan.kind(self.part()?.node))
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> StepKind {
        if self.other().is_some() {
            return StepKind::Condition;
        }
        match self.role() {
            Role::Fact(_) | Role::Date => StepKind::Fact,
            Role::Parameter(_) => StepKind::Parameter,
            Role::Table(_) => StepKind::Table,
            Role::Variable(_) => StepKind::Variable,
            Role::Eligible(_) | Role::Droit(..) => StepKind::Dispositif,
            Role::Cases | Role::Match => StepKind::Alternative,
            Role::Literal | Role::Operation => StepKind::Operation,
        }
    }

    /// The expression as written, on one line.
    #[must_use]
    pub fn text(self) -> &'a str {
        let rule = self.rule();
        rule.zip(self.part())
            .map_or("", |(rule, part)| rule.text_of(part))
    }

    /// What a person reads; `None` for what has no name.
    #[must_use]
    pub fn title(self) -> Option<Cow<'a, str>> {
        let (plan, dispositif) = (self.within.plan, self.within.dispositif);
        if let Some(condition) = self.other() {
            return Some(self.within.titled(&condition.title));
        }
        let title = match self.role() {
            Role::Fact(id) => &plan.vocabulary.fact(id)?.title,
            Role::Parameter(position) => &plan.parameters.get(usize::from(position))?.title,
            Role::Table(position) => &plan.tables.get(usize::from(position))?.title,
            Role::Variable(position) => dispositif.variables.get(usize::from(position))?.title.as_ref()?,
            Role::Eligible(position) => &plan.dispositif(position)?.title,
            Role::Droit(position, droit) => &plan.dispositif(position)?.droits.get(usize::from(droit))?.title,
            Role::Date | Role::Literal | Role::Cases | Role::Match | Role::Operation => return None,
        };
        Some(self.within.titled(title))
    }

    /// Its value; `None` when it is not determined.
    #[must_use]
    pub fn value(self) -> Option<DroitValue<'a>> {
        let vocabulary = &self.within.plan.vocabulary;
        DroitValue::of_kind(self.recorded()?.value, self.typed()?, true, vocabulary)
    }

    /// What is known when it is not determined: the ends of an interval, or the members that remain. `None` for a truth.
    #[must_use]
    pub fn bounds(self) -> Option<Bounds<'a>> {
        let kind = self.typed().filter(|kind| !kind.is_boolean())?;
        Bounds::of_kind(self.recorded()?.value, kind, true, &self.within.plan.vocabulary)
    }

    /// The unit of a number that has one.
    #[must_use]
    pub fn unit(self) -> Option<&'a Unit> {
        self.typed()?.unit().filter(|unit| !unit.is_none())
    }

    /// Where the value of a parameter or of a table comes from, when the date says which value it is.
    #[must_use]
    pub fn source(self) -> Option<CitationView<'a>> {
        let (plan, date) = (self.within.plan, self.recorded()?.day);
        match self.role() {
            Role::Parameter(position) => {
                let series = plan.parameters.get(usize::from(position))?;
                let (first, last) = series.span(date);
                let point = series.points.get(first).filter(|_| first == last)?;
                let since = Some(point.from);
                Some(CitationView::new(plan, &point.citation, point.reliability, since))
            }
            Role::Table(position) => match plan.tables.get(usize::from(position))?.span(date) {
                [layout] => {
                    let since = Some(layout.from);
                    Some(CitationView::new(
                        plan,
                        &layout.citation,
                        layout.reliability,
                        since,
                    ))
                }
                _ => None,
            },
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Variable(_)
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => None,
        }
    }

    /// The day on which a parameter or a table was read, when it is not the date of effect and has several values over time.
    #[must_use]
    pub fn read_on(self) -> Option<ReadOn<'a>> {
        let Reasoned { plan, dispositif, .. } = self.within;
        let values = match self.role() {
            Role::Parameter(position) => plan.parameters.get(usize::from(position))?.points.len(),
            Role::Table(position) => plan.tables.get(usize::from(position))?.periods.len(),
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Variable(_)
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => 0,
        };
        let date = plan.node(self.part()?.node)?.date()?;
        if date == dispositif.date || values < 2 {
            return None;
        }
        let node = plan.node(date)?;
        let title = if let Node::Fact(id) = node {
            plan.vocabulary.fact(*id).map(|fact| fact.title.as_str())
        } else if *node == Node::ReferenceDate {
            Some("Date de la décision")
        } else {
            let mut variables = dispositif.variables.iter();
            variables.find_map(|variable| variable.title.as_deref().filter(|_| variable.rule.node == date))
        };
        let day = self.recorded()?.day;
        Some(ReadOn {
            day: day.is_point().then(|| day.first_day()),
            title: title.map(|title| self.within.titled(title)),
        })
    }

    /// The steps that were needed, in the order in which they are written.
    pub fn steps(self) -> impl Iterator<Item = Self> {
        let size = |position: u32| {
            let recorded = self.within.reasons.steps.get(position as usize);
            recorded.map_or(1, |recorded| recorded.size.max(1))
        };
        let end = self.position.saturating_add(size(self.position));
        let mut next = self.position.saturating_add(1);
        core::iter::from_fn(move || {
            let current = next;
            (current < end).then(|| {
                next = current.saturating_add(size(current));
                Self::new(self.within, current)
            })
        })
    }
}

unseen! {
    Reasons => "Reasons",
    RecordedStep => "RecordedStep",
    Step<'_> => "Step",
}
