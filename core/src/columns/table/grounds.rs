//! What decisions rest on, row by row.

use super::{
    faults::outside,
    input::{Batch, Column, Values, by_fact},
};
use crate::{
    date::Day,
    decision::Answer,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{Plan, Value},
    vocabulary::{Fact, FactId, Kind},
};

/// What the decisions about one dispositif rest on, on every row: the doubts, and the values past their day.
///
/// Nothing on a row whose dossier contradicts itself.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Position of the dispositif in the plan.
    pub dispositif: u16,
    /// How many doubts.
    pub doubts: Vec<u16>,
    /// The ids of the values past their day, with a space between them.
    pub stale: Vec<String>,
}

impl Engine {
    /// What each decision of a batch rests on, for the dispositifs of a selection in the order of the pack.
    ///
    /// Columns do not carry it: each row is decided by the explaining evaluator, which takes a hundred times longer. What it says is
    /// what [`Engine::evaluate_selected`] says of the same dossier.
    ///
    /// # Errors
    /// [`Findings`] as [`Engine::evaluate_columns`]; of the values that no fact may have, the first of each column is told.
    pub fn grounds(
        &self,
        batch: &Batch<'_>,
        date: Day,
        selection: Selection<'_>,
    ) -> Result<Vec<Grounds>, Findings> {
        let plan = self.plan();
        let facts = by_fact(plan, batch)?;
        let given: Vec<(FactId, &Fact, Column<'_>)> = (0_u16..)
            .map(FactId)
            .zip(&plan.vocabulary.facts)
            .zip(facts)
            .filter_map(|((id, fact), column)| Some((id, fact, column?)))
            .collect();
        check(plan, &given, batch.rows)?;
        let mut all: Vec<Grounds> = self
            .positions(selection)?
            .into_iter()
            .map(|dispositif| Grounds {
                dispositif,
                doubts: Vec::with_capacity(batch.rows),
                stale: Vec::with_capacity(batch.rows),
            })
            .collect();
        let mut dossier = self.dossier();
        for row in 0..batch.rows {
            for (id, _, column) in &given {
                dossier.put(*id, column.value(row));
            }
            // One that contradicts itself is refused by the columns, which say why.
            let answer = self.decided(&dossier, date, selection, false, false).ok();
            let mut decisions = answer.iter().flat_map(Answer::decisions);
            for grounds in &mut all {
                let (mut doubts, mut stale) = (0, String::new());
                if let Some(decision) = decisions.next() {
                    doubts = u16::try_from(decision.doubts().count()).unwrap_or(u16::MAX);
                    for value in decision.stale() {
                        if !stale.is_empty() {
                            stale.push(' ');
                        }
                        stale.push_str(value.id);
                    }
                }
                grounds.doubts.push(doubts);
                grounds.stale.push(stale);
            }
        }
        Ok(all)
    }
}

/// Refuses the values that no fact may have.
fn check(plan: &Plan, given: &[(FactId, &Fact, Column<'_>)], rows: usize) -> Result<(), Findings> {
    let mut findings = Vec::new();
    for (id, fact, column) in given {
        let allowed = |value: Value| match fact.declared.kind {
            Kind::Boolean => true,
            Kind::Choice(of) => {
                let members = plan.vocabulary.enumeration(of).map_or(0, |of| of.members.len());
                let member = value.single_member().map(usize::from);
                member.is_some_and(|member| member < members)
            }
            Kind::Number { .. } | Kind::Date => (fact.declared.min..=fact.declared.max).contains(&value.lo),
        };
        let wrong = (0..rows).find(|row| column.value(*row).is_some_and(|value| !allowed(value)));
        findings.extend(wrong.and_then(|row| outside(plan, *id, row)));
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Findings::new(findings))
    }
}

impl Column<'_> {
    /// The value of a row, as a dossier holds it; `None` where the fact is unknown.
    fn value(&self, row: usize) -> Option<Value> {
        if self.known.is_some_and(|known| !known.get(row)) {
            return None;
        }
        Some(match self.values {
            Values::Bits(bits) => Value::truth(bits.get(row)),
            Values::Booleans(values) => Value::truth(*values.get(row)?),
            Values::Narrow(values) => Value::point((*values.get(row)?).into()),
            Values::Wide(values) => Value::point(*values.get(row)?),
            Values::Codes(values) => Value::member(*values.get(row)?),
        })
    }
}

unseen! {
    Grounds => "Grounds",
}
