//! What is paid over a course, with what is usually so where that is needed to know it.

use bareme::{Answer, Dossier, Engine, Incomes, Selection, answer::Decision};

use crate::{
    gathered::gathered,
    reserve::{self, Supposed},
    schedule::schedule,
    tree::{Block, Recit},
};

/// What is paid, as [`schedule`](crate::schedule) tells it: of a dossier that does not say enough, what would be paid if what is usually so
/// were, which is then said first. The incomes are those of the dossier.
#[must_use]
pub fn course(engine: &Engine, dossier: &Dossier, incomes: &Incomes) -> Recit {
    supposed(engine, dossier, incomes).unwrap_or_else(|| schedule(incomes))
}

fn supposed(engine: &Engine, dossier: &Dossier, incomes: &Incomes) -> Option<Recit> {
    let waits = reserve::waits(incomes);
    if waits.is_empty() {
        return None;
    }
    let (plan, asked) = (engine.plan(), incomes.schedule.asked());
    let named = asked.dispositifs.iter().flatten();
    let names: Vec<&str> = named
        .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
        .collect();
    let selection = Selection::of(&names, asked.hypotheses);
    let date = incomes.schedule.date();
    let answer = engine.evaluate_selected(dossier, date, selection).ok()?;
    let usual = answer.under_reserve()?.dossier();
    let known = engine.incomes(usual, date, selection).ok()?;
    let paying = paying(&known);
    let open = incomes
        .open
        .iter()
        .filter(|open| paying.contains(&open.dispositif));
    let days = (incomes.schedule.missing.iter())
        .chain(open.flat_map(|open| &open.missing))
        .filter(|id| !dossier.is_known(**id) && usual.is_known(**id))
        .filter_map(|id| reserve::usual(plan, *id));
    let mut found: Vec<Supposed> = Vec::new();
    for one in rested_upon(&answer, &paying).into_iter().chain(days) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    let mut recit = schedule(&known);
    let line = gathered(&found, false, "ces montants en dépendent")?;
    recit.blocks.insert(0, Block::Lines { lines: vec![line] });
    Some(recit)
}

/// The positions of the dispositifs that pay, in one way or another.
fn paying(incomes: &Incomes) -> Vec<u16> {
    let ways = incomes.sequences.iter().map(|sequence| &sequence.schedule);
    core::iter::once(&incomes.schedule)
        .chain(ways)
        .flat_map(|schedule| schedule.dispositifs.iter().copied())
        .collect()
}

/// What they rest on.
fn rested_upon(answer: &Answer, paying: &[u16]) -> Vec<Supposed> {
    let pays = |decision: &Decision<'_>| paying.contains(&decision.outcome().dispositif);
    reserve::told(answer)
        .filter(pays)
        .flat_map(|decision| reserve::suppositions(answer, &decision))
        .collect()
}
