//! `bareme batch`: decides a table of dossiers, one row each.

use std::{io, path::Path};

use bareme::{
    Code, Day, Engine, Finding, Findings, Selection,
    catalogue::CoherencePlan,
    columns::{Batch as Dossiers, ColumnAnswer, ColumnEvaluator, Grounds, Refusal, former_columns},
    error::Place,
    wire,
};
use bareme_recit::words;

use crate::{
    arguments::Batch,
    batch::{
        Decided, Evaluators, Extras, Fault, Faults, Outputs, Rows, Sink, Source, Target,
        manifest::{Counts, Described, Manifest, Told},
        progress, summed, taken, warnings,
    },
    output::Reply,
    packs, page, reading,
    writing::unwritable,
};

pub(crate) fn run(command: &Batch) -> Reply {
    match evaluate(command) {
        Ok(reply) => reply,
        Err(Stopped::At(findings)) => findings.into(),
        Err(Stopped::Unheard) => Reply::answer(""),
    }
}

/// Why not every row was decided.
enum Stopped {
    /// Something is at fault.
    At(Findings),
    /// Whoever read the decisions has seen enough.
    Unheard,
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Self {
        vec![finding].into()
    }
}

impl From<Vec<Finding>> for Stopped {
    fn from(findings: Vec<Finding>) -> Self {
        Self::At(Findings::new(findings))
    }
}

/// What was done.
struct Done {
    rows: u64,
    refused: u64,
    /// The first day, and the last.
    span: Option<(Day, Day)>,
}

impl Done {
    /// The days for which it is told what decisions are to be read with.
    fn days(&self) -> Vec<Day> {
        self.span.map_or_else(Vec::new, |(first, last)| vec![first, last])
    }
}

/// An evaluator of what is asked for.
fn asked_of(command: &Batch, mut evaluator: ColumnEvaluator) -> ColumnEvaluator {
    if command.priorities {
        evaluator = evaluator.with_priorities();
    }
    if command.bounds {
        evaluator = evaluator.with_bounds();
    }
    if command.if_eligible {
        evaluator = evaluator.with_if_eligible();
    }
    evaluator
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
    let copied = command.copied();
    let taken = taken(
        engine.plan(),
        &copied,
        &positions(&mut evaluator)?,
        extras(command),
    );
    let mut source = match (Source::open(&command.input, &engine, &copied), taken) {
        (Ok(source), taken) if taken.is_empty() => source,
        (opened, mut found) => {
            found.extend(opened.err().into_iter().flatten());
            return Err(found.into());
        }
    };
    if let Some(column) = &command.day_column {
        source.dated_by(column);
    }
    outputs.tidy();
    let mut findings = former_columns(&engine.plan().vocabulary, source.names().into_iter());
    findings.extend(engine.former_names(selection));
    let run = Run {
        command,
        engine: &engine,
        date,
        selection,
        outputs: &outputs,
    };
    let done = run.pieces(evaluator, source)?;
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
    if command.summary {
        let summary = summed(&command.output, &engine)?;
        text.push('\n');
        text.push_str(&summary.text(&engine));
        if outputs.decisions.beside_is(outputs.manifest.as_ref()) {
            let date = run.dates(done.span);
            findings.extend(warnings(&command.output, &engine, Some(&date), summary.rows));
        }
    }
    if done.refused > 0 {
        let finding = Finding::new(
            Code::RowsRefused,
            Place::Whole,
            format!("{} à corriger", words::counted(done.refused, "ligne", "lignes")),
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

/// What is written beside verdicts, droits and conditions.
const fn extras(command: &Batch) -> Extras {
    Extras {
        priorities: command.priorities,
        bounds: command.bounds,
        if_eligible: command.if_eligible,
        grounds: command.doubts,
    }
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

/// « 4 dossiers décidés dans `decisions.csv`, et les autres refusés. »
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
                ", et les autres refusés."
            }
        ),
    );
    page.into_text()
}

/// What a run is about.
struct Run<'a> {
    command: &'a Batch,
    engine: &'a Engine,
    date: Day,
    selection: Selection<'a>,
    outputs: &'a Outputs,
}

