//! A parameter that a reform changes, from its first day on.

use super::{
    super::{report::Report, scalar},
    adjust::Adjust,
    stated::Change,
    work::Work,
};
use crate::{
    date::Day,
    decimal::pow10,
    error::Code,
    pack::model::{DatedValue, Pack, Reliability},
    vocabulary::{DeclaredType, Kind, Style, Vocabulary},
};

/// What becomes of a number of the law.
pub(super) enum Wanted {
    Adjusted(Adjust),
    /// Whatever it was.
    Value(i64),
}

impl Wanted {
    /// Reads the new value of something of a declared type; `None` after a finding.
    pub(super) fn read(
        report: &mut Report,
        change: &Change<'_>,
        declared: &DeclaredType,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        if declared.kind.is_number()
            && let Some(adjust) = Adjust::read(report, change.node)
        {
            return adjust.ok().map(Self::Adjusted);
        }
        // In a list of changes every value may be a text.
        if let Some(value) = quoted(change, &declared.kind) {
            return Some(Self::Value(value));
        }
        scalar::value(report, change.node, declared, vocabulary).map(Self::Value)
    }

    /// The new value; `None` after a finding.
    pub(super) fn of(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        declared: &DeclaredType,
        value: i64,
    ) -> Option<i64> {
        let made = match self {
            Self::Adjusted(adjust) => adjust.of_value(value, declared.decimals()),
            Self::Value(value) => Some(*value),
        };
        let Some(made) = made else {
            report
                .add(
                    change.node.at(),
                    Code::OutOfBounds,
                    "le nombre obtenu est trop grand",
                )
                .help("diminuez le coefficient");
            return None;
        };
        let whole = pow10(declared.decimals());
        let (was, is) = ((0..=whole).contains(&value), (0..=whole).contains(&made));
        if declared.style == Style::Rate && was && !is {
            report
                .add(
                    change.node.at(),
                    Code::OutOfBounds,
                    format!(
                        "le taux obtenu, {}, n'est pas une part de 1",
                        crate::decimal::format(made, declared.decimals())
                    ),
                )
                .help("une part va de 0 à 1");
            return None;
        }
        Some(made)
    }
}

/// A day, or true and false, between quotes.
fn quoted(change: &Change<'_>, kind: &Kind) -> Option<i64> {
    let text = change.node.value.get_ref().as_str()?;
    match kind {
        Kind::Date => text.parse().ok().map(|day: Day| i64::from(day.number())),
        Kind::Boolean => match text {
            "vrai" => Some(1),
            "faux" => Some(0),
            _ => None,
        },
        Kind::Number { .. } | Kind::Choice(_) => None,
    }
}

impl Work {
    pub(super) fn parameter(
        &mut self,
        report: &mut Report,
        pack: &mut Pack,
        change: &Change<'_>,
        position: usize,
    ) {
        let Some(parameter) = pack.parameters.get_mut(position) else {
            return;
        };
        let Some(wanted) = Wanted::read(report, change, &parameter.declared, &pack.vocabulary) else {
            return;
        };
        if parameter
            .values
            .last()
            .is_none_or(|last| last.period.until <= self.since)
        {
            self.nothing_then(report, change);
            return;
        }
        let mut values: Vec<DatedValue> = Vec::with_capacity(parameter.values.len().saturating_add(1));
        let last = parameter.values.len().saturating_sub(1);
        for (index, law) in parameter.values.iter().enumerate() {
            let mut after = law.clone();
            if law.period.until <= self.since {
                values.push(after);
                continue;
            }
            if law.period.from < self.since {
                let mut before = law.clone();
                before.period.until = self.since;
                values.push(before);
                after.period.from = self.since;
                if index == last {
                    self.cut.push(parameter.name.clone());
                }
            }
            let Some(value) = wanted.of(report, change, &parameter.declared, law.value) else {
                return;
            };
            after.value = value;
            after.citation = self.citation();
            after.reliability = Reliability::ToConfirm;
            after.verified = self.since;
            after.note = None;
            values.push(after);
        }
        parameter.values = values;
        parameter.at = change.at;
    }

    pub(super) fn nothing_then(&self, report: &mut Report, change: &Change<'_>) {
        report
            .add(
                change.at,
                Code::NoValueInForce,
                format!("`{}` n'a plus de valeur à partir du {}", change.path, self.since),
            )
            .help("donnez un `depuis` plus ancien");
    }
}
