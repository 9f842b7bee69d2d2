//! What changed from one pack to another, told to whoever reads a change of rules over.

mod cells;
mod content;
mod read;
mod rules;
mod values;

use bareme::{
    analysis::changes::{Change, Changes, Sort},
    catalogue::PlanContent,
};

use crate::{
    builder::Body,
    tree::{Block, Line, Recit},
};

/// What changed, under titles; nothing when everything is said as before.
#[must_use]
fn changes(new: &PlanContent, changes: &Changes) -> Vec<Block> {
    let mut body = Body::default();
    let (mut pack, mut dispositifs, mut vocabulary, mut others) = (vec![], vec![], vec![], vec![]);
    for change in &changes.rules {
        let Some(element) = change.element() else { continue };
        let part: &mut Vec<&Change> = match element.sort {
            Sort::Pack => &mut pack,
            Sort::Dispositif
            | Sort::Variable
            | Sort::Condition
            | Sort::Droit
            | Sort::Versement
            | Sort::Deadline
            | Sort::Priority
            | Sort::Doubt => &mut dispositifs,
            Sort::Fact | Sort::Choice | Sort::Member | Sort::Coherence | Sort::Unit => &mut vocabulary,
            _ => &mut others,
        };
        part.push(change);
    }
    rules::pack(&pack, &mut body);
    values::told(new, &changes.values, &mut body);
    cells::told(new, &changes.tables, &mut body);
    rules::by_dispositif(new, &dispositifs, &mut body);
    rules::told("Faits, choix et cohérences", &vocabulary, &mut body);
    rules::told("Textes, quotas et suivi", &others, &mut body);
    read::told(changes, &mut body);
    body.into_blocks()
}

/// The whole comparison of two packs.
#[must_use]
pub fn comparison(old: &PlanContent, new: &PlanContent, found: &Changes) -> Recit {
    let mut blocks = changes(new, found);
    if blocks.is_empty() {
        let text = if old.fingerprint == new.fingerprint {
            "Les deux barèmes disent la même chose."
        } else {
            "Rien de ce que les barèmes décident ou disent ne change\u{a0}: seules des notes diffèrent."
        };
        blocks.push(Block::Lines {
            lines: vec![Line::plain(text)],
        });
    }
    let named = |plan: &PlanContent| format!("{} {}", plan.header.id, plan.header.version);
    Recit {
        title: format!("{} → {}", named(old), named(new)),
        blocks,
    }
}
