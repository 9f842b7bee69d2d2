//! What is paid during a course.

use serde::{Deserialize, Serialize};

use super::{Citation, CourseLength, NodeId, Pace, Reliability, Rule};

/// Something that is paid during a course.
///
/// Its expressions read parameters and tables on the day that is paid, which is the reference date while they are evaluated;
/// the variables and droits of its dispositif keep their date of effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersementPlan {
    /// Its name in answers.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// How much, and for what; the node has the decimals of the pace. `None` when no text read says how much.
    pub amount: Option<(Rule, Pace)>,
    /// For an amount paid by the hour, how many hours the whole course has, in hundredths.
    pub hours: Option<Rule>,
    /// Who pays: the name of the member, and what a person reads.
    pub payer: (String, String),
    /// On which days it is paid; every day of the course when `None`.
    pub test: Option<Rule>,
    /// Days on which it may change, each with what a person reads.
    pub changes: Vec<ChangePlan>,
    /// What a person reads when it starts inside a course, and no other cause is known.
    pub starts: Option<String>,
    /// What a person reads when it ends inside a course, and no other cause is known.
    pub ends: Option<String>,
    /// Positions of the dispositifs that pay nothing when this one does.
    pub replaces: Vec<u16>,
    /// What a person must know before counting on it.
    pub caveat: Option<String>,
    /// Where it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
}

impl VersementPlan {
    /// Its expressions.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        let amount = self.amount.iter().map(|(rule, _)| rule);
        let changes = self.changes.iter().map(|change| &change.date);
        amount.chain(&self.hours).chain(&self.test).chain(changes)
    }
}

/// A day on which something changes during a course, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePlan {
    /// The first day after the change.
    pub date: Rule,
    /// What a person reads.
    pub cause: String,
}

/// From which day to which day a course runs, and how a part of a month counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoursePlan {
    /// The first day.
    pub start: Rule,
    /// The last day.
    pub end: Rule,
    /// Position of the parameter: for how many days a month counts.
    pub month_days: u16,
    /// Its value on the first day of the course.
    pub month_days_node: NodeId,
    /// How long a course may be.
    pub longest: CourseLength,
}
