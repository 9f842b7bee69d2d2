//! `bareme summary`: counts and totals of what `batch` wrote.

use crate::{
    arguments::{Format, Summary},
    batch::summary,
    output::Reply,
    reading,
};

pub(crate) fn run(command: &Summary) -> Reply {
    let engine = match reading::engine(command.rules.pack.as_deref()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    match summary::read(&command.input, &engine) {
        Ok(summary) if command.written.format == Format::Json => Reply::answer(summary.json()),
        Ok(summary) => Reply::answer(summary.text(&engine)),
        Err(findings) => bareme::Findings::new(findings).into(),
    }
}
