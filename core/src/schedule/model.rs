//! What a schedule holds.

use std::{borrow::Cow, sync::Arc};

use super::rate::Rate;
use crate::{
    date::{Day, Period},
    decimal::Decimal,
    decision::{Asked, CitationView},
    plan::{Citation, DispositifPlan, Pace, Plan, Reliability, VersementPlan, meter},
    vocabulary::{Fact, FactId},
};

/// What a person receives over a course, from the first day to the last.
#[derive(Clone)]
#[non_exhaustive]
pub struct Schedule {
    pub(super) plan: Arc<Plan>,
    pub(super) date: Day,
    pub(super) asked: Asked,
    /// The days of the course; `None` when a date is not known.
    pub course: Option<Period>,
    /// The facts without which the days of the course are not known.
    pub missing: Vec<FactId>,
    /// Positions of the dispositifs that are counted: those that pay something among the best compatible ones.
    pub dispositifs: Vec<u16>,
    /// What is paid: the segments follow each other from the first day to the last, each differs from the one before.
    pub segments: Vec<Segment>,
    /// The sums over the whole course.
    pub totals: Totals,
    /// What may be paid as well, once more is known.
    pub open: Vec<Open>,
    /// For how many days a month counts; `None` when the first day of the course is not known.
    pub month_days: Option<MonthDays>,
}

/// Days on which nothing changes.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segment {
    /// The days.
    pub days: Period,
    /// Why it is not what came before; for the first segment, that the course starts.
    pub causes: Vec<Cause>,
    /// What is paid, in the order of the pack; nothing when empty.
    pub lines: Vec<Line>,
    /// The sum of the totals of the lines, in euros.
    pub total: Decimal,
}

/// One versement over the days of a segment.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// Position of the versement in its dispositif.
    pub versement: u16,
    /// The amount, in the unit of its pace; `None` when no text read says how much.
    pub amount: Option<Decimal>,
    /// What it comes to over the segment, in euros; `None` when there is no amount, or when it depends on hours to come.
    pub total: Option<Decimal>,
    /// The weakest of everything it rests on.
    pub reliability: Reliability,
    /// The earliest day until which a value it rests on was checked.
    pub verified: Option<Day>,
    /// The earliest day until which a value it reads on a later day was checked.
    pub outdated: Option<Day>,
    /// What it is worth over a part of these days.
    pub(super) rate: Option<Rate>,
}

/// Why something changes on a day.
#[derive(Clone, PartialEq, Eq)]
pub enum Cause {
    /// The course starts.
    Start,
    /// What the rule says.
    Stated(String),
    /// A parameter has a new value.
    Parameter {
        /// What a person reads.
        title: String,
        /// The unit of its values.
        unit: Option<String>,
        /// What it was worth.
        before: String,
        /// What it is worth.
        after: String,
        /// Where the new value comes from, and since when it is in force.
        source: Cited,
    },
    /// A table has new cells.
    Table {
        /// What a person reads.
        title: String,
        /// Where they come from, and since when they are in force.
        source: Cited,
    },
    /// A versement starts: its title.
    Begins(String),
    /// A versement ends: its title.
    Ends(String),
    /// The amount of a versement changes, for another reason than the above: its title.
    Differs(String),
}

/// Where a dated value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited {
    /// The place.
    pub citation: Citation,
    /// How sure it is.
    pub reliability: Reliability,
    /// Since when the value is in force.
    pub since: Day,
}

impl Cited {
    /// The place, with the title of its source.
    #[must_use]
    pub fn view<'a>(&'a self, plan: &'a Plan) -> CitationView<'a> {
        CitationView::new(plan, &self.citation, self.reliability, Some(self.since))
    }
}

impl Cause {
    /// The word in answers.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Start => "debut",
            Self::Stated(_) => "regle",
            Self::Parameter { .. } => "parametre",
            Self::Table { .. } => "table",
            Self::Begins(_) => "debut_versement",
            Self::Ends(_) => "fin_versement",
            Self::Differs(_) => "montant",
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Start => "début de la formation".to_owned(),
            Self::Stated(text) => text.clone(),
            Self::Parameter { title, .. } | Self::Table { title, .. } => format!("nouvelle valeur : {title}"),
            Self::Begins(title) => format!("début du versement : {title}"),
            Self::Ends(title) => format!("fin du versement : {title}"),
            Self::Differs(title) => format!("nouveau montant : {title}"),
        }
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(&self) -> Option<&Cited> {
        match self {
            Self::Parameter { source, .. } | Self::Table { source, .. } => Some(source),
            Self::Start | Self::Stated(_) | Self::Begins(_) | Self::Ends(_) | Self::Differs(_) => None,
        }
    }
}

