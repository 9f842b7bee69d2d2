//! The steps of a computation, from what is found down to the facts and the values of the law.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    answer::{DroitValue, Step, StepKind},
    internals::expression::Form,
};

use super::{
    comparison::gather,
    expression::{expression, step_of, takes_conditions},
    notes::Notes,
    scale,
    values::{Shape, Values, read_on},
};
use crate::{
    builder::Body,
    tree::{Mark, Text},
    words,
};

/// Tells the steps of one dispositif.
pub(crate) struct Teller<'a, 'p> {
    pub(crate) values: Values<'a>,
    pub(crate) scale: scale::Reader<'a>,
    pub(crate) body: &'p mut Body,
    pub(crate) notes: &'p mut Notes<'a>,
    /// The computation of each variable, which the explanation holds once, at its first use.
    pub(super) variables: BTreeMap<&'a str, Step<'a>>,
    /// The variables whose computation was told.
    pub(super) told: BTreeSet<&'a str>,
    /// The facts whose value was told.
    facts: BTreeSet<&'a str>,
    /// The variables that are told with the droits rather than with the conditions.
    pub(super) later: BTreeSet<&'a str>,
}

impl<'a, 'p> Teller<'a, 'p> {
    pub(crate) fn new(
        values: Values<'a>,
        scale: scale::Reader<'a>,
        body: &'p mut Body,
        notes: &'p mut Notes<'a>,
    ) -> Self {
        Self {
            values,
            scale,
            body,
            notes,
            variables: BTreeMap::new(),
            told: BTreeSet::new(),
            facts: BTreeSet::new(),
            later: BTreeSet::new(),
        }
    }

    /// Remembers where the computation of each variable is.
    pub(crate) fn learn(&mut self, step: Step<'a>) {
        if let (StepKind::Variable, Some(inside)) = (step.kind(), step.steps().next()) {
            self.variables.insert(step.text(), inside);
        }
        for child in step.steps() {
            self.learn(child);
        }
    }

    /// The variables that a droit rests on: their computation is told there.
    pub(crate) fn keep_for_later(&mut self, step: Step<'a>) {
        if step.kind() == StepKind::Variable
            && self.later.insert(step.text())
            && let Some(inside) = self.variables.get(step.text()).copied()
        {
            self.keep_for_later(inside);
        }
        for child in step.steps() {
            self.keep_for_later(child);
        }
    }

    /// From here on, everything is told.
    pub(crate) fn nothing_is_for_later(&mut self) {
        self.later.clear();
    }

    /// Why a condition holds, or not.
    pub(crate) fn reasons(&mut self, step: Step<'a>, indent: usize) {
        match step.kind() {
            StepKind::Operation => self.truth(step, indent, true, true),
            StepKind::Alternative => self.details(step, indent, Shape::Plain),
            StepKind::Fact
            | StepKind::Parameter
            | StepKind::Table
            | StepKind::Variable
            | StepKind::Dispositif
            | StepKind::Condition => self.fact_once(step, indent),
        }
    }

    /// What a condition was found from; several conditions about one fact do not each repeat its value.
    pub(super) fn fact_once(&mut self, step: Step<'a>, indent: usize) {
        if step.kind() != StepKind::Fact || !self.facts.contains(step.text()) {
            self.item(step, indent, Shape::Plain, Mark::Item);
        }
    }

