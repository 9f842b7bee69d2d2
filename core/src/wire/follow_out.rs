//! What is followed, as JSON: the figures of a pack, and what was counted over a table of decisions beside them.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::catalogue::{citation_value, pack};
use crate::{
    decimal,
    follow::{Admissions, Followed, FollowedIndicator, FollowedYear, Planned, Tally, figure, written},
    pack::model::DatedValue,
    plan::{Beside, IndicatorPlan, Plan, Repere},
    vocabulary::Kind,
};

/// The figures, those of one year or all of them, and what is counted: `{"reperes": [{"id", "titre", "genre", "type", "unite",
/// "territoire", "voie", "rentree", "valeurs": [{"du", "au", "valeur", "source", "fiabilite", "verifie_le", "note"}]}],
/// "indicateurs": [{"id", "titre", "compte", "somme", "parmi", "par", "repere", "quota", "source"}], "axes", "pack"}`.
#[must_use]
pub fn reperes_json(plan: &Plan, year: Option<i32>) -> String {
    let reperes: Vec<Json> = plan
        .follow
        .reperes
        .iter()
        .filter(|repere| year.is_none_or(|year| figure(repere, year).is_some()))
        .map(|repere| repere_value(plan, repere, year))
        .collect();
    let axes: Vec<Json> = plan
        .follow
        .axes
        .iter()
        .map(|axis| json!({ "id": axis.id, "titre": axis.title, "valeur": axis.rule.text }))
        .collect();
    let indicators: Vec<Json> = plan
        .follow
        .indicators
        .iter()
        .map(|indicator| indicator_value(plan, indicator))
        .collect();
    json!({ "reperes": reperes, "axes": axes, "indicateurs": indicators, "pack": pack(plan) }).to_string()
}

fn repere_value(plan: &Plan, repere: &Repere, year: Option<i32>) -> Json {
    let one = year.and_then(|year| figure(repere, year));
    let values = repere
        .values
        .iter()
        .filter(|value| one.is_none_or(|one| one == *value));
    let values: Vec<Json> = values.map(|value| dated_value(plan, repere, value)).collect();
    json!({
        "id": repere.id,
        "titre": repere.title,
        "genre": repere.kind.word(),
        "type": repere.declared.style.word(),
        "unite": unit(&repere.declared.kind),
        "territoire": repere.territory,
        "voie": repere.route,
        "rentree": repere.intake,
        "valeurs": values,
    })
}

fn dated_value(plan: &Plan, repere: &Repere, value: &DatedValue) -> Json {
    json!({
        "du": value.period.from.to_string(),
        "au": value.period.last().map(|day| day.to_string()),
        "valeur": decimal::format(value.value, repere.declared.decimals()),
        "source": citation_value(&value.citation, plan),
        "fiabilite": value.reliability.word(),
        "verifie_le": value.verified.to_string(),
        "note": value.note,
    })
}

fn indicator_value(plan: &Plan, indicator: &IndicatorPlan) -> Json {
    let (repere, quota) = beside(plan, indicator);
    let text = Some(indicator.counting.text.as_str());
    let is_count = is_count(plan, indicator);
    let by: Vec<&str> = indicator
        .by
        .iter()
        .filter_map(|axis| plan.follow.axes.get(usize::from(*axis)))
        .map(|axis| axis.id.as_str())
        .collect();
    json!({
        "id": indicator.id,
        "titre": indicator.title,
        "compte": text.filter(|_| is_count),
        "somme": text.filter(|_| !is_count),
        "parmi": indicator.among.as_ref().map(|rule| rule.text.as_str()),
        "par": by,
        "repere": repere,
        "quota": quota,
        "source": citation_value(&indicator.citation, plan),
    })
}

/// The ids of the repère and of the quota that an indicator is looked at beside.
fn beside<'p>(plan: &'p Plan, indicator: &IndicatorPlan) -> (Option<&'p str>, Option<&'p str>) {
    match indicator.beside {
        Some(Beside::Repere(position)) => {
            let repere = plan.follow.reperes.get(usize::from(position));
            (repere.map(|repere| repere.id.as_str()), None)
        }
        Some(Beside::Quota(position)) => {
            let quota = plan.quotas.get(usize::from(position));
            (None, quota.map(|quota| quota.id.as_str()))
        }
        None => (None, None),
    }
}

fn is_count(plan: &Plan, indicator: &IndicatorPlan) -> bool {
    plan.follow.kind(indicator.counting.node).is_boolean()
}

fn unit(kind: &Kind) -> Option<String> {
    kind.unit()
        .filter(|unit| !unit.is_none())
        .map(ToString::to_string)
}

