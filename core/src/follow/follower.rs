//! Rows of a table of decisions, counted one by one.

use std::sync::Arc;

use super::{
    columns::{Reads, Wanted, how_to_add, is_refused, lacked, twice},
    followed::{Followed, FollowedYear, Missed, NotCounted},
    tally::Tally,
};
use crate::{
    error::{Code, Finding, Findings, Place, Remedy},
    plan::{Environment, FollowPlan, FollowRule, Node, NodeId, Plan, Value, step},
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

impl Follower {
    /// A follower of a table with columns of these names, of one `year` or of every one.
    ///
    /// Names are those of the command line (`bourse_regionale.verdict`) or of Python (`bourse_regionale__verdict`). What the table
    /// has not the columns for is in [`Followed::not_counted`].
    ///
    /// # Errors
    /// [`Findings`] when the pack follows nothing, when two columns have one name, and when one year is asked for and the table does
    /// not say that of its rows.
    pub fn new(plan: &Arc<Plan>, names: &[&str], year: Option<i32>) -> Result<Self, Findings> {
        let follow = &plan.follow;
        let Some(date) = &follow.date else {
            let message = "ce barème n'a pas d'indicateurs : il ne dit pas quoi suivre";
            let finding = Finding::new(Code::NothingFollowed, Place::Whole, message)
                .with_remedy(Remedy::GiveIndicators);
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
        let absent = lacked(&follow.nodes, |column| {
            found.get(usize::from(column)).is_some_and(Result::is_err)
        });
        let lacking = |rule: &FollowRule| -> Vec<String> {
            let columns = absent.get(rule.node.index()).into_iter().flatten();
            let names = columns.filter_map(|column| found.get(usize::from(*column))?.as_ref().err());
            names.flatten().cloned().collect()
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
        let mut faults = twice(names);
        let undated = lacking(date);
        if year.is_some() && !undated.is_empty() {
            let message = format!(
                "la table n'a pas de colonne `{}` : on ne sait pas de quelle année est chaque ligne",
                undated.join("`, `")
            );
            let finding = Finding::new(Code::ColumnMissing, Place::Whole, message);
            faults.push(finding.with_remedy(how_to_add(&undated)));
        }
        if !faults.is_empty() {
            return Err(Findings::new(faults));
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
                let mut missing = lacking(&indicator.counting);
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
                former: wanted.former,
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
        let is_refused = self
            .verdicts
            .iter()
            .any(|at| cells.get(*at).is_some_and(|text| is_refused(text)));
        self.facts.clear();
        for (position, (reads, column)) in (0_u16..).zip(self.reads.iter().zip(&follow.columns)) {
            let read = |reads: Reads| reads.value(column, &self.vocabulary, cells);
            let value = if is_refused && matches!(reads, Reads::Fact(_)) {
                // What was refused may be any of its cells. Its year alone is looked for, to say where it is missing.
                let dated = read(*reads).ok().filter(|_| date.columns.contains(&position));
                dated.map_or_else(|| read(Reads::Nothing), Ok)?
            } else {
                read(*reads)?
            };
            self.facts.push(value);
        }
        self.followed.rows = self.followed.rows.saturating_add(1);
        if is_refused {
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
                if is_refused {
                    self.followed.refused_undated = self.followed.refused_undated.saturating_add(1);
                }
                if self.year.is_some() {
                    return Ok(());
                }
            }
            _ => {}
        }
        self.run(&plan, day, follow.nodes.len());
        self.count(follow, year, is_refused);
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
            let is_choice = kind.is_some_and(Kind::is_choice);
            let values = &self.values;
            let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
            let lacking = if let Node::Parameter { parameter, date } = node {
                !has_value(plan, *parameter, at(*date))
            } else {
                false
            };
            self.values.push(if lacking {
                anything(kind)
            } else {
                step(node, is_choice, &at, &environment)
            });
        }
    }

    fn at(&self, rule: &FollowRule) -> Value {
        self.values
            .get(rule.node.index())
            .copied()
            .unwrap_or(Value::UNKNOWN)
    }

    fn count(&mut self, follow: &FollowPlan, year: Option<i32>, is_refused: bool) {
        let mut year = match self.followed.years.remove_entry(&year) {
            Some(entry) => entry,
            None => (year, FollowedYear::blank(follow)),
        };
        year.1.rows = year.1.rows.saturating_add(1);
        year.1.refused = year.1.refused.saturating_add(u64::from(is_refused));
        let counted = self
            .counted
            .iter()
            .zip(&follow.indicators)
            .zip(&mut year.1.indicators);
        for ((_, indicator), followed) in counted.filter(|((counted, _), _)| **counted) {
            let among = indicator.among.as_ref().map_or(Value::TRUE, |rule| self.at(rule));
            let counting = self.at(&indicator.counting);
            let is_count = follow.kind(indicator.counting.node).is_boolean();
            let tallied = |tally: &mut Tally| {
                if is_count {
                    tally.count(counting, among);
                } else {
                    tally.add(counting, among);
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
        Some(Kind::Boolean) | None => Value::UNKNOWN,
    }
}

/// The one value that is left, as answers name it.
fn settled(value: Value, kind: &Kind) -> Option<i64> {
    match kind {
        Kind::Choice(_) => value.single_member().map(i64::from),
        Kind::Boolean | Kind::Number { .. } | Kind::Date => value.is_point().then_some(value.lo),
    }
}
