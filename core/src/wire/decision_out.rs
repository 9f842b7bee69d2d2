//! Decisions and findings as canonical JSON.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::{
    combination_out::CombinationView,
    dossier_out::dossier_view,
    explanation_out::ExplanationView,
    meaning_out::{DoubtJson, NextStepView, StaleJson},
    receipt_out::{ReceiptView, with_receipt},
    source_out::SourceView,
    value_out::{map, value_json},
};
use crate::{
    decision::{Answer, Bounds, ConditionState, Decision, SuppositionView, UnderReserve, Verdict},
    error::{Code, Finding, Findings, Place},
    plan::{Nature, Plan},
};

/// The canonical JSON of an answer. It carries the dossier, so that it can be verified later.
///
/// # Example
/// ```
/// use bareme::{guide, wire};
///
/// let engine = guide::engine()?;
/// let answer = engine.evaluate(&engine.dossier(), "2024-09-02".parse()?)?;
/// assert!(wire::verify(&engine, &wire::decision_json(&answer))?.same_bytes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn decision_json(answer: &Answer) -> String {
    with_receipt(&body(answer), answer.asked(), answer.plan())
}

/// The same without its receipt.
fn body(answer: &Answer) -> String {
    // Every key is text: writing to memory cannot fail.
    serde_json::to_string(&AnswerView::new(answer)).unwrap_or_default()
}

/// An answer is serialised as its canonical JSON, whatever the format.
///
/// It is not deserialised: an [`Answer`] is what an engine decided, and a text can only say so. [`Receipt`](super::Receipt) reads it back as what it is, a
/// decision that was kept, and verifies it by deciding again.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let receipt = ReceiptView::new(&body(self), self.asked(), self.plan());
        let view = AnswerView {
            recu: Some(receipt),
            ..AnswerView::new(self)
        };
        view.serialize(serializer)
    }
}

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON. They are
// written as they are: a tree of objects would cost ten times the decision itself.

#[derive(Serialize)]
struct AnswerView<'a> {
    avertissements: Vec<FindingView<'a>>,
    date: String,
    decisions: BTreeMap<&'a str, DecisionView<'a>>,
    dossier: BTreeMap<&'a str, Json>,
    meilleure_combinaison: Option<CombinationView<'a>>,
    moteur: &'a str,
    pack: PackView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recu: Option<ReceiptView<'a>>,
}

#[derive(Serialize)]
pub(super) struct PackView<'a> {
    empreinte: String,
    id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    aide: Option<&'a str>,
    code: &'a str,
    gravite: &'a str,
    lieu: String,
    message: Cow<'a, str>,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct DecisionView<'a> {
    avertissements: Vec<FindingView<'a>>,
    bornes: BTreeMap<&'a str, Json>,
    conditions: Vec<ConditionJson<'a>>,
    decideur: Option<&'a str>,
    demarche: Option<NextStepView<'a>>,
    doutes: Vec<DoubtJson<'a>>,
    droits: BTreeMap<&'a str, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explication: Option<ExplanationView<'a>>,
    fiabilite: &'a str,
    incompatible_avec: Vec<&'a str>,
    manquants: Vec<&'a str>,
    nature: Option<&'a str>,
    perimes: Vec<StaleJson<'a>>,
    priorites: Vec<PriorityView<'a>>,
    quota: Option<&'a str>,
    remplace_par: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sous_reserve: Option<ReserveView<'a>>,
    statut: &'a str,
    verdict: &'a str,
    verifie_le: Option<String>,
}

#[derive(Serialize)]
struct ConditionJson<'a> {
    etat: ConditionState,
    id: &'a str,
    source: SourceView<'a>,
    titre: Cow<'a, str>,
}

#[derive(Serialize)]
struct PriorityView<'a> {
    etat: ConditionState,
    id: &'a str,
    titre: Cow<'a, str>,
}

/// The error object of every surface: `{"erreurs": [{"code", "lieu", "message", "suggestion"}]}`.
///
/// # Example
/// ```
/// use bareme::{guide, wire};
///
/// let refused = wire::read_dossier(&guide::engine()?, r#"{"agee": 16}"#).unwrap_err();
/// assert!(wire::findings_json(&refused).starts_with(r#"{"erreurs":[{"aide":"#));
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn findings_json(findings: &Findings) -> String {
    serde_json::to_string(findings).unwrap_or_default()
}

/// As the error object of every surface.
impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            erreurs: Vec<FindingView<'a>>,
        }
        let erreurs = self.list.iter().map(FindingView::new).collect();
        View { erreurs }.serialize(serializer)
    }
}

/// As one of the error object of every surface.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FindingView::new(self).serialize(serializer)
    }
}

#[derive(Serialize)]
struct ReserveView<'a> {
    bornes: BTreeMap<&'a str, Json>,
    droits: BTreeMap<&'a str, Json>,
    suppositions: Vec<SuppositionJson<'a>>,
    verdict: &'a str,
}

#[derive(Serialize)]
pub(super) struct SuppositionJson<'a> {
    fait: &'a str,
    phrase: Cow<'a, str>,
    valeur: Json,
}

impl<'a> ReserveView<'a> {
    fn new(reserve: &UnderReserve<'a>) -> Self {
        let (droits, bornes) = values(&reserve.decision());
        Self {
            bornes,
            droits,
            suppositions: reserve.suppositions().map(SuppositionJson::new).collect(),
            verdict: reserve.verdict().word(),
        }
    }
}

