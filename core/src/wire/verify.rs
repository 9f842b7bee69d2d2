//! A decision made again and compared.

use serde_json::Value as Json;

use super::{
    decision_json,
    decision_out::FindingView,
    differences::Differences,
    read_date, read_dossier,
    receipt::{AskedWords, Receipt, alone},
    receipt_out::{FORM, WITH_MEANINGS, fingerprint},
    schedule_json,
    shape::RECEIPT,
    verified::{NotCovered, Verified},
};
use crate::{
    decision::Answer,
    dossier::{Dossier, dispositif_note, note, shortened},
    error::{Code, Finding, Findings, Place, Remedy},
    evaluate::{Engine, Selection},
    schedule::Incomes,
    seal::{Seal, SealKey},
    vocabulary::FormerName,
};

/// What the dossier of a decision, or of a schedule, gives now.
#[derive(Clone)]
pub enum Again {
    /// The decision.
    Decision(Answer),
    /// The schedule, with the ways to be paid that are compared.
    Schedule(Incomes),
}

unseen!(Again => "Again");

/// The only engine that wrote decisions without a receipt.
const WITHOUT_RECEIPT: &str = "0.1.0";

/// Evaluates the dossier of a decision, or of a schedule, again and compares.
///
/// # Example
/// ```
/// use bareme::{guide, wire::{self, Proof, Request}};
///
/// let engine = guide::engine()?;
/// let kept = wire::evaluate(&engine, &Request { dossier: "{}", date: "2024-09-02", ..Request::default() })?;
/// assert_eq!(wire::verify(&engine, &kept)?.proof(), Proof::Coherent);
/// assert!(wire::verify(&engine, &kept.replace("2024-09-02", "2024-09-03")).is_err());
/// # Ok::<(), bareme::Findings>(())
/// ```
///
/// Compared are the canonical bytes; of what another engine wrote, all that the form of its receipt can say. Anyone with the
/// pack can write a decision that verifies: who wrote it is what [`verify_sealed`] tells.
///
/// # Errors
/// [`Findings`]: the text is no decision or has a name twice, it was made with another pack, or evaluating again gives
/// something else (one finding for each place that differs, with a JSON pointer).
pub fn verify(engine: &Engine, decision: &str) -> Result<Verified, Findings> {
    Receipt::read(decision)?.verify(engine)
}

/// As [`verify`], with the detached seal that the holder of the key made of it.
///
/// # Example
/// ```
/// use bareme::{guide, seal::SealKey, wire::{self, Proof, Request}};
///
/// let engine = guide::engine()?;
/// let kept = wire::evaluate(&engine, &Request { dossier: "{}", date: "2024-09-02", ..Request::default() })?;
/// let key = SealKey::from_bytes(&[7; 32])?;
/// let seal = wire::seal(&kept, &key)?;
/// assert_eq!(wire::verify_sealed(&engine, &kept, &key, &seal)?.proof(), Proof::Authentic);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`verify`], and a finding when the seal is not that of this text under this key.
pub fn verify_sealed(
    engine: &Engine,
    decision: &str,
    key: &SealKey,
    seal: &Seal,
) -> Result<Verified, Findings> {
    Receipt::read(decision)?.verify_sealed(engine, key, seal)
}

/// The first form whose decisions say what they are to a person.
const MEANINGS: u32 = 2;

impl Receipt {
    /// Evaluates again with an engine of its pack, and compares.
    ///
    /// # Errors
    /// As [`verify`].
    pub fn verify(&self, engine: &Engine) -> Result<Verified, Findings> {
        self.of_pack(engine)?;
        let same_bytes = self.compared(engine)?;
        Ok(Verified {
            engine: self.engine.clone(),
            same_bytes,
            sealed: false,
            canonical: self.exact,
            form: self.form,
            not_covered: self.not_covered(),
        })
    }

    /// As [`Receipt::verify`], with the seal that the holder of the key made of it.
    ///
    /// # Errors
    /// As [`verify_sealed`].
    pub fn verify_sealed(&self, engine: &Engine, key: &SealKey, seal: &Seal) -> Result<Verified, Findings> {
        match (self.verify(engine), self.unsealed(key, seal)) {
            // A seal covers every byte.
            (Ok(verified), None) => Ok(Verified {
                sealed: true,
                not_covered: Vec::new(),
                ..verified
            }),
            (verified, unsealed) => {
                let mut list: Vec<Finding> = unsealed.into_iter().collect();
                list.extend(verified.err().into_iter().flat_map(|findings| findings.list));
                Err(Findings::new(list))
            }
        }
    }

    /// Decides again what was asked for, of its dossier and for its date, whatever the text says was decided: to tell it to a
    /// person. With the whole reasoning when `explained`, or when it was asked for.
    ///
    /// # Errors
    /// [`Findings`]: it was made with another pack, or its dossier is refused.
    pub fn again(&self, engine: &Engine, explained: bool) -> Result<Again, Findings> {
        self.of_pack(engine)?;
        let mut asked = self.first_asked();
        asked.explained |= explained;
        self.redone(engine, &asked).map(|(_, again)| again)
    }

