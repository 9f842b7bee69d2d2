//! `bareme check`: every finding about a pack, and what its calls cost at most.

mod agenda;
mod analysis;
mod certificate;
mod due;
mod here;

use std::{fmt::Write as _, path::Path};

use bareme::{Code, Day, Finding, catalogue::cost::Certificate, error::Place, pack::model::Pack, wire};

use crate::{
    arguments::{Check, Format},
    output::{Reply, count},
    reading::{self, ReadPack},
};
use agenda::Agenda;
pub(super) use here::from_here;

pub(crate) fn run(command: &Check) -> Reply {
    let folder = command.folder();
    if command.to_renew {
        return renewals(command, &folder, reading::pack(&folder));
    }
    let mut read = reading::pack_for_check(&folder);
    match (&read.pack, command.date.as_deref().map(wire::read_date)) {
        (_, Some(Err(finding))) => read.findings.push(finding),
        (Some(pack), Some(Ok(date))) => read.findings.extend(outdated(pack, date)),
        _ => {}
    }
    if command.date.is_some() {
        read.findings.sort_by(|a, b| a.place.cmp(&b.place));
    }
    let analysed = match (&read.pack, &read.plan) {
        (Some(pack), Some(plan)) if command.analyse => Some(analysis::analysed(pack, plan, command.budget)),
        _ => None,
    };
    if let Some(analysed) = &analysed {
        analysed.add_to(&mut read.findings);
    }
    let (errors, warnings) = count(&read.findings);
    let answer = match (command.written.format, &read.pack, &read.plan) {
        (Format::Text, Some(pack), Some(plan)) if errors == 0 => {
            let analysed = analysed.as_ref().map(|analysed| analysed.text(&folder));
            summary(pack, warnings) + &analysed.unwrap_or_default() + &certificate::table(plan)
        }
        (Format::Json, _, Some(plan)) if errors == 0 => {
            let json = wire::check_json(plan, &Certificate::of(plan), &read.findings);
            match &analysed {
                Some(analysed) => analysed.within(&json),
                None => json,
            }
        }
        _ => String::new(),
    };
    let mut files = read.pack.map(|pack| pack.files).unwrap_or_default();
    if command.written.format == Format::Text {
        from_here(&folder, &mut read.findings, &mut files);
    }
    Reply::answer(answer)
        .with(read.findings, files)
        .strict(command.strict)
}

/// What is to be read and written, instead of the findings and of the certificate. A pack with an error has no list.
fn renewals(command: &Check, folder: &Path, mut read: ReadPack) -> Reply {
    let date = command.date.as_deref().map(wire::read_date).transpose();
    let date = date.unwrap_or_else(|finding| {
        read.findings.push(finding);
        None
    });
    let (errors, _) = count(&read.findings);
    let mut answer = String::new();
    if let (Some(pack), Some(date), 0) = (&read.pack, date, errors) {
        let agenda = Agenda::of(pack, due::watched(pack), date);
        let due = agenda.count();
        answer = match command.written.format {
            Format::Json => agenda.json(),
            Format::Text => agenda.text(folder),
        };
        // A list of things to do is no fault; a script that wants one asks for it.
        read.findings.clear();
        if command.strict && due > 0 {
            let message = format!("{due} à renouveler");
            read.findings
                .push(Finding::new(Code::Outdated, Place::Whole, message));
        }
    }
    let mut files = read.pack.map(|pack| pack.files).unwrap_or_default();
    if command.written.format == Format::Text {
        from_here(folder, &mut read.findings, &mut files);
    }
    Reply::answer(answer)
        .with(read.findings, files)
        .strict(command.strict)
}

/// « Barème pays-de-la-loire 2026.11.0 : rien à signaler. »
fn summary(pack: &Pack, warnings: usize) -> String {
    let header = &pack.header;
    let mut text = format!("Barème {} {} : ", header.id, header.version);
    let parts = [
        (pack.vocabulary.facts.len(), "fait"),
        (pack.parameters.len(), "paramètre"),
        (pack.tables.len(), "table"),
        (pack.dispositifs.len(), "dispositif"),
        (pack.sources.len(), "source"),
    ];
    for (position, (number, word)) in parts.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        let plural = if *number > 1 { "s" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}{number} {word}{plural}");
    }
    text.push_str(match warnings {
        0 => " ; aucune erreur.",
        _ => " ; aucune erreur, des avertissements.",
    });
    text
}

/// The rules, the values in force and the texts that are past their day on a date.
fn outdated(pack: &Pack, date: Day) -> Vec<Finding> {
    let watched = due::watched(pack);
    let due = watched.iter().filter(|watched| watched.is_due(date));
    due.map(|watched| watched.finding(pack)).collect()
}
