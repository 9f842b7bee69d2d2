//! Runs case files, or the cases of some names, and says what came of it.

use std::fmt::Write as _;

use anstyle::AnsiColor;
use bareme::{
    Code, Engine, Finding,
    error::{Place, nearest},
};
use serde_json::{Value as Json, json};

use super::{conditions, coverage, figures, suggested, transcribed::Transcribed};
use crate::{
    arguments::{Format, Test},
    cases::{self, Case, Coverage, Suite, Tested},
    commands::tried::files,
    output::{Reply, count},
    packs,
    remedies::words,
};

/// What happened to the cases.
#[derive(Debug, Clone, Copy)]
struct Tally {
    passed: usize,
    failed: usize,
}

pub(crate) fn run(command: &Test) -> Reply {
    if let (true, Some(folder)) = (command.suggere, command.usual.pack()) {
        return suggested::run(command, folder).unwrap_or_else(Reply::from);
    }
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let mut findings = Vec::new();
    let files = files(&command.paths, &mut findings);
    let mut suite = cases::read(&engine, files);
    if suite.cases.is_empty()
        && suite.transcriptions.is_empty()
        && suite.followed.is_empty()
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
    if !command.names.is_empty() {
        only(&command.names, &mut suite, &mut findings);
    }
    let (refused, _) = count(&findings);
    let mut read = Vec::with_capacity(suite.cases.len());
    let mut tally = Tally { passed: 0, failed: 0 };
    for case in &suite.cases {
        let run = cases::run(&engine, case);
        let mut seen = Coverage::default();
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
    for case in &suite.followed {
        let failures = cases::run_followed(&engine, case);
        if failures.is_empty() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
        }
        findings.extend(failures);
    }
    for transcription in &suite.transcriptions {
        findings.extend(transcription.differences());
    }
    // Values are changed only under cases that pass: one that fails already would see every change.
    let tested = (command.valeurs && findings.is_empty()).then(|| figures::tested(&engine, &suite, &read));
    let mut seen = Coverage::default();
    read.into_iter().for_each(|one| seen.absorb(one));
    if command.couverture {
        findings.extend(coverage::gaps(&engine, &seen));
    }
    let transcribed = Transcribed::of(&engine, &suite);
    findings.extend(tested.iter().flat_map(|tested| figures::gaps(&engine, tested)));
    let answer = match command.usual.format() {
        Format::Text => {
            let mut answer = tallied(tally, refused) + &figures::transcribed(&suite);
            // Some cases, or published tables alone, say nothing of conditions.
            let partial = !command.names.is_empty()
                || suite.cases.is_empty() && !(suite.transcriptions.is_empty() && suite.followed.is_empty());
            answer += &match command.couverture {
                true => coverage::text(&engine, &seen) + &transcribed.text(),
                false if partial => String::new(),
                false => conditions::text(&engine, &seen),
            };
            answer + &tested.as_ref().map(figures::text).unwrap_or_default()
        }
        Format::Json => as_json(
            &engine,
            command,
            (tally, &suite),
            &findings,
            (&seen, &transcribed),
            tested.as_ref(),
        ),
    };
    Reply::answer(answer).with(findings, suite.files)
}

/// Keeps the cases of these names. One that is not found is told with the nearest, unless a fault of the files may have left it out.
fn only(names: &[String], suite: &mut Suite, findings: &mut Vec<Finding>) {
    let (faults, _) = count(findings);
    let known = || suite.cases.iter().map(|case| case.name.as_str());
    let unknown = names.iter().filter(|name| !known().any(|known| known == *name));
    findings.extend(unknown.filter(|_| faults == 0).map(|name| {
        let message = format!("aucun cas ne s'appelle `{name}`");
        Finding::new(Code::CaseInvalid, Place::Whole, message)
            .with_suggestion(nearest(name, known()))
            .with_help("donnez à `--cas` le `nom` d'un cas de ces fichiers")
    }));
    suite.transcriptions.clear();
    suite.cases.retain(|Case { name, .. }| names.contains(name));
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
    text.push('\n');
    text
}

fn as_json(
    engine: &Engine,
    command: &Test,
    (tally, suite): (Tally, &Suite),
    findings: &[Finding],
    (seen, transcribed): (&Coverage, &Transcribed<'_>),
    tested: Option<&Tested>,
) -> String {
    let gaps = || -> serde_json::Map<String, Json> {
        conditions::gaps(engine, seen)
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
            .collect()
    };
    let mut compared = figures::transcribed_json(suite);
    if command.couverture {
        compared.extend(transcribed.as_json());
    }
    let errors = bareme::wire::findings_json(&bareme::Findings::new(findings.to_vec()).worded(words));
    let errors: Json = serde_json::from_str(&errors).unwrap_or_default();
    json!({
        "cas": tally.passed + tally.failed,
        "reussis": tally.passed,
        "echoues": tally.failed,
        // Some cases alone say nothing of the conditions that the others go through.
        "conditions_non_exercees": command.names.is_empty().then(gaps),
        "couverture": command.couverture.then(|| coverage::as_json(engine, seen)),
        // Some cases alone compare nothing.
        "transcriptions": command.names.is_empty().then_some(compared),
        "valeurs": tested.map(|tested| figures::as_json(engine, tested)),
        "erreurs": errors.get("erreurs"),
    })
    .to_string()
}