    fn of_pack(&self, engine: &Engine) -> Result<(), Findings> {
        let plan = engine.plan();
        let own = format!("sha256:{}", plan.fingerprint);
        if self.fingerprint == own {
            return Ok(());
        }
        let pack = self.value.get("pack");
        let shown = |name: &str| {
            let text = pack.and_then(|pack| pack.get(name)).and_then(Json::as_str);
            shortened(text.unwrap_or("?"))
        };
        Err(alone(
            Finding::new(
                Code::OtherPack,
                Place::Pointer("/pack/empreinte".to_owned()),
                format!(
                    "la décision vient d'un autre pack : {} {} ({}), celui-ci est {} {} ({own})",
                    shown("id"),
                    shown("version"),
                    shown("empreinte"),
                    plan.header.id,
                    plan.header.version
                ),
            )
            .with_remedy(Remedy::GivePackOfDecision),
        ))
    }

    /// Is every byte the same? Otherwise, all that counts between engines is.
    fn compared(&self, engine: &Engine) -> Result<bool, Findings> {
        let own_form = self.is_own_form();
        let mut first = None;
        for asked in self.asked() {
            let again = self.decided(engine, &asked)?;
            if again == self.canonical {
                return Ok(true);
            }
            // INVARIANT: what the engine writes is JSON.
            let again: Json = serde_json::from_str(&again).unwrap_or_default();
            let again = if self.form < WITH_MEANINGS {
                with_settled_droits(again)
            } else {
                again
            };
            let differences = if own_form {
                Differences::strict(&self.value, &again)
            } else {
                Differences::between_engines(&self.value, &again, &RECEIPT, self.form)
            };
            if differences.is_empty() && !own_form {
                return self.whole().map(|()| false);
            }
            first.get_or_insert(differences);
        }
        let mut list = self.whole().err().map_or_else(Vec::new, |findings| findings.list);
        list.extend(first.map_or_else(Vec::new, Differences::findings));
        Err(Findings::new(list))
    }

    /// Did this engine write it, in the form that it writes?
    fn is_own_form(&self) -> bool {
        self.engine == env!("CARGO_PKG_VERSION") && self.form == FORM
    }

    /// Of what another engine wrote: is the receipt there when that engine wrote one, and is its fingerprint that of the rest?
    fn whole(&self) -> Result<(), Findings> {
        let told = |pointer: &str, message: String| {
            let help = "quelque chose a été changé après l'écriture ; reprenez la décision d'origine";
            let place = Place::Pointer(pointer.to_owned());
            alone(Finding::new(Code::DecisionDiffers, place, message).with_help(help))
        };
        if self.form == 0 {
            if self.engine == WITHOUT_RECEIPT {
                return Ok(());
            }
            let engine = shortened(&self.engine);
            let message = format!("il manque le reçu : le moteur {engine} en écrit un dans chaque décision");
            return Err(told("/recu", message));
        }
        let mut rest = self.value.clone();
        let stated = rest
            .get_mut("recu")
            .and_then(Json::as_object_mut)
            .and_then(|receipt| receipt.remove("empreinte"));
        if !self.is_own_form()
            && stated.as_ref().and_then(Json::as_str) != Some(&fingerprint(&rest.to_string()))
        {
            let message = "l'empreinte du reçu n'est pas celle de cette décision".to_owned();
            return Err(told("/recu/empreinte", message));
        }
        Ok(())
    }

    fn first_asked(&self) -> AskedWords {
        // INVARIANT: there is always one at least.
        self.asked().into_iter().next().unwrap_or_default()
    }

    /// What was asked for, or what may have been when the form does not say it.
    fn asked(&self) -> Vec<AskedWords> {
        if let Some(asked) = &self.asked {
            return vec![asked.clone()];
        }
        let of = |dispositifs: Option<Vec<String>>, hypotheses, explained| AskedWords {
            dispositifs,
            hypotheses,
            explained,
            if_eligible: false,
        };
        if self.schedule {
            // Those that are counted and those that are open are among those that were asked for.
            let named = Some(self.in_schedule());
            return vec![
                of(None, false, false),
                of(None, true, false),
                of(named, false, false),
            ];
        }
        let decisions = self.value.get("decisions").and_then(Json::as_object);
        let names: Vec<String> = decisions
            .into_iter()
            .flat_map(|all| all.keys().cloned())
            .collect();
        let named = (!names.is_empty()).then_some(names);
        vec![of(named, false, self.is_explained())]
    }

    fn is_explained(&self) -> bool {
        let decisions = self.value.get("decisions").and_then(Json::as_object);
        let mut decisions = decisions.into_iter().flat_map(|all| all.values());
        decisions.any(|decision| decision.get("explication").is_some())
    }

