use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::{
    decimal,
    decision::{Answer, Bounds, Decision, DroitValue},
    dossier::Dossier,
    error::{Code, Finding, Findings, Place, Severity},
    plan::Value,
    vocabulary::{Kind, Style},
};

/// The canonical JSON of an answer. It carries the dossier, so that it can be verified later.
#[must_use]
pub fn decision_json(answer: &Answer) -> String {
    answer_value(answer).to_string()
}

/// An answer is serialised as its canonical JSON, whatever the format.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        answer_value(self).serialize(serializer)
    }
}

fn answer_value(answer: &Answer) -> Json {
    let plan = answer.plan();
    let decisions: Map<String, Json> = answer
        .decisions()
        .map(|decision| (decision.id().to_owned(), decision_value(&decision)))
        .collect();
    let warnings: Vec<Json> = answer.warnings().iter().map(finding_value).collect();
    let best = answer.best_combination().map(|best| {
        let ids: Vec<&str> = best
            .dispositifs
            .iter()
            .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
            .collect();
        json!({ "dispositifs": ids, "valeur_annuelle": decimal::format(best.yearly_value, 2) })
    });
    json!({
        "date": answer.date().to_string(),
        "moteur": answer.engine_version(),
        "pack": {
            "id": plan.header.id,
            "version": plan.header.version,
            "empreinte": format!("sha256:{}", plan.fingerprint),
        },
        "dossier": dossier_value(answer.dossier()),
        "decisions": decisions,
        "avertissements": warnings,
        "meilleure_combinaison": best,
    })
}

/// The error object of every surface: `{"erreurs": [{"code", "lieu", "message", "suggestion"}]}`.
#[must_use]
pub fn findings_json(findings: &Findings) -> String {
    let list: Vec<Json> = findings.list.iter().map(finding_value).collect();
    json!({ "erreurs": list }).to_string()
}

fn finding_value(finding: &Finding) -> Json {
    let mut object = Map::new();
    object.insert("code".to_owned(), json!(finding.code.as_str()));
    object.insert("lieu".to_owned(), json!(finding.place.to_string()));
    object.insert("message".to_owned(), json!(finding.message));
    object.insert("suggestion".to_owned(), json!(finding.suggestion));
    object.insert("aide".to_owned(), json!(finding.help));
    object.insert(
        "gravite".to_owned(),
        json!(if finding.severity == Severity::Error {
            "erreur"
        } else {
            "avertissement"
        }),
    );
    Json::Object(object)
}

fn decision_value(decision: &Decision<'_>) -> Json {
    let mut droits = Map::new();
    let mut bounds = Map::new();
    for droit in decision.droits() {
        let id = droit.droit.id.clone();
        if let Some(value) = droit.value() {
            droits.insert(id, value_json(&value));
        } else if let Some(known) = droit.bounds() {
            let known = match known {
                Bounds::Between(low, high) => json!([value_json(&low), value_json(&high)]),
                Bounds::Members(members) => json!(members),
            };
            bounds.insert(id, known);
        }
    }
    let conditions: Vec<Json> = decision
        .conditions()
        .map(|view| {
            json!({
                "id": view.condition.id,
                "titre": view.condition.title,
                "etat": view.state,
                "source": source_value(view.source.map(|source| source.id.as_str()), view.condition.citation.locator.as_deref()),
            })
        })
        .collect();
    let dispositif = decision.dispositif();
    let outcome = decision.outcome();
    let priorities: Vec<Json> = dispositif
        .priorities
        .iter()
        .zip(&outcome.priorities)
        .filter_map(|(priority, state)| {
            Some(json!({ "id": priority.id, "titre": priority.title, "etat": (*state)? }))
        })
        .collect();
    let missing: Vec<&str> = decision.missing().map(|fact| fact.name.as_str()).collect();
    let incompatible: Vec<&str> = decision.incompatible_with().collect();
    let replaced_by: Vec<&str> = decision.replaced_by().collect();
    let warnings: Vec<Json> = outdated(decision).iter().map(finding_value).collect();
    let mut value = json!({
        "verdict": decision.verdict().word(),
        "statut": dispositif.status.word(),
        "fiabilite": decision.reliability().word(),
        "droits": droits,
        "conditions": conditions,
        "priorites": priorities,
        "manquants": missing,
        "bornes": bounds,
        "verifie_le": outcome.verified.map(|day| day.to_string()),
        "avertissements": warnings,
        "quota": decision.quota(),
        "incompatible_avec": incompatible,
        "remplace_par": replaced_by,
    });
    if let (Some(explanation), Json::Object(object)) = (decision.explanation(), &mut value) {
        // The explanation has string keys only: it is always JSON.
        object.insert(
            "explication".to_owned(),
            serde_json::to_value(explanation).unwrap_or_default(),
        );
    }
    value
}

/// The warning that a value may have changed since it was checked.
fn outdated(decision: &Decision<'_>) -> Option<Finding> {
    let verified = decision
        .outcome()
        .verified
        .filter(|_| decision.outcome().outdated)?;
    Some(
        Finding::new(
            Code::MayBeOutdated,
            Place::Whole,
            format!("une valeur utilisée n'a pas été vérifiée après le {verified}"),
        )
        .with_help("vérifiez les textes publiés depuis"),
    )
}

pub(super) fn source_value(id: Option<&str>, locator: Option<&str>) -> Json {
    match locator {
        Some(locator) => json!({ "id": id, "repere": locator }),
        None => json!({ "id": id }),
    }
}

/// A value as JSON: counts are integers, amounts and rates strings, choices and dates strings.
pub(crate) fn value_json(value: &DroitValue<'_>) -> Json {
    match value {
        DroitValue::Boolean(value) => json!(value),
        DroitValue::Integer(value) => json!(value),
        DroitValue::Decimal(value) => json!(value.to_string()),
        DroitValue::Date(value) => json!(value.to_string()),
        DroitValue::Choice(name, _) => json!(name),
    }
}

/// The facts that are stated, in their canonical form.
fn dossier_value(dossier: &Dossier) -> Json {
    let vocabulary = &dossier.plan().vocabulary;
    dossier
        .stated()
        .filter_map(|(fact, known): (_, Value)| {
            let whole =
                fact.declared.style == Style::Integer || !matches!(fact.declared.kind, Kind::Number { .. });
            let value = DroitValue::of_kind(known, &fact.declared.kind, whole, vocabulary)?;
            Some((fact.name.clone(), value_json(&value)))
        })
        .collect::<Map<String, Json>>()
        .into()
}
