//! What changed from one pack to another, as it is written: rules, values with their dates, tables as ranges of cells.
//!
//! Two plans are compared by names, never by positions: a fact that is declared in another place is the same fact. What has another name is told so once:
//! the old plan is compared under the new names. Nothing here says whether a decision
//! changes.
//!
//! # Example
//! ```
//! use bareme::{analysis::changes, guide};
//!
//! let engine = guide::engine()?;
//! assert!(changes::between(engine.plan(), engine.plan()).is_empty());
//! # Ok::<(), bareme::Findings>(())
//! ```

mod aspect;
mod blocks;
mod content;
mod dispositif;
mod follow;
mod grid;
mod json;
mod model;
mod names;
mod pairs;
mod parameters;
mod regularity;
mod renamed;
mod segments;
mod sources;
mod tables;
mod vocabulary;

pub use aspect::{Aspect, Sort};
pub use content::{Cited, Content, Edit, Quantity, RuleText};
pub use model::{
    Block, Change, Changes, ColumnChange, Element, Move, Range, Regularity, Span, Strictness, TableChange,
    ValueChange,
};

use crate::plan::PlanContent;

/// What changed from `old` to `new`.
#[must_use]
pub fn between(old: &PlanContent, new: &PlanContent) -> Changes {
    let (old, renamed) = renamed::under_new_names(old, |old| rules(old, new));
    let mut rules = rules(&old, new);
    renamed::told(renamed, &mut rules);
    Changes {
        values: parameters::values(&old, new),
        tables: tables::cells(&old, new),
        rules,
    }
}

/// What is said otherwise of the elements.
fn rules(old: &PlanContent, new: &PlanContent) -> Vec<Change> {
    let mut rules = Vec::new();
    sources::header(old, new, &mut rules);
    vocabulary::compared(old, new, &mut rules);
    sources::compared(old, new, &mut rules);
    parameters::described(old, new, &mut rules);
    tables::described(old, new, &mut rules);
    dispositif::compared(old, new, &mut rules);
    follow::compared(old, new, &mut rules);
    rules
}