impl<'a> SuppositionJson<'a> {
    pub(super) fn new(view: SuppositionView<'a>) -> Self {
        Self {
            fait: &view.fact.name,
            valeur: value_json(&view.value),
            phrase: view.sentence,
        }
    }
}

impl<'a> AnswerView<'a> {
    fn new(answer: &'a Answer) -> Self {
        let plan = answer.plan();
        let best = answer.best_combination();
        let best = best.map(|best| CombinationView::new(best, plan));
        Self {
            avertissements: answer.warnings().iter().map(FindingView::new).collect(),
            date: answer.date().to_string(),
            decisions: map(answer
                .decisions()
                .map(|decision| (decision.id(), DecisionView::new(&decision)))),
            dossier: dossier_view(answer.dossier()),
            meilleure_combinaison: best,
            moteur: answer.engine_version(),
            pack: PackView::new(plan),
            recu: None,
        }
    }
}

impl<'a> PackView<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            empreinte: format!("sha256:{}", plan.fingerprint),
            id: &plan.header.id,
            version: &plan.header.version,
        }
    }
}

impl<'a> FindingView<'a> {
    pub(super) fn new(finding: &'a Finding) -> Self {
        Self {
            aide: finding.help.as_deref(),
            code: finding.code.as_str(),
            gravite: finding.severity.word(),
            lieu: finding.place.to_string(),
            message: Cow::Borrowed(&finding.message),
            suggestion: finding.suggestion.as_deref(),
        }
    }
}

impl<'a> DecisionView<'a> {
    fn new(decision: &Decision<'a>) -> Self {
        let (droits, bornes) = values(decision);
        let conditions = decision.conditions().map(|view| ConditionJson {
            etat: view.state,
            id: &view.condition.id,
            source: SourceView {
                id: view.source.map(|source| source.id.as_str()),
                repere: view.condition.citation.locator.as_deref(),
            },
            titre: view.title,
        });
        let (dispositif, outcome) = (decision.dispositif(), decision.outcome());
        let priorities = dispositif.priorities.iter().zip(&outcome.priorities);
        let priorities = priorities.filter_map(|(priority, state)| {
            Some(PriorityView {
                etat: (*state)?,
                id: &priority.id,
                titre: decision.titled(&priority.title),
            })
        });
        Self {
            avertissements: outdated(decision).into_iter().collect(),
            bornes,
            conditions: conditions.collect(),
            decideur: decision.decider(),
            demarche: NextStepView::of(decision),
            doutes: decision.doubts().map(DoubtJson::from).collect(),
            droits,
            explication: decision.explanation().map(ExplanationView),
            fiabilite: decision.reliability().word(),
            incompatible_avec: decision.incompatible_with().collect(),
            manquants: decision.missing().map(|fact| fact.name.as_str()).collect(),
            nature: decision.nature().map(Nature::word),
            perimes: decision.stale().map(StaleJson::from).collect(),
            priorites: priorities.collect(),
            quota: decision.quota(),
            remplace_par: decision.replaced_by().collect(),
            sous_reserve: decision.under_reserve().map(|reserve| ReserveView::new(&reserve)),
            statut: decision.status().word(),
            verdict: decision.verdict().word(),
            verifie_le: outcome.verified.map(|day| day.to_string()),
        }
    }
}

/// What is known of the droits: the values that are due, and the bounds of those that are not settled. Of an undetermined decision every
/// droit is bounds, as it would be if it were granted; values are then a supposition, and only written when it was asked for.
fn values<'a>(decision: &Decision<'a>) -> (BTreeMap<&'a str, Json>, BTreeMap<&'a str, Json>) {
    let (mut droits, mut bornes) = (BTreeMap::new(), BTreeMap::new());
    let undetermined = decision.verdict() == Verdict::Undetermined;
    let told = decision.verdict() == Verdict::Eligible || decision.is_supposed();
    for view in decision.droits() {
        let id = view.droit.id.as_str();
        if let Some(value) = view.value().filter(|_| told) {
            droits.insert(id, value_json(&value));
        }
        let known = if undetermined { view.known() } else { view.bounds() };
        if let Some(known) = known {
            let known = match known {
                Bounds::Between(low, high) => json!([value_json(&low), value_json(&high)]),
                Bounds::Members(members) => json!(members),
            };
            bornes.insert(id, known);
        }
    }
    (droits, bornes)
}

/// The warning that a value may have changed since it was checked.
fn outdated<'a>(decision: &Decision<'a>) -> Option<FindingView<'a>> {
    let outcome = decision.outcome();
    let verified = outcome.verified.filter(|_| outcome.outdated)?;
    Some(FindingView {
        aide: Some("vérifiez les textes publiés depuis"),
        code: Code::MayBeOutdated.as_str(),
        gravite: Code::MayBeOutdated.severity().word(),
        lieu: Place::Whole.to_string(),
        message: match decision.stale().count() {
            0 => format!("une valeur utilisée n'a pas été vérifiée après le {verified}").into(),
            1 => Cow::Borrowed("une valeur utilisée est à relire : `perimes` dit laquelle"),
            many => format!("{many} valeurs utilisées sont à relire : `perimes` dit lesquelles").into(),
        },
        suggestion: None,
    })
}
