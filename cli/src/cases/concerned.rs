//! Which cases may see a change of one part of a pack.

use std::collections::BTreeSet;

use bareme::catalogue::{Plan, Role, Rule};

use super::{case::Case, figure::Figure};

/// The part of a pack that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// A cell of a table, or a dated value.
    Figure(Figure),
    /// A rule of the dispositif at this position.
    Dispositif(u16),
    /// What every dossier may rest on.
    Everything,
}

/// The cases that may see a change, those of few dispositifs first.
#[must_use]
pub fn concerned<'c>(
    plan: &Plan,
    cases: impl IntoIterator<Item = &'c Case>,
    touched: Touched,
) -> Vec<&'c Case> {
    let readers = readers(plan, touched);
    let reads = |case: &&Case| {
        let named = case.named();
        let known = readers.as_ref();
        if case.looks_at_facts_alone() {
            return known.is_none();
        }
        named.is_empty() || known.is_none_or(|readers| named.iter().any(|id| readers.contains(*id)))
    };
    let mut found: Vec<&Case> = cases.into_iter().filter(reads).collect();
    // What is quick to decide comes first; a case that names none decides all.
    found.sort_by_key(|case| match case.named().len() {
        0 => usize::MAX,
        number => number,
    });
    found
}

/// The dispositifs whose decision may rest on a part; `None` when any may.
#[must_use]
pub fn readers(plan: &Plan, touched: Touched) -> Option<BTreeSet<&str>> {
    let everywhere = |figure| {
        let month_days = match (figure, &plan.course) {
            (Figure::Point { parameter, .. }, Some(course)) => course.month_days == parameter,
            _ => false,
        };
        // A coherence, and what a fact is deduced from, are of every dossier.
        let coherences = plan.coherences.iter().map(|coherence| &coherence.test);
        let deductions = plan.deductions.iter().map(|deduction| &deduction.rule);
        month_days || coherences.chain(deductions).any(|rule| names(rule, figure))
    };
    let mut found: BTreeSet<u16> = match touched {
        Touched::Everything => return None,
        Touched::Figure(figure) if everywhere(figure) => return None,
        Touched::Figure(figure) => (0_u16..)
            .zip(&plan.dispositifs)
            .filter(|(_, dispositif)| dispositif.rules().any(|rule| names(rule, figure)))
            .map(|(position, _)| position)
            .collect(),
        Touched::Dispositif(position) => BTreeSet::from([position]),
    };
    loop {
        let before = found.len();
        for (position, dispositif) in (0_u16..).zip(&plan.dispositifs) {
            let reads = |rule: &Rule| {
                (rule.parts.iter()).any(|part| {
                    matches!(part.role, Role::Eligible(other) | Role::Droit(other, _) if found.contains(&other))
                })
            };
            if dispositif.rules().any(reads) {
                found.insert(position);
            }
        }
        if found.len() == before {
            break;
        }
    }
    let ids = found.into_iter().filter_map(|position| plan.dispositif(position));
    Some(ids.map(|dispositif| dispositif.id.as_str()).collect())
}

/// Does an expression name the parameter or the table of a figure?
fn names(rule: &Rule, figure: Figure) -> bool {
    rule.parts.iter().any(|part| match (part.role, figure) {
        (Role::Parameter(position), Figure::Point { parameter, .. }) => position == parameter,
        (Role::Table(position), Figure::Cell { table, .. }) => position == table,
        _ => false,
    })
}
