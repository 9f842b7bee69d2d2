use std::{collections::BTreeMap, sync::Arc};

use super::{
    beside::{Planned, planned},
    columns::{Reads, Wanted, is_refused},
    tally::Tally,
};
use crate::{
    date::Day,
    error::{Code, Finding, Findings, Place},
    plan::{AxisPlan, Environment, FollowPlan, FollowRule, IndicatorPlan, Node, NodeId, Plan, Value, step},
    vocabulary::{Kind, Vocabulary},
};

/// The bounds of a number of which nothing is known.
const ANY_NUMBER: i64 = 1_000_000_000_000;

/// Counts the indicators of a pack over a table of decisions, row by row.
#[derive(Debug)]
pub struct Follower {
    plan: Arc<Plan>,
    vocabulary: Vocabulary,
    reads: Vec<Reads>,
    columns: Vec<usize>,
    verdicts: Vec<usize>,
    /// The only year that is counted.
    year: Option<i32>,
    /// For each indicator, whether the table has the columns that it needs.
    counted: Vec<bool>,
    /// For each axis, likewise.
    axes: Vec<bool>,
    facts: Vec<Value>,
    values: Vec<Value>,
    followed: Followed,
}

/// What a table may lack the columns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub struct FollowedIndicator {
    /// Over all the rows of the year.
    pub tally: Tally,
    /// For each axis of the indicator, what is counted of each of its values.
    by: Vec<BTreeMap<Option<i64>, Tally>>,
}

/// What is counted of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowedYear {
    /// How many rows there are.
    pub rows: u64,
    /// In the order of the pack.
    pub indicators: Vec<FollowedIndicator>,
}

/// What is counted of a table of decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// How many rows the table has.
    pub rows: u64,
    /// How many of them were not decided, for their dossier contradicts itself.
    pub refused: u64,
    /// How many are of another year than the one that is asked for.
    pub elsewhere: u64,
    /// How many are of no year that is known.
    pub undated: u64,
    /// By year; `None` when the table does not say the year of its rows.
    pub years: BTreeMap<Option<i32>, FollowedYear>,
    /// What the table has not the columns for.
    pub not_counted: Vec<NotCounted>,
}

