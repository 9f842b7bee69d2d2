//! What evaluators trust of a plan, proven of one that no reader made: a compact form whose checksum anyone could compute.
//!
//! The reader proves the same and more while it builds, with findings for whoever writes rules. Here nobody is helped by more than
//! a few words: a plan that breaks one of these was never written by this engine.

mod dispositifs;
mod follow;
mod nodes;
mod rules;
mod values;
mod vocabulary;

use super::{Citation, PlanContent};
use crate::date::{Day, Period};

/// What does not hold, in a few words, when something does not.
type Held = Result<(), &'static str>;

/// Proves what evaluators trust.
pub(super) fn check(content: &PlanContent) -> Held {
    require(
        content.fingerprint.len() == 64
            && content
                .fingerprint
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "son empreinte n'est pas un SHA-256",
    )?;
    counted(&[
        content.sources.len(),
        content.parameters.len(),
        content.tables.len(),
        content.kinds.len(),
        content.deductions.len(),
        content.coherences.len(),
        content.dispositifs.len(),
        content.quotas.len(),
    ])?;
    vocabulary::check(content)?;
    values::check(content)?;
    let bounds = nodes::check(nodes::Graph {
        vocabulary: &content.vocabulary,
        parameters: &content.parameters,
        tables: &content.tables,
        nodes: &content.nodes,
        node_kinds: &content.node_kinds,
        kinds: &content.kinds,
    })?;
    rules::check(content)?;
    follow::check(content)?;
    dispositifs::check(content, &bounds)
}

fn require(holds: bool, what: &'static str) -> Held {
    if holds { Ok(()) } else { Err(what) }
}

/// Positions are 16 bits wide.
fn counted(counts: &[usize]) -> Held {
    require(
        counts.iter().all(|count| u16::try_from(*count).is_ok()),
        "une liste est trop longue",
    )
}

/// Is each name of a list given once?
fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Held {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    require(
        names
            .iter()
            .zip(names.iter().skip(1))
            .all(|(one, next)| one != next),
        "un nom est donné deux fois",
    )
}

fn cited<'c>(content: &PlanContent, mut citations: impl Iterator<Item = &'c Citation>) -> Held {
    require(
        citations.all(|citation| usize::from(citation.source) < content.sources.len()),
        "une source n'existe pas",
    )
}

/// A day that was read is one of the calendar, or the one after, where a period without end would end.
fn on_calendar(mut days: impl Iterator<Item = Day>) -> Held {
    require(
        days.all(|day| (Day::MIN..=Day::MAX).contains(&day)),
        "une date n'est pas du calendrier",
    )
}

fn is_period(period: Period) -> Held {
    on_calendar([period.from].into_iter())
}

#[cfg(all(test, feature = "reader"))]
mod tests;
