//! The ways to be paid as JSON.

use serde::Serialize;

use super::{
    course_out::{OpenView, PlainCause},
    explanation_out::SourceView,
};
use crate::schedule::{Incomes, Month, MonthLine, Schedule, Sequence};

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

/// The ways to be paid during a course, the one that gives the most first.
#[derive(Serialize)]
pub(super) struct IncomesView<'a> {
    inconnus: Vec<OpenView<'a>>,
    omises: usize,
    /// Are there more than are counted in `omises`?
    omises_au_moins: bool,
    sequences: Vec<SequenceView<'a>>,
}

#[derive(Serialize)]
struct SequenceView<'a> {
    changements: Vec<ChangeView<'a>>,
    complet: bool,
    dispositifs: Vec<&'a str>,
    ecart: Option<String>,
    mois: Vec<MonthView<'a>>,
    total: String,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    cause: String,
    genre: &'a str,
    jour: String,
    source: Option<SourceView<'a>>,
}

#[derive(Serialize)]
struct MonthView<'a> {
    complet: bool,
    lignes: Vec<LineView<'a>>,
    mois: String,
    total: String,
}

#[derive(Serialize)]
struct LineView<'a> {
    complet: bool,
    dispositif: &'a str,
    total: String,
    versement: &'a str,
}

impl<'a> IncomesView<'a> {
    pub(super) fn new(incomes: &'a Incomes) -> Self {
        let open = incomes.open.iter();
        Self {
            inconnus: open.map(|open| OpenView::new(&incomes.schedule, open)).collect(),
            omises: incomes.omitted,
            omises_au_moins: incomes.more,
            sequences: incomes.sequences.iter().map(SequenceView::new).collect(),
        }
    }
}

impl<'a> SequenceView<'a> {
    fn new(sequence: &'a Sequence) -> Self {
        let schedule = &sequence.schedule;
        let plan = schedule.plan();
        let counted = schedule.dispositifs.iter();
        let changes = schedule
            .segments
            .iter()
            .skip(1)
            .flat_map(|segment| segment.causes.iter().map(move |cause| (segment.days.from, cause)));
        Self {
            changements: changes
                .map(|(day, cause)| {
                    let PlainCause { genre, texte, source } = PlainCause::new(plan, cause);
                    ChangeView {
                        cause: texte,
                        genre,
                        jour: day.to_string(),
                        source,
                    }
                })
                .collect(),
            complet: sequence.is_complete(),
            dispositifs: counted
                .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
                .collect(),
            ecart: sequence.gap.map(|gap| gap.to_string()),
            mois: sequence
                .months
                .iter()
                .map(|month| MonthView::new(schedule, month))
                .collect(),
            total: sequence.total().to_string(),
        }
    }
}

impl<'a> MonthView<'a> {
    fn new(schedule: &'a Schedule, month: &'a Month) -> Self {
        let (year, number, _) = month.first().calendar();
        Self {
            complet: month.complete,
            lignes: month
                .lines
                .iter()
                .filter_map(|line| LineView::new(schedule, line))
                .collect(),
            mois: format!("{year:04}-{number:02}"),
            total: month.total.to_string(),
        }
    }
}

impl<'a> LineView<'a> {
    fn new(schedule: &'a Schedule, line: &MonthLine) -> Option<Self> {
        let dispositif = schedule.plan().dispositif(line.dispositif)?;
        let versement = dispositif.versements.get(usize::from(line.versement))?;
        Some(Self {
            complet: line.complete,
            dispositif: &dispositif.id,
            total: line.total.to_string(),
            versement: &versement.id,
        })
    }
}
