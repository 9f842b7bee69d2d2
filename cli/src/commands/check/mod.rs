//! `bareme check`: every finding about a pack, and what its calls cost at most.

mod certificate;

use std::{fmt::Write as _, path::Path};

use bareme::{
    Code, Day, Finding,
    date::Period,
    error::{Place, SourceFile},
    pack::model::{Location, Pack, Renewal},
    plan::{Freshness, cost::Certificate},
    wire,
};

use crate::{
    arguments::{Check, Format},
    output::{Reply, count},
    reading,
};

pub(crate) fn run(command: &Check) -> Reply {
    let mut read = reading::pack_for_check(&command.folder);
    match (&read.pack, command.date.as_deref().map(wire::read_date)) {
        (_, Some(Err(finding))) => read.findings.push(finding),
        (Some(pack), Some(Ok(date))) => read.findings.extend(outdated(pack, date)),
        _ => {}
    }
    if command.date.is_some() {
        read.findings.sort_by(|a, b| a.place.cmp(&b.place));
    }
    let (errors, warnings) = count(&read.findings);
    let answer = match (command.written.format, &read.pack, &read.plan) {
        (Format::Text, Some(pack), Some(plan)) if errors == 0 => {
            summary(pack, warnings) + &certificate::table(plan)
        }
        (Format::Json, _, Some(plan)) if errors == 0 => {
            wire::check_json(plan, &Certificate::of(plan), &read.findings)
        }
        _ => String::new(),
    };
    let mut files = read.pack.map(|pack| pack.files).unwrap_or_default();
    if command.written.format == Format::Text {
        from_here(&command.folder, &mut read.findings, &mut files);
    }
    Reply::answer(answer)
        .with(read.findings, files)
        .strict(command.strict)
}

/// Writes paths as seen from the current folder, which editors and terminals can open. As JSON they stay those of the pack,
/// the same on every machine.
fn from_here(folder: &Path, findings: &mut [Finding], files: &mut [SourceFile]) {
    let folder = folder.to_string_lossy().replace('\\', "/");
    let folder = folder.trim_end_matches('/');
    if folder.is_empty() || folder == "." {
        return;
    }
    let places = findings
        .iter_mut()
        .filter_map(|finding| match &mut finding.place {
            Place::File { path, .. } => Some(path),
            _ => None,
        });
    for path in places.chain(files.iter_mut().map(|file| &mut file.path)) {
        *path = format!("{folder}/{path}");
    }
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

/// The rules, and the values in force on a day, that are past their day on it.
fn outdated(pack: &Pack, date: Day) -> Vec<Finding> {
    // A pack that does not say until when a reading may be relied on relies on it for that day alone.
    let past =
        |verified: Day, renewal: Option<Renewal>| match Freshness::of(verified, renewal, pack.fresh_months) {
            Some(freshness) => freshness.until <= date,
            None => verified < date,
        };
    let finding = |name: &str, at: Location, verified: Day, renewal: Option<Renewal>| {
        let message = match renewal {
            Some(renewal) => format!(
                "`{name}` a été lu le {verified}, et une valeur suivante était attendue le {}",
                renewal.after(verified)
            ),
            None => format!("`{name}` a été lu pour la dernière fois le {verified}"),
        };
        Finding::new(Code::Outdated, pack.place(at), message).with_help(
            "lisez sa source, corrigez ce qui a changé, puis avancez `verifie_le` au jour de cette lecture",
        )
    };
    let last = |period: Period, following: bool| period.contains(date) && !following;
    let parameters = pack.parameters.iter().flat_map(|parameter| {
        let values = parameter.values.iter().rev().enumerate();
        values
            .filter(|(later, value)| {
                last(value.period, *later > 0) && past(value.verified, parameter.renewal)
            })
            .map(|(_, value)| finding(&parameter.name, parameter.at, value.verified, parameter.renewal))
    });
    let tables = pack.tables.iter().flat_map(|table| {
        let periods = table.periods.iter().rev().enumerate();
        periods
            .filter(|(later, period)| last(period.period, *later > 0) && past(period.verified, table.renewal))
            .map(|(_, period)| finding(&table.name, table.at, period.verified, table.renewal))
    });
    let rules = pack.dispositifs.iter().filter_map(|dispositif| {
        let verified = dispositif.verified.filter(|verified| past(*verified, None))?;
        let in_force = dispositif.in_force.contains(date);
        in_force.then(|| finding(&dispositif.id, dispositif.at, verified, None))
    });
    parameters.chain(tables).chain(rules).collect()
}
