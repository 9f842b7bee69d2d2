//! A decision that was kept, read.

use serde_json::Value as Json;

use super::{
    receipt_out::{FORM, WITH_MEANINGS},
    twice::twice,
};
use crate::{
    error::{Code, Finding, Findings, Place, Remedy},
    json,
    plan::cost::MAX_SCHEDULE_BYTES,
    seal::{Seal, SealKey},
};

/// The largest decision that is read: whatever an accepted pack writes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "sixteen million fit in the 32 bits of a browser"
)]
pub const MAX_DECISION_BYTES: usize = MAX_SCHEDULE_BYTES as usize;

/// What a seal of a decision is for.
const USAGE: &str = "bareme/decision";

/// A decision or a schedule that was kept: read, not yet verified.
///
/// # Example
/// ```
/// use bareme::{guide, wire::{self, Receipt, Request}};
///
/// let engine = guide::engine()?;
/// let kept = wire::evaluate(&engine, &Request { dossier: "{}", date: "2024-09-02", ..Request::default() })?;
/// let receipt = Receipt::read(&kept)?;
/// assert_eq!(receipt.date(), "2024-09-02");
/// assert_eq!(receipt.fingerprint(), format!("sha256:{}", engine.plan().fingerprint));
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Clone)]
pub struct Receipt {
    pub(super) value: Json,
    /// Its canonical JSON.
    pub(super) canonical: String,
    /// Was the text itself canonical?
    pub(super) exact: bool,
    pub(super) form: u32,
    pub(super) engine: String,
    pub(super) date: String,
    pub(super) dossier: String,
    pub(super) fingerprint: String,
    /// Does it say what is paid over a course?
    pub(super) schedule: bool,
    /// What was asked for, when its form says so.
    pub(super) asked: Option<AskedWords>,
}

unseen!(Receipt => "Receipt");

/// What was asked for, in the words of the pack.
#[derive(Debug, Clone, Default)]
pub(super) struct AskedWords {
    pub(super) dispositifs: Option<Vec<String>>,
    pub(super) hypotheses: bool,
    pub(super) explained: bool,
    pub(super) if_eligible: bool,
}

impl Receipt {
    /// Reads the JSON of a decision or of a schedule. Nothing is decided yet.
    ///
    /// # Errors
    /// [`Findings`]: it is too large, no JSON, has a name twice in one object, or is neither a decision nor a schedule.
    pub fn read(text: &str) -> Result<Self, Findings> {
        if text.len() > MAX_DECISION_BYTES {
            return Err(alone(invalid("", "cette décision est trop grande")));
        }
        let read = json::read(text).map_err(|error| {
            alone(invalid(
                "",
                &format!(
                    "ce n'est pas du JSON lisible, ligne {}, colonne {}",
                    error.line(),
                    error.column()
                ),
            ))
        })?;
        if !read.twice.is_empty() {
            return Err(Findings::new(read.twice.into_iter().map(twice).collect()));
        }
        Self::of(read.value, text).map_err(alone)
    }

    fn of(value: Json, text: &str) -> Result<Self, Finding> {
        let schedule = value.get("echeancier").is_some();
        if schedule == value.get("decisions").is_some() {
            return Err(invalid(
                "",
                "une décision a `decisions`, un échéancier `echeancier`",
            ));
        }
        let part = if schedule { "echeancier" } else { "decisions" };
        let objects = [part, "dossier", "pack"];
        for name in objects {
            if !member(&value, "", name)?.is_object() {
                return Err(invalid(
                    &format!("/{name}"),
                    &format!("`{name}` n'est pas un objet"),
                ));
            }
        }
        let (form, asked) = match value.get("recu") {
            None => (0, None),
            Some(receipt) => asked(receipt).map(|(form, asked)| (form, Some(asked)))?,
        };
        let pack = member(&value, "", "pack")?;
        let canonical = value.to_string();
        Ok(Self {
            exact: canonical == text,
            form,
            engine: self::text(&value, "", "moteur")?,
            date: self::text(&value, "", "date")?,
            dossier: member(&value, "", "dossier")?.to_string(),
            fingerprint: self::text(pack, "/pack", "empreinte")?,
            schedule,
            asked,
            canonical,
            value,
        })
    }

