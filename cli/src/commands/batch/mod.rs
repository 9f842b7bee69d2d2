//! `bareme batch`: decides a table of dossiers, one row each.

mod asked;
mod run;

use asked::{Stopped, asked_of, extras};
use bareme::{
    Code, Day, Engine, Finding,
    columns::{Batch as Dossiers, ColumnEvaluator, former_columns},
    error::Place,
    wire,
};
use bareme_recit::words;
use run::{Done, Run};

use crate::{
    arguments::Batch,
    batch::{Intake, Mapping, Others, Outputs, Sink, Source, Target, taken, warnings},
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Batch) -> Reply {
    match evaluate(command) {
        Ok(reply) => reply,
        Err(Stopped::At(findings)) => findings.into(),
        Err(Stopped::Unheard) => Reply::answer(""),
    }
}

fn evaluate(command: &Batch) -> Result<Reply, Stopped> {
    let engine = packs::engine(command.rules.pack()).map_err(Stopped::At)?;
    let date = match &command.day_column {
        None => wire::read_date(&command.asked.date)?,
        // What is decided is the same on every day.
        Some(_) => Day::from_number(0),
    };
    let names = command.asked.names();
    let selection = command.asked.selection(&names);
    let evaluator = engine.columns(date, selection).map_err(Stopped::At)?;
    let mut evaluator = asked_of(command, evaluator);
    Sink::check(&command.output)?;
    let outputs = Outputs::of(command)?;
    let intake = intake(command, &engine)?;
    let mut copied = command.copied();
    let also = intake
        .mapping
        .kept()
        .filter(|name| !command.kept.iter().any(|kept| kept == name));
    copied.extend(also.map(str::to_owned));
    let taken = taken(
        engine.plan(),
        &copied,
        &positions(&mut evaluator)?,
        extras(command),
    );
    let mut source = match (Source::open(&command.input, &engine, &copied, &intake), taken) {
        (Ok(source), taken) if taken.is_empty() => source,
        (opened, mut found) => {
            found.extend(opened.err().into_iter().flatten());
            return Err(found.into());
        }
    };
    if let Some(column) = &command.day_column {
        source.dated_by(column, &intake);
    }
    outputs.tidy();
    let mut findings = former_columns(&engine.plan().vocabulary, source.names().into_iter());
    findings.extend(intake.mapping.former_names().iter().cloned());
    findings.extend(engine.former_names(selection));
    let run = Run {
        command,
        engine: &engine,
        date,
        selection,
        outputs: &outputs,
    };
    let mut done = run.pieces(evaluator, source)?;
    findings.append(&mut done.former);
    for day in done.days() {
        for told in engine.cautions(day, selection).map_err(Stopped::At)? {
            if !findings.contains(&told) {
                findings.push(told);
            }
        }
    }
    let mut text = String::new();
    if matches!(outputs.decisions, Target::File { .. }) {
        text = told(command, &done);
    }
    if let Some(totals) = done.totals {
        text.push('\n');
        text.push_str(&totals.finish()?.text());
        if outputs.decisions.beside_is(outputs.manifest.as_ref()) {
            let date = run.dates(done.span);
            findings.extend(warnings(&command.output, &engine, Some(&date), done.rows));
        }
    }
    if done.refused > 0 {
        let finding = Finding::new(
            Code::RowsRefused,
            Place::Whole,
            format!(
                "{}, à corriger : {}",
                words::counted(done.refused, "ligne illisible", "lignes illisibles"),
                done.wrong
            ),
        );
        findings.push(
            finding.with_help(match &outputs.errors {
                Some(target) => format!("`{}` dit lesquelles, et pourquoi", target.path().display()),
                None => {
                    "le tableau ci-dessus dit lesquelles, et pourquoi ; `--erreurs FICHIER` l'écrit ailleurs"
                        .to_owned()
                }
            }),
        );
    }
    Ok(Reply::answer(text).with(findings, Vec::new()))
}

/// What is declared of the table.
fn intake(command: &Batch, engine: &Engine) -> Result<Intake, Stopped> {
    let asked = &command.reading;
    let mapping = asked.columns.as_deref().map(|path| Mapping::read(path, engine));
    Ok(Intake {
        lecture: asked.lecture.unwrap_or_default(),
        mapping: mapping.transpose().map_err(Stopped::At)?.unwrap_or_default(),
        encoding: asked.encoding,
        others: Others::Copied,
    })
}

/// The dispositifs that are decided, as a table without rows has them.
fn positions(evaluator: &mut ColumnEvaluator) -> Result<Vec<u16>, Stopped> {
    let none = Dossiers {
        rows: 0,
        columns: &[],
    };
    let answer = evaluator.evaluate(&none).map_err(Stopped::At)?;
    Ok(answer
        .dispositifs
        .iter()
        .map(|columns| columns.dispositif)
        .collect())
}

/// « 4 dossiers décidés dans `decisions.csv`, et les autres illisibles. »
fn told(command: &Batch, done: &Done) -> String {
    let mut page = page::on_terminal();
    page.line(
        0,
        &format!(
            "{} dans `{}`{}",
            words::counted(done.rows - done.refused, "dossier décidé", "dossiers décidés"),
            command.output.display(),
            if done.refused == 0 {
                "."
            } else {
                ", et les autres illisibles."
            }
        ),
    );
    page.into_text()
}
