//! The days on which a rule changes, as a list.

use bareme::{
    analysis::{BreakKind, Breakpoint},
    catalogue::{DispositifPlan, Plan},
};

use crate::{
    tree::{Block, Line, Mark, Recit, Section},
    words,
};

/// The days on which anything changes for some dispositifs, each with what changes.
#[must_use]
pub fn breakpoints(plan: &Plan, dispositifs: &[(&str, Vec<Breakpoint>)]) -> Recit {
    let sections = dispositifs.iter().filter_map(|(id, days)| {
        let dispositif = plan.dispositifs.iter().find(|dispositif| dispositif.id == *id)?;
        let mut blocks: Vec<Block> = days.iter().map(|day| told(plan, dispositif, day)).collect();
        if blocks.is_empty() {
            let line = Line::plain("Rien ne change un jour donné.");
            blocks.push(Block::Lines { lines: vec![line] });
        }
        Some(Block::Section(Section {
            title: plan.titled(&dispositif.title, None).into_owned(),
            apart: dispositifs.len() > 1,
            blocks,
        }))
    });
    Recit {
        title: "Les jours où une règle change".to_owned(),
        blocks: sections.collect(),
    }
}

fn told(plan: &Plan, dispositif: &DispositifPlan, day: &Breakpoint) -> Block {
    let mut lines = vec![Line::plain(words::capital(&words::date(day.day)))];
    let changes = day.changes.iter().map(|change| changed(plan, dispositif, change));
    lines.extend(changes.map(|text| Line::marked(Mark::Item, text)));
    Block::Lines { lines }
}

fn changed(plan: &Plan, dispositif: &DispositifPlan, change: &BreakKind) -> String {
    let of = |title: Option<&str>, name: &str| {
        let title = title.filter(|title| !title.is_empty()).unwrap_or(name);
        format!("«\u{a0}{}\u{a0}»", plan.titled(title, None))
    };
    match change {
        BreakKind::Period => "la règle entre en vigueur, ou n'y est plus".to_owned(),
        BreakKind::Parameter(name) => {
            let series = plan.parameters.iter().find(|series| series.name == *name);
            format!(
                "valeur\u{a0}: {}",
                of(series.map(|series| series.title.as_str()), name)
            )
        }
        BreakKind::Table(name) => {
            let table = plan.tables.iter().find(|table| table.name == *name);
            format!(
                "table\u{a0}: {}",
                of(table.map(|table| table.title.as_str()), name)
            )
        }
        BreakKind::Condition(id) => {
            let condition = dispositif.conditions.iter().find(|condition| condition.id == *id);
            format!(
                "condition\u{a0}: {}",
                of(condition.map(|condition| condition.title.as_str()), id)
            )
        }
        BreakKind::Droit(id) => {
            let droit = dispositif.droits.iter().find(|droit| droit.id == *id);
            format!("droit\u{a0}: {}", of(droit.map(|droit| droit.title.as_str()), id))
        }
    }
}
