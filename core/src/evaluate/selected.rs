//! The dispositifs that a selection means.

use super::{Engine, Selection, ordered::insert_once};
use crate::{
    dossier::dispositif_note,
    error::{Code, Finding, Findings, Place, Remedy, nearest},
    plan::Status,
};

impl Engine {
    /// The positions of the dispositifs of a selection.
    pub(crate) fn positions(&self, selection: Selection<'_>) -> Result<Vec<u16>, Findings> {
        let dispositifs = &self.inner.plan.dispositifs;
        let Selection::Named(names) = selection else {
            let announced_too = selection == Selection::WithHypotheses;
            return Ok((0_u16..)
                .zip(dispositifs)
                .filter(|(_, dispositif)| announced_too || dispositif.status != Status::Hypothesis)
                .map(|(position, _)| position)
                .collect());
        };
        let mut positions = Vec::with_capacity(names.len());
        let mut unknown = Vec::new();
        for name in names {
            match self.inner.plan.dispositif_of_any_name(name) {
                Some((position, _)) => insert_once(&mut positions, position),
                None => unknown.push(
                    Finding::new(
                        Code::UnknownDispositif,
                        Place::Whole,
                        format!(
                            "aucun dispositif ne s'appelle `{}`",
                            crate::dossier::shortened(name)
                        ),
                    )
                    .with_suggestion(nearest(
                        name,
                        dispositifs.iter().map(|dispositif| dispositif.id.as_str()),
                    ))
                    .with_remedy(Remedy::ListDispositifs),
                ),
            }
        }
        if !unknown.is_empty() {
            return Err(Findings::new(unknown));
        }
        Ok(positions)
    }

    /// What is said of the dispositifs that a selection names as they were called once.
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, guide};
    ///
    /// assert!(guide::engine()?.former_names(Selection::Named(&["bourse"])).is_empty());
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn former_names(&self, selection: Selection<'_>) -> Vec<Finding> {
        let Selection::Named(names) = selection else {
            return Vec::new();
        };
        let mut told: Vec<Finding> = Vec::new();
        for name in names {
            let found = self.plan().dispositif_of_any_name(name);
            if let Some((_, dispositif)) = found.filter(|(_, dispositif)| dispositif.id != **name) {
                let note = dispositif_note(name, &dispositif.id);
                if !told.contains(&note) {
                    told.push(note);
                }
            }
        }
        told
    }
}
