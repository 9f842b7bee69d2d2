//! `bareme test`: runs case files, and says which conditions no case exercises.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use anstyle::{AnsiColor, Style};
use bareme::{
    Code, Engine, Finding,
    catalogue::{ConditionPlan, DispositifPlan},
    error::Place,
    pack::InputFile,
};
use bareme_recit::words;
use serde_json::{Value as Json, json};

use crate::{
    arguments::{Format, Test},
    cases::{self, Sight, Tested, Thoroughness},
    commands::{coverage, values},
    output::{Reply, count},
    reading, remedies,
};

/// What happened to the cases.
#[derive(Debug, Clone, Copy)]
struct Tally {
    passed: usize,
    failed: usize,
}

pub(crate) fn run(command: &Test) -> Reply {
    let engine = match reading::engine(command.rules.pack.as_deref()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let mut findings = Vec::new();
    let files = files(&command.paths, &mut findings);
    let mut suite = cases::read(&engine, files);
    if suite.cases.is_empty()
        && suite.transcriptions.is_empty()
        && suite.findings.is_empty()
        && findings.is_empty()
    {
        let place = Place::Whole;
        findings.push(
            Finding::new(Code::CaseInvalid, place, "aucun cas à cet endroit")
                .with_help("donnez des fichiers .toml qui contiennent des [[cas]]"),
        );
    }
    findings.append(&mut suite.findings);
    let (refused, _) = count(&findings);
    let mut read = Vec::with_capacity(suite.cases.len());
    let mut tally = Tally { passed: 0, failed: 0 };
    for case in &suite.cases {
        let run = cases::run(&engine, case);
        let mut seen = Thoroughness::default();
        if let Some((dossier, answer)) = run.answer {
            seen.add(&engine, &dossier, &answer, case.dispositifs());
        }
        read.push(seen);
        if run.failures.is_empty() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
        }
        findings.extend(run.failures);
    }
    for transcription in &suite.transcriptions {
        findings.extend(transcription.differences());
    }
    // Values are changed only under cases that pass: one that fails already would see every change.
    let tested = (command.valeurs && findings.is_empty()).then(|| values::tested(&engine, &suite, &read));
    let mut seen = Thoroughness::default();
    read.into_iter().for_each(|one| seen.absorb(one));
    if command.couverture {
        findings.extend(coverage::gaps(&engine, &seen));
    }
    findings.extend(tested.iter().flat_map(|tested| values::gaps(&engine, tested)));
    let answer = match command.written.format {
        Format::Text => {
            let mut answer = tallied(tally, refused) + &values::transcribed(&suite);
            answer += &match command.couverture {
                true => coverage::text(&engine, &seen),
                // Published tables alone say nothing of conditions.
                false if suite.cases.is_empty() && !suite.transcriptions.is_empty() => String::new(),
                false => text(&engine, &seen),
            };
            answer + &tested.as_ref().map(values::text).unwrap_or_default()
        }
        Format::Json => as_json(
            &engine,
            tally,
            &findings,
            (&seen, command.couverture),
            tested.as_ref(),
        ),
    };
    Reply::answer(answer).with(findings, suite.files)
}

/// The case files that the paths lead to.
fn files(paths: &[PathBuf], findings: &mut Vec<Finding>) -> Vec<InputFile> {
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

/// How many cases passed.
fn tallied(tally: Tally, refused: usize) -> String {
    let Tally { passed, failed } = tally;
    let total = passed + failed;
    let plural = |number: usize| if number > 1 { "s" } else { "" };
    let style = if failed + refused == 0 {
        AnsiColor::Green.on_default().bold()
    } else {
        AnsiColor::Red.on_default().bold()
    };
    let mut text = format!("{style}{total} cas, {passed} réussi{}{style:#}", plural(passed));
    // Writing to a string cannot fail.
    if failed > 0 {
        let _ = write!(text, ", {failed} en échec");
    }
    if refused > 0 {
        let _ = write!(text, ", {refused} faute{} dans les fichiers", plural(refused));
    }
    let _ = writeln!(text, "\n{passed} passed, {} failed", failed + refused);
    text
}

/// The conditions that the cases did not see both met and not met.
fn text(engine: &Engine, seen: &Thoroughness) -> String {
    let mut text = String::new();
    let gaps = gaps(engine, seen);
    if gaps.is_empty() {
        let _ = writeln!(text, "\nChaque condition est vue remplie et non remplie.");
        return text;
    }
    let bold = Style::new().bold();
    let _ = writeln!(text, "\nConditions que les cas n'ont pas vues des deux côtés :");
    for (dispositif, conditions) in gaps {
        let _ = writeln!(text, "  {bold}{}{bold:#}", dispositif.id);
        for (condition, seen) in conditions {
            let _ = writeln!(
                text,
                "    {}{} : {}",
                condition.id,
                period(condition),
                words(seen)
            );
        }
    }
    text
}

/// The conditions not seen both ways, each version of a condition on its own.
fn gaps<'e>(
    engine: &'e Engine,
    seen: &Thoroughness,
) -> Vec<(&'e DispositifPlan, Vec<(&'e ConditionPlan, Sight)>)> {
    seen.dispositifs(engine.plan())
        .into_iter()
        .map(|coverage| {
            let gaps = coverage
                .conditions
                .into_iter()
                .filter(|(_, seen)| !(seen.met && seen.not_met));
            (coverage.dispositif, gaps.collect::<Vec<_>>())
        })
        .filter(|(_, gaps)| !gaps.is_empty())
        .collect()
}

const fn words(seen: Sight) -> &'static str {
    match seen {
        Sight { met: true, .. } => "jamais non remplie",
        Sight { not_met: true, .. } => "jamais remplie",
        _ => "ni remplie ni non remplie",
    }
}

/// The days of a condition that does not always apply.
pub(super) fn period(condition: &ConditionPlan) -> String {
    words::period(condition.period)
        .map(|period| format!(" ({period})"))
        .unwrap_or_default()
}

fn as_json(
    engine: &Engine,
    tally: Tally,
    findings: &[Finding],
    (seen, whole): (&Thoroughness, bool),
    tested: Option<&Tested>,
) -> String {
    let gaps: serde_json::Map<String, Json> = gaps(engine, seen)
        .into_iter()
        .map(|(dispositif, conditions)| {
            let conditions: Vec<Json> = conditions
                .into_iter()
                .map(|(condition, seen)| {
                    json!({ "id": condition.id, "remplie": seen.met, "non_remplie": seen.not_met })
                })
                .collect();
            (dispositif.id.clone(), Json::from(conditions))
        })
        .collect();
    let errors =
        bareme::wire::findings_json(&bareme::Findings::new(findings.to_vec()).worded(remedies::words));
    let errors: Json = serde_json::from_str(&errors).unwrap_or_default();
    json!({
        "cas": tally.passed + tally.failed,
        "reussis": tally.passed,
        "echoues": tally.failed,
        "conditions_non_exercees": gaps,
        "couverture": whole.then(|| coverage::as_json(engine, seen)),
        "valeurs": tested.map(|tested| values::as_json(engine, tested)),
        "erreurs": errors.get("erreurs"),
    })
    .to_string()
}
