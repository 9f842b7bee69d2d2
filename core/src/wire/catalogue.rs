//! What a pack holds, as JSON lists: what may be asked, what may be answered, what it rests on.

use serde_json::{Map, Value as Json, json};

use super::{dossier_out::stated_json, meaning_out::NextStepView};
use crate::{
    date::{Day, Period},
    decimal,
    plan::{
        After, Citation, ConditionPlan, Definition, DispositifPlan, DroitRole, KnownBy, Nature, Object, Plan,
        Theme,
    },
    vocabulary::{DeclaredType, Fact, FactId, Kind, Style, Vocabulary},
};

/// The facts: `{"faits": [{"nom", "titre", "question", "aide", "type", "unite", "min", "max", "valeurs", "sensible", "definition", "deduit_de"}], "pack"}`.
/// `definition` is `{"texte", "source": {"id", "titre", "repere", "url"}}`, or null.
#[must_use]
pub fn facts_json(plan: &Plan) -> String {
    let facts: Vec<Json> = (0_u16..)
        .zip(&plan.vocabulary.facts)
        .map(|(position, fact)| {
            let mut value = fact_value(fact, &plan.vocabulary);
            if let Json::Object(object) = &mut value {
                let defined = plan.definition(FactId(position)).map(|one| definition(plan, one));
                put(object, "definition", defined.into());
                let deduction = plan.deduction(FactId(position));
                text(object, "deduit_de", deduction.map(|one| one.rule.text.as_str()));
                asked(object, plan, FactId(position));
            }
            value
        })
        .collect();
    json!({ "faits": facts, "pack": pack(plan) }).to_string()
}

