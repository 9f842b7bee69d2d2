//! What changed from one pack to another, told to whoever reads a change of rules over.

mod also;
mod cells;
mod content;
mod domain;
mod doubts;
mod labels;
mod largest;
mod population;
mod proofs;
mod read;
mod rows;
mod rules;
mod values;
mod whole;
mod witnesses;

pub use largest::Depth;
pub use population::population;

use bareme::{
    Engine,
    analysis::{
        changes::{Change, Changes, Sort},
        compare::{Compared, Domain, RowCounts},
    },
    catalogue::PlanContent,
};

use crate::{
    beside::Beside,
    builder::Body,
    tree::{Block, Line, Recit},
};

/// What changed, under titles; nothing when everything is said as before.
#[must_use]
fn changes(old: &PlanContent, new: &PlanContent, changes: &Changes) -> Vec<Block> {
    let mut body = Body::default();
    let sides = content::Sides::of(old, new);
    rules::renamed(sides, &changes.rules, &mut body);
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
            Sort::Source
            | Sort::Parameter
            | Sort::Table
            | Sort::Quota
            | Sort::Course
            | Sort::Repere
            | Sort::Axis
            | Sort::Column
            | Sort::Indicator => &mut others,
        };
        part.push(change);
    }
    rules::pack(sides, &pack, &mut body);
    values::told(sides, &changes.values, &mut body);
    cells::told(sides, &changes.tables, &mut body);
    doubts::left(old, new, changes, &mut body);
    rules::by_dispositif(sides, &dispositifs, &mut body);
    rules::told(sides, "Faits, choix et cohérences", &vocabulary, &mut body);
    rules::told(sides, "Textes, quotas et suivi", &others, &mut body);
    read::told(changes, &mut body);
    body.into_blocks()
}

/// What was found of two packs.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'c> {
    /// The old one.
    pub old: &'c Engine,
    /// The new one.
    pub new: &'c Engine,
    /// What changed, in words.
    pub changes: &'c Changes,
    /// What is proved of each dispositif.
    pub compared: &'c [Compared],
    /// What changes of the dossiers themselves, of which the proofs do not speak.
    pub domain: &'c Domain,
    /// What becomes of the dossiers of a table; nothing without one.
    pub rows: &'c [RowCounts],
}

/// The whole comparison of two packs: how many dispositifs decide as before, what changed in words, and a dossier for each that does not.
#[must_use]
pub fn comparison(found: Comparison<'_>, shown: Beside) -> Recit {
    let (old, new) = (found.old.plan(), found.new.plan());
    let packs = proofs::Packs {
        old: found.old,
        new: found.new,
    };
    let mut lines = proofs::summary(found.compared);
    lines.extend(also::lines(packs, found.compared));
    lines.extend(domain::lines(packs, found.domain));
    let words = changes(old, new, found.changes);
    if words.is_empty() {
        lines.push(Line::plain(if old.fingerprint == new.fingerprint {
            "Les deux barèmes disent la même chose."
        } else {
            "Aucune condition, aucune valeur, aucun mot ne change\u{a0}: seuls diffèrent des notes, des jours de relecture ou des garde-fous."
        }));
    }
    let mut blocks = vec![Block::Lines { lines }];
    blocks.extend(words);
    blocks.extend(rows::told(packs, found.rows, found.compared, shown));
    if shown == Beside::Columns {
        blocks.extend(proofs::changed(packs, found.compared));
    }
    blocks.extend(witnesses::told(packs, found.compared, shown));
    // Their number is said first of all: a terminal has no use for their names.
    if shown == Beside::Columns {
        blocks.extend(proofs::same(packs, found.compared));
    }
    let named = |plan: &PlanContent| format!("{} {}", plan.header.id, plan.header.version);
    Recit {
        title: format!("{} → {}", named(old), named(new)),
        blocks,
    }
}
