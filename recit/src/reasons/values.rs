//! The value of a step in words.

use bareme::{
    Decimal,
    answer::{Bounds, DroitValue, Step, StepKind},
    catalogue::{DispositifPlan, Plan},
    internals::expression::{ArithmeticOp, Expression, Form, Function, parse},
    vocabulary::{DeclaredType, EnumerationId, Kind, Style, Unit},
};

use crate::words::{self, Words};

/// Beyond so many choices, their number says more than their names.
const MOST_CHOICES: usize = 4;

/// What the text of a value does not say: a rate is written as a number, a choice by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    Rate,
    Choice(EnumerationId),
}

impl Shape {
    pub(crate) const fn of(declared: &DeclaredType) -> Self {
        match (&declared.kind, declared.style) {
            (Kind::Choice(id), _) => Self::Choice(*id),
            (_, Style::Rate) => Self::Rate,
            _ => Self::Plain,
        }
    }
}

/// Reads the steps of a dispositif.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) dispositif: &'a DispositifPlan,
}

impl Values<'_> {
    /// The words of the units.
    pub(crate) fn words(&self) -> Words<'_> {
        Words::of(self.plan)
    }

    /// The shape of a step that has a name; `inherited` is that of the value it gives.
    pub(crate) fn shape(&self, step: Step<'_>, inherited: Shape) -> Shape {
        let plan = self.plan;
        let named = |text: &str| text.split(['(', '.']).next().unwrap_or_default().to_owned();
        let found = match step.kind() {
            StepKind::Fact => plan
                .vocabulary
                .fact_named(step.text())
                .map(|(_, fact)| Shape::of(&fact.declared)),
            StepKind::Parameter => plan
                .parameters
                .iter()
                .find(|series| series.name == step.text())
                .map(|series| Shape::of(&series.declared)),
            StepKind::Table => {
                let table = plan.tables.iter().find(|table| table.name == named(step.text()));
                table.and_then(|table| {
                    let columns = &table.columns;
                    let written = step.text().split(['(', '.']).nth(1).unwrap_or_default();
                    let column = columns.iter().find(|column| column.name == written);
                    column
                        .or(columns.first())
                        .map(|column| Shape::of(&column.declared))
                })
            }
            StepKind::Variable => self
                .dispositif
                .variables
                .iter()
                .find(|variable| variable.name == step.text())
                .and_then(|variable| match plan.kind(variable.rule.node) {
                    Kind::Choice(id) => Some(Shape::Choice(*id)),
                    Kind::Boolean | Kind::Number { .. } | Kind::Date => parse(&variable.rule.text)
                        .is_ok_and(|value| self.is_rate(&value))
                        .then_some(Shape::Rate),
                }),
            StepKind::Dispositif => {
                let mut parts = step.text().split('.').skip(1);
                let (id, droit) = (parts.next(), parts.next());
                id.and_then(|id| plan.dispositif_named(id))
                    .and_then(|(_, other)| other.droits.iter().find(|d| Some(d.id.as_str()) == droit))
                    .map(|droit| Shape::of(&droit.declared))
            }
            StepKind::Condition | StepKind::Alternative | StepKind::Operation => None,
        };
        found.unwrap_or(inherited)
    }

    /// Sums and extremes of rates are rates; what multiplies by one is not.
    fn is_rate(&self, value: &Expression) -> bool {
        match &value.form {
            Form::Name(name) => {
                let fact = self
                    .plan
                    .vocabulary
                    .fact_named(name)
                    .map(|(_, fact)| &fact.declared);
                let series = self.plan.parameters.iter().find(|series| series.name == *name);
                let declared = fact.or(series.map(|series| &series.declared));
                declared.is_some_and(|declared| Shape::of(declared) == Shape::Rate)
            }
            Form::Arithmetic { op, left, right } => {
                *op != ArithmeticOp::Multiply && self.is_rate(left) && self.is_rate(right)
            }
            Form::Call {
                function: Function::Extremum(_),
                ..
            } => value.form.parts().into_iter().all(|value| self.is_rate(value)),
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::Member(_)
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Dispositif { .. }
            | Form::Table { .. }
            | Form::Not(_)
            | Form::And(_)
            | Form::Or(_)
            | Form::Compare { .. }
            | Form::Among { .. }
            | Form::Between { .. }
            | Form::Negate(_)
            | Form::If { .. }
            | Form::Cases { .. }
            | Form::Match { .. }
            | Form::Call { .. } => false,
        }
    }

    /// The value of a step, or what is known of it.
    pub(crate) fn value(&self, step: Step<'_>, inherited: Shape) -> String {
        if step.kind() == StepKind::Table && step.text().starts_with("depasse(") {
            return match step.value() {
                Some(DroitValue::Boolean(true)) => "dépassé",
                Some(_) => "non dépassé",
                None => "pas encore connu",
            }
            .to_owned();
        }
        if step.kind() == StepKind::Fact && step.value().is_none() {
            return "non renseigné".to_owned();
        }
        let shape = self.shape(step, inherited);
        self.known(step.value(), step.bounds(), step.unit(), shape)
    }

    /// A value, or what is known of it.
    pub(crate) fn known(
        &self,
        value: Option<DroitValue<'_>>,
        bounds: Option<Bounds<'_>>,
        unit: Option<&Unit>,
        shape: Shape,
    ) -> String {
        let unit = unit.map(ToString::to_string);
        let (unit, rate) = (unit.as_deref(), shape == Shape::Rate);
        match (value, bounds, shape) {
            (Some(DroitValue::Choice(_, label)), ..) => label.to_owned(),
            (Some(DroitValue::Date(day)), ..) => words::date(day),
            (Some(value @ DroitValue::Boolean(_)), ..) => value.to_string(),
            (Some(value), ..) => self.words().quantity(&value.to_string(), unit, rate),
            (None, Some(Bounds::Members(names)), Shape::Choice(id)) => self.choices(id, names.into_iter()),
            (None, Some(Bounds::Between(DroitValue::Date(low), DroitValue::Date(high))), _) => {
                format!("entre le {} et le {}", words::date(low), words::date(high))
            }
            (None, Some(Bounds::Between(DroitValue::Boolean(_), _) | Bounds::Members(_)) | None, _) => {
                "pas encore connu".to_owned()
            }
            (None, Some(Bounds::Between(low, high)), _) => {
                if let (Some(least), Some(most)) = (low.number(), high.number())
                    && most >= Decimal::from(10)
                    && is_wide(least, most)
                {
                    return if least >= Decimal::ONE {
                        format!("au moins {}", self.words().quantity(&low.to_string(), unit, rate))
                    } else {
                        "pas encore connu".to_owned()
                    };
                }
                self.words()
                    .between(&low.to_string(), &high.to_string(), unit, rate)
            }
        }
    }

    /// The members that remain: « Échelon 4, ou Échelon 5 ».
    pub(crate) fn choices<'n>(&self, id: EnumerationId, names: impl Iterator<Item = &'n str>) -> String {
        let Some(enumeration) = self.plan.vocabulary.enumeration(id) else {
            return "pas encore connu".to_owned();
        };
        let labels: Vec<&str> = names
            .filter_map(|name| {
                let member = enumeration.members.iter().find(|member| member.name == name)?;
                Some(member.label.as_str())
            })
            .collect();
        if labels.len() == enumeration.members.len() && labels.len() > 2 {
            return "toutes les valeurs restent possibles".to_owned();
        }
        if labels.len() > MOST_CHOICES {
            return format!("{} valeurs restent possibles", labels.len());
        }
        // Labels have commas of their own.
        labels.join(", ou ")
    }

    /// What a person calls a step.
    pub(crate) fn label(&self, step: Step<'_>) -> String {
        match (step.title(), step.kind()) {
            (Some(title), _) => title.into_owned(),
            (None, StepKind::Variable) => {
                let name = words::name(step.text());
                let mut letters = name.chars();
                letters
                    .next()
                    .map(|first| first.to_uppercase().chain(letters).collect())
                    .unwrap_or_default()
            }
            // `date_effet`, which a fact gives, and `date_reference`.
            (None, StepKind::Fact) if step.text() == "date_effet" => self
                .dispositif
                .effect_date
                .and_then(|fact| self.plan.vocabulary.fact(fact))
                .map_or_else(|| "Date de la décision".to_owned(), |fact| fact.title.clone()),
            (None, StepKind::Fact) => "Date de la décision".to_owned(),
            (None, _) if matches!(step.value(), Some(DroitValue::Date(_))) => "Date calculée".to_owned(),
            (None, StepKind::Alternative) => "Selon le cas".to_owned(),
            (None, _) => "Valeur calculée".to_owned(),
        }
    }
}

/// Ten times as much, and more, is no answer: the end only says how much an answer may be at most.
pub(crate) fn is_wide(low: Decimal, high: Decimal) -> bool {
    low.checked_mul(10.into()).is_some_and(|tenfold| high > tenfold)
}

/// « , valeur du 2 avril 2024 (premier jour après la fin des droits) »; nothing for a value of the date of effect.
pub(super) fn read_on(step: Step<'_>, what: &str) -> String {
    let Some(read) = step.read_on() else {
        return String::new();
    };
    let title = read.title.map(|title| words::inside(&title));
    match (read.day.map(words::date), title) {
        (Some(day), Some(title)) => format!(", {what} du {day} ({title})"),
        (Some(day), None) => format!(", {what} du {day}"),
        (None, Some(title)) => format!(", {what} d'un jour qui n'est pas encore connu ({title})"),
        (None, None) => format!(", {what} d'un jour qui n'est pas encore connu"),
    }
}