impl Follower {
    /// A follower of a table with columns of these names, of one `year` or of every one.
    ///
    /// Names are those of the command line (`bourse_regionale.verdict`) or of Python (`bourse_regionale__verdict`). What the table
    /// has not the columns for is in [`Followed::not_counted`].
    ///
    /// # Errors
    /// [`Findings`] when the pack follows nothing, and when one year is asked for and the table does not say that of its rows.
    pub fn new(plan: &Arc<Plan>, names: &[&str], year: Option<i32>) -> Result<Self, Findings> {
        let follow = &plan.follow;
        let Some(date) = &follow.date else {
            let message = "ce barème n'a pas d'indicateurs : il ne dit pas quoi suivre";
            let finding = Finding::new(Code::NothingFollowed, Place::Whole, message)
                .with_help("écrivez `indicateurs.toml`, ou donnez un autre barème avec `--pack`");
            return Err(Findings::new(vec![finding]));
        };
        let enumerations = [plan.vocabulary.enumerations.as_slice(), &follow.enumerations].concat();
        let facts = follow.columns.iter().map(|column| column.fact.clone()).collect();
        let vocabulary = Vocabulary::new(facts, enumerations);
        let mut wanted = Wanted::default();
        let found: Vec<Result<Reads, Vec<String>>> = follow
            .columns
            .iter()
            .map(|column| wanted.of(plan, column, names))
            .collect();
        let lacking = |rule: &FollowRule| -> Vec<String> {
            let columns = rule.columns.iter();
            let lacked = columns.filter_map(|column| found.get(usize::from(*column))?.as_ref().err());
            lacked.flatten().cloned().collect()
        };
        let mut not_counted = Vec::new();
        let mut note = |what, id: &str, title: &str, mut missing: Vec<String>| {
            missing.sort_unstable();
            missing.dedup();
            let has_all = missing.is_empty();
            if !has_all {
                let (id, title) = (id.to_owned(), title.to_owned());
                not_counted.push(NotCounted {
                    what,
                    id,
                    title,
                    missing,
                });
            }
            has_all
        };
        let undated = lacking(date);
        if year.is_some() && !undated.is_empty() {
            let message = format!(
                "la table n'a pas de colonne `{}` : on ne sait pas de quelle année est chaque ligne",
                undated.join("`, `")
            );
            let finding = Finding::new(Code::ColumnMissing, Place::Whole, message);
            return Err(Findings::new(vec![finding.with_help(how_to_add(&undated))]));
        }
        note(Missed::Date, "date", "Année de chaque ligne", undated);
        let axes: Vec<bool> = follow
            .axes
            .iter()
            .map(|axis| note(Missed::Axis, &axis.id, &axis.title, lacking(&axis.rule)))
            .collect();
        let counted = follow
            .indicators
            .iter()
            .map(|indicator| {
                let mut missing = lacking(&indicator.measure);
                missing.extend(indicator.among.iter().flat_map(lacking));
                note(Missed::Indicator, &indicator.id, &indicator.title, missing)
            })
            .collect();
        let verdicts = names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.ends_with(".verdict") || name.ends_with("__verdict"))
            .map(|(position, _)| position)
            .take(1)
            .collect::<Vec<_>>();
        let mut columns = wanted.columns;
        // Any verdict tells whether a row was decided.
        let verdicts = verdicts
            .into_iter()
            .map(|at| {
                let before = columns.iter().position(|column| *column == at);
                before.unwrap_or_else(|| {
                    columns.push(at);
                    columns.len().saturating_sub(1)
                })
            })
            .collect();
        let reads = found
            .into_iter()
            .map(|reads| reads.unwrap_or(Reads::Nothing))
            .collect();
        Ok(Self {
            plan: Arc::clone(plan),
            vocabulary,
            reads,
            columns,
            verdicts,
            year,
            counted,
            axes,
            facts: Vec::new(),
            values: Vec::new(),
            followed: Followed {
                not_counted,
                ..Followed::default()
            },
        })
    }

    /// The positions of the columns that are read, in the order in which [`Follower::add`] takes their texts.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Has the table no verdict? Then it is none of decisions.
    #[must_use]
    pub fn has_no_verdict(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// Counts a row: one text for each of [`Follower::columns`], empty where nothing is known.
    ///
    /// # Errors
    /// A [`Finding`] when a text is not of the type of its column: the row is not counted.
    pub fn add(&mut self, cells: &[&str]) -> Result<(), Finding> {
        let plan = Arc::clone(&self.plan);
        let follow = &plan.follow;
        let Some(date) = &follow.date else { return Ok(()) };
        self.facts.clear();
        for (reads, column) in self.reads.iter().zip(&follow.columns) {
            self.facts.push(reads.value(column, &self.vocabulary, cells)?);
        }
        self.followed.rows = self.followed.rows.saturating_add(1);
        let refused = |at: &usize| cells.get(*at).is_some_and(|text| is_refused(text));
        if self.verdicts.iter().any(refused) {
            self.followed.refused = self.followed.refused.saturating_add(1);
        }
        self.run(&plan, Plan::any_day(), date.node.index().saturating_add(1));
        let day = self.at(date);
        let (first, last) = (day.first_day().year(), day.last_day().year());
        let year = (first == last).then_some(first);
        match (year, self.year) {
            (Some(year), Some(wanted)) if year != wanted => {
                self.followed.elsewhere = self.followed.elsewhere.saturating_add(1);
                return Ok(());
            }
            (None, _) => {
                self.followed.undated = self.followed.undated.saturating_add(1);
                if self.year.is_some() {
                    return Ok(());
                }
            }
            _ => {}
        }
        self.run(&plan, day, follow.nodes.len());
        self.count(follow, year);
        Ok(())
    }

    /// What was counted.
    #[must_use]
    pub fn finish(mut self) -> Followed {
        if let Some(year) = self.year {
            let blank = || FollowedYear::blank(&self.plan.follow);
            self.followed.years.entry(Some(year)).or_insert_with(blank);
        }
        self.followed
    }

    /// Finds what is known of the first nodes, on a day.
    fn run(&mut self, plan: &Plan, reference: Value, count: usize) {
        let environment = Environment {
            parameters: &plan.parameters,
            tables: &plan.tables,
            facts: &self.facts,
            reference,
        };
        self.values.clear();
        for (node, kind) in plan.follow.nodes.iter().zip(&plan.follow.node_kinds).take(count) {
            let kind = plan.follow.kinds.get(usize::from(*kind));
            let is_choice = matches!(kind, Some(Kind::Choice(_)));
            let values = &self.values;
            let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
            let value = match node {
                Node::Parameter { parameter, date } if !has_value(plan, *parameter, at(*date)) => {
                    anything(kind)
                }
                _ => step(node, is_choice, &at, &environment),
            };
            self.values.push(value);
        }
    }

    fn at(&self, rule: &FollowRule) -> Value {
        self.values
            .get(rule.node.index())
            .copied()
            .unwrap_or(Value::UNKNOWN)
    }

    fn count(&mut self, follow: &FollowPlan, year: Option<i32>) {
        let mut year = match self.followed.years.remove_entry(&year) {
            Some(entry) => entry,
            None => (year, FollowedYear::blank(follow)),
        };
        year.1.rows = year.1.rows.saturating_add(1);
        let counted = self
            .counted
            .iter()
            .zip(&follow.indicators)
            .zip(&mut year.1.indicators);
        for ((_, indicator), followed) in counted.filter(|((counted, _), _)| **counted) {
            let among = indicator.among.as_ref().map_or(Value::TRUE, |rule| self.at(rule));
            let measure = self.at(&indicator.measure);
            let is_count = *follow.kind(indicator.measure.node) == Kind::Boolean;
            let tallied = |tally: &mut Tally| {
                if is_count {
                    tally.count(measure, among);
                } else {
                    tally.add(measure, among);
                }
            };
            tallied(&mut followed.tally);
            for (axis, groups) in indicator.by.iter().zip(&mut followed.by) {
                let position = usize::from(*axis);
                let Some(axis) = follow.axes.get(position) else {
                    continue;
                };
                if self.axes.get(position) == Some(&true) && !among.is_false() {
                    let kind = follow.kind(axis.rule.node);
                    let group = settled(self.at(&axis.rule), kind);
                    tallied(groups.entry(group).or_default());
                }
            }
        }
        self.followed.years.insert(year.0, year.1);
    }
}

