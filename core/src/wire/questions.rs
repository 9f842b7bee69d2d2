use serde_json::{Map, Value as Json, json};

use super::{Request, dossier_in};
use crate::{
    date::Day,
    decide::{Engine, Question},
    decimal,
    error::Findings,
    plan::{DispositifPlan, Plan},
    vocabulary::{DeclaredType, Fact, Kind, Style},
};

/// The facts still worth asking, the most useful first, as canonical JSON: `{"questions": […]}`. Each is a fact of
/// [`facts_json`] with `pour`: the dispositifs that wait for it, with their conditions and droits.
///
/// # Errors
/// As [`evaluate`](super::evaluate).
pub fn next_questions(engine: &Engine, request: &Request<'_>) -> Result<String, Findings> {
    let (dossier, date) = dossier_in::read_request(engine, request)?;
    let questions = engine.next_questions(&dossier, date, request.selection())?;
    let plan = engine.plan();
    let list: Vec<Json> = questions
        .iter()
        .filter_map(|question| {
            let mut object = fact_object(plan, plan.vocabulary.fact(question.fact)?);
            object.insert("pour".to_owned(), reasons(plan, question));
            Some(Json::Object(object))
        })
        .collect();
    Ok(json!({ "questions": list }).to_string())
}

/// Every fact of the vocabulary, in its order, as canonical JSON: `{"faits": […]}`.
#[must_use]
pub fn facts_json(engine: &Engine) -> String {
    let plan = engine.plan();
    let facts: Vec<Json> = plan
        .vocabulary
        .facts
        .iter()
        .map(|fact| Json::Object(fact_object(plan, fact)))
        .collect();
    json!({ "faits": facts }).to_string()
}

/// Every dispositif of the pack, in its order, with its conditions and droits, as canonical JSON: `{"dispositifs": […]}`.
#[must_use]
pub fn dispositifs_json(engine: &Engine) -> String {
    let plan = engine.plan();
    let list: Vec<Json> = plan
        .dispositifs
        .iter()
        .map(|dispositif| dispositif_value(plan, dispositif))
        .collect();
    json!({ "dispositifs": list }).to_string()
}

fn reasons(plan: &Plan, question: &Question) -> Json {
    let list = question.reasons.iter().filter_map(|reason| {
        let dispositif = plan.dispositif(reason.dispositif)?;
        let conditions = reason.conditions.iter();
        let conditions: Vec<&str> = conditions
            .filter_map(|at| Some(dispositif.conditions.get(usize::from(*at))?.id.as_str()))
            .collect();
        let droits: Vec<&str> = reason
            .droits
            .iter()
            .filter_map(|at| Some(dispositif.droits.get(usize::from(*at))?.id.as_str()))
            .collect();
        Some(json!({
            "dispositif": dispositif.id,
            "en_vigueur": reason.in_force,
            "conditions": conditions,
            "droits": droits,
        }))
    });
    list.collect()
}

fn fact_object(plan: &Plan, fact: &Fact) -> Map<String, Json> {
    let mut object = type_object(plan, &fact.declared);
    object.insert("nom".to_owned(), json!(fact.name));
    object.insert("titre".to_owned(), json!(fact.title));
    object.insert("question".to_owned(), json!(fact.question));
    object.insert("aide".to_owned(), json!(fact.help));
    object.insert("sensible".to_owned(), json!(fact.sensitive));
    let end = |scaled: i64| match (&fact.declared.kind, fact.declared.style) {
        (Kind::Number { .. }, Style::Integer) => Some(json!(scaled)),
        (Kind::Number { decimals, .. }, _) => Some(json!(decimal::format(scaled, *decimals))),
        (Kind::Date, _) => Some(json!(Day::from_number(scaled).to_string())),
        _ => None,
    };
    if let (Some(low), Some(high)) = (end(fact.declared.min), end(fact.declared.max)) {
        object.insert("min".to_owned(), low);
        object.insert("max".to_owned(), high);
    }
    object
}

/// What a surface needs to ask for a value, or to show one.
fn type_object(plan: &Plan, declared: &DeclaredType) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(declared.style.word()));
    match &declared.kind {
        Kind::Number { decimals, unit } => {
            object.insert("decimales".to_owned(), json!(decimals));
            if !unit.is_none() {
                object.insert("unite".to_owned(), json!(unit.to_string()));
            }
        }
        Kind::Choice(id) => {
            if let Some(enumeration) = plan.vocabulary.enumeration(*id) {
                let members = enumeration.members.iter();
                let members: Vec<Json> = members
                    .map(|member| json!({ "nom": member.name, "libelle": member.label }))
                    .collect();
                object.insert("choix".to_owned(), json!(enumeration.name));
                object.insert("valeurs".to_owned(), Json::Array(members));
            }
        }
        Kind::Boolean | Kind::Date => {}
    }
    object
}

fn dispositif_value(plan: &Plan, dispositif: &DispositifPlan) -> Json {
    let conditions = dispositif.conditions.iter();
    let conditions: Vec<Json> = conditions
        .map(|condition| json!({ "id": condition.id, "titre": condition.title }))
        .collect();
    let droits: Vec<Json> = dispositif
        .droits
        .iter()
        .map(|droit| {
            let mut object = type_object(plan, &droit.declared);
            object.insert("id".to_owned(), json!(droit.id));
            object.insert("titre".to_owned(), json!(droit.title));
            let payer = droit.payer.as_ref();
            object.insert("payeur".to_owned(), json!(payer.map(|(name, _)| name)));
            object.insert("payeur_libelle".to_owned(), json!(payer.map(|(_, label)| label)));
            Json::Object(object)
        })
        .collect();
    json!({
        "id": dispositif.id,
        "titre": dispositif.title,
        "resume": dispositif.summary,
        "statut": dispositif.status.word(),
        "objet": dispositif.object.word(),
        "a_confirmer": dispositif.to_confirm,
        "conditions": conditions,
        "droits": droits,
    })
}
