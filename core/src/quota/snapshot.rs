use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    DossierId, EventKey, FORM, Ledger, LedgerId, MAX_LIMIT, Moment, Order, Standing, ledger::waiting, refusal,
};
use crate::{error::Finding, json::unique};

/// A ledger as it is stored, so that a long history need not be replayed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Snapshot {
    version: u32,
    #[serde(rename = "registre")]
    id: LedgerId,
    #[serde(rename = "limite")]
    limit: Option<u32>,
    #[serde(rename = "ordre")]
    order: Option<Order>,
    #[serde(rename = "evenements")]
    events: u64,
    #[serde(rename = "dernier")]
    last: Option<Moment>,
    #[serde(rename = "derniere_demande")]
    last_request: Option<(Moment, DossierId)>,
    #[serde(rename = "dossiers", deserialize_with = "unique")]
    standings: BTreeMap<DossierId, Standing>,
    #[serde(rename = "cles")]
    keys: Vec<(Option<DossierId>, EventKey, String)>,
}

/// Only the version, read first: what else a newer form holds is not known.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Ledger {
    /// The snapshot of the ledger: the same ledger is always the same text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let snapshot = Snapshot {
            version: FORM,
            id: self.id.clone(),
            limit: self.rule.map(|(limit, _)| limit),
            order: self.order(),
            events: self.events,
            last: self.last,
            last_request: self.last_request.clone(),
            standings: self.standings.clone(),
            keys: self
                .keys
                .iter()
                .map(|((dossier, key), gist)| (dossier.clone(), key.clone(), gist.clone()))
                .collect(),
        };
        // INVARIANT: texts, numbers and lists always have a JSON form.
        serde_json::to_string(&snapshot).unwrap_or_default()
    }

    /// Reads a snapshot back.
    ///
    /// # Errors
    /// A finding when the text is not a snapshot, is one of a newer engine, or contradicts itself.
    pub fn from_json(text: &str) -> Result<Self, Finding> {
        let Version { version } =
            serde_json::from_str(text).map_err(|error| refusal::invalid_snapshot(&error))?;
        if version > FORM {
            return Err(refusal::newer_form(version));
        }
        let snapshot: Snapshot =
            serde_json::from_str(text).map_err(|error| refusal::invalid_snapshot(&error))?;
        let rule = snapshot.limit.zip(snapshot.order);
        let ledger = Self {
            waiting: rule
                .map(|(_, order)| waiting(&snapshot.standings, order))
                .unwrap_or_default(),
            taken: places(&snapshot.standings).collect(),
            keys: snapshot
                .keys
                .into_iter()
                .map(|(dossier, key, gist)| ((dossier, key), gist))
                .collect(),
            id: snapshot.id,
            rule,
            events: snapshot.events,
            last: snapshot.last,
            last_request: snapshot.last_request,
            standings: snapshot.standings,
        };
        if ledger.is_coherent() {
            Ok(ledger)
        } else {
            Err(refusal::invalid_snapshot(&"il se contredit"))
        }
    }

    /// Could events have made this?
    fn is_coherent(&self) -> bool {
        let numbered: BTreeSet<u32> = places(&self.standings).collect();
        let each_once = numbered.len() == places(&self.standings).count();
        let numbers = numbered.first().is_none_or(|first| *first >= 1)
            && numbered.last().is_none_or(|last| *last <= MAX_LIMIT);
        let full_while_some_wait = self.waiting.is_empty() || self.attributed() >= self.limit();
        let keys = u64::try_from(self.keys.len()).is_ok_and(|keys| keys == self.events);
        let begun = self.rule.is_some() == (self.events > 0) && self.last.is_some() == (self.events > 0);
        each_once
            && numbers
            && full_while_some_wait
            && keys
            && begun
            && (self.rule.is_some() || self.standings.is_empty())
            && self.limit() <= MAX_LIMIT
    }
}

fn places(standings: &BTreeMap<DossierId, Standing>) -> impl Iterator<Item = u32> {
    standings.values().filter_map(|standing| match standing {
        Standing::Attribuee { rank, .. } => Some(*rank),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{error::Code, quota::samples::*};

    #[test]
    fn a_snapshot_is_the_ledger() {
        let ledger = opened(1);
        let ledger = ledger.apply(&demande(1, "b")).unwrap().ledger;
        let ledger = ledger.apply(&demande(2, "a")).unwrap().ledger;
        let ledger = ledger.apply(&desistement(3, "b")).unwrap().ledger;
        let text = ledger.to_json();
        let back = Ledger::from_json(&text).unwrap();
        assert_eq!(back, ledger);
        assert_eq!(back.to_json(), text);
        let empty = Ledger::new(ledger.id().clone());
        assert_eq!(Ledger::from_json(&empty.to_json()).unwrap(), empty);
    }

    #[test]
    fn a_snapshot_of_a_newer_engine_or_that_contradicts_itself_is_refused() {
        let ledger = opened(2).apply(&demande(1, "a")).unwrap().ledger;
        let text = ledger.apply(&demande(2, "b")).unwrap().ledger.to_json();
        let code = |text: String| Ledger::from_json(&text).unwrap_err().code;
        assert_eq!(
            code(text.replace("\"version\":1", "\"version\":2,\"new\":[]")),
            Code::LedgerNewer
        );
        for (from, to) in [
            ("\"rang\":2", "\"rang\":1"),
            ("\"rang\":2", "\"rang\":0"),
            ("\"limite\":2", "\"limite\":null"),
            ("\"evenements\":3", "\"evenements\":4"),
            ("\"limite\":2", "\"limite\":-1"),
            ("\"version\":1", "\"version\":1,\"nom\":\"x\""),
            ("\"version\":1", "\"version\":1,\"version\":1"),
            ("\"dossiers\":{", "\"dossiers\":{\"a\":\"desistee\","),
            ("\"rang\":2", "\"rang\":3,\"rang\":2"),
        ] {
            assert!(text.contains(from), "{from} in {text}");
            assert_eq!(code(text.replace(from, to)), Code::LedgerCorrupted, "{to}");
        }
        assert_eq!(code("{".to_owned()), Code::LedgerCorrupted);
    }
}