/// Has a parameter a value on each day that a date may be?
fn has_value(plan: &Plan, parameter: u16, date: Value) -> bool {
    let series = plan.parameters.get(usize::from(parameter));
    series.is_some_and(|series| {
        let first = series.points.first().map(|point| i64::from(point.from.number()));
        first.is_some_and(|first| first <= date.lo) && date.hi < i64::from(series.until.number())
    })
}

/// What is known of a value when nothing is.
fn anything(kind: Option<&Kind>) -> Value {
    match kind {
        Some(Kind::Choice(_)) => Value::members(u64::MAX),
        Some(Kind::Number { .. }) => Value::between(-ANY_NUMBER, ANY_NUMBER),
        Some(Kind::Date) => Plan::any_day(),
        _ => Value::UNKNOWN,
    }
}

/// What to do for a table to have the columns that it lacks.
fn how_to_add(missing: &[String]) -> String {
    let kept: Vec<String> = missing
        .iter()
        .filter(|name| !name.contains('.'))
        .map(|name| format!("`--garde {name}`"))
        .collect();
    let mut decided: Vec<&str> = missing
        .iter()
        .filter_map(|name| Some(name.split_once('.')?.0))
        .collect();
    decided.dedup();
    let decided: Vec<String> = decided
        .into_iter()
        .map(|id| format!("`--dispositif {id}`"))
        .collect();
    let all = [kept, decided].concat();
    format!("ajoutez {} à `bareme batch`", all.join(", "))
}

/// The one value that is left, as answers name it.
fn settled(value: Value, kind: &Kind) -> Option<i64> {
    match kind {
        Kind::Choice(_) => value.single_member().map(i64::from),
        _ => value.is_point().then_some(value.lo),
    }
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
        Finding::new(Code::ColumnAbsent, Place::Whole, message).with_help(how_to_add(&self.missing))
    }
}

impl FollowedYear {
    fn blank(follow: &FollowPlan) -> Self {
        let indicators = follow.indicators.iter().map(|indicator| FollowedIndicator {
            by: vec![BTreeMap::new(); indicator.by.len()],
            ..FollowedIndicator::default()
        });
        Self {
            rows: 0,
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
