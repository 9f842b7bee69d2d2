//! When an interview is useful, and when it is done: read in the decisions, whatever is still asked.
//!
//! **Useful**: one dispositif that a person is shown is eligible, sous réserve allowed, and its principal benefit is settled or has a range; or all are
//! refused. **Done**: each is settled, sous réserve allowed, its benefits within 5 % of their high end; or suspended: it waits only for what the
//! person does not know.

use std::str::FromStr as _;

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::door::{Door, Offer, Told, list, word};

/// Where a person stands.
pub(crate) struct Standing {
    pub(crate) useful: bool,
    pub(crate) done: bool,
    /// What is settled, and how: `eligible`, `non_eligible`, `hors_periode`, with « sous réserve » where it is.
    pub(crate) settled: Vec<(String, String)>,
    /// What waits for something that could still be asked, and for what.
    pub(crate) open: Vec<(String, Vec<String>)>,
}

/// What is decided of one dispositif, with what is usually so.
struct Seen<'j> {
    decision: &'j Json,
    reserve: &'j Json,
}

impl<'j> Seen<'j> {
    fn verdict(&self) -> &'j str {
        let told = self.reserve["verdict"].as_str();
        told.or(self.decision["verdict"].as_str()).unwrap_or_default()
    }

    /// A value that is settled.
    fn value(&self, droit: &str) -> Option<&'j Json> {
        let told = self.reserve["droits"].get(droit);
        told.or_else(|| self.decision["droits"].get(droit))
    }

    /// What is known of a value that is not.
    fn range(&self, droit: &str) -> Option<&'j Json> {
        let told = self.reserve["bornes"].get(droit);
        told.or_else(|| self.decision["bornes"].get(droit))
    }

    /// Everything that a person gets is known, or nearly.
    fn is_settled(&self, offer: &Offer) -> bool {
        match self.verdict() {
            "non_eligible" | "hors_periode" => true,
            "eligible" => offer
                .benefits
                .iter()
                .all(|droit| self.value(droit).is_some() || self.range(droit).is_none_or(is_narrow)),
            _ => false,
        }
    }

    fn is_useful(&self, offer: &Offer) -> bool {
        let Some(principal) = &offer.principal else {
            return false;
        };
        self.verdict() == "eligible"
            && (self.value(principal).is_some() || self.range(principal).is_some_and(is_shown))
    }

    /// The facts that it waits for and that could be asked, `under` being decided with what is supposed.
    fn waits(&self, door: &Door, told: &Told, under: Option<&Json>) -> Vec<String> {
        let missing = list(&under.unwrap_or(self.decision)["manquants"])
            .iter()
            .map(word);
        missing
            .filter(|fact| {
                !told.unknown.contains(fact) && door.facts.get(fact).is_some_and(|fact| fact.can_be_asked)
            })
            .collect()
    }
}

/// `["145.40", "150.00"]`: is the high end at most 5 % above the low one?
fn is_narrow(range: &Json) -> bool {
    ends(range).is_some_and(|(low, high)| (high - low) * Decimal::from(20) <= high.abs())
}

/// Does a page show the range? Not « from nothing on », nor up to more than ten times as much, nor « yes or no », nor a long list.
fn is_shown(range: &Json) -> bool {
    match ends(range) {
        Some((low, high)) => !low.is_sign_negative() && !low.is_zero() && high <= low * Decimal::TEN,
        None => list(range).len() <= 4 && list(range).iter().all(Json::is_string),
    }
}

/// The two ends of a range of numbers.
fn ends(range: &Json) -> Option<(Decimal, Decimal)> {
    let number = |json: &Json| match json {
        Json::String(text) => Decimal::from_str(text).ok(),
        other => Decimal::from_str(&other.to_string()).ok(),
    };
    match list(range) {
        [low, high] => Some((number(low)?, number(high)?)),
        _ => None,
    }
}

/// Where a person stands after what was told, `under` being what is decided with what is supposed meanwhile.
pub(crate) fn standing(
    door: &Door,
    decisions: &Map<String, Json>,
    under: &Map<String, Json>,
    told: &Told,
) -> Standing {
    let mut standing = Standing {
        useful: false,
        done: true,
        settled: Vec::new(),
        open: Vec::new(),
    };
    let mut refused = true;
    for (id, offer) in &door.offers {
        let Some(decision) = decisions.get(id) else {
            continue;
        };
        let seen = Seen {
            decision,
            reserve: &decision["sous_reserve"],
        };
        let verdict = seen.verdict();
        refused &= matches!(verdict, "non_eligible" | "hors_periode");
        standing.useful |= seen.is_useful(offer);
        if seen.is_settled(offer) {
            let reserve = if seen.reserve.is_object() {
                ", sous réserve"
            } else {
                ""
            };
            standing.settled.push((id.clone(), format!("{verdict}{reserve}")));
            continue;
        }
        let waits = seen.waits(door, told, under.get(id));
        if !waits.is_empty() {
            standing.done = false;
            standing.open.push((id.clone(), waits));
        }
    }
    standing.useful |= refused;
    standing
}
