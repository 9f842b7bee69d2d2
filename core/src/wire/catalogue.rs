//! What a pack holds, as JSON lists: what may be asked, what may be answered, what it rests on.

use serde_json::{Map, Value as Json, json};

use crate::{
    date::{Day, Period},
    decimal,
    plan::{Citation, ConditionPlan, DispositifPlan, Object, Plan},
    vocabulary::{DeclaredType, Fact, Kind, Style, Vocabulary},
};

/// The facts: `{"faits": [{"nom", "titre", "question", "aide", "type", "unite", "min", "max", "valeurs", "sensible"}], "pack"}`.
#[must_use]
pub fn facts_json(plan: &Plan) -> String {
    let facts: Vec<Json> = plan
        .vocabulary
        .facts
        .iter()
        .map(|fact| fact_value(fact, &plan.vocabulary))
        .collect();
    json!({ "faits": facts, "pack": pack(plan) }).to_string()
}

/// The dispositifs in force on a day (on any day when `None`) that are about `object` (about anything when `None`):
/// `{"dispositifs": [{"id", "titre", "resume", "statut", "objet", "en_vigueur", "conditions", "droits", …}], "pack"}`.
#[must_use]
pub fn dispositifs_json(plan: &Plan, date: Option<Day>, object: Option<Object>) -> String {
    let dispositifs: Vec<Json> = dispositifs(plan, date, object)
        .map(|dispositif| dispositif_value(dispositif, plan))
        .collect();
    json!({ "dispositifs": dispositifs, "pack": pack(plan) }).to_string()
}

/// The dispositifs of [`dispositifs_json`], in the order of the pack.
pub fn dispositifs(
    plan: &Plan,
    date: Option<Day>,
    object: Option<Object>,
) -> impl Iterator<Item = &DispositifPlan> {
    plan.dispositifs.iter().filter(move |dispositif| {
        date.is_none_or(|day| dispositif.in_force.contains(day))
            && object.is_none_or(|object| dispositif.object == object)
    })
}

/// The documents and laws: `{"sources": [{"id", "titre", "date", "url", "fiabilite"}], "pack"}`.
#[must_use]
pub fn sources_json(plan: &Plan) -> String {
    let sources: Vec<Json> = plan
        .sources
        .iter()
        .map(|source| {
            json!({
                "id": source.id,
                "titre": source.title,
                "date": source.date.map(|day| day.to_string()),
                "url": source.url,
                "fiabilite": source.reliability.word(),
            })
        })
        .collect();
    json!({ "sources": sources, "pack": pack(plan) }).to_string()
}

fn pack(plan: &Plan) -> Json {
    json!({
        "id": plan.header.id,
        "titre": plan.header.title,
        "version": plan.header.version,
        "region": plan.header.region,
        "empreinte": format!("sha256:{}", plan.fingerprint),
    })
}

pub(super) fn fact_value(fact: &Fact, vocabulary: &Vocabulary) -> Json {
    let mut object = declared_value(&fact.declared, vocabulary);
    object.insert("nom".to_owned(), json!(fact.name));
    object.insert("titre".to_owned(), json!(fact.title));
    object.insert("question".to_owned(), json!(fact.question));
    object.insert("aide".to_owned(), json!(fact.help));
    object.insert("sensible".to_owned(), json!(fact.sensitive));
    if let Some((low, high)) = bounds(&fact.declared) {
        object.insert("min".to_owned(), low);
        object.insert("max".to_owned(), high);
    }
    Json::Object(object)
}

/// The bounds of a number or of a date, as a dossier writes them.
pub(super) fn bounds(declared: &DeclaredType) -> Option<(Json, Json)> {
    let end = |scaled: i64| match (&declared.kind, declared.style) {
        (Kind::Number { .. }, Style::Integer) => Some(json!(scaled)),
        (Kind::Number { decimals, .. }, _) => Some(json!(decimal::format(scaled, *decimals))),
        (Kind::Date, _) => Some(json!(Day::from_number(scaled).to_string())),
        _ => None,
    };
    Some((end(declared.min)?, end(declared.max)?))
}

