//! What is wrong with rows of several columns: they are set aside.

use bareme::{
    Code, Engine, Finding,
    columns::{ColumnAnswer, Part, crossed_ends},
    error::Place,
};

use crate::{answer::Aside, facts::FactColumn};

/// Notes the rows that contradict themselves.
pub(super) fn contradictions(engine: &Engine, answer: &ColumnAnswer, aside: &mut Aside) {
    let coherences = &engine.plan().coherences;
    for refusal in &answer.refusals {
        if let Some(coherence) = coherences.get(usize::from(refusal.coherence)) {
            let finding = Finding::new(Code::Incoherent, Place::Whole, coherence.broken());
            aside.note(refusal.row, finding);
        }
    }
}

/// Notes the rows on which the smallest that a fact may be is above the largest, which then is known on neither side.
pub(super) fn crossed(taken: &mut [FactColumn<'_>], aside: &mut Aside) {
    for at in 0..taken.len() {
        let Some((before, rest)) = taken.split_at_mut_checked(at) else {
            return;
        };
        let Some((one, after)) = rest.split_first_mut() else {
            return;
        };
        if one.name() != Part::Min.of(one.fact()) {
            continue;
        }
        let wanted = Part::Max.of(one.fact());
        let mut others = before.iter_mut().chain(after);
        let Some(other) = others.find(|other| other.name() == wanted) else {
            continue;
        };
        let rows = one.crossed(other);
        one.forget(&rows);
        other.forget(&rows);
        for row in rows {
            aside.note(row, crossed_ends(one.fact()));
        }
    }
}
