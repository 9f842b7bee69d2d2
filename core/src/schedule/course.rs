//! What a person receives over a course, from what is best together and from the days of the course.

use super::{
    Schedule, compare,
    counted::{counted, undetermined},
    prorata::Prorata,
    running::{Running, blank, days, refused},
};
use crate::{
    date::Day,
    decision::Answer,
    dossier::Dossier,
    error::{Code, Findings},
    evaluate::{Engine, Selection},
};

impl Engine {
    /// What a person receives over the course, from the first day to the last.
    ///
    /// Counted are the dispositifs of the best compatible combination among those of the selection. The verdicts are those of
    /// the reference date; what a versement is worth is that of each day of the course. A fact that is not known leaves the
    /// versements that need it open: nothing is guessed.
    ///
    /// # Errors
    /// [`Findings`] when the dossier contradicts itself, when a named dispositif does not exist, when the pack has no
    /// schedule, or when the course ends before it starts or is longer than the pack allows.
    pub fn schedule(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Schedule, Findings> {
        let answer = self.decided(dossier, date, selection, false, false)?;
        let (mut schedule, running) = outlined(self, &answer)?;
        if let Some(running) = running {
            running
                .payments(self.plan(), dossier, &schedule.dispositifs)?
                .lay_out(&mut schedule);
        }
        Ok(schedule)
    }
}

/// What a schedule counts, and the days of its course: nothing is laid out yet.
pub(super) fn outlined(engine: &Engine, answer: &Answer) -> Result<(Schedule, Option<Running>), Findings> {
    let best = compare::best(engine, answer);
    let plan = engine.plan();
    let course = plan.course.as_ref().ok_or_else(|| {
        refused(
            Code::NoSchedule,
            "ce barème ne dit pas quand une formation commence et finit",
            "ajoutez le fichier `echeancier.toml` au barème",
        )
    })?;
    let mut schedule = blank(plan, answer, counted(plan, best.as_ref()));
    schedule.open = undetermined(plan, answer, &schedule.dispositifs);
    schedule.month_days = days(course, plan, answer.dossier(), &mut schedule)?;
    let running = schedule
        .course
        .zip(schedule.month_days.as_ref())
        .map(|(days, month)| Running {
            days,
            prorata: Prorata {
                month_days: month.value,
            },
        });
    Ok((schedule, running))
}
