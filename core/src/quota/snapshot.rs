//! The state of a ledger as JSON, and back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    DossierId, EventKey, FORM, Ledger, LedgerId, MAX_LIMIT, Moment, Order, Standing,
    ledger::{Past, waiting},
    places::Places,
    refusal,
};
use crate::{error::Finding, json::unique};

fn unique_pasts<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<DossierId, StoredPast>>, D::Error> {
    unique(deserializer).map(Some)
}

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
    /// From the second form on.
    #[serde(rename = "regle_precedente", default)]
    rule_before: Option<(u64, u32, Order)>,
    /// From the second form on.
    #[serde(
        rename = "passes",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "unique_pasts"
    )]
    pasts: Option<BTreeMap<DossierId, StoredPast>>,
    #[serde(rename = "cles")]
    keys: Vec<(Option<DossierId>, EventKey, String)>,
}

/// The priority of the latest request; the position of the latest event, and where the dossier stood before.
type StoredPast = (u16, Option<(u64, Option<Standing>)>);

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
            rule_before: self.rule_before,
            pasts: Some(
                self.pasts
                    .iter()
                    .map(|(dossier, past)| (dossier.clone(), (past.priority, past.latest.clone())))
                    .collect(),
            ),
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
        let numbered: BTreeSet<u32> = places(&snapshot.standings).collect();
        let each_once = numbered.len() == places(&snapshot.standings).count();
        let numbers = numbered.first().is_none_or(|first| *first >= 1)
            && numbered.last().is_none_or(|last| *last <= MAX_LIMIT);
        if !each_once || !numbers || snapshot.pasts.is_some() != (version > 1) {
            return Err(refusal::invalid_snapshot(&"il se contredit"));
        }
        let ledger = Self {
            waiting: rule
                .map(|(_, order)| waiting(&snapshot.standings, order))
                .unwrap_or_default(),
            taken: Places::of(&numbered),
            keys: snapshot
                .keys
                .into_iter()
                .map(|(dossier, key, gist)| ((dossier, key), gist))
                .collect(),
            id: snapshot.id,
            rule,
            rule_before: snapshot.rule_before,
            events: snapshot.events,
            last: snapshot.last,
            last_request: snapshot.last_request,
            standings: snapshot.standings,
            pasts: snapshot
                .pasts
                .into_iter()
                .flatten()
                .map(|(dossier, (priority, latest))| (dossier, Past { priority, latest }))
                .collect(),
        };
        if ledger.is_coherent() {
            Ok(ledger)
        } else {
            Err(refusal::invalid_snapshot(&"il se contredit"))
        }
    }

    /// Is this text a snapshot of this ledger? One of the first form tells less: what it tells must be so.
    #[must_use]
    pub fn is_kept_in(&self, text: &str) -> bool {
        let Ok(Version { version }) = serde_json::from_str(text) else {
            return false;
        };
        if version > 1 {
            return text == self.to_json();
        }
        let told = Self {
            rule_before: None,
            pasts: BTreeMap::new(),
            ..self.clone()
        };
        Self::from_json(text).is_ok_and(|kept| kept == told)
    }

    /// Could events have made this?
    fn is_coherent(&self) -> bool {
        let full_while_some_wait = self.waiting() == 0 || self.attributed() >= self.limit();
        let keys = u64::try_from(self.keys.len()).is_ok_and(|keys| keys == self.events);
        let begun = self.rule.is_some() == (self.events > 0) && self.last.is_some() == (self.events > 0);
        let past = |position: u64| position <= self.events;
        let pasts = self.pasts.iter().all(|(dossier, known)| {
            self.standings.contains_key(dossier) && known.latest.as_ref().is_none_or(|(at, _)| past(*at))
        });
        let rule_before = self
            .rule_before
            .is_none_or(|(at, limit, _)| past(at) && limit <= MAX_LIMIT);
        full_while_some_wait
            && keys
            && begun
            && pasts
            && rule_before
            && (self.rule.is_some() || self.standings.is_empty())
            && self.limit() <= MAX_LIMIT
    }
}

