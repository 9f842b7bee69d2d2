//! What the search for the best combination costs.

use crate::plan::Plan;

/// The most steps of the search for the best combination among some dispositifs.
pub(super) fn steps(plan: &Plan, positions: &[u16]) -> u64 {
    // Alone, a dispositif is its own best combination.
    if positions.len() < 2 {
        0
    } else {
        plan.combination_steps()
    }
}
