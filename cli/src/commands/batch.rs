//! `bareme batch`: decides a table of dossiers, one row each.

use std::{fs, io, path::Path};

use bareme::{
    Code, Engine, Finding, Findings,
    columns::{Batch as Dossiers, ColumnAnswer, ColumnEvaluator, Refusal},
    error::Place,
    plan::CoherencePlan,
    wire,
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    arguments::Batch,
    batch::{Fault, Faults, Rows, Sink, Source, summary},
    french,
    output::Reply,
    page::Page,
    reading,
};

pub(crate) fn run(command: &Batch) -> Reply {
    match decide(command) {
        Ok(reply) => reply,
        Err(findings) => findings.into(),
    }
}

/// What was done.
struct Done {
    rows: u64,
    faults: Faults,
}

fn decide(command: &Batch) -> Result<Reply, Findings> {
    let engine = reading::engine(command.rules.pack.as_deref())?;
    let date = wire::read_date(&command.asked.date).map_err(|finding| Findings::new(vec![finding]))?;
    let names = command.asked.names();
    let selection = command.asked.selection(&names);
    let evaluator = engine.columns(date, selection)?;
    Sink::check(&command.output).map_err(Findings::new)?;
    let source = Source::open(&command.input, &engine, &command.kept).map_err(Findings::new)?;
    if same_file(&command.input, &command.output) {
        return Err(one(Finding::new(
            Code::FileUnreadable,
            Place::Whole,
            "l'entrée et la sortie sont le même fichier",
        )
        .with_help("donnez un autre nom à la sortie : l'entrée serait perdue")));
    }
    let done = pieces(command, &engine, evaluator, source).map_err(one)?;
    let mut page = Page::new();
    let refused = done.faults.rows;
    page.line(
        0,
        &format!(
            "{} dans `{}`{}",
            french::counted(done.rows - refused, "dossier décidé", "dossiers décidés"),
            command.output.display(),
            if refused == 0 {
                "."
            } else {
                ", et les autres refusés."
            }
        ),
    );
    let mut text = page.into_text();
    if command.summary {
        let summary = summary::read(&command.output, &engine).map_err(Findings::new)?;
        text.push('\n');
        text.push_str(&summary.text(&engine));
    }
    let mut findings = Vec::new();
    if refused > 0 {
        let shown = done.faults.path().display();
        findings.push(
            Finding::new(
                Code::RowsRefused,
                Place::Whole,
                format!("{} à corriger", french::counted(refused, "ligne", "lignes")),
            )
            .with_help(format!("`{shown}` dit lesquelles, et pourquoi")),
        );
    }
    Ok(Reply::answer(text).with(findings, Vec::new()))
}

fn one(finding: Finding) -> Findings {
    Findings::new(vec![finding])
}

fn unwritable(path: &Path, error: &io::Error) -> Finding {
    Finding::new(
        Code::FileUnreadable,
        Place::Whole,
        format!("`{}` ne peut pas être écrit : {error}", path.display()),
    )
    .with_help("vérifiez le répertoire, vos droits, et la place qui reste")
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Reads, decides and writes piece by piece.
fn pieces(
    command: &Batch,
    engine: &Engine,
    mut evaluator: ColumnEvaluator,
    mut source: Source,
) -> Result<Done, Finding> {
    let unwritten = |error: io::Error| unwritable(&command.output, &error);
    let mut faults = Faults::beside(&command.output).map_err(unwritten)?;
    let progress = progress(source.progress().1);
    let mut sink = None;
    let mut count = 0;
    loop {
        let mut found = Vec::new();
        let rows = source
            .read(&mut found)
            .map_err(|error| reading::unreadable(&command.input, &error))?;
        let columns = source.columns(rows.lines.len());
        let batch = Dossiers {
            rows: rows.lines.len(),
            columns: &columns,
        };
        // INVARIANT: the source took only values of the vocabulary.
        let answer = evaluator
            .evaluate(&batch)
            .map_err(|error| unwritten(io::Error::other(error)))?;
        drop(columns);
        contradictions(engine, &answer, &rows, &mut found);
        faults.write(&mut found).map_err(unwritten)?;
        let sink = match &mut sink {
            Some(sink) => sink,
            none => {
                let positions: Vec<u16> = answer
                    .dispositifs
                    .iter()
                    .map(|columns| columns.dispositif)
                    .collect();
                let created = Sink::create(&command.output, engine.plan(), &source, &positions);
                none.insert(created.map_err(unwritten)?)
            }
        };
        sink.write(&source, &rows, &answer).map_err(unwritten)?;
        count += rows.lines.len() as u64;
        progress.set_position(source.progress().0);
        if rows.lines.is_empty() {
            break;
        }
    }
    progress.finish_and_clear();
    if let Some(sink) = sink {
        sink.finish().map_err(unwritten)?;
    }
    Ok(Done { rows: count, faults })
}

/// The dossiers that contradict themselves, except those that are already at fault.
fn contradictions(engine: &Engine, answer: &ColumnAnswer, rows: &Rows, faults: &mut Vec<Fault>) {
    for Refusal { row, coherence } in &answer.refusals {
        if rows.refused.binary_search(row).is_ok() {
            continue;
        }
        let coherence = engine.plan().coherences.get(usize::from(*coherence));
        faults.push(Fault {
            line: rows.lines.get(*row).copied().unwrap_or_default(),
            column: String::new(),
            code: Code::Incoherent,
            message: coherence.map_or_else(String::new, CoherencePlan::broken),
            help: "corrigez ou effacez l'une des cases qui se contredisent".to_owned(),
        });
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    match ProgressStyle::with_template("{bar:40} {percent} %, encore {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
