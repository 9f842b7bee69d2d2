//! What decisions rest on, row by row.

use super::{
    faults::{Wrong, at_fault},
    given::{Given, by_fact},
    input::{Batch, Column},
    naming::Part,
};
use crate::{
    date::Day,
    decision::Answer,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{Plan, Reliability, Value},
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
    /// How sure the least sure thing is that the decision rests on; `None` where nothing is decided.
    pub reliability: Vec<Option<Reliability>>,
    /// The names of the facts that could still change the verdict or a droit, with a space between them.
    pub missing: Vec<String>,
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
        let given: Vec<(FactId, &Fact, Given<'_>)> = (0_u16..)
            .map(FactId)
            .zip(&plan.vocabulary.facts)
            .zip(facts)
            .filter(|(_, given)| given.value.is_some() || given.is_interval())
            .map(|((id, fact), given)| (id, fact, given))
            .collect();
        check(plan, &given, batch.rows)?;
        let mut all: Vec<Grounds> = self
            .positions(selection)?
            .into_iter()
            .map(|dispositif| Grounds {
                dispositif,
                doubts: Vec::with_capacity(batch.rows),
                stale: Vec::with_capacity(batch.rows),
                reliability: Vec::with_capacity(batch.rows),
                missing: Vec::with_capacity(batch.rows),
            })
            .collect();
        let mut dossier = self.dossier();
        for row in 0..batch.rows {
            for (id, fact, columns) in &given {
                dossier.put(*id, columns.on(row, &fact.declared));
            }
            // One that contradicts itself is refused by the columns, which say why.
            let answer = self.decided(&dossier, date, selection, false, false).ok();
            let mut decisions = answer.iter().flat_map(Answer::decisions);
            for grounds in &mut all {
                let decision = decisions.next();
                let (mut doubts, mut stale, mut missing) = (0, String::new(), String::new());
                if let Some(decision) = &decision {
                    doubts = u16::try_from(decision.doubts().count()).unwrap_or(u16::MAX);
                    for value in decision.stale() {
                        add_word(&mut stale, value.id);
                    }
                    for fact in decision.missing() {
                        add_word(&mut missing, &fact.name);
                    }
                }
                grounds.doubts.push(doubts);
                grounds.stale.push(stale);
                grounds
                    .reliability
                    .push(decision.map(|decision| decision.reliability()));
                grounds.missing.push(missing);
            }
        }
        Ok(all)
    }
}

/// Adds a word after a space.
fn add_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

/// Refuses the values that no fact may have.
fn check(plan: &Plan, given: &[(FactId, &Fact, Given<'_>)], rows: usize) -> Result<(), Findings> {
    let mut findings = Vec::new();
    for (id, fact, columns) in given {
        let allowed = |value: Value| match fact.declared.kind {
            Kind::Boolean => true,
            Kind::Choice(of) => {
                let members = plan.vocabulary.enumeration(of).map_or(0, |of| of.members.len());
                let member = value.single_member().map(usize::from);
                member.is_some_and(|member| member < members)
            }
            Kind::Number { .. } | Kind::Date => (fact.declared.min..=fact.declared.max).contains(&value.lo),
        };
        let mut tell = |wrong, is_wrong: &dyn Fn(usize) -> bool| {
            let row = (0..rows).find(|row| is_wrong(*row));
            findings.extend(row.and_then(|row| at_fault(plan, *id, wrong, row)));
        };
        let parts = [
            (Part::Value, columns.value),
            (Part::Min, columns.min),
            (Part::Max, columns.max),
        ];
        for (part, column) in parts {
            let value = |row| column.and_then(|column: Column<'_>| column.value(row));
            tell(Wrong::Outside(part), &|row| {
                value(row).is_some_and(|value| !allowed(value))
            });
        }
        if columns.is_interval() {
            // Of an end that is no value of the fact, that is said.
            let crossed = |value: Value| {
                value.lo > value.hi && allowed(Value::point(value.hi)) && allowed(Value::point(value.lo))
            };
            tell(Wrong::Crossed, &|row| {
                columns.on(row, &fact.declared).is_some_and(crossed)
            });
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Findings::new(findings))
    }
}

unseen! {
    Grounds => "Grounds",
}
