//! An expression that no other reads.

use crate::{
    plan::{
        Rule,
        lower::{Lowering, Scope, whole},
    },
    vocabulary::Kind,
};

/// Lowers an expression, as what is declared when that is known.
pub(super) fn free_rule<'p>(
    lowering: &mut Lowering<'p>,
    scope: Scope<'p>,
    declared: Option<&Kind>,
) -> Option<Rule> {
    let lowered = lowering.text(scope, declared)?;
    let node = match declared {
        Some(declared) => lowering.given_as(scope, whole(&lowered), &lowered, declared)?,
        None => lowered.node,
    };
    Some(Rule::new(&scope.text.value, node, lowered.parts))
}
