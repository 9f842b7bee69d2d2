//! `bareme test --couverture`: what the cases exercise, and what they do not.

use std::fmt::Write as _;

use anstyle::Style;
use bareme::{Code, Engine, Finding, error::Place};
use serde_json::{Value as Json, json};

use super::conditions::period;
use crate::cases::{ConditionSeen, Coverage, Share};

/// One finding for each dispositif that has a condition not seen met, not met and alone to decide.
pub(super) fn gaps(engine: &Engine, seen: &Coverage) -> Vec<Finding> {
    seen.dispositifs(engine.plan())
        .into_iter()
        .filter_map(|coverage| {
            let gaps: Vec<String> = coverage
                .conditions
                .iter()
                .filter(|(_, seen)| !seen.is_full())
                .map(|(condition, seen)| format!("`{}`{} {}", condition.id, period(condition), lacking(*seen)))
                .collect();
            let message = format!("`{}` : {}", coverage.dispositif.id, gaps.join(" ; "));
            (!gaps.is_empty()).then(|| {
                Finding::new(Code::CoverageIncomplete, Place::Whole, message)
                    .with_help("écrivez les cas qui manquent, l'un où tout est rempli, l'autre où cette seule condition ne l'est pas")
            })
        })
        .collect()
}

fn lacking(seen: ConditionSeen) -> String {
    let lacking = [
        (seen.met, "remplie"),
        (seen.not_met, "non remplie"),
        (seen.alone, "seule à décider"),
    ];
    let words: Vec<&str> = lacking
        .into_iter()
        .filter(|(seen, _)| !seen)
        .map(|(_, word)| word)
        .collect();
    format!("n'est jamais vue {}", words.join(", ni "))
}

/// The report, by dispositif then over the whole pack.
pub(super) fn text(engine: &Engine, seen: &Coverage) -> String {
    let bold = Style::new().bold();
    let plan = engine.plan();
    let mut text = String::from(
        "\nConditions vues par les cas : R remplie, N non remplie, I inconnue, S seule à décider ; « . » si jamais.\n",
    );
    for coverage in seen.dispositifs(plan) {
        let full = coverage
            .conditions
            .iter()
            .filter(|(_, seen)| seen.is_full())
            .count();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "\n{bold}{}{bold:#} : {full} conditions sur {} complètes, {} alternatives sur {} prises",
            coverage.dispositif.id,
            coverage.conditions.len(),
            coverage.alternatives.seen,
            coverage.alternatives.total
        );
        for (condition, seen) in &coverage.conditions {
            let mark = |seen: bool, letter: char| if seen { letter } else { '.' };
            let _ = writeln!(
                text,
                "  {}{}{}{}  {}{}",
                mark(seen.met, 'R'),
                mark(seen.not_met, 'N'),
                mark(seen.unknown, 'I'),
                mark(seen.alone, 'S'),
                condition.id,
                period(condition)
            );
        }
    }
    let _ = writeln!(text);
    for (name, share) in totals(engine, seen) {
        let _ = writeln!(text, "{}", share.told(name));
    }
    text
}

/// The same as JSON.
pub(super) fn as_json(engine: &Engine, seen: &Coverage) -> Json {
    let dispositifs: serde_json::Map<String, Json> = seen
        .dispositifs(engine.plan())
        .into_iter()
        .map(|coverage| {
            let conditions: Vec<Json> = coverage
                .conditions
                .iter()
                .map(|(condition, seen)| {
                    json!({
                        "id": condition.id,
                        "remplie": seen.met,
                        "non_remplie": seen.not_met,
                        "inconnue": seen.unknown,
                        "seule": seen.alone,
                    })
                })
                .collect();
            let alternatives =
                json!({ "vues": coverage.alternatives.seen, "total": coverage.alternatives.total });
            (
                coverage.dispositif.id.clone(),
                json!({ "conditions": conditions, "alternatives": alternatives }),
            )
        })
        .collect();
    let totals: serde_json::Map<String, Json> = totals(engine, seen)
        .into_iter()
        .map(|(name, share)| {
            (
                name.to_owned(),
                json!({ "vues": share.seen, "total": share.total }),
            )
        })
        .collect();
    json!({ "dispositifs": dispositifs, "totaux": totals })
}

fn totals(engine: &Engine, seen: &Coverage) -> [(&'static str, Share); 4] {
    let plan = engine.plan();
    let alternatives = seen
        .dispositifs(plan)
        .into_iter()
        .fold(Share::default(), |sum, coverage| Share {
            seen: sum.seen + coverage.alternatives.seen,
            total: sum.total + coverage.alternatives.total,
        });
    [
        (
            "Conditions vues remplies, non remplies et seules à décider",
            seen.conditions_covered(plan),
        ),
        ("Alternatives de `si` et `selon` prises", alternatives),
        ("Cases de tables lues", seen.cells_covered(plan)),
        ("Valeurs datées de paramètres lues", seen.periods_covered(plan)),
    ]
}
