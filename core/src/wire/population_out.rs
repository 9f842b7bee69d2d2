//! What becomes of a population from one pack to another, as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{compared_out::pack, decision_out::FindingView, dossier_out::dossier_view};
use crate::{
    analysis::compare::{Band, Cost, Group, Largest, Measured, Population, Tally, Together},
    decimal,
    error::Finding,
};

/// What was counted of a table beside a population: by which column its rows are told apart, and how many are at fault.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'t> {
    /// The column.
    pub by: Option<&'t str>,
    /// The rows that were not decided.
    pub at_fault: u64,
    /// What is to be known of the table.
    pub warnings: &'t [Finding],
}

/// The canonical JSON of what becomes of a population: for each dispositif that may decide otherwise how many gain and lose, what each of its amounts
/// costs with its proved bounds, the bands, the groups, and the largest changes with their dossiers; then what all of them cost together.
///
/// What is said beside the counts without the name of an amount is of the one that is told first: the first that changes.
#[must_use]
pub fn population_json(population: &Population, told: Told<'_>) -> String {
    let (old, new) = (population.before().plan(), population.after().plan());
    let dispositifs: BTreeMap<&str, Json> = population
        .tallies()
        .iter()
        .map(|tally| (tally.counts.pair.id(), dispositif(population, tally)))
        .collect();
    let reform = new.reform.as_ref().map(|reform| {
        json!({
            "depuis": reform.since,
            "motif": reform.reason,
            "nom": reform.name,
        })
    });
    json!({
        "apres": pack(new),
        "avant": pack(old),
        "date": population.date(),
        "dispositifs": dispositifs,
        "erreurs": told.warnings.iter().map(FindingView::new).collect::<Vec<_>>(),
        "lignes": population.rows(),
        "lignes_a_corriger": told.at_fault,
        "par": told.by,
        "reforme": reform,
        "total": population
            .together()
            .iter()
            .map(|one| (one.unit.as_str(), together(population, one)))
            .collect::<BTreeMap<_, _>>(),
    })
    .to_string()
}

/// What amounts of one unit cost together, with the names of those that are counted.
fn together(population: &Population, together: &Together) -> Json {
    let counted = together.amounts.iter().filter_map(|(position, amount)| {
        let tally = population.tallies().get(*position)?;
        let measured = tally.measured.get(*amount)?;
        Some(format!("{}.{}", tally.counts.pair.id(), measured.droit))
    });
    let number = |sum| together.number(sum).to_string();
    let cost = together.cost;
    json!({
        "bornes": [number(cost.low), number(cost.high)],
        "connu": number(cost.total),
        "droits": counted.collect::<Vec<_>>(),
    })
}

fn dispositif(population: &Population, tally: &Tally) -> Json {
    let pair = &tally.counts.pair;
    let main = tally.main();
    let measured = main.and_then(|main| tally.measured.get(main));
    let titled = |plan: &crate::plan::Plan, id: &Option<String>| {
        let (_, found) = plan.dispositif_named(id.as_deref()?)?;
        Some(plan.titled(&found.title, Some(population.date())).into_owned())
    };
    let title = titled(population.after().plan(), &pair.after)
        .or_else(|| titled(population.before().plan(), &pair.before));
    let groups: Vec<Json> = tally
        .groups
        .iter()
        .map(|(value, group)| {
            let mut view = counted(group, tally);
            if let Some(object) = view.as_object_mut() {
                object.insert("droits".to_owned(), Json::Object(costs(group, tally)));
                object.insert("valeur".to_owned(), json!(value));
            }
            view
        })
        .collect();
    let mut view = counted(&tally.all, tally);
    if let Some(object) = view.as_object_mut() {
        object.insert("apres".to_owned(), json!(pair.after));
        object.insert("avant".to_owned(), json!(pair.before));
        object.insert("droit".to_owned(), json!(measured.map(|one| &one.droit)));
        object.insert("droits".to_owned(), droits(tally));
        object.insert("faits_manquants".to_owned(), json!(tally.missing));
        object.insert("groupes".to_owned(), json!(groups));
        let largest = tally.largest.iter().map(|one| largest(one, tally));
        object.insert(
            "plus_grands_ecarts".to_owned(),
            json!(largest.collect::<Vec<_>>()),
        );
        object.insert("titre".to_owned(), json!(title));
        let bands = main.map(|main| bands(tally, main)).unwrap_or_default();
        object.insert("tranches".to_owned(), json!(bands));
        object.insert("unite".to_owned(), json!(measured.map(|one| &one.unit)));
    }
    view
}