/// How a person is asked for a fact: `theme`, `connu_de`, and where the pack says so `hors_objet`, `issue_de` and `suppose`.
pub(super) fn asked(object: &mut Map<String, Json>, plan: &Plan, id: FactId) {
    let asking = plan.asking(id);
    text(
        object,
        "theme",
        asking.and_then(|asking| asking.theme).map(Theme::word),
    );
    let known_by = asking.map_or_else(KnownBy::default, |asking| asking.known_by);
    text(object, "connu_de", known_by.word());
    let Some((asking, fact)) = asking.zip(plan.vocabulary.fact(id)) else {
        return;
    };
    if let Some(value) = asking.gate.as_ref().and_then(|_| plan.without_object(id)) {
        put(object, "hors_objet", stated_json(fact, value, &plan.vocabulary));
    }
    if let Some(dispositif) = asking.outcome_of.and_then(|position| plan.dispositif(position)) {
        text(object, "issue_de", &*dispositif.id);
    }
    if let Some(supposed) = &asking.supposition {
        put(object, "suppose", json!({ "phrase": supposed.sentence }));
    }
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

/// The documents and laws: `{"sources": [{"id", "titre", "date", "url", "fiabilite", "version"}], "pack"}`, where
/// `version` is `{"du", "au"}`, the days of the version of a text that was read, or null.
#[must_use]
pub fn sources_json(plan: &Plan) -> String {
    let sources: Vec<Json> = (0_u16..)
        .zip(&plan.sources)
        .map(|(position, source)| {
            let version = plan.versions.iter().find(|(other, _)| *other == position);
            let version = version.map(|(_, period)| {
                let first = (period.from != Day::MIN).then(|| period.from.to_string());
                json!({ "du": first, "au": period.last().map(|day| day.to_string()) })
            });
            json!({
                "version": version,
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

/// What a fact means in law, and where it is said.
fn definition(plan: &Plan, definition: &Definition) -> Json {
    let source = plan.source(&definition.citation);
    json!({
        "texte": definition.text,
        "source": {
            "id": source.map(|source| &source.id),
            "titre": source.map(|source| &source.title),
            "repere": definition.citation.locator,
            "url": source.and_then(|source| source.url.as_ref()),
        },
    })
}

pub(super) fn pack(plan: &Plan) -> Json {
    let mut pack = json!({
        "id": plan.header.id,
        "titre": plan.header.title,
        "version": plan.header.version,
        "region": plan.header.region,
        "empreinte": format!("sha256:{}", plan.fingerprint),
    });
    if let (Some(contact), Json::Object(object)) = (&plan.header.contact, &mut pack) {
        text(object, "contact", contact.as_str());
    }
    pack
}

pub(super) fn fact_value(fact: &Fact, vocabulary: &Vocabulary) -> Json {
    let mut object = declared_value(&fact.declared, vocabulary);
    text(&mut object, "nom", &*fact.name);
    text(&mut object, "titre", &*fact.title);
    text(&mut object, "question", fact.question.as_deref());
    text(&mut object, "aide", fact.help.as_deref());
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
    text(&mut object, "type", declared.style.word());
    match &declared.kind {
        Kind::Number { decimals, unit } => {
            put(&mut object, "decimales", json!(decimals));
            if !unit.is_none() {
                text(&mut object, "unite", &*unit.to_string());
            }
        }
        Kind::Choice(id) => {
            if let Some(enumeration) = vocabulary.enumeration(*id) {
                let members: Vec<Json> = enumeration
                    .members
                    .iter()
                    .map(|member| json!({ "nom": member.name, "libelle": member.label }))
                    .collect();
                text(&mut object, "choix", &*enumeration.name);
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
                text(&mut object, "id", &*condition.id);
                text(&mut object, "titre", &*plan.titled(&condition.title, None));
                text(&mut object, "si", &*condition.rule.text);
                put(&mut object, "source", citation_value(&condition.citation, plan));
                text(&mut object, "fiabilite", condition.reliability.word());
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
            text(&mut object, "id", &*droit.id);
            text(&mut object, "titre", &*plan.titled(&droit.title, None));
            text(&mut object, "role", droit.role.map(DroitRole::word));
            put(&mut object, "principal", json!(droit.principal));
            text(&mut object, "valeur", &*droit.rule.text);
            let payer = droit.payer.as_ref();
            text(&mut object, "payeur", payer.map(|(name, _)| name.as_str()));
            text(
                &mut object,
                "payeur_libelle",
                payer.map(|(_, label)| label.as_str()),
            );
            put(&mut object, "source", citation_value(&droit.citation, plan));
            text(&mut object, "fiabilite", droit.reliability.word());
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
    let mut object = Map::new();
    text(&mut object, "id", &*dispositif.id);
    text(&mut object, "titre", &*plan.titled(&dispositif.title, None));
    text(&mut object, "resume", &*plan.titled(&dispositif.summary, None));
    text(&mut object, "statut", dispositif.status.word());
    text(&mut object, "objet", dispositif.object.word());
    text(
        &mut object,
        "date_effet",
        effect_date.map(|fact| fact.name.as_str()),
    );
    put(
        &mut object,
        "en_vigueur",
        Json::Object(period_value(dispositif.in_force)),
    );
    text(&mut object, "fiabilite", dispositif.reliability.word());
    text(&mut object, "a_confirmer", dispositif.to_confirm.as_deref());
    meaning(&mut object, dispositif, plan);
    put(&mut object, "remplace_par", json!(names(&dispositif.replaced_by)));
    put(
        &mut object,
        "incompatible_avec",
        json!(names(&dispositif.incompatible_with)),
    );
    put(
        &mut object,
        "conditions",
        Json::Array(conditions(&dispositif.conditions)),
    );
    put(&mut object, "droits", Json::Array(droits));
    put(
        &mut object,
        "priorites",
        Json::Array(conditions(&dispositif.priorities)),
    );
    text(&mut object, "quota", quota.map(|quota| quota.id.as_str()));
    put(&mut object, "sources", Json::Array(sources));
    Json::Object(object)
}

/// What it is to a person.
fn meaning(object: &mut Map<String, Json>, dispositif: &DispositifPlan, plan: &Plan) {
    text(object, "nature", dispositif.nature.map(Nature::word));
    text(object, "decideur", dispositif.decider.as_deref());
    let step = dispositif.next_step.as_ref();
    let step = step.map(|step| json!(NextStepView::new(step, plan)));
    put(object, "demarche", step.unwrap_or(Json::Null));
    text(object, "apres", dispositif.after.map(After::word));
    let verified = dispositif.verified.map(|day| day.to_string());
    text(object, "verifie_le", verified.as_deref());
    let doubts: Vec<Json> = dispositif
        .doubts
        .iter()
        .map(|doubt| {
            let concerns: Vec<&str> = doubt
                .concerns
                .iter()
                .map(|concern| concern.word.as_str())
                .collect();
            json!({ "question": doubt.question, "porte_sur": concerns })
        })
        .collect();
    put(object, "doutes", Json::Array(doubts));
}

/// `du` and `au`, both included; absent without end on that side.
fn period_value(period: Period) -> Map<String, Json> {
    let mut object = Map::new();
    if period.from != Day::MIN {
        text(&mut object, "du", &*period.from.to_string());
    }
    if let Some(last) = period.last() {
        text(&mut object, "au", &*last.to_string());
    }
    object
}

pub(super) fn citation_value(citation: &Citation, plan: &Plan) -> Json {
    let id = plan.source(citation).map(|source| source.id.as_str());
    match citation.locator.as_deref() {
        Some(locator) => json!({ "id": id, "repere": locator }),
        None => json!({ "id": id }),
    }
}

/// A text, or `null`.
fn text<'a>(object: &mut Map<String, Json>, name: &str, value: impl Into<Option<&'a str>>) {
    put_text(object, name, value.into());
}

/// Apart, as below.
#[inline(never)]
fn put_text(object: &mut Map<String, Json>, name: &str, value: Option<&str>) {
    put(object, name, value.map_or(Json::Null, Json::from));
}

/// Apart, so that it is written once in what a phone downloads.
#[inline(never)]
fn put(object: &mut Map<String, Json>, name: &str, value: Json) {
    object.insert(name.to_owned(), value);
}
