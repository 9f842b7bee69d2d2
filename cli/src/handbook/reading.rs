//! Which parameters and tables a dispositif reads.

use std::collections::BTreeSet;

use bareme::catalogue::{DispositifPlan, Role, Rule};

/// What a dispositif reads, by positions in the plan.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) parameters: BTreeSet<u16>,
    pub(super) tables: BTreeSet<u16>,
}

impl Read {
    pub(super) fn by(dispositif: &DispositifPlan) -> Self {
        let mut read = Self::default();
        let rules = dispositif
            .conditions
            .iter()
            .chain(&dispositif.priorities)
            .map(|condition| &condition.rule)
            .chain(dispositif.droits.iter().map(|droit| &droit.rule))
            .chain(dispositif.variables.iter().map(|variable| &variable.rule))
            .chain(&dispositif.yearly_value);
        rules.for_each(|rule| read.add(rule));
        read
    }

    fn add(&mut self, rule: &Rule) {
        for part in &rule.parts {
            if let Role::Parameter(position) = part.role {
                self.parameters.insert(position);
            } else if let Role::Table(position) = part.role {
                self.tables.insert(position);
            }
        }
    }
}
