//! What a decision that was kept says was decided: read as it stands, not verified.

use serde_json::Value as Json;

use super::Receipt;
use crate::decision::Verdict;

/// What a text says was decided of one dispositif. Nobody vouches for it: [`Receipt::verify`] does.
#[derive(Clone, Copy)]
pub struct ClaimedDecision<'r> {
    id: &'r str,
    told: &'r Json,
}

impl Receipt {
    /// What it says was decided, dispositif by dispositif, sorted by their ids; nothing for a schedule.
    ///
    /// # Example
    /// ```
    /// use bareme::{Verdict, guide, wire::{self, Receipt, Request}};
    ///
    /// let dossier = r#"{"age": 16, "situation": "lyceen", "entree": "2024-09-02"}"#;
    /// let request = Request { dossier, date: "2024-09-02", ..Request::default() };
    /// let receipt = Receipt::read(&wire::evaluate(&guide::engine()?, &request)?)?;
    /// let bursary = receipt.decisions().next().unwrap();
    /// assert_eq!(bursary.verdict(), Some(Verdict::Eligible));
    /// assert_eq!(bursary.droits().collect::<Vec<_>>(), [("montant", "1400.00".to_owned())]);
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    pub fn decisions(&self) -> impl Iterator<Item = ClaimedDecision<'_>> {
        let decisions = self.value.get("decisions").and_then(Json::as_object);
        let all = decisions.into_iter().flatten();
        all.map(|(id, told)| ClaimedDecision { id, told })
    }
}

impl<'r> ClaimedDecision<'r> {
    /// The id of the dispositif.
    #[must_use]
    pub const fn id(&self) -> &'r str {
        self.id
    }

    /// The verdict; `None` when the text says none, or one that this version does not know.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.told.get("verdict")?.as_str()?.parse().ok()
    }

    /// The droits with their values, as JSON writes them without its quotes: `1400.00`, `5`, `true`.
    pub fn droits(&self) -> impl Iterator<Item = (&'r str, String)> + use<'r> {
        let droits = self.told.get("droits").and_then(Json::as_object);
        droits.into_iter().flatten().map(|(id, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (id.as_str(), text)
        })
    }

    /// The facts that could still change something.
    pub fn missing(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let missing = self.told.get("manquants").and_then(Json::as_array);
        missing.into_iter().flatten().filter_map(Json::as_str)
    }
}

unseen!(ClaimedDecision<'_> => "ClaimedDecision");
