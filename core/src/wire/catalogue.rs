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
    put(&mut object, "nom", json!(fact.name));
    put(&mut object, "titre", json!(fact.title));
    put(&mut object, "question", json!(fact.question));
    put(&mut object, "aide", json!(fact.help));
    put(&mut object, "sensible", json!(fact.sensitive));
    if let Some((low, high)) = bounds(&fact.declared) {
        put(&mut object, "min", low);
        put(&mut object, "max", high);
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
    put(&mut object, "type", json!(declared.style.word()));
    match &declared.kind {
        Kind::Number { decimals, unit } => {
            put(&mut object, "decimales", json!(decimals));
            if !unit.is_none() {
                put(&mut object, "unite", json!(unit.to_string()));
            }
        }
        Kind::Choice(id) => {
            if let Some(enumeration) = vocabulary.enumeration(*id) {
                let members: Vec<Json> = enumeration
                    .members
                    .iter()
                    .map(|member| json!({ "nom": member.name, "libelle": member.label }))
                    .collect();
                put(&mut object, "choix", json!(enumeration.name));
                put(&mut object, "valeurs", Json::Array(members));
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
                put(&mut object, "id", json!(condition.id));
                put(&mut object, "titre", json!(condition.title));
                put(&mut object, "si", json!(condition.rule.text));
                put(&mut object, "source", citation_value(&condition.citation, plan));
                put(&mut object, "fiabilite", json!(condition.reliability.word()));
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
            put(&mut object, "id", json!(droit.id));
            put(&mut object, "titre", json!(droit.title));
            put(&mut object, "valeur", json!(droit.rule.text));
            let payer = droit.payer.as_ref();
            put(&mut object, "payeur", json!(payer.map(|(name, _)| name)));
            put(
                &mut object,
                "payeur_libelle",
                json!(payer.map(|(_, label)| label)),
            );
            put(&mut object, "source", citation_value(&droit.citation, plan));
            put(&mut object, "fiabilite", json!(droit.reliability.word()));
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
        put(&mut object, "du", json!(period.from.to_string()));
    }
    if let Some(last) = period.last() {
        put(&mut object, "au", json!(last.to_string()));
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

/// Apart, so that it is written once in what a phone downloads.
#[inline(never)]
fn put(object: &mut Map<String, Json>, name: &str, value: Json) {
    object.insert(name.to_owned(), value);
}
