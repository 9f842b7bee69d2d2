//! The conditions that no case saw both met and not met.

use std::fmt::Write as _;

use anstyle::Style;
use bareme::{
    Engine,
    catalogue::{ConditionPlan, DispositifPlan},
};
use bareme_recit::words;

use crate::cases::{ConditionSeen, Coverage};

/// The conditions that the cases did not see both met and not met.
pub(super) fn text(engine: &Engine, seen: &Coverage) -> String {
    let mut text = String::new();
    let gaps = gaps(engine, seen);
    if gaps.is_empty() {
        let _ = writeln!(text, "\nChaque condition est vue remplie et non remplie.");
        return text;
    }
    let bold = Style::new().bold();
    let _ = writeln!(text, "\nConditions que les cas n'ont pas vues des deux côtés :");
    for (dispositif, conditions) in gaps {
        let _ = writeln!(text, "  {bold}{}{bold:#}", dispositif.id);
        for (condition, seen) in conditions {
            let _ = writeln!(
                text,
                "    {}{} : {}",
                condition.id,
                period(condition),
                words(seen)
            );
        }
    }
    text
}

/// The conditions not seen both ways, each version of a condition on its own.
pub(super) fn gaps<'e>(
    engine: &'e Engine,
    seen: &Coverage,
) -> Vec<(&'e DispositifPlan, Vec<(&'e ConditionPlan, ConditionSeen)>)> {
    seen.dispositifs(engine.plan())
        .into_iter()
        .map(|coverage| {
            let gaps = coverage
                .conditions
                .into_iter()
                .filter(|(_, seen)| !(seen.met && seen.not_met));
            (coverage.dispositif, gaps.collect::<Vec<_>>())
        })
        .filter(|(_, gaps)| !gaps.is_empty())
        .collect()
}

const fn words(seen: ConditionSeen) -> &'static str {
    match (seen.met, seen.not_met) {
        (true, _) => "jamais non remplie",
        (false, true) => "jamais remplie",
        (false, false) => "ni remplie ni non remplie",
    }
}

/// The days of a condition that does not always apply.
pub(super) fn period(condition: &ConditionPlan) -> String {
    words::period(condition.period)
        .map(|period| format!(" ({period})"))
        .unwrap_or_default()
}