    /// Where the computation of a variable is told, when it is not here.
    pub(super) fn pointer(&self, step: Step<'_>) -> &'static str {
        let name = step.text();
        match step.kind() {
            StepKind::Variable if self.told.contains(name) => " (calcul plus haut)",
            StepKind::Variable if self.later.contains(name) && self.variables.contains_key(name) => {
                " (calcul plus bas)"
            }
            StepKind::Fact
            | StepKind::Parameter
            | StepKind::Table
            | StepKind::Variable
            | StepKind::Dispositif
            | StepKind::Condition
            | StepKind::Alternative
            | StepKind::Operation => "",
        }
    }

    /// What a value is made of, when its computation is told further down: « , dont 1 point (distance) et 4 points (enfants) ».
    fn parts(&self, step: Step<'a>) -> String {
        let name = step.text();
        if step.kind() != StepKind::Variable || !self.later.contains(name) || self.told.contains(name) {
            return String::new();
        }
        let Some(inside) = self.variables.get(name).copied() else {
            return String::new();
        };
        let mut found = Vec::new();
        if inside.kind() == StepKind::Operation {
            gather(inside, &mut found);
        }
        let parts: Vec<String> = found
            .into_iter()
            .filter(|part| part.kind() != StepKind::Parameter && part.unit() == step.unit())
            .filter(|part| {
                let number = part.value().and_then(|value| value.number());
                number.is_some_and(|number| !number.is_zero())
            })
            .map(|part| {
                let label = words::inside(&self.values.label(part));
                format!("{} ({label})", self.values.value(part, Shape::Plain))
            })
            .collect();
        if parts.is_empty() || step.unit().is_none() {
            return String::new();
        }
        format!(", dont {}", words::list(&parts, "et"))
    }

    pub(super) fn is_new(&self, step: Step<'_>) -> bool {
        self.variables.contains_key(step.text()) && !self.told.contains(step.text())
    }

    /// One line for a step, then what it was found from.
    pub(crate) fn item(&mut self, step: Step<'a>, indent: usize, shape: Shape, mark: Mark) {
        if step.kind() == StepKind::Fact {
            self.facts.insert(step.text());
        }
        let label = self.values.label(step);
        if step.kind() == StepKind::Condition {
            let refused = format!("Condition non remplie\u{a0}: {}", words::inside(&label));
            return self.body.marked(indent, mark, refused);
        }
        let value = self.values.value(step, shape) + &self.values.followed(step);
        let parts = self.parts(step);
        let pointer = self.pointer(step);
        let mut text = format!("{label}\u{a0}: {value}{parts}{pointer}");
        let what = if step.kind() == StepKind::Table {
            "barème"
        } else {
            "valeur"
        };
        let read = read_on(step, what);
        text.push_str(&read);
        if let Some(day) = step.source().and_then(|source| source.since) {
            let what = if read.is_empty() {
                format!(" {what}")
            } else {
                String::new()
            };
            text.push_str(&format!(",{what} en vigueur depuis le {}", words::date(day)));
        }
        let text = Text::from(text);
        let text = match step.source() {
            Some(source) => text.note(self.notes.sign(source)),
            None => text,
        };
        self.body.marked(indent, mark, text);
        self.details(step, indent + 2, shape);
    }

    pub(super) fn facts_once(&mut self, step: Step<'a>, indent: usize) {
        for child in step.steps() {
            self.fact_once(child, indent);
        }
    }

    fn items(&mut self, step: Step<'a>, indent: usize) {
        for child in step.steps() {
            self.item(child, indent, Shape::Plain, Mark::Item);
        }
    }

    /// What the value of a step was found from.
    pub(crate) fn details(&mut self, step: Step<'a>, indent: usize, shape: Shape) {
        match step.kind() {
            StepKind::Variable => {
                if self.later.contains(step.text()) || !self.is_new(step) {
                    return;
                }
                self.told.insert(step.text());
                let inside = self.variables.get(step.text()).copied();
                match inside {
                    Some(inside) if matches!(inside.kind(), StepKind::Operation | StepKind::Alternative) => {
                        self.details(inside, indent, shape);
                    }
                    Some(inside) => self.item(inside, indent, shape, Mark::Item),
                    None => {}
                }
            }
            StepKind::Operation => {
                if let Some(text) = self.values.expression(step, shape) {
                    self.body.marked(indent, Mark::Equals, text);
                    self.under(step, indent);
                } else if matches!(step.value(), Some(DroitValue::Boolean(_)) | None) && step.unit().is_none()
                {
                    self.truth(step, indent, true, true);
                } else {
                    self.leaves(step, indent);
                }
            }
            StepKind::Alternative => self.alternative(step, indent, shape),
            StepKind::Table => {
                let told = self.scale.told(&self.values, step);
                let row = || self.scale.row(&self.values, step);
                if let Some(text) = told.or_else(row) {
                    self.body.marked(indent, Mark::Equals, text);
                }
                self.items(step, indent);
            }
            // The conditions on which another dispositif is refused.
            StepKind::Dispositif => self.items(step, indent),
            StepKind::Fact | StepKind::Parameter | StepKind::Condition => {}
        }
    }

    /// What an operation that was told in values rests on.
    pub(super) fn under(&mut self, step: Step<'a>, indent: usize) {
        if expression(step).is_some_and(|expression| takes_conditions(&expression.form)) {
            self.conditions(step, indent);
        } else {
            self.leaves(step, indent);
        }
    }

    /// The named values of an operation and of the operations inside it, each once.
    pub(super) fn leaves(&mut self, step: Step<'a>, indent: usize) {
        let mut found = Vec::new();
        gather(step, &mut found);
        for leaf in found {
            // An operand is written as its own type says: the rate of an amount is no amount.
            self.item(leaf, indent, Shape::Plain, Mark::Item);
        }
    }

    /// The conditions that were tried, and the value that they led to.
    fn alternative(&mut self, step: Step<'a>, indent: usize, shape: Shape) {
        let expression = expression(step);
        let is_value = |child: Step<'a>| match expression.as_ref().map(|e| &e.form) {
            Some(Form::If { condition, .. }) => step_of(step, condition).is_none_or(|c| c != child),
            Some(Form::Cases { cases, .. }) => cases
                .iter()
                .all(|(condition, _)| step_of(step, condition).is_none_or(|c| c != child)),
            Some(Form::Match { subject, .. }) => step_of(step, subject).is_none_or(|c| c != child),
            _ => true,
        };
        for child in step.steps() {
            if !is_value(child) {
                match child.kind() {
                    StepKind::Operation => self.truth(child, indent, false, true),
                    StepKind::Fact
                    | StepKind::Parameter
                    | StepKind::Table
                    | StepKind::Variable
                    | StepKind::Dispositif
                    | StepKind::Condition
                    | StepKind::Alternative => self.item(child, indent, Shape::Plain, Mark::Item),
                }
            } else if matches!(child.kind(), StepKind::Operation | StepKind::Alternative) {
                self.details(child, indent, shape);
            } else {
                self.item(child, indent, shape, Mark::Item);
            }
        }
    }
}
