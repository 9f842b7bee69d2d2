//! `bareme jours`: the days on which rules change.

use bareme::{Findings, wire};

use crate::{
    arguments::{Format, Jours},
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Jours) -> Reply {
    told(command).unwrap_or_else(Reply::from)
}

fn told(command: &Jours) -> Result<Reply, Findings> {
    let engine = packs::engine(command.usual.pack())?;
    let mut findings = Vec::new();
    let mut all = Vec::with_capacity(command.ids.len());
    for id in &command.ids {
        match engine.breakpoints(id) {
            Ok(days) => all.push((id.as_str(), days)),
            Err(refused) => findings.extend(refused),
        }
    }
    if !findings.is_empty() {
        return Err(Findings::new(findings));
    }
    let plan = engine.plan();
    Ok(Reply::answer(match command.usual.format() {
        Format::Json => wire::breakpoints_of_json(plan, &all),
        Format::Text => page::told(&bareme_recit::breakpoints(plan, &all)),
    }))
}