/// Each amount that is added up, by its id: its title, its unit, its cost and its bands.
fn droits(tally: &Tally) -> Json {
    let each = tally.measured.iter().enumerate().map(|(position, measured)| {
        let cost = tally.all.costs.get(position);
        let told = json!({
            "cout": cost.map(|cost| costed(cost, measured)),
            "titre": measured.title,
            "tranches": bands(tally, position),
            "unite": measured.unit,
        });
        (measured.droit.clone(), told)
    });
    Json::Object(each.collect())
}

/// What each amount costs over some dossiers, by its id.
fn costs(group: &Group, tally: &Tally) -> serde_json::Map<String, Json> {
    let each = tally.measured.iter().zip(&group.costs);
    each.map(|(measured, cost)| (measured.droit.clone(), costed(cost, measured)))
        .collect()
}

fn costed(cost: &Cost, measured: &Measured) -> Json {
    let number = |sum| measured.number(sum).to_string();
    json!({ "bornes": [number(cost.low), number(cost.high)], "connu": number(cost.total) })
}

fn counted(group: &Group, tally: &Tally) -> Json {
    let cost = tally.main().and_then(|main| {
        let (measured, cost) = (tally.measured.get(main)?, group.costs.get(main)?);
        Some(costed(cost, measured))
    });
    json!({
        "autrement": group.otherwise,
        "cout": cost,
        "gagnent": group.gain,
        "inchanges": group.same,
        "indetermines": group.undetermined,
        "indetermines_sans_ecart": group.unmoved,
        "perdent": group.lose,
        "refuses": group.refused,
    })
}

/// The bands of an amount that have anyone.
fn bands(tally: &Tally, position: usize) -> Vec<Json> {
    let (Some(measured), Some(bands)) = (tally.measured.get(position), tally.bands.get(position)) else {
        return Vec::new();
    };
    let some = bands.iter().filter(|band| band.rows > 0);
    some.map(|one| band(one, measured)).collect()
}

fn band(band: &Band, measured: &Measured) -> Json {
    json!({
        "a": band.to,
        "de": band.from,
        "lignes": band.rows,
        "total": measured.number(band.total).to_string(),
    })
}

fn largest(one: &Largest, tally: &Tally) -> Json {
    let each = tally.measured.iter().zip(&one.changes);
    let changed = each.clone().filter(|(_, (before, after))| before != after);
    let droits = changed.map(|(measured, change)| {
        (
            measured.droit.clone(),
            Json::Object(change_view(*change, measured)),
        )
    });
    let droits: serde_json::Map<String, Json> = droits.collect();
    let main = tally.main().and_then(|main| each.clone().nth(main));
    let mut view = main
        .map(|(measured, change)| change_view(*change, measured))
        .unwrap_or_else(|| {
            let nothing = ["apres", "avant", "ecart"].map(|key| (key.to_owned(), Json::Null));
            nothing.into_iter().collect()
        });
    view.insert("dossier".to_owned(), json!(dossier_view(&one.dossier.after)));
    view.insert("droits".to_owned(), Json::Object(droits));
    view.insert("ligne".to_owned(), json!(one.line));
    Json::Object(view)
}

fn change_view((before, after): (i64, i64), measured: &Measured) -> serde_json::Map<String, Json> {
    let amount = |scaled| json!(decimal::format(scaled, measured.decimals));
    let more = after.saturating_sub(before);
    [
        ("apres", amount(after)),
        ("avant", amount(before)),
        ("ecart", amount(more)),
    ]
    .map(|(key, amount)| (key.to_owned(), amount))
    .into_iter()
    .collect()
}
