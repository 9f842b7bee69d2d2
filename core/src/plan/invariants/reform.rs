//! The reform that a plan supposes: its source, and what it reaches.

use super::{
    super::{PlanContent, ReformDay},
    held::{Held, require},
};

/// A reform names a source, and dispositifs in their order, that there are; and facts that are dates.
pub(super) fn check(content: &PlanContent) -> Held {
    let Some(reform) = &content.reform else {
        return Ok(());
    };
    require(
        usize::from(reform.source) < content.sources.len(),
        "sa réforme n'a pas de source",
    )?;
    let positions = || reform.reached.iter().map(|reached| reached.dispositif);
    let ordered = positions().zip(positions().skip(1)).all(|(one, next)| one < next);
    let known = positions().all(|position| usize::from(position) < content.dispositifs.len());
    require(
        ordered && known,
        "sa réforme atteint un dispositif qui n'existe pas",
    )?;
    let is_date = |day: &ReformDay| match day {
        ReformDay::Fact(fact) => content
            .vocabulary
            .fact(*fact)
            .is_some_and(|fact| fact.declared.kind.is_date()),
        ReformDay::Reference | ReformDay::Any => true,
    };
    require(
        reform
            .reached
            .iter()
            .flat_map(|reached| &reached.days)
            .all(is_date),
        "sa réforme lit un fait qui n'est pas une date",
    )
}