/// What was counted over a table of decisions: `{"annees": [{"annee", "lignes", "indicateurs", "quotas"}], "lignes", "refusees",
/// "autres_annees", "sans_annee", "non_comptes", "pack"}`. Shares are of one, with three decimals; sums have the decimals of what
/// is added up; `inconnus` rows are in none of `oui` and `non`.
#[must_use]
pub fn followed_json(plan: &Plan, followed: &Followed, admissions: &[Admissions]) -> String {
    let years: Vec<Json> = followed
        .years
        .iter()
        .map(|(year, of)| year_value(plan, followed, *year, of, admissions))
        .collect();
    let missed: Vec<Json> = followed
        .not_counted
        .iter()
        .map(|missed| json!({ "id": missed.id, "titre": missed.title, "colonnes": missed.missing }))
        .collect();
    json!({
        "annees": years,
        "lignes": followed.rows,
        "refusees": followed.refused,
        "autres_annees": followed.elsewhere,
        "sans_annee": followed.undated,
        "non_comptes": missed,
        "pack": pack(plan),
    })
    .to_string()
}

fn year_value(
    plan: &Plan,
    followed: &Followed,
    year: Option<i32>,
    of: &FollowedYear,
    admissions: &[Admissions],
) -> Json {
    let indicators: Vec<Json> = plan
        .follow
        .indicators
        .iter()
        .zip(&of.indicators)
        .filter(|(indicator, _)| followed.is_counted(indicator))
        .map(|(indicator, counted)| counted_value(plan, indicator, counted, year))
        .collect();
    let quotas: Vec<Json> = admissions
        .iter()
        .filter(|ledger| year.is_none_or(|year| ledger.is_of(year)))
        .map(|ledger| {
            json!({
                "quota": ledger.quota,
                "groupe": ledger.group,
                "limite": ledger.limit,
                "attribuees": ledger.admitted,
                "reste": ledger.limit.saturating_sub(ledger.admitted),
                "en_attente": ledger.waiting,
            })
        })
        .collect();
    json!({ "annee": year, "lignes": of.rows, "indicateurs": indicators, "quotas": quotas })
}

fn counted_value(
    plan: &Plan,
    indicator: &IndicatorPlan,
    counted: &FollowedIndicator,
    year: Option<i32>,
) -> Json {
    let kind = plan.follow.kind(indicator.counting.node);
    let mut object = tally_value(&counted.tally, kind, indicator.among.is_some());
    let by: BTreeMap<&str, Vec<Json>> = counted
        .groups(plan, indicator)
        .map(|(axis, groups)| {
            let groups = groups.iter().map(|group| {
                let mut object = tally_value(&group.tally, kind, indicator.among.is_some());
                put(&mut object, "valeur", json!(group.value.map(|_| &group.name)));
                put(&mut object, "libelle", json!(group.label));
                object
            });
            (axis.id.as_str(), groups.collect())
        })
        .collect();
    put(&mut object, "id", json!(indicator.id));
    put(&mut object, "titre", json!(indicator.title));
    put(&mut object, "unite", json!(unit(kind)));
    put(&mut object, "par", json!(by));
    let planned = Followed::planned(plan, indicator, year);
    let planned = planned.map(|planned| planned_value(plan, &planned, &counted.tally, kind));
    put(&mut object, "prevu", planned.unwrap_or(Json::Null));
    object
}

/// What is counted, its bounds, and the share that it is.
fn tally_value(tally: &Tally, kind: &Kind, among: bool) -> Json {
    let (low, high) = tally.bounds();
    match kind {
        Kind::Number { decimals, .. } => json!({
            "somme": written(tally.sum, *decimals),
            "bornes": [written(tally.low, *decimals), written(tally.high, *decimals)],
            "lignes": tally.yes,
            "inconnus": tally.unknown,
        }),
        Kind::Boolean | Kind::Date | Kind::Choice(_) => json!({
            "oui": tally.yes,
            "non": tally.no,
            "inconnus": tally.unknown,
            "bornes": [low, high],
            "part": tally.share().filter(|_| among).map(|share| written(share, 3)),
        }),
    }
}

fn planned_value(plan: &Plan, planned: &Planned<'_>, tally: &Tally, kind: &Kind) -> Json {
    let decimals = planned.declared.decimals();
    let (repere, quota) = match planned.beside {
        Beside::Repere(_) => (Some(planned.id), None),
        Beside::Quota(_) => (None, Some(planned.id)),
    };
    let (used, used_decimals) = planned.used(tally, kind);
    let left = used.map(|used| planned.left(used, used_decimals));
    let part = used.and_then(|used| planned.part(used, used_decimals));
    json!({
        "repere": repere,
        "quota": quota,
        "titre": planned.title,
        "genre": planned.kind.map(crate::plan::RepereKind::word),
        "valeur": decimal::format(planned.value, decimals),
        "unite": unit(&planned.declared.kind),
        "reste": left.filter(|_| planned.has_rest()).map(|(left, decimals)| written(left, decimals)),
        "ecart": left.map(|(left, decimals)| written(left.saturating_neg(), decimals)),
        "part": part.map(|part| written(part, 3)),
        "source": citation_value(planned.citation, plan),
        "fiabilite": planned.reliability.word(),
    })
}

fn put(object: &mut Json, name: &str, value: Json) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}
