use serde_json::{Map, Value as Json, json};

use super::decision_out::{dossier_value, finding_value};
use crate::{
    date::Period,
    decide::Engine,
    decimal::Decimal,
    dossier::Dossier,
    schedule::{Cause, LineView, Open, Schedule, Segment, Totals},
    vocabulary::FactId,
};

/// The canonical JSON of what a person receives over a course. It carries the dossier, as a decision does.
#[must_use]
pub fn schedule_json(engine: &Engine, dossier: &Dossier, schedule: &Schedule) -> String {
    let plan = schedule.plan();
    let warnings: Vec<Json> = engine
        .coherence(dossier, schedule.date())
        .iter()
        .map(finding_value)
        .collect();
    json!({
        "date": schedule.date().to_string(),
        "moteur": env!("CARGO_PKG_VERSION"),
        "pack": {
            "id": plan.header.id,
            "version": plan.header.version,
            "empreinte": format!("sha256:{}", plan.fingerprint),
        },
        "dossier": dossier_value(dossier),
        "echeancier": schedule_value(schedule),
        "avertissements": warnings,
    })
    .to_string()
}

fn schedule_value(schedule: &Schedule) -> Json {
    let plan = schedule.plan();
    let counted: Vec<&str> = schedule
        .dispositifs
        .iter()
        .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
        .collect();
    let segments: Vec<Json> = schedule
        .segments
        .iter()
        .map(|segment| segment_value(schedule, segment))
        .collect();
    let open: Vec<Json> = schedule
        .open
        .iter()
        .map(|open| open_value(schedule, open))
        .collect();
    let prorata = schedule.month_days.as_ref().map(|month| {
        json!({
            "parametre": month.name,
            "titre": month.title,
            "jours_par_mois": month.value,
            "source": month.source,
        })
    });
    json!({
        "du": schedule.course.map(|course| course.from.to_string()),
        "au": schedule.course.map(last),
        "dispositifs": counted,
        "segments": segments,
        "totaux": totals_value(&schedule.totals),
        "prorata": prorata,
        "manquants": names(schedule, &schedule.missing),
        "a_determiner": open,
    })
}

fn segment_value(schedule: &Schedule, segment: &Segment) -> Json {
    let lines: Vec<Json> = schedule
        .lines(segment)
        .map(|view| line_value(schedule, &view))
        .collect();
    let causes: Vec<Json> = segment.causes.iter().map(cause_value).collect();
    json!({
        "du": segment.days.from.to_string(),
        "au": last(segment.days),
        "causes": causes,
        "versements": lines,
        "total": segment.total.to_string(),
    })
}

fn line_value(schedule: &Schedule, view: &LineView<'_>) -> Json {
    json!({
        "dispositif": view.dispositif.id,
        "id": view.versement.id,
        "titre": view.versement.title,
        "montant": view.line.amount.map(text),
        "unite": view.pace().map(crate::plan::Pace::unit),
        "payeur": view.versement.payer.0,
        "total": view.line.total.map(text),
        "fiabilite": view.line.reliability.word(),
        "verifie_le": view.line.verified.map(|day| day.to_string()),
        "peut_etre_perime_apres": view.line.outdated.map(|day| day.to_string()),
        "reserve": view.versement.caveat,
        "source": view.source(schedule.plan()),
    })
}

fn cause_value(cause: &Cause) -> Json {
    let mut object = Map::new();
    object.insert("genre".to_owned(), json!(cause.word()));
    object.insert("texte".to_owned(), json!(cause.text()));
    if let Cause::Parameter {
        unit, before, after, ..
    } = cause
    {
        object.insert("avant".to_owned(), json!(before));
        object.insert("apres".to_owned(), json!(after));
        object.insert("unite".to_owned(), json!(unit));
    }
    if let Some(source) = cause.source() {
        object.insert("source".to_owned(), json!(source));
    }
    Json::Object(object)
}

fn totals_value(totals: &Totals) -> Json {
    let payers: Map<String, Json> = totals
        .payers
        .iter()
        .map(|payer| {
            let value = json!({ "total": payer.total.to_string(), "complet": payer.complete });
            (payer.name.clone(), value)
        })
        .collect();
    json!({
        "general": totals.total.to_string(),
        "complet": totals.complete,
        "payeurs": payers,
    })
}

fn open_value(schedule: &Schedule, open: &Open) -> Json {
    let dispositif = schedule.plan().dispositif(open.dispositif);
    let versement = open
        .versement
        .and_then(|position| dispositif?.versements.get(usize::from(position)));
    json!({
        "dispositif": dispositif.map(|dispositif| dispositif.id.as_str()),
        "versement": versement.map(|versement| versement.id.as_str()),
        "manquants": names(schedule, &open.missing),
    })
}

fn names<'a>(schedule: &'a Schedule, ids: &'a [FactId]) -> Vec<&'a str> {
    schedule.facts(ids).map(|fact| fact.name.as_str()).collect()
}

fn last(days: Period) -> String {
    days.until.add_days(-1).to_string()
}

fn text(number: Decimal) -> String {
    number.to_string()
}
