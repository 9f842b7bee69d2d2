//! What every door asks for about thresholds: one fact or two, and what would open the only dispositif that is named.

use super::{engine::PieceOptions, model::Pieces, nearest::NearestChange};
use crate::{
    date::Day,
    dossier::Dossier,
    error::{Code, Finding, Findings, Place},
    evaluate::{Engine, Selection},
};

/// How many boxes a map may look at for each dispositif, and spans the change that opens what is refused.
const MOST: u32 = 20_000;

impl Engine {
    /// The [pieces](Engine::pieces) of one fact, or the [boxes](Engine::boxes) of two.
    ///
    /// # Errors
    /// As [`Engine::pieces`]; [`Findings`] too when no fact is named, or more than two.
    ///
    /// # Example
    /// ```
    /// use bareme::{analysis::PieceOptions, guide};
    ///
    /// let engine = guide::engine()?;
    /// let (dossier, day) = (engine.dossier(), "2024-09-02".parse()?);
    /// let thresholds = engine.thresholds(&dossier, &["age"], day, &PieceOptions::default())?;
    /// assert_eq!(thresholds[0].iter().len(), 2);
    /// assert!(engine.thresholds(&dossier, &[], day, &PieceOptions::default()).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn thresholds(
        &self,
        dossier: &Dossier,
        facts: &[&str],
        date: Day,
        options: &PieceOptions<'_>,
    ) -> Result<Vec<Pieces>, Findings> {
        match facts {
            [only] => self.pieces(dossier, only, date, options),
            [first, second] if first == second => {
                let message = format!("`{first}` est donné deux fois : une carte a deux faits différents");
                let finding = Finding::new(Code::WrongType, Place::Whole, message);
                Err(finding
                    .with_help("nommez-le une fois, ou nommez un autre second fait")
                    .into())
            }
            [first, second] => {
                let most = options.most.max(MOST);
                self.boxes(dossier, [first, second], date, &PieceOptions { most, ..*options })
            }
            _ => {
                let message = format!("un fait ou deux vont sur leurs valeurs, et non {}", facts.len());
                let finding = Finding::new(Code::WrongType, Place::Whole, message);
                Err(finding.with_help("nommez un fait, ou deux pour une carte").into())
            }
        }
    }

    /// The [nearest change](Engine::nearest_change) that opens the only dispositif of a selection; nothing of several, nor of a dossier that contradicts
    /// itself: its pieces say why.
    ///
    /// # Example
    /// ```
    /// use bareme::{Selection, analysis::NearestChange, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("age", 14)?.set("entree", "2024-09-02")?;
    /// let opens = engine.opening(&dossier, "2024-09-02".parse()?, Selection::Named(&["bourse"]));
    /// assert!(matches!(opens, Some(NearestChange::None { .. })));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn opening(&self, dossier: &Dossier, date: Day, selection: Selection<'_>) -> Option<NearestChange> {
        match selection {
            Selection::Named([only]) => self.nearest_change(dossier, date, only, MOST).ok(),
            Selection::Named(_) | Selection::InForce | Selection::WithHypotheses => None,
        }
    }
}
