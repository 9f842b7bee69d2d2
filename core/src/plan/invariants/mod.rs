//! What evaluators trust of a plan, proven of one that no reader made: a compact form whose checksum anyone could compute.
//!
//! The reader proves the same and more while it builds, with findings for whoever writes rules. Here nobody is helped by more than
//! a few words: a plan that breaks one of these was never written by this engine.

mod dispositifs;
mod follow;
mod held;
mod nodes;
mod reform;
mod rules;
mod values;
mod vocabulary;

use super::PlanContent;
use held::{Held, counted, require};

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
        content.askings.len(),
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
    reform::check(content)?;
    dispositifs::check(content, &bounds)
}

#[cfg(all(test, feature = "reader"))]
mod tests;
