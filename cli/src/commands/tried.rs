//! What the commands that try slips start from: a pack without error, cases that pass, and what is told meanwhile.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use bareme::{
    Code, Engine, Finding, Findings,
    catalogue::{self, Role},
    error::{Place, nearest},
    pack::{self, InputFile},
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    cases::{self, Coverage, Suite},
    mutation::Source,
    output::count,
    reading,
};

/// The case files that the paths lead to.
pub(super) fn files(paths: &[PathBuf], findings: &mut Vec<Finding>) -> Vec<InputFile> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for path in paths {
        let shown = path.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            let (inside, problems) = reading::folder(path, |name| {
                name.ends_with(".toml") && !name.split('/').any(|part| part.starts_with('.'))
            });
            findings.extend(problems);
            let shown = shown.trim_end_matches('/');
            found.extend(
                inside
                    .into_iter()
                    .map(|(name, on_disk)| (format!("{shown}/{name}"), on_disk)),
            );
        } else {
            found.push((shown, path.clone()));
        }
    }
    // A file that is named twice, or named beside its folder, runs once.
    found.retain(|(_, on_disk)| seen.insert(on_disk.canonicalize().unwrap_or_else(|_| on_disk.clone())));
    reading::contents(found, findings)
}

/// How many of these are done, on a terminal.
pub(super) fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template(&format!("{{bar:40}} {{pos}} {what} sur {{len}}, encore {{eta}}")) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Moves a bar.
pub(super) fn moves(bar: &ProgressBar) -> impl Fn(usize, usize) + Sync {
    |done, total| {
        bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }
}

/// The rules of these names: dispositifs, each with the parameters and the tables that it reads, parameters, tables. `None` for all of them.
pub(super) fn asked(source: &Source, rules: &[String]) -> Result<Option<BTreeSet<String>>, Findings> {
    let unknown: Vec<Finding> = rules
        .iter()
        .filter(|rule| !names(source).any(|name| name == *rule))
        .map(|rule| unknown(source, rule))
        .collect();
    if !unknown.is_empty() {
        return Err(Findings::new(unknown));
    }
    let mut all: BTreeSet<String> = rules.iter().cloned().collect();
    let plan = &source.plan;
    let dispositifs = rules.iter().filter_map(|rule| plan.dispositif_named(rule));
    for part in dispositifs
        .flat_map(|(_, dispositif)| dispositif.rules())
        .flat_map(|rule| &rule.parts)
    {
        if let Role::Parameter(position) = part.role {
            let series = plan.parameters.get(usize::from(position));
            all.extend(series.map(|series| series.name.clone()));
        } else if let Role::Table(position) = part.role {
            let table = plan.tables.get(usize::from(position));
            all.extend(table.map(|table| table.name.clone()));
        }
    }
    Ok((!rules.is_empty()).then_some(all))
}

fn names(source: &Source) -> impl Iterator<Item = &str> {
    let dispositifs = source.plan.dispositifs.iter().map(|one| one.id.as_str());
    let parameters = source.plan.parameters.iter().map(|one| one.name.as_str());
    let tables = source.plan.tables.iter().map(|one| one.name.as_str());
    dispositifs.chain(parameters).chain(tables)
}

/// What is said of a rule that the pack does not have.
fn unknown(source: &Source, rule: &str) -> Finding {
    let message = format!("aucun dispositif, paramètre ou table ne s'appelle `{rule}`");
    Finding::new(Code::UnknownReference, Place::Whole, message).with_suggestion(nearest(rule, names(source)))
}

/// The pack of a folder, which must be without error.
pub(super) fn source(folder: &Path) -> Result<Source, Findings> {
    let (found, mut findings) = reading::folder(folder, pack::is_in_pack);
    let files = reading::contents(found, &mut findings);
    let read = pack::read(files.clone());
    findings.extend(read.findings);
    let (plan, planned) = catalogue::build(&read.pack, &read.unread);
    findings.extend(planned);
    let (errors, _) = count(&findings);
    match plan.filter(|_| errors == 0) {
        Some(plan) => Ok(Source {
            files,
            pack: read.pack,
            plan,
        }),
        None => Err(Findings {
            list: findings,
            files: read.pack.files,
        }),
    }
}

/// The cases, which must pass, and what each reads.
pub(super) fn suite(engine: &Engine, paths: &[PathBuf]) -> Result<(Suite, Vec<Coverage>), Findings> {
    let mut findings = Vec::new();
    let files = files(paths, &mut findings);
    let mut suite = cases::read(engine, files);
    findings.append(&mut suite.findings);
    let mut read = Vec::with_capacity(suite.cases.len());
    for case in &suite.cases {
        let run = cases::run(engine, case);
        findings.extend(run.failures);
        let mut seen = Coverage::default();
        if let Some((dossier, answer)) = run.answer {
            seen.add(engine, &dossier, &answer, case.dispositifs());
        }
        read.push(seen);
    }
    for case in &suite.followed {
        findings.extend(cases::run_followed(engine, case));
    }
    for transcription in &suite.transcriptions {
        findings.extend(transcription.differences());
    }
    if findings.is_empty() && suite.cases.is_empty() && suite.transcriptions.is_empty() {
        let finding = Finding::new(Code::CaseInvalid, Place::Whole, "aucun cas à cet endroit");
        findings.push(finding.with_help("donnez des fichiers .toml qui contiennent des [[cas]]"));
    }
    if findings.is_empty() {
        return Ok((suite, read));
    }
    Err(Findings {
        list: findings,
        files: suite.files,
    })
}
