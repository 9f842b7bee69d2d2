use crate::plan::Plan;

/// The most steps of the search for the best combination among some dispositifs.
pub(super) fn steps(plan: &Plan, positions: &[u16]) -> u64 {
    // Alone, a dispositif is its own best combination.
    if positions.len() < 2 { 0 } else { worst_steps(plan) }
}

/// Each eligible dispositif is taken once, and compared with those that exclude it.
fn worst_steps(plan: &Plan) -> u64 {
    let excluded = plan
        .dispositifs
        .iter()
        .map(|dispositif| super::sum::count(&dispositif.incompatible_with));
    super::sum::sum([super::sum::count(&plan.dispositifs), super::sum::total(excluded)])
}
