//! A run: reads, decides and writes piece by piece.

use std::{io, path::Path};

use bareme::{
    Code, Day, Engine, Finding, Findings, Selection,
    catalogue::CoherencePlan,
    columns::{Batch as Dossiers, ColumnAnswer, ColumnEvaluator, Grounds, Refusal},
};

use super::asked::{Stopped, asked_of, extras};
use crate::{
    arguments::Batch,
    batch::{
        Decided, Evaluators, Fault, Faults, Outputs, Rows, Sink, Source, Target, Totals,
        manifest::{Counts, Described, Manifest, Told},
        progress,
    },
    reading,
    writing::unwritable,
};

/// What was done.
pub(super) struct Done {
    pub(super) rows: u64,
    pub(super) refused: u64,
    /// What is wrong with them, in words.
    pub(super) wrong: String,
    /// The first day, and the last.
    pub(super) span: Option<(Day, Day)>,
    /// What the decisions come to, when it is asked for.
    pub(super) totals: Option<Totals>,
    /// What is said of the former names that members were given under.
    pub(super) former: Vec<Finding>,
}

impl Done {
    /// The days for which it is told what decisions are to be read with.
    pub(super) fn days(&self) -> Vec<Day> {
        self.span.map_or_else(Vec::new, |(first, last)| vec![first, last])
    }
}

/// What a run is about.
pub(super) struct Run<'a> {
    pub(super) command: &'a Batch,
    pub(super) engine: &'a Engine,
    pub(super) date: Day,
    pub(super) selection: Selection<'a>,
    pub(super) outputs: &'a Outputs,
}

impl Run<'_> {
    /// Reads, decides and writes piece by piece, then puts what is written in its place.
    pub(super) fn pieces(&self, mut evaluator: ColumnEvaluator, mut source: Source) -> Result<Done, Stopped> {
        let input = &self.command.input;
        let plan = self.engine.plan();
        let unwritten = |error| self.unwritten(&error);
        let mut faults = Faults::new(self.outputs.errors.clone());
        let progress = progress(source.progress().1);
        let mut sink = None;
        let mut counts = Counts::default();
        let mut totals = None;
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
            if self.command.summary {
                let totals = match &mut totals {
                    Some(totals) => totals,
                    none => none.insert(self.totals(&source, decided)?),
                };
                totals.add(&source, &rows, decided).map_err(unwritten)?;
            }
            progress.set_position(source.progress().0);
            if rows.lines.is_empty() {
                break;
            }
        }
        progress.finish_and_clear();
        let done = Done {
            rows: counts.rows,
            refused: faults.rows,
            wrong: faults.told(),
            span: match self.command.day_column {
                None => Some((self.date, self.date)),
                Some(_) => by_day.span,
            },
            totals,
            former: source.former_names(),
        };
        if let Some(sink) = sink {
            self.finish(&source, sink, faults, (counts, done.span))?;
        }
        Ok(done)
    }

    /// The totals of what is decided, before its first row.
    fn totals(&self, source: &Source, decided: Decided<'_>) -> Result<Totals, Vec<Finding>> {
        let columns = decided.answer.dispositifs.iter();
        let positions: Vec<u16> = columns.map(|columns| columns.dispositif).collect();
        Totals::new(self.engine, source, &positions, extras(self.command))
    }

    /// The date of the decisions, or which column says it.
    fn dated(&self) -> String {
        let column = self.command.day_column.as_ref();
        column.map_or_else(|| self.date.to_string(), |column| format!("colonne `{column}`"))
    }

    /// The date of the decisions, or the first day and the last.
    pub(super) fn dates(&self, span: Option<(Day, Day)>) -> String {
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
