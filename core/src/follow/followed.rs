//! What is counted of a table of decisions.

use std::collections::BTreeMap;

use super::{
    beside::{Planned, planned},
    columns::how_to_add,
    tally::Tally,
};
use crate::{
    date::Day,
    error::{Code, Finding, Place},
    plan::{AxisPlan, FollowPlan, IndicatorPlan, Plan},
    vocabulary::Kind,
};

/// What a table may lack the columns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missed {
    /// The year of each row.
    Date,
    /// Something by which indicators are broken down.
    Axis,
    /// An indicator.
    Indicator,
}

/// Something that the table has not the columns for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotCounted {
    /// What it is.
    pub what: Missed,
    /// Its id.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// The columns that the table lacks, as the command line names them.
    pub missing: Vec<String>,
}

/// The rows of one value of an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// A number, a truth or the position of a member; `None` where it is not known.
    pub value: Option<i64>,
    /// Its name in answers: that of the member, `oui` or `non`, the number, or an empty text where it is not known.
    pub name: String,
    /// What a person reads.
    pub label: String,
    /// What is counted of it.
    pub tally: Tally,
}

/// What is counted of one indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FollowedIndicator {
    /// Over all the rows of the year.
    pub tally: Tally,
    /// For each axis of the indicator, what is counted of each of its values.
    pub(super) by: Vec<BTreeMap<Option<i64>, Tally>>,
}

/// What is counted of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FollowedYear {
    /// How many rows there are.
    pub rows: u64,
    /// How many of them were not decided.
    pub refused: u64,
    /// In the order of the pack.
    pub indicators: Vec<FollowedIndicator>,
}

/// What is counted of a table of decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Followed {
    /// How many rows the table has.
    pub rows: u64,
    /// How many of them were not decided, for a cell cannot be read or their dossier contradicts itself.
    pub refused: u64,
    /// How many of those are of no year that is known.
    pub refused_undated: u64,
    /// How many are of another year than the one that is asked for.
    pub elsewhere: u64,
    /// How many are of no year that is known.
    pub undated: u64,
    /// By year; `None` when the table does not say the year of its rows.
    pub years: BTreeMap<Option<i32>, FollowedYear>,
    /// What the table has not the columns for.
    pub not_counted: Vec<NotCounted>,
    /// What is said of columns that are called as what they hold was: warnings.
    pub former: Vec<Finding>,
}

impl NotCounted {
    /// What is missing, and what to do about it.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let message = format!(
            "« {} » n'est pas compté : la table n'a pas de colonne `{}`",
            self.title,
            self.missing.join("`, `")
        );
        Finding::new(Code::ColumnAbsent, Place::Whole, message).with_remedy(how_to_add(&self.missing))
    }
}

impl FollowedYear {
    pub(super) fn blank(follow: &FollowPlan) -> Self {
        let indicators = follow.indicators.iter().map(|indicator| FollowedIndicator {
            by: vec![BTreeMap::new(); indicator.by.len()],
            ..FollowedIndicator::default()
        });
        Self {
            rows: 0,
            refused: 0,
            indicators: indicators.collect(),
        }
    }
}

impl FollowedIndicator {
    /// For each axis by which the indicator is broken down, what is counted of each value: those that are known first.
    pub fn groups<'p>(
        &'p self,
        plan: &'p Plan,
        indicator: &'p IndicatorPlan,
    ) -> impl Iterator<Item = (&'p AxisPlan, Vec<Group>)> {
        indicator.by.iter().zip(&self.by).filter_map(|(axis, groups)| {
            let axis = plan.follow.axes.get(usize::from(*axis))?;
            let mut list: Vec<Group> = groups
                .iter()
                .map(|(value, tally)| Group::of(plan, axis, *value, *tally))
                .collect();
            list.sort_by_key(|group| (group.value.is_none(), group.value));
            (!list.is_empty()).then_some((axis, list))
        })
    }
}

impl Group {
    fn of(plan: &Plan, axis: &AxisPlan, value: Option<i64>, tally: Tally) -> Self {
        let (name, label) = match (value, plan.follow.kind(axis.rule.node)) {
            (None, _) => (String::new(), "non connu".to_owned()),
            (Some(value), Kind::Boolean) => {
                let word = if value == 0 { "non" } else { "oui" };
                (word.to_owned(), word.to_owned())
            }
            (Some(value), Kind::Date) => (Day::from_number(value).to_string(), String::new()),
            (Some(value), Kind::Number { .. }) => (value.to_string(), value.to_string()),
            (Some(value), Kind::Choice(id)) => {
                let own = &plan.vocabulary.enumerations;
                let position = usize::from(id.0);
                let more = || plan.follow.enumerations.get(position.checked_sub(own.len())?);
                let enumeration = own.get(position).or_else(more);
                let member = u8::try_from(value).ok();
                let member = member.and_then(|member| enumeration?.member(member));
                member.map_or_else(Default::default, |member| {
                    (member.name.clone(), member.label.clone())
                })
            }
        };
        Self {
            value,
            name,
            label,
            tally,
        }
    }
}

impl Followed {
    /// Was the indicator at this position counted?
    #[must_use]
    pub fn is_counted(&self, indicator: &IndicatorPlan) -> bool {
        let is_it = |missed: &NotCounted| missed.what == Missed::Indicator && missed.id == indicator.id;
        !self.not_counted.iter().any(is_it)
    }

    /// What was planned for a year beside an indicator.
    #[must_use]
    pub fn planned<'p>(plan: &'p Plan, indicator: &IndicatorPlan, year: Option<i32>) -> Option<Planned<'p>> {
        planned(plan, indicator.beside?, year?)
    }
}
