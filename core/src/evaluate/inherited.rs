//! The doubts that a refusal takes from another dispositif: « not eligible, because that one is not » is as doubtful as that one.

use super::{ordered::insert_once, program::Program};
use crate::{
    decision::Inherited,
    plan::{DispositifPlan, NodeId, Plan, Rule, Value, meter},
};

/// So many dispositifs that read each other are followed.
const DEEPEST: u8 = 4;

/// What is known of a refusal: its values, and the dispositifs that it may read.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) values: &'a [Value],
}

impl Known<'_> {
    fn is_false(self, node: NodeId) -> bool {
        let local = self.program.local(node);
        let value = local.and_then(|local| self.values.get(local.index()));
        value.is_some_and(|value| value.is_false())
    }

    /// The doubts that a failing condition takes from the dispositifs that it reads: none when one of these is refused for sure.
    pub(super) fn of_condition(self, position: u16, rule: &Rule, depth: u8) -> Vec<Inherited> {
        let mut found = Vec::new();
        if self.program.others.is_empty() || depth == DEEPEST {
            return found;
        }
        for other in rule.verdicts() {
            let Some(dispositif) = self.plan.dispositif(other) else {
                continue;
            };
            if !self.is_false(dispositif.eligible) {
                continue;
            }
            let doubts = self.of_refusal(other, dispositif, depth);
            if doubts.is_empty() {
                return Vec::new();
            }
            for (dispositif, doubt) in doubts {
                insert_once(
                    &mut found,
                    Inherited {
                        condition: position,
                        dispositif,
                        doubt,
                    },
                );
            }
        }
        found
    }

    /// The doubts on which the refusal of another rests.
    fn of_refusal(self, position: u16, dispositif: &DispositifPlan, depth: u8) -> Vec<(u16, u16)> {
        if self.is_false(dispositif.applies) {
            let doubts = (0_u16..).zip(&dispositif.doubts);
            let in_force = doubts.filter(|(_, doubt)| doubt.is_about_being_in_force());
            return in_force.map(|(doubt, _)| (position, doubt)).collect();
        }
        let other = self
            .program
            .others
            .iter()
            .find(|other| other.position == position);
        let mut found = Vec::new();
        for (index, condition) in (0_u16..).zip(&dispositif.conditions) {
            meter::add(1);
            let applies = condition.applies.is_none_or(|applies| !self.is_false(applies));
            if !applies || !self.is_false(condition.rule.node) {
                continue;
            }
            let written = other.and_then(|other| other.condition_doubts.get(usize::from(index)));
            let written = written.into_iter().flatten().copied().filter(|doubt| {
                let doubt = dispositif.doubts.get(usize::from(*doubt));
                let test = doubt.and_then(|doubt| doubt.test.as_ref());
                test.is_none_or(|test| !self.is_false(test.node))
            });
            let mut doubts: Vec<(u16, u16)> = written.map(|doubt| (position, doubt)).collect();
            if doubts.is_empty() {
                let inherited = self.of_condition(index, &condition.rule, depth.saturating_add(1));
                doubts.extend(inherited.into_iter().map(|other| (other.dispositif, other.doubt)));
            }
            if doubts.is_empty() {
                return Vec::new();
            }
            for doubt in doubts {
                insert_once(&mut found, doubt);
            }
        }
        found
    }
}
