//! Which nodes are needed, by whom, and in which form.

use super::{
    analysis::Analysis,
    form::{Form, form, reads_states},
    known::Class,
};
use crate::{
    columns::instruction::{operation::ALWAYS, program::bit},
    plan::{ConditionPlan, DispositifPlan, NodeId},
};

/// Who asks for each node: the dispositifs whose droits do, one bit each, and [`ALWAYS`] when a condition does.
pub(super) fn needs(analysis: &Analysis<'_>, positions: &[u16], priorities: bool) -> Vec<u64> {
    let plan = analysis.known.plan;
    let mut needs = vec![0_u64; plan.nodes.len()];
    let need = |needs: &mut Vec<u64>, id: NodeId, mask: u64| {
        if let Some(slot) = needs.get_mut(id.index()) {
            *slot |= mask;
        }
    };
    for (index, dispositif) in positions.iter().filter_map(|p| plan.dispositif(*p)).enumerate() {
        need(&mut needs, dispositif.applies, ALWAYS);
        if analysis.known.class(dispositif.applies) == Class::Constant
            && analysis.known.bound(dispositif.applies).is_false()
        {
            // Out of its period on every row: nothing of it is asked.
            continue;
        }
        for condition in dispositif
            .conditions
            .iter()
            .chain(ranking(dispositif, priorities))
        {
            need(&mut needs, condition.rule.node, ALWAYS);
            condition
                .applies
                .iter()
                .for_each(|id| need(&mut needs, *id, ALWAYS));
        }
        for droit in &dispositif.droits {
            need(&mut needs, analysis.read_for_droit(droit.rule.node), bit(index));
            droit
                .applies
                .iter()
                .for_each(|id| need(&mut needs, *id, bit(index)));
        }
    }
    for coherence in plan.coherences.iter().filter(|coherence| coherence.refuses) {
        need(&mut needs, coherence.test.node, ALWAYS);
    }
    needs
}

/// What ranks people, when it is asked for.
pub(super) fn ranking(dispositif: &DispositifPlan, priorities: bool) -> &[ConditionPlan] {
    if priorities { &dispositif.priorities } else { &[] }
}

/// The form of each node, from the last to the first: only what a form reads is needed. Then whether something reads the register of
/// the node itself, and not a table of its states.
pub(super) fn forms(analysis: &Analysis<'_>, needs: &mut [u64]) -> (Vec<Form>, Vec<bool>) {
    let plan = analysis.known.plan;
    let (mut forms, mut read) = (
        vec![Form::Constant; plan.nodes.len()],
        vec![false; plan.nodes.len()],
    );
    for (position, node) in plan.nodes.iter().enumerate().rev() {
        let needed = needs.get(position).copied().unwrap_or(0);
        let Some(id) = u32::try_from(position).ok().map(NodeId) else {
            continue;
        };
        if needed == 0 {
            continue;
        }
        let form = form(analysis, id, node);
        if let Some(slot) = forms.get_mut(position) {
            *slot = form;
        }
        let mut need = |operand: NodeId| {
            if let Some(slot) = needs.get_mut(operand.index()) {
                *slot |= needed;
            }
        };
        match form {
            Form::Constant | Form::Load => {}
            Form::Same => {
                if let Some(same) = analysis.known.same(node) {
                    need(same);
                    let whole = read.get(position).copied().unwrap_or(false);
                    if let Some(slot) = read.get_mut(same.index()) {
                        *slot |= whole;
                    }
                }
            }
            Form::Derived => {
                if let Some(derived) = analysis.derived(id) {
                    need(derived.base);
                }
            }
            Form::Direct | Form::Step => {
                node.operands(need);
                if form == Form::Step || !reads_states(analysis, id, node) {
                    node.operands(|operand| {
                        if let Some(slot) = read.get_mut(operand.index()) {
                            *slot = true;
                        }
                    });
                }
            }
        }
    }
    (forms, read)
}
