use super::{DispositifPlan, Node, NodeId};

/// The nodes that a dispositif needs, in ascending order.
pub(super) fn order(nodes: &[Node], dispositif: &DispositifPlan) -> Vec<NodeId> {
    let mut needed = vec![false; nodes.len()];
    let mut roots = vec![dispositif.date, dispositif.applies, dispositif.eligible];
    for condition in dispositif.conditions.iter().chain(&dispositif.priorities) {
        roots.push(condition.rule.node);
        roots.extend(condition.applies);
        roots.extend(condition.rule.parts.iter().map(|part| part.node));
    }
    for droit in &dispositif.droits {
        roots.push(droit.rule.node);
        roots.extend(droit.applies);
        roots.extend(droit.rule.parts.iter().map(|part| part.node));
    }
    for rule in dispositif
        .variables
        .iter()
        .map(|variable| &variable.rule)
        .chain(&dispositif.yearly_value)
        .chain(dispositif.doubts.iter().filter_map(|doubt| doubt.test.as_ref()))
    {
        roots.push(rule.node);
        roots.extend(rule.parts.iter().map(|part| part.node));
    }
    for root in roots {
        if let Some(slot) = needed.get_mut(root.index()) {
            *slot = true;
        }
    }
    // Operands come first, so that one pass from the end reaches everything.
    for (position, node) in nodes.iter().enumerate().rev() {
        if needed.get(position).copied().unwrap_or(false) {
            node.operands(|operand| {
                if let Some(slot) = needed.get_mut(operand.index()) {
                    *slot = true;
                }
            });
        }
    }
    (0_u32..)
        .zip(needed)
        .filter(|(_, needed)| *needed)
        .map(|(id, _)| NodeId(id))
        .collect()
}
