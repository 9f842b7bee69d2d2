//! `bareme summary`: counts and totals of what `batch` wrote.

use std::path::Path;

use bareme::{Findings, wire};

use crate::{
    arguments::{Format, Summary},
    batch::{summed, warnings},
    output::Reply,
    packs,
};

pub(crate) fn run(command: &Summary) -> Reply {
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let date = match command.date.as_deref().map(wire::read_date).transpose() {
        Ok(date) => date.map(|date| date.to_string()),
        Err(finding) => return Findings::new(vec![finding]).into(),
    };
    let summary = match summed(&command.input, &engine, command.by.as_deref()) {
        Ok(summary) => summary,
        Err(findings) => return Findings::new(findings).into(),
    };
    let warned = if command.input == Path::new("-") {
        Vec::new()
    } else {
        warnings(&command.input, &engine, date.as_deref(), summary.rows())
    };
    let text = match command.usual.format() {
        Format::Json => summary.json(&warned),
        Format::Text => summary.text(),
    };
    Reply::answer(text).with(warned, Vec::new())
}
