//! Which dispositifs a schedule counts, and which would pay something as well.

use super::Open;
use crate::{
    decision::{Answer, Combination, Verdict},
    plan::{Plan, meter},
};

/// The best compatible dispositifs that pay something, but those in whose place another is paid.
pub(super) fn counted(plan: &Plan, best: Option<&Combination>) -> Vec<u16> {
    let mut counted = best.map_or_else(Vec::new, |best| together(plan, best));
    let versements = |position: u16| {
        plan.dispositif(position)
            .map_or(&[] as &[_], |owner| &owner.versements)
    };
    let replaced = marked(
        plan,
        counted
            .iter()
            .flat_map(|position| versements(*position))
            .flat_map(|versement| versement.replaces.iter().copied()),
    );
    counted.retain(|position| !versements(*position).is_empty() && !is_marked(&replaced, *position));
    counted
}

/// The best compatible ones, and those without a value that nothing among them excludes.
fn together(plan: &Plan, best: &Combination) -> Vec<u16> {
    let mut together = best.dispositifs.clone();
    for position in &best.unranked {
        let excluded = plan
            .dispositif(*position)
            .map_or(&[] as &[u16], |owner| &owner.incompatible_with);
        if !together.iter().any(|other| excluded.binary_search(other).is_ok()) {
            together.push(*position);
        }
    }
    together.sort_unstable();
    together
}

/// Which dispositifs of the plan are among some.
pub(super) fn marked(plan: &Plan, positions: impl Iterator<Item = u16>) -> Vec<bool> {
    let mut marks = vec![false; plan.dispositifs.len()];
    for position in positions {
        meter::add(1);
        if let Some(mark) = marks.get_mut(usize::from(position)) {
            *mark = true;
        }
    }
    marks
}

pub(super) fn is_marked(marks: &[bool], position: u16) -> bool {
    marks.get(usize::from(position)).copied().unwrap_or(false)
}

/// The dispositifs that would pay something beside those that are counted, if the person is entitled to them.
pub(super) fn undetermined(plan: &Plan, answer: &Answer, counted: &[u16]) -> Vec<Open> {
    let excluded = marked(
        plan,
        counted
            .iter()
            .filter_map(|position| plan.dispositif(*position))
            .flat_map(|owner| owner.incompatible_with.iter().copied()),
    );
    answer
        .decisions()
        .filter(|decision| decision.verdict() == Verdict::Undetermined)
        .filter(|decision| !decision.dispositif().versements.is_empty())
        .filter(|decision| !is_marked(&excluded, decision.outcome().dispositif))
        .map(|decision| Open {
            dispositif: decision.outcome().dispositif,
            versement: None,
            missing: decision.outcome().missing.clone(),
        })
        .collect()
}
