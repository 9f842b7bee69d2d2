//! The explaining evaluator: a plan and a dossier give a decision, and its reasons when they are asked for.

mod assume;
mod cautions;
mod close;
mod coherence;
pub(crate) mod combination;
mod cuts;
mod deadlines;
mod engine;
mod evaluator;
mod explain;
mod inherited;
mod ordered;
mod others;
mod packs;
mod probe;
mod program;
mod questions;
mod rebind;
mod relevance;
mod reserve;
mod selected;
mod selection;
mod standing;
mod suppositions;
mod trace;
mod waiting;
mod weakest;
pub(crate) mod worth;

pub use engine::Engine;
pub use packs::{Packs, PacksInUse};
pub(crate) use probe::{DatedChange, Probe};
pub use questions::Interview;
pub use selection::Selection;
pub(crate) use standing::Standing;
pub use trace::Trace;
pub use waiting::{Question, QuestionReason};
