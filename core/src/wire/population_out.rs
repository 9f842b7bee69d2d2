//! What becomes of a population from one pack to another, as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{compared_out::pack, decision_out::FindingView, dossier_out::dossier_view};
use crate::{
    analysis::compare::{Band, Group, Largest, Measured, Population, Tally},
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

/// The canonical JSON of what becomes of a population: for each dispositif that may decide otherwise how many gain and lose, the cost with its proved
/// bounds, the bands, the groups, and the largest changes with their dossiers.
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
    })
    .to_string()
}

fn dispositif(population: &Population, tally: &Tally) -> Json {
    let pair = &tally.counts.pair;
    let measured = tally.measured.as_ref();
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
            let mut view = counted(group, measured);
            if let Some(object) = view.as_object_mut() {
                object.insert("valeur".to_owned(), json!(value));
            }
            view
        })
        .collect();
    let mut view = counted(&tally.all, measured);
    if let Some(object) = view.as_object_mut() {
        object.insert("apres".to_owned(), json!(pair.after));
        object.insert("avant".to_owned(), json!(pair.before));
        object.insert("droit".to_owned(), json!(measured.map(|one| &one.droit)));
        object.insert("groupes".to_owned(), json!(groups));
        let largest = tally.largest.iter().map(|one| largest(one, measured));
        object.insert(
            "plus_grands_ecarts".to_owned(),
            json!(largest.collect::<Vec<_>>()),
        );
        object.insert("titre".to_owned(), json!(title));
        let bands = tally
            .bands
            .iter()
            .filter(|band| band.rows > 0)
            .filter_map(|one| Some(band(one, measured?)));
        object.insert("tranches".to_owned(), json!(bands.collect::<Vec<_>>()));
        object.insert("unite".to_owned(), json!(measured.map(|one| &one.unit)));
    }
    view
}

fn counted(group: &Group, measured: Option<&Measured>) -> Json {
    let cost = measured.map(|measured| {
        let number = |sum| measured.number(sum).to_string();
        json!({ "bornes": [number(group.low), number(group.high)], "connu": number(group.total) })
    });
    json!({
        "autrement": group.otherwise,
        "cout": cost,
        "gagnent": group.gain,
        "inchanges": group.same,
        "indetermines": group.undetermined,
        "perdent": group.lose,
        "refuses": group.refused,
    })
}

fn band(band: &Band, measured: &Measured) -> Json {
    json!({
        "a": band.to,
        "de": band.from,
        "lignes": band.rows,
        "total": measured.number(band.total).to_string(),
    })
}

fn largest(one: &Largest, measured: Option<&Measured>) -> Json {
    let decimals = measured.map_or(0, |measured| measured.decimals);
    let amount = |scaled| measured.map(|_| decimal::format(scaled, decimals));
    json!({
        "apres": amount(one.after),
        "avant": amount(one.before),
        "dossier": dossier_view(&one.dossier.after),
        "ecart": amount(one.after.saturating_sub(one.before)),
        "ligne": one.line,
    })
}