impl Run<'_> {
    /// Reads, decides and writes piece by piece, then puts what is written in its place.
    fn pieces(&self, mut evaluator: ColumnEvaluator, mut source: Source) -> Result<Done, Stopped> {
        let input = &self.command.input;
        let plan = self.engine.plan();
        let unwritten = |error| self.unwritten(&error);
        let mut faults = Faults::new(self.outputs.errors.clone());
        let progress = progress(source.progress().1);
        let mut sink = None;
        let mut counts = Counts::default();
        let mut by_day = Evaluators::new(self.engine, self.selection);
        loop {
            let mut found = Vec::new();
            let rows = source.read(input, &mut found)?;
            let columns = source.columns(rows.lines.len());
            let batch = Dossiers {
                rows: rows.lines.len(),
                columns: &columns,
            };
            // INVARIANT: the source took only values of the vocabulary.
            let evaluator = match rows.day {
                None => &mut evaluator,
                Some(day) => by_day
                    .of(day, |evaluator| asked_of(self.command, evaluator))
                    .map_err(Stopped::At)?,
            };
            let answer = evaluator
                .evaluate(&batch)
                .map_err(|error| unwritten(io::Error::other(error)))?;
            let grounds = self
                .grounds(&batch, rows.day.unwrap_or(self.date))
                .map_err(|error| unwritten(io::Error::other(error)))?;
            let decided = Decided {
                answer: &answer,
                grounds: &grounds,
            };
            drop(columns);
            contradictions(self.engine, &answer, &rows, &mut found);
            faults.write(&mut found).map_err(|error| self.unsaid(&error))?;
            let sink = match &mut sink {
                Some(sink) => sink,
                none => {
                    let columns = answer.dispositifs.iter();
                    let positions: Vec<u16> = columns.map(|columns| columns.dispositif).collect();
                    let created = Sink::create(
                        &self.outputs.decisions,
                        plan,
                        &source,
                        &positions,
                        (&self.dated(), extras(self.command)),
                    );
                    none.insert(created.map_err(unwritten)?)
                }
            };
            sink.write(&source, &rows, decided).map_err(unwritten)?;
            counts.add(plan, &rows, decided);
            progress.set_position(source.progress().0);
            if rows.lines.is_empty() {
                break;
            }
        }
        progress.finish_and_clear();
        let done = Done {
            rows: counts.rows,
            refused: faults.rows,
            span: match self.command.day_column {
                None => Some((self.date, self.date)),
                Some(_) => by_day.span,
            },
        };
        if let Some(sink) = sink {
            self.finish(&source, sink, faults, (counts, done.span))?;
        }
        Ok(done)
    }

    /// The date of the decisions, or which column says it.
    fn dated(&self) -> String {
        let column = self.command.day_column.as_ref();
        column.map_or_else(|| self.date.to_string(), |column| format!("colonne `{column}`"))
    }

    /// The date of the decisions, or the first day and the last.
    fn dates(&self, span: Option<(Day, Day)>) -> String {
        match (&self.command.day_column, span) {
            (Some(_), Some((first, last))) => format!("{first}/{last}"),
            (_, _) => self.date.to_string(),
        }
    }

    /// What each decision rests on, when it is asked for.
    fn grounds(&self, batch: &Dossiers<'_>, day: Day) -> Result<Vec<Grounds>, Findings> {
        if !self.command.doubts {
            return Ok(Vec::new());
        }
        self.engine.grounds(batch, day, self.selection)
    }

    /// Puts decisions, rows at fault and manifest in their places.
    ///
    /// All three are on the disk by then. The manifest comes last: one that matches is only ever beside the decisions that it
    /// describes, and a run that is stopped between the first and the last leaves one that does not.
    fn finish(
        &self,
        source: &Source,
        sink: Sink,
        mut faults: Faults,
        (counts, span): (Counts, Option<(Day, Day)>),
    ) -> Result<(), Stopped> {
        let outputs = self.outputs;
        let errors = faults.finish().map_err(|error| self.unsaid(&error))?;
        let decisions = sink.finish().map_err(|error| self.unwritten(&error))?;
        let manifest = match &outputs.manifest {
            None => None,
            Some(target) => {
                let input = source.digest(&self.command.input);
                let input = input.map_err(|error| reading::unreadable(&self.command.input, &error))?;
                let errors = outputs.errors.as_ref().zip(errors.as_ref());
                let told = Told {
                    engine: self.engine,
                    date: self.dates(span),
                    input: Described::new(&self.command.input, input),
                    output: Described::new(outputs.decisions.path(), decisions.digest.clone()),
                    errors: errors
                        .map(|(target, written)| Described::new(target.path(), written.digest.clone())),
                    refused: faults.rows,
                    codes: &faults.codes,
                };
                let written = Manifest::new(told, counts).write(target);
                Some(written.map_err(|error| unwritable(target.path(), &error))?)
            }
        };
        decisions.place().map_err(|error| self.unwritten(&error))?;
        let errors = match (errors, &outputs.errors) {
            (Some(written), _) => written.place(),
            (None, Some(target)) => target.remove(),
            (None, None) => Ok(()),
        };
        errors.map_err(|error| self.unsaid(&error))?;
        if let (Some(written), Some(target)) = (manifest, &outputs.manifest) {
            let placed = written.place();
            placed.map_err(|error| unwritable(target.path(), &error))?;
        }
        Ok(())
    }

    /// The decisions cannot be written.
    fn unwritten(&self, error: &io::Error) -> Stopped {
        let path = self.outputs.decisions.path();
        if error.kind() == io::ErrorKind::BrokenPipe && self.outputs.decisions == Target::Standard {
            return Stopped::Unheard;
        }
        unwritable(path, error).into()
    }

    /// The rows at fault cannot be written.
    fn unsaid(&self, error: &io::Error) -> Stopped {
        let errors = self.outputs.errors.as_ref();
        unwritable(errors.map_or(Path::new("-"), Target::path), error).into()
    }
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
