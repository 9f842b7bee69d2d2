//! What callers ask of an engine: to decide, then to say what is best together, over the course when its days are known.

use super::compare;
use crate::{
    date::Day,
    decision::Answer,
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
};

impl Engine {
    /// Decides every dispositif that is law or an experiment.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, or contradicts itself.
    pub fn evaluate(&self, dossier: &Dossier, date: Day) -> Result<Answer, Findings> {
        self.evaluate_selected(dossier, date, Selection::InForce)
    }

    /// Decides the dispositifs of a selection.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, contradicts itself, or when a named dispositif does not exist.
    pub fn evaluate_selected(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, false, false)?;
        Ok(compare::with_best(self, answer))
    }

    /// Decides the dispositifs of a selection, with the whole reasoning.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    pub fn explain(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, true, false)?;
        Ok(compare::with_best(self, answer))
    }

    /// Decides the dispositifs of a selection, and gives the droits of those that are refused or undetermined too, as they would be if
    /// they were granted: a supposition, which [`Answer::asked`] says. `explain` asks for the whole reasoning.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    pub fn suppose(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        explain: bool,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, explain, true)?;
        Ok(compare::with_best(self, answer))
    }
}
