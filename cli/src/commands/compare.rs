//! `bareme compare`: a population decided with and without a reform.

use std::path::Path;

use bareme::{
    Code, Engine, Finding, Findings,
    analysis::compare::{Piece, Population},
    columns::Batch,
    error::Place,
    pack::MAX_FILE_BYTES,
    reform::{Reform, apply},
    wire::{self, Told},
};
use bareme_recit::{Beside, Depth, words};

use crate::{
    arguments::{Compare, DiffFormat},
    batch::{Fault, Intake, Others, Source, progress},
    output::Reply,
    packs, page, reading,
};

pub(crate) fn run(command: &Compare) -> Reply {
    compared(command).unwrap_or_else(Reply::from)
}

fn compared(command: &Compare) -> Result<Reply, Findings> {
    let date = wire::read_date(&command.date)?;
    let law = packs::engine(command.rules.pack())?;
    let (reformed, warnings) = reformed(&law, &command.reform)?;
    let mut population = Population::new(&law, &reformed, date);
    let at_fault = counted(command, &law, &mut population)?;
    let mut findings = warnings.list;
    findings.extend(refused(at_fault));
    let told = Told {
        by: command.by.as_deref(),
        at_fault,
        warnings: &findings,
    };
    let depth = if command.details {
        Depth::Details
    } else {
        Depth::Brief
    };
    let recit = |shown| bareme_recit::population(&population, told, shown, depth);
    let answer = match command.format {
        DiffFormat::Json => wire::population_json(&population, told),
        DiffFormat::Md => recit(Beside::Columns).markdown_folded(),
        DiffFormat::Text => page::told(&recit(Beside::Lines)),
    };
    Ok(Reply::answer(answer).with(findings, warnings.files))
}

/// The engine with the reform of a file, whose findings name it as it is named.
fn reformed(law: &Engine, path: &Path) -> Result<(Engine, Findings), Findings> {
    let text = reading::text(path, MAX_FILE_BYTES)?;
    apply(law, &Reform::from_toml(&path.display().to_string(), &text))
}

/// Decides every row with both packs; how many are at fault.
fn counted(command: &Compare, law: &Engine, population: &mut Population) -> Result<u64, Findings> {
    let path = &command.input;
    let (mut before, mut after) = population.evaluators()?;
    let kept: Vec<String> = command.aside.iter().chain(&command.by).cloned().collect();
    // A reform has the facts of the pack that it changes: one reading is for both.
    let intake = Intake {
        others: Others::Aside,
        ..Intake::default()
    };
    let mut source = Source::open(path, law, &kept, &intake).map_err(Findings::new)?;
    if let Some(by) = command.by.as_deref().filter(|by| !source.names().contains(by)) {
        let message = format!("la table n'a pas de colonne `{by}`");
        let finding = Finding::new(Code::ColumnMissing, Place::Whole, message);
        return Err(finding
            .with_help("donnez à `--par` le nom d'une de ses colonnes")
            .into());
    }
    let bar = progress(source.progress().1);
    let mut at_fault = 0;
    loop {
        let mut faults: Vec<Fault> = Vec::new();
        let rows = source.read(path, &mut faults)?;
        if rows.lines.is_empty() {
            break;
        }
        let columns = source.columns(rows.lines.len());
        let batch = Batch {
            rows: rows.lines.len(),
            columns: &columns,
        };
        let decided: Vec<usize> = (0..rows.lines.len())
            .filter(|row| rows.refused.binary_search(row).is_err())
            .collect();
        at_fault += (rows.lines.len() - decided.len()) as u64;
        let groups = match &command.by {
            Some(by) => source
                .kept_texts(by, rows.lines.len())
                .map_err(|error| reading::unreadable(path, &error))?,
            None => None,
        };
        population.add(Piece {
            before: (&batch, &before.evaluate(&batch)?),
            after: (&batch, &after.evaluate(&batch)?),
            rows: &decided,
            lines: &rows.lines,
            groups: groups.as_deref(),
        });
        bar.set_position(source.progress().0);
    }
    bar.finish_and_clear();
    Ok(at_fault)
}

/// What is told of the rows at fault.
fn refused(count: u64) -> Option<Finding> {
    let counted = words::counted(count, "ligne", "lignes");
    (count > 0).then(|| {
        Finding::new(
            Code::RowsRefused,
            Place::Whole,
            format!("{counted} à corriger : elles ne sont pas comparées"),
        )
        .with_help("`bareme batch` dit lesquelles, et pourquoi")
    })
}
