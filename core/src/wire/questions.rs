//! Questions as JSON.

use serde_json::{Value as Json, json};

use super::{
    Request,
    catalogue::{asked, fact_value},
    decision_out::SuppositionJson,
    dossier_in,
    dossier_out::stated_json,
};
use crate::{
    date::Day,
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Interview, Question, Selection},
    plan::{Plan, Value},
};

/// The facts still worth asking, in the order of an interview, as canonical JSON: `{"questions": […], "restantes": 4, "suppositions": […]}`. Each is
/// a fact of [`facts_json`](super::facts_json) with `pour`: the dispositifs that wait for it, with their conditions and droits; and `coupures`: the
/// ranges `{"de", "a"}` in which every value decides the same, of a fact that has a few.
///
/// # Errors
/// As [`evaluate`](super::evaluate).
pub fn next_questions(engine: &Engine, request: &Request<'_>) -> Result<String, Findings> {
    let (dossier, date) = dossier_in::read_request(engine, request)?;
    questions_json(engine, &dossier, date, request.selection())
}

/// As [`next_questions`], of a dossier that was read.
///
/// # Errors
/// As [`Engine::next_questions`].
pub fn questions_json(
    engine: &Engine,
    dossier: &Dossier,
    date: Day,
    selection: Selection<'_>,
) -> Result<String, Findings> {
    let interview = engine.interview(dossier, date, selection)?;
    Ok(interview_json(engine.plan(), &interview))
}

/// An interview as [`questions_json`] writes it.
#[must_use]
pub fn interview_json(plan: &Plan, interview: &Interview) -> String {
    let list: Vec<Json> = interview
        .questions
        .iter()
        .filter_map(|question| {
            let mut value = fact_value(plan.vocabulary.fact(question.fact)?, &plan.vocabulary);
            if let Json::Object(object) = &mut value {
                object.insert("pour".to_owned(), reasons(plan, question));
                asked(object, plan, question.fact);
                object.insert("coupures".to_owned(), cuts(plan, question));
            }
            Some(value)
        })
        .collect();
    let suppositions: Vec<SuppositionJson<'_>> =
        interview.suppositions(plan).map(SuppositionJson::new).collect();
    json!({ "questions": list, "restantes": interview.left, "suppositions": suppositions }).to_string()
}

/// The ranges in which every value decides the same: `[{"de", "a"}]`, both ends included.
fn cuts(plan: &Plan, question: &Question) -> Json {
    let vocabulary = &plan.vocabulary;
    let Some(fact) = vocabulary.fact(question.fact) else {
        return json!([]);
    };
    let end = |end: i64| stated_json(fact, Value::point(end), vocabulary);
    let ranges = question.cuts.iter();
    ranges
        .map(|range| json!({ "de": end(range.lo), "a": end(range.hi) }))
        .collect()
}

fn reasons(plan: &Plan, question: &Question) -> Json {
    let list = question.reasons.iter().filter_map(|reason| {
        let dispositif = plan.dispositif(reason.dispositif)?;
        let conditions: Vec<&str> = reason
            .conditions
            .iter()
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
