//! Why something is true or false: its parts, each with its mark, down to what is compared.

use bareme::{
    answer::{DroitValue, Step, StepKind},
    internals::expression::{CompareOp, Expression, Form},
};

use super::{
    comparison::{mark, truth},
    expression::{expression, step_of, takes_conditions},
    steps::Teller,
    values::{Shape, read_on},
};
use crate::{
    tree::{Mark, Text},
    words,
};

impl<'a> Teller<'a, '_> {
    /// A true or false operation. `whole` when it stands alone; `positive` unless it is denied.
    pub(super) fn truth(&mut self, step: Step<'a>, indent: usize, whole: bool, positive: bool) {
        let mark = mark(step, whole);
        let Some(expression) = expression(step) else {
            return self.facts_once(step, indent);
        };
        match &expression.form {
            Form::Not(_) => {
                for child in step.steps() {
                    if child.kind() == StepKind::Operation {
                        self.truth(child, indent, whole, false);
                    } else {
                        self.fact_once(child, indent);
                    }
                }
            }
            Form::And(_) | Form::Or(_) => {
                // With one operand left, it alone settled the whole.
                let alone = step.steps().count() == 1;
                for child in step.steps() {
                    self.part(child, indent, alone && whole);
                }
            }
            Form::Compare { op, left, right } => {
                let left = step_of(step, left);
                let right = (step_of(step, right), right.as_ref());
                let rate = left.is_some_and(|left| self.values.shape(left, Shape::Plain) == Shape::Rate);
                let Some((left, limit)) = left.zip(self.limit(right, rate)) else {
                    return self.facts_once(step, indent);
                };
                let is_date = matches!(left.value(), Some(DroitValue::Date(_)));
                let link = link(*op, positive, truth(step), is_date);
                let value = self.values.value(left, Shape::Plain) + &self.values.followed(left);
                let pointer = self.pointer(left);
                let text = Text::from(format!(
                    "{}\u{a0}: {value}{pointer}, {link} ",
                    self.values.label(left)
                ));
                self.body.marked(indent, mark, text.join(limit));
                for side in [Some(left), right.0].into_iter().flatten() {
                    self.side(side, indent + 2);
                }
            }
            form @ Form::Call { .. } if takes_conditions(form) => self.conditions(step, indent),
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::Name(_)
            | Form::Member(_)
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Dispositif { .. }
            | Form::Table { .. }
            | Form::Among { .. }
            | Form::Between { .. }
            | Form::Arithmetic { .. }
            | Form::Negate(_)
            | Form::If { .. }
            | Form::Cases { .. }
            | Form::Match { .. }
            | Form::Call { .. } => self.facts_once(step, indent),
        }
    }

    /// Each condition of an operation that is not one itself.
    pub(super) fn conditions(&mut self, step: Step<'a>, indent: usize) {
        for child in step.steps() {
            self.part(child, indent, false);
        }
    }

    /// An operand of `et` and `ou`.
    fn part(&mut self, step: Step<'a>, indent: usize, whole: bool) {
        match step.kind() {
            StepKind::Operation => self.truth(step, indent, whole, true),
            StepKind::Alternative => self.details(step, indent, Shape::Plain),
            // A named condition inside a condition: what it says matters more than its name.
            StepKind::Variable if !self.later.contains(step.text()) && self.is_new(step) => {
                self.told.insert(step.text());
                if let Some(inside) = self.variables.get(step.text()).copied() {
                    self.part(inside, indent, whole);
                }
            }
            StepKind::Fact
            | StepKind::Parameter
            | StepKind::Table
            | StepKind::Variable
            | StepKind::Dispositif
            | StepKind::Condition => {
                self.item(step, indent, Shape::Plain, mark(step, whole));
            }
        }
    }

    /// What a side of a comparison was found from.
    fn side(&mut self, step: Step<'a>, indent: usize) {
        let here = !self.later.contains(step.text()) && self.is_new(step);
        let inside = self.variables.get(step.text()).copied();
        let whole = inside
            .filter(|_| here && step.kind() == StepKind::Variable)
            .unwrap_or(step);
        let shape = self.values.shape(step, Shape::Plain);
        // Two sides may be operations: each says which value it explains.
        match self.values.expression(whole, shape) {
            Some(text) => {
                if step.kind() == StepKind::Variable {
                    self.told.insert(step.text());
                }
                let value = self.values.value(step, Shape::Plain);
                self.body.marked(indent, Mark::Item, format!("{value} = {text}"));
                self.under(whole, indent + 2);
            }
            None => self.details(step, indent, Shape::Plain),
        }
    }

    /// « 15 ans (âge à partir duquel la bourse est ouverte, en vigueur depuis le 1er septembre 2019) [2] »
    ///
    /// Nothing for a member of an enumeration: the title of the condition says which. `rate` when it is compared with a rate.
    fn limit(&mut self, (step, written): (Option<Step<'a>>, &Expression), rate: bool) -> Option<Text> {
        let Some(step) = step else {
            let Form::Number { value, unit } = &written.form else {
                return None;
            };
            let words = self.values.words();
            return Some(words.quantity(&value.to_string(), unit.as_deref(), rate).into());
        };
        let value = self.values.value(step, Shape::Plain);
        if step.kind() == StepKind::Operation {
            return Some(value.into());
        }
        let since = step.source().and_then(|source| source.since);
        let since = since
            .map(|day| format!(", en vigueur depuis le {}", words::date(day)))
            .unwrap_or_default();
        let read = read_on(step, "valeur");
        let label = words::inside(&self.values.label(step));
        let text = Text::from(format!("{value} ({label}{read}{since})"));
        Some(match step.source() {
            Some(source) => text.note(self.notes.sign(source)),
            None => text,
        })
    }
}

/// How a value stands to its limit, in words; `positive` unless the comparison is denied.
const fn link(op: CompareOp, positive: bool, settled: Option<bool>, is_date: bool) -> &'static str {
    use CompareOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    match (op, settled) {
        (_, None) => "à comparer à\u{a0}:",
        (Equal, Some(true)) | (NotEqual, Some(false)) if is_date => "le même jour que le",
        (Equal, Some(false)) | (NotEqual, Some(true)) if is_date => "un autre jour que le",
        (Less, Some(true)) | (GreaterOrEqual, Some(false)) if is_date => "avant le",
        (LessOrEqual, Some(true)) | (Greater, Some(false)) if is_date => "au plus tard le",
        (Greater, Some(true)) | (LessOrEqual, Some(false)) if is_date => "après le",
        (GreaterOrEqual, Some(true)) | (Less, Some(false)) if is_date => "au plus tôt le",
        (GreaterOrEqual, _) if positive => "pour un minimum de",
        (LessOrEqual, _) if positive => "pour un maximum de",
        (Equal, Some(true)) | (NotEqual, Some(false)) => "égal à",
        (Equal, Some(false)) | (NotEqual, Some(true)) => "différent de",
        (Greater, Some(true)) | (LessOrEqual, Some(false)) => "supérieur à",
        (Less, Some(true)) | (GreaterOrEqual, Some(false)) => "inférieur à",
        (GreaterOrEqual, Some(true)) | (Less, Some(false)) => "au moins égal à",
        (LessOrEqual, Some(true)) | (Greater, Some(false)) => "au plus égal à",
    }
}
