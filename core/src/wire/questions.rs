use serde_json::{Map, Value as Json, json};

use super::{Request, decision_out::value_json, dossier_in};
use crate::{
    date::Day,
    decide::{Engine, Question},
    decimal,
    decision::DroitValue,
    error::Findings,
    plan::{DispositifPlan, Plan, Value},
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
    let bounds = match fact.declared.kind {
        Kind::Number { .. } | Kind::Date => Some((fact.declared.min, fact.declared.max)),
        Kind::Boolean | Kind::Choice(_) => None,
    };
    let end = |value: i64| match fact.declared.kind {
        Kind::Date => json!(Day::from_number(value).to_string()),
        Kind::Number { decimals, .. } if fact.declared.style != Style::Integer => {
            json!(decimal::format(value, decimals))
        }
        _ => DroitValue::settled(Value::point(value), &fact.declared, &plan.vocabulary)
            .map_or(Json::Null, |value| value_json(&value)),
    };
    object.insert("min".to_owned(), bounds.map_or(Json::Null, |(min, _)| end(min)));
    object.insert("max".to_owned(), bounds.map_or(Json::Null, |(_, max)| end(max)));
    object
}

/// What a surface needs to ask for a value, or to show one.
fn type_object(plan: &Plan, declared: &DeclaredType) -> Map<String, Json> {
    let unit = declared.unit().filter(|unit| !unit.is_none());
    let enumeration = match declared.kind {
        Kind::Choice(id) => plan.vocabulary.enumeration(id),
        _ => None,
    };
    let choices = enumeration.map(|enumeration| {
        let members = enumeration.members.iter();
        members
            .map(|member| json!({ "nom": member.name, "libelle": member.label }))
            .collect::<Json>()
    });
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(declared.style.word()));
    object.insert("unite".to_owned(), json!(unit.map(ToString::to_string)));
    object.insert("decimales".to_owned(), json!(declared.decimals()));
    object.insert("enumeration".to_owned(), json!(enumeration.map(|e| &e.name)));
    object.insert("choix".to_owned(), choices.unwrap_or_default());
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
            object.insert(
                "payeur".to_owned(),
                json!(droit.payer.as_ref().map(|(_, label)| label)),
            );
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
