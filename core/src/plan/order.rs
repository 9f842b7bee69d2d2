//! The nodes that a dispositif needs, in order.

use super::{DeadlinePlan, DispositifPlan, NodeId, PlanContent, Rule, VersementPlan};

/// The nodes that a dispositif needs, in ascending order.
pub(super) fn order(plan: &PlanContent, dispositif: &DispositifPlan) -> Vec<NodeId> {
    let (nodes, all) = (&plan.nodes, &plan.dispositifs);
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
    roots.extend(others_tests(all, dispositif));
    let mark = |id: NodeId, needed: &mut Vec<bool>| {
        if let Some(slot) = needed.get_mut(id.index()) {
            *slot = true;
        }
    };
    roots.into_iter().for_each(|root| mark(root, &mut needed));
    // Operands come first, so that one pass from the end reaches everything.
    for (position, node) in nodes.iter().enumerate().rev() {
        if needed.get(position).copied().unwrap_or(false) {
            node.operands(|operand| mark(operand, &mut needed));
            // An explanation also tells how a fact follows from others; its parts come before it as operands do.
            let told = plan
                .deductions
                .iter()
                .filter(|deduction| deduction.node.index() == position)
                .flat_map(|deduction| &deduction.rule.parts);
            told.for_each(|part| mark(part.node, &mut needed));
        }
    }
    (0_u32..)
        .zip(needed)
        .filter(|(_, needed)| *needed)
        .map(|(id, _)| NodeId(id))
        .collect()
}

/// What a decision computes: the nodes of the verdict, of the droits and of what is told beside them, without those that only an explanation shows. The
/// certificate counts what the evaluator computes, hence one list for both.
pub(crate) fn decided(plan: &PlanContent, dispositif: &DispositifPlan) -> Vec<NodeId> {
    let mut roots = vec![dispositif.date, dispositif.applies];
    for (node, applies) in dispositif
        .conditions
        .iter()
        .map(|condition| (condition.rule.node, condition.applies))
        .chain(
            dispositif
                .droits
                .iter()
                .map(|droit| (droit.rule.node, droit.applies)),
        )
    {
        roots.push(node);
        roots.extend(applies);
    }
    for priority in &dispositif.priorities {
        roots.push(priority.rule.node);
        roots.extend(priority.applies);
    }
    roots.extend(dispositif.yearly_value.as_ref().map(|rule| rule.node));
    let tests = dispositif.doubts.iter().filter_map(|doubt| doubt.test.as_ref());
    roots.extend(tests.map(|test| test.node));
    roots.extend(others_tests(&plan.dispositifs, dispositif));
    roots
}

/// The positions of the dispositifs whose verdict the conditions of one read, and of those that these read, each once.
pub(crate) fn verdicts_read(all: &[DispositifPlan], dispositif: &DispositifPlan) -> Vec<u16> {
    let mut seen: Vec<u16> = Vec::new();
    let mut waiting = vec![dispositif];
    while let Some(reader) = waiting.pop() {
        let rules = reader.conditions.iter().map(|condition| &condition.rule);
        for position in rules.flat_map(Rule::verdicts) {
            if !seen.contains(&position) {
                seen.push(position);
                waiting.extend(all.get(usize::from(position)));
            }
        }
    }
    seen
}

impl DispositifPlan {
    /// Every expression, in no order that means something.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        let conditions = self.conditions.iter().chain(&self.priorities);
        self.yearly_value
            .iter()
            .chain(self.doubts.iter().filter_map(|doubt| doubt.test.as_ref()))
            .chain(self.variables.iter().map(|variable| &variable.rule))
            .chain(conditions.map(|condition| &condition.rule))
            .chain(self.droits.iter().map(|droit| &droit.rule))
            .chain(self.deadlines.iter().flat_map(DeadlinePlan::rules))
            .chain(self.versements.iter().flat_map(VersementPlan::rules))
    }
}

/// Whom the doubts of those concern: a refusal is as doubtful as the one that it rests on.
fn others_tests(all: &[DispositifPlan], dispositif: &DispositifPlan) -> Vec<NodeId> {
    verdicts_read(all, dispositif)
        .into_iter()
        .filter_map(|position| all.get(usize::from(position)))
        .flat_map(|other| &other.doubts)
        .filter_map(|doubt| doubt.test.as_ref())
        .map(|test| test.node)
        .collect()
}