    /// The fingerprint of the pack that it was made with: `sha256:` and 64 hexadecimal digits. Only an engine of that pack can
    /// verify it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The reference date, as it is written.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.date
    }

    /// The version of the engine that wrote it, as it says.
    #[must_use]
    pub fn engine_version(&self) -> &str {
        &self.engine
    }

    /// Its canonical JSON: what is compared, and what a seal covers.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The detached seal of its canonical JSON under a secret key.
    ///
    /// # Errors
    /// A finding when the text is not canonical: what would be sealed is not what is kept.
    pub fn seal(&self, key: &SealKey) -> Result<Seal, Finding> {
        if !self.exact {
            return Err(not_canonical());
        }
        Ok(key.seal(USAGE, self.canonical.as_bytes()))
    }

    /// What is wrong with a seal, if anything.
    pub(super) fn unsealed(&self, key: &SealKey, seal: &Seal) -> Option<Finding> {
        if !self.exact {
            return Some(not_canonical());
        }
        if key.made(USAGE, self.canonical.as_bytes(), seal) {
            return None;
        }
        let message = "le sceau n'est pas celui de cette décision sous cette clé";
        Some(
            Finding::new(Code::SealInvalid, Place::Whole, message).with_help(
                "l'une des trois a changé : comparez la décision à l'original, et prenez la clé et le sceau de son écriture",
            ),
        )
    }
}

/// The detached seal of a decision, or of a schedule, under a secret key: whoever has no key can neither make one nor change
/// what it covers. It says that the holder of the key wrote these bytes, not that they are right: [`verify`](super::verify)
/// does.
///
/// # Errors
/// [`Findings`]: the text is no decision, or not its canonical form.
pub fn seal(decision: &str, key: &SealKey) -> Result<Seal, Findings> {
    Receipt::read(decision)?.seal(key).map_err(alone)
}

fn not_canonical() -> Finding {
    let message = "un sceau porte sur la forme canonique, et ce texte a d'autres espaces ou un autre ordre";
    Finding::new(Code::SealInvalid, Place::Whole, message).with_remedy(Remedy::GiveExactDecision)
}

pub(super) fn alone(finding: Finding) -> Findings {
    Findings::new(vec![finding])
}

pub(super) fn invalid(pointer: &str, message: &str) -> Finding {
    let place = if pointer.is_empty() {
        Place::Whole
    } else {
        Place::Pointer(pointer.to_owned())
    };
    Finding::new(Code::DecisionInvalid, place, message).with_remedy(Remedy::GiveDecision)
}

fn member<'v>(value: &'v Json, at: &str, name: &str) -> Result<&'v Json, Finding> {
    value
        .get(name)
        .ok_or_else(|| invalid(at, &format!("il manque `{name}` à cette décision")))
}

fn text(value: &Json, at: &str, name: &str) -> Result<String, Finding> {
    let text = member(value, at, name)?.as_str();
    let wrong = || invalid(&format!("{at}/{name}"), &format!("`{name}` n'est pas un texte"));
    text.map(str::to_owned).ok_or_else(wrong)
}

/// The form of a receipt, and what was asked for.
fn asked(receipt: &Json) -> Result<(u32, AskedWords), Finding> {
    let boolean = |value: &Json, at: &str, name: &str| {
        let wrong = || {
            invalid(
                &format!("{at}/{name}"),
                &format!("`{name}` n'est ni vrai ni faux"),
            )
        };
        member(value, at, name)?.as_bool().ok_or_else(wrong)
    };
    let form = member(receipt, "/recu", "forme")?.as_u64();
    let form = form
        .and_then(|form| u32::try_from(form).ok())
        .filter(|form| *form > 0);
    let form = form.ok_or_else(|| invalid("/recu/forme", "`forme` n'est pas un nombre de 1 ou plus"))?;
    if form > FORM {
        let message = format!("le reçu est de la forme {form}, ce moteur lit jusqu'à la forme {FORM}");
        return Err(invalid("/recu/forme", &message).with_help("mettez ce programme à jour"));
    }
    text(receipt, "/recu", "empreinte")?;
    let selection = member(receipt, "/recu", "selection")?;
    let dispositifs = match member(selection, "/recu/selection", "dispositifs")? {
        Json::Null => None,
        Json::Array(list) => list
            .iter()
            .map(|id| id.as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
            .map(Some)
            .ok_or_else(|| invalid("/recu/selection/dispositifs", "un dispositif n'est pas un texte"))?,
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
            return Err(invalid(
                "/recu/selection/dispositifs",
                "`dispositifs` n'est pas une liste",
            ));
        }
    };
    let asked = AskedWords {
        dispositifs,
        hypotheses: boolean(selection, "/recu/selection", "hypotheses")?,
        explained: boolean(receipt, "/recu", "explication")?,
        if_eligible: form >= WITH_MEANINGS && boolean(receipt, "/recu", "si_eligible")?,
    };
    Ok((form, asked))
}
