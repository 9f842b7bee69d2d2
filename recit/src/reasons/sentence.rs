//! A rule as sentences: a choice of more than two branches is a list, one line for each.

use bareme::{
    catalogue::{DispositifPlan, PlanContent, Rule},
    internals::expression::{Expression, Form, parse},
};

use super::rule::Told;

/// What a rule says, maybe with a list of what it says in each case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// The list under them; empty when the words say all.
    pub parts: Vec<Self>,
}

/// A rule in words, as [`rule`](super::rule) tells it, with what is long as a list.
///
/// # Example
/// ```
/// let engine = bareme::guide::engine()?;
/// let plan = engine.plan();
/// let (_, bursary) = plan.dispositif_named("bourse").unwrap();
/// let told = bareme_recit::sentence(plan, Some(bursary), &bursary.conditions[0].rule).unwrap();
/// assert!(told.parts.is_empty(), "{told:?}");
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn sentence(plan: &PlanContent, dispositif: Option<&DispositifPlan>, rule: &Rule) -> Option<Sentence> {
    let expression = parse(&rule.text).ok()?;
    Told {
        plan,
        dispositif,
        rule,
    }
    .sentence(&expression)
}

/// So many branches are told in a row.
const FEW: usize = 2;

/// Is it, or has it inside, a choice of more branches than are told in a row?
fn is_long(whole: &Expression) -> bool {
    let branches = if let Form::Cases { cases, .. } = &whole.form {
        cases.len() + 1
    } else if let Form::Match { arms, otherwise, .. } = &whole.form {
        arms.len() + usize::from(otherwise.is_some())
    } else {
        0
    };
    branches > FEW || whole.form.parts().into_iter().any(is_long)
}

impl Told<'_> {
    fn sentence(self, whole: &Expression) -> Option<Sentence> {
        if !is_long(whole) {
            return Some(Sentence {
                text: self.written(whole)?,
                parts: Vec::new(),
            });
        }
        match &whole.form {
            Form::Cases { cases, otherwise } => {
                let mut parts = Vec::new();
                for (condition, value) in cases {
                    parts.push(self.branch(&format!("si {}", self.when(condition)?), value)?);
                }
                parts.push(self.branch("sinon", otherwise)?);
                Some(list("selon le premier cas qui convient", parts))
            }
            Form::If {
                condition,
                then,
                otherwise,
            } => {
                let first = self.branch(&format!("si {}", self.when(condition)?), then)?;
                Some(list(
                    "selon le cas",
                    vec![first, self.branch("sinon", otherwise)?],
                ))
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => {
                let mut parts = Vec::new();
                for arm in arms {
                    parts.push(self.branch(&self.keys(subject, arm), &arm.value)?);
                }
                if let Some(otherwise) = otherwise {
                    parts.push(self.branch("sinon", otherwise)?);
                }
                Some(list(&format!("selon {}", self.operand(subject)?), parts))
            }
            Form::And(parts) => self.all("tout ceci", parts),
            Form::Or(parts) => self.all("l'un de ceci", parts),
            Form::Boolean(_)
            | Form::Number { .. }
            | Form::Name(_)
            | Form::Member(_)
            | Form::ReferenceDate
            | Form::EffectDate
            | Form::Dispositif { .. }
            | Form::Table { .. }
            | Form::Not(_)
            | Form::Compare { .. }
            | Form::Among { .. }
            | Form::Between { .. }
            | Form::Arithmetic { .. }
            | Form::Negate(_)
            | Form::Call { .. } => Some(Sentence {
                text: self.written(whole)?,
                parts: Vec::new(),
            }),
        }
    }

    fn all(self, head: &str, parts: &[Expression]) -> Option<Sentence> {
        let parts = parts.iter().map(|part| self.sentence(part));
        Some(list(head, parts.collect::<Option<Vec<Sentence>>>()?))
    }

    /// « si A : B », with the list of B under it when it is one.
    fn branch(self, when: &str, value: &Expression) -> Option<Sentence> {
        let told = self.sentence(value)?;
        Some(Sentence {
            text: format!("{when}\u{a0}: {}", told.text),
            parts: told.parts,
        })
    }
}

fn list(head: &str, parts: Vec<Sentence>) -> Sentence {
    Sentence {
        text: format!("{head}\u{a0}:"),
        parts,
    }
}