/// A declared type: its word, its unit, its decimals, the members of its enumeration.
fn declared_value(declared: &DeclaredType, vocabulary: &Vocabulary) -> Map<String, Json> {
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
            if let Some(enumeration) = vocabulary.enumeration(*id) {
                let members: Vec<Json> = enumeration
                    .members
                    .iter()
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

fn dispositif_value(dispositif: &DispositifPlan, plan: &Plan) -> Json {
    let names = |positions: &[u16]| -> Vec<String> {
        positions
            .iter()
            .filter_map(|position| Some(plan.dispositif(*position)?.id.clone()))
            .collect()
    };
    let conditions = |list: &[ConditionPlan]| -> Vec<Json> {
        list.iter()
            .map(|condition| {
                let mut object = period_value(condition.period);
                object.insert("id".to_owned(), json!(condition.id));
                object.insert("titre".to_owned(), json!(condition.title));
                object.insert("si".to_owned(), json!(condition.rule.text));
                object.insert("source".to_owned(), citation_value(&condition.citation, plan));
                object.insert("fiabilite".to_owned(), json!(condition.reliability.word()));
                Json::Object(object)
            })
            .collect()
    };
    let droits: Vec<Json> = dispositif
        .droits
        .iter()
        .map(|droit| {
            let mut object = declared_value(&droit.declared, &plan.vocabulary);
            object.append(&mut period_value(droit.period));
            object.insert("id".to_owned(), json!(droit.id));
            object.insert("titre".to_owned(), json!(droit.title));
            object.insert("valeur".to_owned(), json!(droit.rule.text));
            let payer = droit.payer.as_ref();
            object.insert("payeur".to_owned(), json!(payer.map(|(name, _)| name)));
            object.insert("payeur_libelle".to_owned(), json!(payer.map(|(_, label)| label)));
            object.insert("source".to_owned(), citation_value(&droit.citation, plan));
            object.insert("fiabilite".to_owned(), json!(droit.reliability.word()));
            Json::Object(object)
        })
        .collect();
    let sources: Vec<Json> = dispositif
        .sources
        .iter()
        .map(|citation| citation_value(citation, plan))
        .collect();
    let effect_date = dispositif.effect_date.and_then(|id| plan.vocabulary.fact(id));
    let quota = dispositif
        .quota
        .and_then(|position| plan.quotas.get(usize::from(position)));
    json!({
        "id": dispositif.id,
        "titre": dispositif.title,
        "resume": dispositif.summary,
        "statut": dispositif.status.word(),
        "objet": dispositif.object.word(),
        "date_effet": effect_date.map(|fact| &fact.name),
        "en_vigueur": period_value(dispositif.in_force),
        "fiabilite": dispositif.reliability.word(),
        "a_confirmer": dispositif.to_confirm,
        "remplace_par": names(&dispositif.replaced_by),
        "incompatible_avec": names(&dispositif.incompatible_with),
        "conditions": conditions(&dispositif.conditions),
        "droits": droits,
        "priorites": conditions(&dispositif.priorities),
        "quota": quota.map(|quota| &quota.id),
        "sources": sources,
    })
}

/// `du` and `au`, both included; absent without end on that side.
fn period_value(period: Period) -> Map<String, Json> {
    let mut object = Map::new();
    if period.from != Day::MIN {
        object.insert("du".to_owned(), json!(period.from.to_string()));
    }
    if let Some(last) = period.last() {
        object.insert("au".to_owned(), json!(last.to_string()));
    }
    object
}

fn citation_value(citation: &Citation, plan: &Plan) -> Json {
    let id = plan.source(citation).map(|source| source.id.as_str());
    match citation.locator.as_deref() {
        Some(locator) => json!({ "id": id, "repere": locator }),
        None => json!({ "id": id }),
    }
}
