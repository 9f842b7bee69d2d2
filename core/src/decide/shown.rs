//! What an explanation shows besides values: sources, texts, what is to be confirmed.

use crate::{
    decision::{CitationView, Outcome, Used},
    plan::{Citation, DispositifPlan, Plan, Reliability, Role},
    vocabulary::FactId,
};

/// What the decision rests on that is to be confirmed, for a person.
pub(super) fn to_confirm(plan: &Plan, dispositif: &DispositifPlan, outcome: &Outcome) -> Vec<String> {
    let at = |position: u16| usize::from(position);
    outcome
        .to_confirm
        .iter()
        .filter_map(|used| match used {
            Used::Dispositif => Some(
                dispositif
                    .to_confirm
                    .clone()
                    .unwrap_or_else(|| dispositif.title.clone()),
            ),
            Used::Condition(position) => dispositif.conditions.get(at(*position)).map(|c| c.title.clone()),
            Used::Droit(position) => dispositif.droits.get(at(*position)).map(|d| d.title.clone()),
            Used::Parameter(position) => plan.parameters.get(at(*position)).map(|p| p.title.clone()),
            Used::Table(position) => plan.tables.get(at(*position)).map(|t| t.title.clone()),
        })
        .collect()
}

/// A citation, with the title of its source.
pub(crate) fn cite(
    plan: &Plan,
    citation: &Citation,
    reliability: Reliability,
    since: Option<crate::date::Day>,
) -> CitationView {
    let source = plan.source(citation);
    CitationView {
        id: source.map_or_else(String::new, |source| source.id.clone()),
        title: source.map_or_else(String::new, |source| source.title.clone()),
        locator: citation.locator.clone(),
        reliability: reliability.word(),
        since: since.map(|day| day.to_string()),
    }
}

/// A rule may be written on several lines, with comments: a person reads it on one.
pub(super) fn on_one_line(text: &str) -> String {
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() && byte != b'#' || byte == b' ' && before != b' ';
        before = byte;
        fits
    });
    // Most are written so already, and an explanation is made of many.
    if plain && before != b' ' {
        return text.to_owned();
    }
    text.lines()
        .map(|line| line.split_once('#').map_or(line, |(code, _)| code))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The facts that the priorities which apply read.
pub(super) fn facts_of_priorities(dispositif: &DispositifPlan, outcome: &Outcome) -> Vec<FactId> {
    dispositif
        .priorities
        .iter()
        .zip(&outcome.priorities)
        .filter(|(_, state)| state.is_some())
        .flat_map(|(priority, _)| &priority.rule.parts)
        .filter_map(|part| match part.role {
            Role::Fact(id) => Some(id),
            _ => None,
        })
        .collect()
}
