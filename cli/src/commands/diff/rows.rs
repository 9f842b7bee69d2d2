//! A table of dossiers, decided with both packs.

use std::path::Path;

use bareme::{
    Code, Engine, Finding, Findings, Selection,
    analysis::{
        changes,
        compare::{Comparison, RowCounts},
    },
    catalogue::PlanContent,
    columns::{Batch, ColumnAnswer, ColumnEvaluator, DispositifColumns, fact_of_column},
    error::Place,
    wire,
};
use bareme_recit::words;

use crate::{
    arguments::Diff,
    batch::{Fault, Intake, Others, Rows, Source, progress},
};

/// What becomes of the rows.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// For each dispositif; nothing without a table.
    pub(super) rows: Vec<RowCounts>,
    /// How many rows are at fault, for one pack or the other.
    at_fault: u64,
}

impl Counts {
    /// What is told of the rows at fault.
    pub(super) fn refused(&self) -> Option<Finding> {
        let count = words::counted(self.at_fault, "ligne", "lignes");
        (self.at_fault > 0).then(|| {
            Finding::new(
                Code::RowsRefused,
                Place::Whole,
                format!("{count} à corriger : elles ne sont pas comparées"),
            )
            .with_help("`bareme batch` dit lesquelles, et pourquoi")
        })
    }
}

/// One of the packs, and the table as it reads it.
struct Reader {
    evaluator: ColumnEvaluator,
    source: Source,
}

impl Reader {
    fn open(path: &Path, engine: &Engine, other: &Engine, date: &str) -> Result<Self, Findings> {
        let date = wire::read_date(date)?;
        Ok(Self {
            evaluator: engine.columns(date, Selection::of(&[], true))?,
            source: opened(path, engine, other).map_err(Findings::new)?,
        })
    }

    /// The next rows, decided.
    fn next(&mut self, path: &Path) -> Result<(Rows, ColumnAnswer), Findings> {
        let mut faults: Vec<Fault> = Vec::new();
        let rows = self.source.read(path, &mut faults)?;
        let columns = self.source.columns(rows.lines.len());
        let answer = self.evaluator.evaluate(&Batch {
            rows: rows.lines.len(),
            columns: &columns,
        })?;
        Ok((rows, answer))
    }
}

/// The table, as one pack reads it: what is a fact of the other alone is left aside.
fn opened(path: &Path, engine: &Engine, other: &Engine) -> Result<Source, Vec<Finding>> {
    let intake = Intake {
        others: Others::Refused,
        ..Intake::default()
    };
    let findings = match Source::open(path, engine, &[], &intake) {
        Ok(source) => return Ok(source),
        Err(findings) => findings,
    };
    let aside: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code == Code::UnknownFact)
        .filter_map(|finding| match &finding.place {
            Place::Pointer(pointer) => pointer.strip_prefix('/').map(ToOwned::to_owned),
            Place::Whole | Place::File { .. } => None,
        })
        .filter(|name| fact_of_column(&other.plan().vocabulary, name).is_some())
        .collect();
    if aside.is_empty() {
        return Err(findings);
    }
    Source::open(path, engine, &aside, &intake)
}

/// What becomes of each row of the table, when there is one.
pub(super) fn counted(command: &Diff, old: &Engine, new: &Engine) -> Result<Counts, Findings> {
    let (Some(path), Some(date)) = (&command.dossiers, &command.date) else {
        return Ok(Counts::default());
    };
    if path == Path::new("-") {
        let finding = Finding::new(
            Code::FileUnreadable,
            Place::Whole,
            "la table des dossiers est lue deux fois",
        );
        return Err(finding
            .with_help("donnez un fichier, pas l'entrée standard")
            .into());
    }
    let mut before = Reader::open(path, old, new, date)?;
    let mut after = Reader::open(path, new, old, date)?;
    let changes = changes::between(old.plan(), new.plan());
    let mut rows: Vec<RowCounts> = Comparison::new(old, new, &changes)
        .pairs()
        .into_iter()
        .map(|pair| {
            let was = pair.before.as_deref().and_then(|id| found(old.plan(), id));
            let is = pair.after.as_deref().and_then(|id| found(new.plan(), id));
            RowCounts::new(pair, was, is)
        })
        .collect();
    let mut at_fault = 0;
    let bar = progress(before.source.progress().1);
    loop {
        let (old_rows, old_answer) = before.next(path)?;
        let (new_rows, new_answer) = after.next(path)?;
        if old_rows.lines != new_rows.lines {
            let finding = Finding::new(
                Code::RowsRefused,
                Place::Whole,
                "trop de lignes de la table sont à corriger",
            );
            return Err(finding
                .with_help("`bareme batch` dit lesquelles, et pourquoi")
                .into());
        }
        if old_rows.lines.is_empty() {
            break;
        }
        let is_at_fault = |row: &usize| {
            let refused = |rows: &Rows| rows.refused.binary_search(row).is_ok();
            refused(&old_rows) || refused(&new_rows)
        };
        let decided: Vec<usize> = (0..old_rows.lines.len())
            .filter(|row| !is_at_fault(row))
            .collect();
        at_fault += (old_rows.lines.len() - decided.len()) as u64;
        for counts in &mut rows {
            let was = columns(&old_answer, old.plan(), counts.pair.before.as_deref());
            let is = columns(&new_answer, new.plan(), counts.pair.after.as_deref());
            for row in &decided {
                counts.add(*row, was, is);
            }
        }
        bar.set_position(before.source.progress().0);
    }
    bar.finish_and_clear();
    Ok(Counts { rows, at_fault })
}

fn found<'p>(
    plan: &'p PlanContent,
    id: &str,
) -> Option<(&'p PlanContent, &'p bareme::catalogue::DispositifPlan)> {
    plan.dispositif_named(id)
        .map(|(_, dispositif)| (plan, dispositif))
}

fn columns<'a>(
    answer: &'a ColumnAnswer,
    plan: &PlanContent,
    id: Option<&str>,
) -> Option<&'a DispositifColumns> {
    let (position, _) = plan.dispositif_named(id?)?;
    answer
        .dispositifs
        .iter()
        .find(|columns| columns.dispositif == position)
}
