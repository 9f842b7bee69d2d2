//! `bareme reperes`: the figures that the Region follows, and what is counted beside them.

use bareme::wire;

use crate::{
    arguments::{Format, Reperes},
    handbook,
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Reperes) -> Reply {
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let plan = engine.plan();
    if command.markdown {
        return Reply::answer(handbook::reperes(plan, command.annee));
    }
    if command.usual.format() == Format::Json {
        return Reply::answer(wire::reperes_json(plan, command.annee));
    }
    let mut page = page::on_terminal();
    let mut none = true;
    for (heading, list) in handbook::by_kind(plan, command.annee) {
        page.part(heading);
        for repere in list {
            none = false;
            page.heading(&handbook::named(repere));
            for value in handbook::values(repere, command.annee) {
                page.line(2, &handbook::dated(plan, repere, value));
            }
            page.aside(2, &format!("Nom dans les indicateurs\u{a0}: {}", repere.id));
        }
    }
    if none {
        page.line(0, "Aucun repère ne répond à cette demande.");
    }
    Reply::answer(page.into_text())
}