fn places(standings: &BTreeMap<DossierId, Standing>) -> impl Iterator<Item = u32> {
    standings.values().filter_map(|standing| match standing {
        Standing::Attribuee { rank, .. } => Some(*rank),
        Standing::ListeAttente { .. } | Standing::Refusee { .. } | Standing::Desistee => None,
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
            code(text.replace("\"version\":2", "\"version\":3,\"new\":[]")),
            Code::LedgerNewer
        );
        for (from, to) in [
            ("\"rang\":2", "\"rang\":1"),
            ("\"rang\":2", "\"rang\":0"),
            ("\"limite\":2", "\"limite\":null"),
            ("\"evenements\":3", "\"evenements\":4"),
            ("\"limite\":2", "\"limite\":-1"),
            ("\"version\":2", "\"version\":2,\"nom\":\"x\""),
            // What the second form has, the first has not.
            ("\"version\":2", "\"version\":1"),
            ("\"passes\":{\"a\":[0,[2,null]]", "\"passes\":{\"z\":[0,[2,null]]"),
            ("[0,[2,null]]", "[0,[9,null]]"),
            ("\"rang\":2", "\"rang\":4294967295"),
            ("\"version\":2", "\"version\":2,\"version\":2"),
            ("\"dossiers\":{", "\"dossiers\":{\"a\":\"desistee\","),
            ("\"passes\":{", "\"passes\":{\"a\":[0,[2,null]],"),
            ("\"rang\":2", "\"rang\":3,\"rang\":2"),
        ] {
            assert!(text.contains(from), "{from} in {text}");
            assert_eq!(code(text.replace(from, to)), Code::LedgerCorrupted, "{to}");
        }
        assert_eq!(code("{".to_owned()), Code::LedgerCorrupted);
    }

    #[test]
    fn a_snapshot_of_the_first_form_is_read_and_known_again() {
        // Written by the first version: three events, one of which gave a place up.
        let text = r#"{"version":1,"registre":{"quota":"parcours","groupe":"2024"},"limite":1,"ordre":"reception","evenements":4,"dernier":"2024-01-01T00:00:03Z","derniere_demande":["2024-01-01T00:00:02Z","b"],"dossiers":{"a":"desistee","b":{"attribuee":{"rang":1,"demandee_le":"2024-01-01T00:00:02Z"}}},"cles":[[null,"changement_de_limite..0","changement_de_limite 1 reception"],["a","demande.a.1","demande"],["a","desistement.a.3","desistement"],["b","demande.b.2","demande"]]}"#;
        let mut ledger = opened(1);
        for event in [demande(1, "a"), demande(2, "b"), desistement(3, "a")] {
            ledger.record(&event).unwrap();
        }
        assert!(ledger.is_kept_in(text) && ledger.is_kept_in(&ledger.to_json()));
        let mut read = Ledger::from_json(text).unwrap();
        assert_eq!(read.standing(&dossier("b")), ledger.standing(&dossier("b")));
        assert!(!ledger.is_kept_in(&text.replace("\"limite\":1", "\"limite\":2")));
        assert!(!ledger.is_kept_in("{"));
        // What it does not tell cannot be annulled; what comes after can.
        for event in [correction(4, 4, Some("a")), correction(4, 3, Some("b"))] {
            assert_eq!(read.record(&event).unwrap_err().code, Code::EventContradictory);
        }
        read.record(&desistement(5, "b")).unwrap();
        assert!(read.record(&correction(6, 5, Some("b"))).is_err());
        read.record(&demande(7, "b")).unwrap();
        read.record(&correction(8, 6, Some("b"))).unwrap();
        assert_eq!(read.standing(&dossier("b")), Some(&Standing::Desistee));
        assert_eq!(Ledger::from_json(&read.to_json()).unwrap(), read);
    }
}
