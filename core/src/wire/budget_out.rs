//! What a table of decisions comes to, as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::catalogue::pack;
use crate::{
    budget::{Budget, BudgetLine, Group, Total},
    decision::Verdict,
    follow::written,
};

/// What a table of decisions comes to: `{"pack", "moteur", "lignes", "refusees", "dispositifs": {ID: {"verdicts", "montants": {DROIT: {"unite", "etabli", "min",
/// "max", …}}}}, "ensemble": [{"unite", "dispositifs", "etabli", "min", "max", …}], "par": COLONNE, "groupes": {TEXTE: {…}}, "perimes": {ID: 12}}`. Amounts
/// are texts, with their decimals; `min` and `max` are `null` where a row has no bounds.
#[must_use]
pub fn budget_json(budget: &Budget) -> String {
    let mut all = group_json(budget, &budget.whole);
    let groups: BTreeMap<&str, Json> = budget
        .groups
        .iter()
        .map(|(name, group)| (name.as_str(), group_json(budget, group).into()))
        .collect();
    all.insert("pack".to_owned(), pack(budget.plan()));
    all.insert("moteur".to_owned(), env!("CARGO_PKG_VERSION").into());
    all.insert("par".to_owned(), json!(budget.by));
    all.insert("groupes".to_owned(), json!(groups));
    all.insert("perimes".to_owned(), json!(budget.stale));
    Json::from(all).to_string()
}

fn group_json(budget: &Budget, group: &Group) -> Map<String, Json> {
    let lines: BTreeMap<&str, Json> = budget
        .lines(group)
        .map(|line| (line.dispositif().id.as_str(), line_json(budget, &line)))
        .collect();
    let together: Vec<Json> = budget
        .together(group)
        .map(|ranked| {
            let named = ranked
                .dispositifs()
                .iter()
                .filter_map(|at| budget.plan().dispositif(*at));
            let ids: Vec<&str> = named.map(|dispositif| dispositif.id.as_str()).collect();
            let mut told = total_json(ranked.total(), ranked.decimals(), false);
            told.insert("dispositifs".to_owned(), json!(ids));
            told.insert("unite".to_owned(), ranked.unit().to_string().into());
            told.into()
        })
        .collect();
    let mut all = Map::new();
    all.insert("lignes".to_owned(), group.rows.into());
    all.insert("refusees".to_owned(), group.refused.into());
    all.insert("dispositifs".to_owned(), json!(lines));
    all.insert("ensemble".to_owned(), together.into());
    all
}

fn line_json(budget: &Budget, line: &BudgetLine<'_>) -> Json {
    let verdicts: BTreeMap<&str, u64> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict.word(), line.count(*verdict)))
        .collect();
    let amounts: BTreeMap<&str, Json> = line
        .totals()
        .map(|(droit, total)| {
            let mut told = total_json(total, droit.declared.decimals(), budget.tells_doubts);
            let unit = droit.declared.unit().map(ToString::to_string);
            told.insert("unite".to_owned(), json!(unit));
            (droit.id.as_str(), told.into())
        })
        .collect();
    json!({ "verdicts": verdicts, "montants": amounts })
}

fn total_json(total: &Total, decimals: u8, tells_doubts: bool) -> Map<String, Json> {
    let amount = |number: i128| Json::from(written(number, decimals));
    let (low, high) = total.range().unzip();
    let mut all = Map::new();
    let mut set = |key: &str, value: Json| drop(all.insert(key.to_owned(), value));
    set("etabli", amount(total.sum));
    set("lignes_etablies", total.settled.into());
    set("min", low.map_or(Json::Null, amount));
    set("max", high.map_or(Json::Null, amount));
    set(
        "indeterminees",
        open(total.undetermined, &amount(total.undetermined_width)),
    );
    set(
        "montants_ouverts",
        open(total.unsettled, &amount(total.unsettled_width)),
    );
    set("sans_bornes", total.unbounded.into());
    if tells_doubts {
        set(
            "doutes",
            json!({ "lignes": total.doubtful, "au_plus": amount(total.doubtful_sum) }),
        );
    }
    all
}

fn open(rows: u64, width: &Json) -> Json {
    json!({ "lignes": rows, "ecart": width })
}
