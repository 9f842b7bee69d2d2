//! `bareme test --valeurs`: which figures of the pack may be wrong without any case seeing it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use bareme::{Code, Engine, Finding, catalogue::Plan, decimal, error::Place, vocabulary::Kind};
use serde_json::{Value as Json, json};

use crate::{
    cases::{self, Coverage, Figure, Share, Suite, Tested, Transcription},
    commands::tried::{bar, moves},
};

/// Changes every figure, with a bar on a terminal.
pub(super) fn tested(engine: &Engine, suite: &Suite, read: &[Coverage]) -> Tested {
    let figures = suite.transcriptions.iter().flat_map(|one| &one.figures);
    let transcribed: BTreeSet<Figure> = figures.map(|one| one.figure).collect();
    let bar = bar("valeurs");
    let tested = cases::tested(engine, &suite.cases, read, &transcribed, &moves(&bar));
    bar.finish_and_clear();
    tested
}

/// How many published figures are those of the pack.
pub(super) fn transcribed(suite: &Suite) -> String {
    let total: usize = suite.transcriptions.iter().map(|one| one.figures.len()).sum();
    let different: usize = suite
        .transcriptions
        .iter()
        .map(|one| one.differing().count())
        .sum();
    match (total, total - different) {
        (0, _) => String::new(),
        (1, 1) => "1 valeur publiée, celle du barème\n".to_owned(),
        (1, _) => "1 valeur publiée n'est pas celle du barème\n".to_owned(),
        (_, same) if same == total => format!("{total} valeurs publiées sont celles du barème\n"),
        (_, 0) => format!("aucune des {total} valeurs publiées n'est celle du barème\n"),
        (_, 1) => format!("1 valeur publiée sur {total} est celle du barème\n"),
        (_, same) => format!("{same} valeurs publiées sur {total} sont celles du barème\n"),
    }
}

/// The same as JSON: how many were compared, and those that differ.
pub(super) fn transcribed_json(suite: &Suite) -> serde_json::Map<String, Json> {
    let total: usize = suite.transcriptions.iter().map(|one| one.figures.len()).sum();
    let different = suite.transcriptions.iter().flat_map(Transcription::differing);
    let different: Vec<Json> = different
        .map(|one| {
            let place = match &one.place {
                Place::File { path, line, .. } => Some((path, line)),
                Place::Whole | Place::Pointer(_) => None,
            };
            json!({
                "nom": one.name,
                "publiee": one.text,
                "bareme": one.written,
                "fichier": place.map(|(path, _)| path),
                "ligne": place.map(|(_, line)| line),
            })
        })
        .collect();
    serde_json::Map::from_iter([
        ("comparees".to_owned(), Json::from(total)),
        ("differentes".to_owned(), Json::from(different)),
    ])
}

/// One finding for each table and each parameter with figures whose change nothing sees.
pub(super) fn gaps(engine: &Engine, tested: &Tested) -> Vec<Finding> {
    let found = by_name(engine.plan(), tested).into_iter();
    found
        .map(|(name, figures)| {
            let message = format!(
                "`{name}` peut changer d'une unité sans qu'un cas échoue : {}",
                figures.join(" ; ")
            );
            Finding::new(Code::CoverageIncomplete, Place::Whole, message).with_help(
                "écrivez un cas au bord de la valeur, ou une [[transcription]] de ce qui a été publié",
            )
        })
        .collect()
}

/// The totals.
pub(super) fn text(tested: &Tested) -> String {
    let mut text = String::new();
    for (name, share) in totals(tested) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", share.told(name));
    }
    text
}

/// The same as JSON.
pub(super) fn as_json(engine: &Engine, tested: &Tested) -> Json {
    let totals: serde_json::Map<String, Json> = totals(tested)
        .into_iter()
        .map(|(name, share)| {
            (
                name.to_owned(),
                json!({ "vues": share.seen, "total": share.total }),
            )
        })
        .collect();
    json!({ "non_eprouvees": by_name(engine.plan(), tested), "totaux": totals })
}

fn totals(tested: &Tested) -> [(&'static str, Share); 2] {
    [
        (
            "Cases de tables dont un cas ou une transcription voit le changement",
            tested.cells,
        ),
        (
            "Valeurs datées dont un cas ou une transcription voit le changement",
            tested.points,
        ),
    ]
}

/// The figures whose change nothing sees, by table or parameter.
fn by_name(plan: &Plan, tested: &Tested) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for figure in &tested.unseen {
        if let Some((name, which)) = named(plan, *figure) {
            found.entry(name.to_owned()).or_default().push(which);
        }
    }
    found
}

/// The table or the parameter of a figure, and which of its figures it is.
fn named(plan: &Plan, figure: Figure) -> Option<(&str, String)> {
    match figure {
        Figure::Point { parameter, point } => {
            let series = plan.parameters.get(usize::from(parameter))?;
            let since = series.points.get(point)?.from;
            Some((&series.name, since.to_string()))
        }
        Figure::Cell {
            table,
            period,
            column,
            index,
        } => {
            let table = plan.tables.get(usize::from(table))?;
            let layout = table.periods.get(period)?;
            let mut which = Vec::new();
            let mut rest = index;
            for (key, axis) in table.keys.iter().zip(&layout.axes).rev() {
                let edge = axis.get(rest.checked_rem(axis.len())?)?;
                rest = rest.checked_div(axis.len())?;
                which.push(match key.declared.kind {
                    Kind::Choice(id) => {
                        let member = u8::try_from(*edge).ok()?;
                        plan.vocabulary.enumeration(id)?.member(member)?.name.clone()
                    }
                    Kind::Boolean | Kind::Number { .. } | Kind::Date => {
                        decimal::format(*edge, key.declared.decimals())
                    }
                });
            }
            which.push(layout.from.to_string());
            which.reverse();
            if table.columns.len() > 1 {
                which.push(table.columns.get(column)?.name.clone());
            }
            Some((&table.name, which.join(" ")))
        }
    }
}