/// The sums over a course.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Totals {
    /// All that has an amount, in euros.
    pub total: Decimal,
    /// The same for each payer, in the order in which they first pay.
    pub payers: Vec<Payer>,
    /// Is everything that is counted an amount, and sure to be paid? Otherwise the person receives something more than the total, or, when
    /// [`Schedule::may_be_replaced`], something else.
    pub complete: bool,
}

/// Who pays, and how much over the course.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payer {
    /// The name of the member of `payeur`.
    pub name: String,
    /// What a person reads.
    pub label: String,
    /// What has an amount, in euros.
    pub total: Decimal,
    /// Is all that they pay an amount?
    pub complete: bool,
}

/// A dispositif, or one of its versements, that may be paid once more is known.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Open {
    /// Position of the dispositif.
    pub dispositif: u16,
    /// Position of the versement; `None` when it is not known whether the person is entitled to the dispositif.
    pub versement: Option<u16>,
    /// The facts that are missing.
    pub missing: Vec<FactId>,
}

/// For how many days a month counts, and which text or usage says so.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthDays {
    /// The name of the parameter.
    pub name: String,
    /// What a person reads.
    pub title: String,
    /// The days.
    pub value: i64,
    /// Where it comes from.
    pub source: Cited,
}

/// A line with what its plan says of it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct LineView<'a> {
    /// The line.
    pub line: &'a Line,
    /// The dispositif.
    pub dispositif: &'a DispositifPlan,
    /// The versement.
    pub versement: &'a VersementPlan,
}

impl<'a> LineView<'a> {
    /// Where the versement comes from.
    #[must_use]
    pub fn source(&self, plan: &'a Plan) -> CitationView<'a> {
        let versement = self.versement;
        CitationView::new(plan, &versement.citation, versement.reliability, None)
    }

    /// What the amount is for; `None` when there is no amount.
    #[must_use]
    pub fn pace(&self) -> Option<Pace> {
        self.versement.amount.as_ref().map(|(_, pace)| *pace)
    }
}

impl Schedule {
    /// The plan that was evaluated.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The reference date: that of the verdicts.
    #[must_use]
    pub const fn date(&self) -> Day {
        self.date
    }

    /// What was asked for.
    #[must_use]
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The title of a versement, with the values of the reference date.
    #[must_use]
    pub fn titled<'t>(&self, title: &'t str) -> Cow<'t, str> {
        self.plan.titled(title, Some(self.date))
    }

    /// The segment that holds a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.days.contains(day))
    }

    /// What is paid in a segment of this schedule.
    pub fn lines<'a>(&'a self, segment: &'a Segment) -> impl Iterator<Item = LineView<'a>> + use<'a> {
        segment.lines.iter().filter_map(|line| {
            let dispositif = self.plan.dispositif(line.dispositif)?;
            let versement = dispositif.versements.get(usize::from(line.versement))?;
            Some(LineView {
                line,
                dispositif,
                versement,
            })
        })
    }

    /// The dispositifs that are counted and in whose place one that is not decided would be paid, each once.
    #[must_use]
    pub fn may_be_replaced(&self, open: &Open) -> Vec<u16> {
        let owner = self.plan.dispositif(open.dispositif);
        let undecided = owner.filter(|_| open.versement.is_none());
        let mut replaced: Vec<u16> = undecided
            .into_iter()
            .flat_map(|owner| &owner.versements)
            .flat_map(|versement| &versement.replaces)
            .copied()
            .filter(|position| {
                meter::add(self.dispositifs.len());
                self.dispositifs.contains(position)
            })
            .collect();
        replaced.sort_unstable();
        replaced.dedup();
        replaced
    }

    /// The facts of a list of ids.
    pub fn facts<'a>(&'a self, ids: &'a [FactId]) -> impl Iterator<Item = &'a Fact> + use<'a> {
        ids.iter().filter_map(|id| self.plan.vocabulary.fact(*id))
    }
}

unseen! {
    Schedule => "Schedule",
    Segment => "Segment",
    Line => "Line",
    Cause => "Cause",
    Totals => "Totals",
    Payer => "Payer",
    Open => "Open",
    MonthDays => "MonthDays",
    LineView<'_> => "LineView",
}
