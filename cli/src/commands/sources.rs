//! `bareme sources`: the documents and laws that a pack rests on.

use bareme::wire;

use crate::{
    arguments::{Format, Sources},
    handbook,
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Sources) -> Reply {
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let plan = engine.plan();
    if command.markdown {
        return Reply::answer(handbook::sources(plan));
    }
    if command.usual.format() == Format::Json {
        return Reply::answer(wire::sources_json(plan));
    }
    let mut page = page::on_terminal();
    for source in &plan.sources {
        page.heading(&source.id);
        page.line(2, &bareme_recit::source_told(source));
        if let Some(url) = &source.url {
            page.aside(2, url);
        }
    }
    Reply::answer(page.into_text())
}
