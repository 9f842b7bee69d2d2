//! Every value of one decision, for who covers or debugs rules.

use super::{evaluator, program::Program};
use crate::{
    date::Day,
    dossier::Dossier,
    error::Findings,
    plan::{Environment, NodeId, Value},
};

/// Every value that was computed on the way to one decision: what a coverage report or a debugger reads.
#[derive(Debug, Clone)]
pub struct Trace<'e> {
    program: &'e Program,
    values: Vec<Value>,
}

impl<'e> Trace<'e> {
    pub(super) fn new(program: &'e Program, environment: &Environment<'_>) -> Self {
        let mut values = Vec::new();
        evaluator::values(program, environment, &mut values);
        Self { program, values }
    }

    /// What is known of a node of the plan, `None` when the dispositif does not need it.
    #[must_use]
    pub fn value(&self, node: NodeId) -> Option<Value> {
        self.values.get(self.program.local(node)?.index()).copied()
    }
}

impl super::Engine {
    /// Every value of the dispositif at `position`, its intermediate values included; `None` when the plan has no such one.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack.
    pub fn trace(&self, dossier: &Dossier, date: Day, position: u16) -> Result<Option<Trace<'_>>, Findings> {
        self.own(dossier)?;
        let program = self.program(position, true);
        Ok(program.map(|(_, program)| Trace::new(program, &self.environment(dossier, date))))
    }
}
