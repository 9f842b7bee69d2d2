//! What a dossier says against itself.

use super::{Engine, evaluator, program::Program};
use crate::{
    date::Day,
    decision::DroitValue,
    dossier::{Dossier, pointer},
    error::{Code, Finding, Place},
    plan::{CoherencePlan, NodeId, Plan, Role, Value},
};

impl Engine {
    /// What a dossier breaks among the rules of coherence, errors and warnings, then the former names that it uses. A dossier of another pack
    /// is an error.
    #[must_use]
    pub fn coherence(&self, dossier: &Dossier, date: Day) -> Vec<Finding> {
        match self.own(dossier) {
            Ok(()) => {
                let mut told = self.broken(dossier, date, &mut Vec::new());
                told.extend(dossier.former_names());
                told
            }
            Err(findings) => findings.list,
        }
    }

    /// The same; `values` is room that serves again.
    pub(super) fn broken(&self, dossier: &Dossier, date: Day, values: &mut Vec<Value>) -> Vec<Finding> {
        let plan = &self.inner.plan;
        if plan.coherences.is_empty() {
            return Vec::new();
        }
        let environment = self.environment(dossier, date);
        let program = &self.inner.coherences;
        evaluator::values(program, &environment, values);
        let broken = |root: &NodeId| values.get(root.index()).is_some_and(|value| value.is_false());
        plan.coherences
            .iter()
            .zip(&program.conditions)
            .filter(|(_, (root, _))| broken(root))
            .map(|(coherence, _)| coherence)
            .map(|coherence| {
                let mut names: Vec<&str> = Vec::new();
                for part in &coherence.test.parts {
                    if let Role::Fact(id) = part.role
                        && let Some(fact) = plan.vocabulary.fact(id)
                        && !names.contains(&fact.name.as_str())
                    {
                        names.push(&fact.name);
                    }
                }
                let place = names.first().map_or(Place::Whole, |name| pointer(name));
                let code = if coherence.refuses {
                    Code::Incoherent
                } else {
                    Code::IncoherentWarning
                };
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let said = deduced(plan, coherence, program, dossier, values);
                let help = format!("{said}vérifiez {}", names.join(" et "));
                Finding::new(code, place, coherence.broken()).with_help(help)
            })
            .collect()
    }
}

/// « donné a, déduit b ; » of a fact that is stated against what follows from others; nothing when it says something of a person's
/// health, or when what follows is not one value.
fn deduced(
    plan: &Plan,
    coherence: &CoherencePlan,
    program: &Program,
    dossier: &Dossier,
    values: &[Value],
) -> String {
    let said = || {
        let id = coherence.deduced?;
        let fact = plan.vocabulary.fact(id).filter(|fact| !fact.sensitive)?;
        let derived = program.local(plan.deduction(id)?.rule.node)?;
        let shown = |value: Value| DroitValue::settled(value, &fact.declared, &plan.vocabulary);
        let given = shown(*dossier.values().get(usize::from(id.0))?)?;
        let derived = shown(*values.get(derived.index())?)?;
        Some(format!("donné {given}, déduit {derived} ; "))
    };
    said().unwrap_or_default()
}