    /// The ids of the dispositifs that a schedule names.
    fn in_schedule(&self) -> Vec<String> {
        let list = |name: &str| {
            let list = self.value.get("echeancier").and_then(|course| course.get(name));
            list.and_then(Json::as_array).into_iter().flatten()
        };
        let open = list("a_determiner").filter_map(|open| open.get("dispositif"));
        let ids = list("dispositifs").chain(open).filter_map(Json::as_str);
        ids.map(str::to_owned).collect()
    }

    /// The canonical JSON that this engine writes for the same request.
    fn decided(&self, engine: &Engine, asked: &AskedWords) -> Result<String, Findings> {
        match self.redone(engine, asked)? {
            (_, Again::Decision(answer)) => Ok(decision_json(&answer)),
            (dossier, Again::Schedule(incomes)) => schedule_json(engine, &dossier, &incomes),
        }
    }

    fn redone(&self, engine: &Engine, asked: &AskedWords) -> Result<(Dossier, Again), Findings> {
        let at = |place: Place| match place {
            Place::Pointer(pointer) => Place::Pointer(format!("/dossier{pointer}")),
            place @ (Place::Whole | Place::File { .. }) => place,
        };
        let mut dossier = read_dossier(engine, &self.dossier).map_err(|mut findings| {
            for finding in &mut findings.list {
                finding.place = at(finding.place.clone());
            }
            findings
        })?;
        // What is written has the names of today; what is said of those that were given stands beside it.
        let vocabulary = &engine.plan().vocabulary;
        let former = FormerName::all(vocabulary).into_iter();
        let told = |one: &FormerName| note(*one, vocabulary).is_some_and(|note| self.tells(&note));
        dossier.restate_former(&former.filter(told).collect::<Vec<_>>());
        let date = read_date(&self.date).map_err(|mut finding| {
            finding.place = Place::Pointer("/date".to_owned());
            alone(finding)
        })?;
        let names: Option<Vec<&str>> = asked
            .dispositifs
            .as_ref()
            .map(|names| names.iter().map(|name| self.as_asked(engine, name)).collect());
        let selection = match &names {
            Some(names) => Selection::Named(names),
            None => Selection::of(&[], asked.hypotheses),
        };
        if self.schedule {
            let incomes = engine.incomes(&dossier, date, selection)?;
            return Ok((dossier, Again::Schedule(incomes)));
        }
        let answer = if asked.if_eligible {
            engine.suppose(&dossier, date, selection, asked.explained)?
        } else if asked.explained {
            engine.explain(&dossier, date, selection)?
        } else {
            engine.evaluate_selected(&dossier, date, selection)?
        };
        Ok((dossier, Again::Decision(answer)))
    }

    /// Does what is kept warn of this?
    fn tells(&self, finding: &Finding) -> bool {
        let kept = self.value.get("avertissements").and_then(Json::as_array);
        let written = serde_json::to_value(FindingView::new(finding)).unwrap_or_default();
        kept.is_some_and(|kept| kept.contains(&written))
    }

    /// The name under which a dispositif was asked for: one that it had, when what is kept says so.
    fn as_asked<'n>(&self, engine: &'n Engine, name: &'n str) -> &'n str {
        let found = engine.plan().dispositif_named(name);
        let former = found.into_iter().flat_map(|(_, dispositif)| &dispositif.former);
        let mut told = former.filter(|former| self.tells(&dispositif_note(former, name)));
        told.next().map_or(name, String::as_str)
    }

    fn not_covered(&self) -> Vec<NotCovered> {
        let mut parts = Vec::new();
        if self.form == 0 {
            parts.extend([NotCovered::IdleFacts, NotCovered::Date, NotCovered::LeftOut]);
        }
        if self.form == 0 && !self.schedule && !self.is_explained() {
            parts.push(NotCovered::Explanation);
        }
        if self.form < MEANINGS && !self.schedule {
            parts.push(NotCovered::Meanings);
        }
        if self.form == 0 {
            parts.push(NotCovered::Words);
        }
        parts
    }
}

/// An answer as older forms tell it: what is settled of an undetermined decision was among its droits, and not its bounds.
fn with_settled_droits(mut answer: Json) -> Json {
    let decisions = answer.get_mut("decisions").and_then(Json::as_object_mut);
    for (_, decision) in decisions.into_iter().flatten() {
        if decision.get("verdict").and_then(Json::as_str) != Some("indetermine") {
            continue;
        }
        let mut settled = Vec::new();
        if let Some(bornes) = decision.get_mut("bornes").and_then(Json::as_object_mut) {
            bornes.retain(|name, known| match known.as_array().map(Vec::as_slice) {
                Some([low, high]) if low == high => {
                    settled.push((name.clone(), low.clone()));
                    false
                }
                _ => true,
            });
        }
        if let Some(droits) = decision.get_mut("droits").and_then(Json::as_object_mut) {
            droits.extend(settled);
        }
    }
    answer
}
