//! What callers ask of an engine: to decide, then to say what is best together, over the course when its days are known.

use super::compare;
use crate::{
    date::Day,
    decision::{Answer, Reserve},
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
};

impl Engine {
    /// Decides every dispositif that is law or an experiment.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, or contradicts itself.
    ///
    /// # Example
    /// ```
    /// use bareme::{Verdict, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("age", 14)?.set("entree", "2024-09-02")?;
    /// let answer = engine.evaluate(&dossier, "2024-09-02".parse()?)?;
    /// assert_eq!(answer.decision("bourse").unwrap().verdict(), Verdict::NotEligible);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate(&self, dossier: &Dossier, date: Day) -> Result<Answer, Findings> {
        self.evaluate_selected(dossier, date, Selection::InForce)
    }

    /// Decides the dispositifs of a selection.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack, contradicts itself, or when a named dispositif does not exist.
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let answer = engine.evaluate_selected(&engine.dossier(), "2024-09-02".parse()?, Selection::Named(&["bourse"]))?;
    /// assert_eq!(answer.decisions().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate_selected(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, false, false)?;
        Ok(whole(self, answer))
    }

    /// Decides the dispositifs of a selection, with the whole reasoning.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("age", 14)?.set("entree", "2024-09-02")?;
    /// let answer = engine.explain(&dossier, "2024-09-02".parse()?, Selection::InForce)?;
    /// let reasons = answer.decision("bourse").unwrap().explanation().unwrap();
    /// assert_eq!(reasons.conditions().next().unwrap().step.text(), "age >= age_minimum");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, true, false)?;
        Ok(whole(self, answer))
    }

    /// Decides the dispositifs of a selection, and gives the droits of those that are refused or undetermined too, as they would be if
    /// they were granted: a supposition, which [`Answer::asked`] says. `explain` asks for the whole reasoning.
    ///
    /// # Errors
    /// As [`Engine::evaluate_selected`].
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("age", 14)?.set("entree", "2024-09-02")?;
    /// let answer = engine.suppose(&dossier, "2024-09-02".parse()?, Selection::InForce, false)?;
    /// let refused = answer.decision("bourse").unwrap();
    /// assert!(refused.is_supposed() && refused.droits().next().unwrap().value().is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn suppose(
        &self,
        dossier: &Dossier,
        date: Day,
        selection: Selection<'_>,
        explain: bool,
    ) -> Result<Answer, Findings> {
        let answer = self.decided(dossier, date, selection, explain, true)?;
        Ok(whole(self, answer))
    }
}

/// The answer with what is best together, and with what it says under reserve.
fn whole(engine: &Engine, answer: Answer) -> Answer {
    let reserve = engine.reserved(&answer).map(|reserve| Reserve {
        answer: compare::with_best(engine, reserve.answer),
        ..reserve
    });
    compare::with_best(engine, answer).with_reserve(reserve)
}
