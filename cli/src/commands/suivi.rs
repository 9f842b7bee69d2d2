//! `bareme suivi`: what was decided beside what was planned.

use std::path::Path;

use bareme::{
    Engine, Finding, Findings,
    follow::{Admissions, Followed},
    wire,
};

use serde_json::Value as Json;

use crate::{
    arguments::{Format, StoredAt, Suivi},
    batch::{Target, Used, distinct, followed, replaced, warnings},
    output::Reply,
    packs, page,
    remedies::words,
    writing::unwritable,
};

pub(crate) fn run(command: &Suivi) -> Reply {
    counted(command).unwrap_or_else(Reply::from)
}

fn counted(command: &Suivi) -> Result<Reply, Findings> {
    let engine = packs::engine(command.usual.pack())?;
    let chart = command
        .chart
        .as_deref()
        .map(|path| target(command, path))
        .transpose()?;
    // What is wrong with the ledger does not hide what is wrong with the table.
    let admissions = admissions(command);
    let counted = followed(&command.input, &engine, command.annee).map_err(Findings::new);
    let (admissions, counted) = match (admissions, counted) {
        (Ok(admissions), Ok(counted)) => (admissions, counted),
        (admissions, counted) => {
            let found = [counted.err(), admissions.err()].into_iter().flatten();
            return Err(Findings::new(found.flat_map(|findings| findings.list).collect()));
        }
    };
    let plan = engine.plan();
    let mut told: Vec<Finding> = counted
        .not_counted
        .iter()
        .map(bareme::follow::NotCounted::finding)
        .collect();
    told.extend(counted.former.iter().cloned());
    if command.input != Path::new("-") {
        told.extend(warnings(&command.input, &engine, None, counted.rows));
    }
    if let Some(target) = &chart {
        told.extend(draw(target, &engine, &counted)?);
    }
    let text = match command.usual.format() {
        Format::Json => with_warnings(&wire::followed_json(plan, &counted, &admissions), &told),
        Format::Text => {
            let mut page = page::on_terminal();
            bareme_recit::followed(&mut page, plan, &counted, &admissions);
            page.into_text()
        }
    };
    Ok(Reply::answer(text).with(told, Vec::new()))
}

/// The answer with what is warned of, as `summary` has it.
fn with_warnings(answer: &str, told: &[Finding]) -> String {
    let read = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
    let mut answer = read(answer);
    let warned = read(&wire::findings_json(&Findings::new(told.to_vec()).worded(words)));
    if let Some(object) = answer.as_object_mut() {
        let warned = warned.get("erreurs").cloned().unwrap_or_default();
        object.insert("avertissements".to_owned(), warned);
    }
    answer.to_string()
}

/// What the ledgers say of the quotas of the pack.
fn admissions(command: &Suivi) -> Result<Vec<Admissions>, Findings> {
    let Some(store) = &command.ledger else {
        return Ok(Vec::new());
    };
    let at = StoredAt {
        store: store.clone(),
        secret: command.secret.clone(),
    };
    super::quota::admissions(&at)
}

/// Where the chart goes: not over the table.
fn target(command: &Suivi, path: &Path) -> Result<Target, Findings> {
    let target = Target::of(path).map_err(|finding| Findings::new(vec![finding]))?;
    let used = [Used::input(&command.input), Used::output("le graphique", &target)];
    let same = distinct(&used);
    if same.is_empty() {
        Ok(target)
    } else {
        Err(Findings::new(same))
    }
}

/// Writes the chart; a finding when nothing can be drawn.
fn draw(target: &Target, engine: &Engine, counted: &Followed) -> Result<Option<Finding>, Findings> {
    let Some(svg) = bareme_recit::graph(engine.plan(), counted) else {
        let message = "le graphique n'est pas écrit : rien de ce qui est compté n'a de repère ces années-là";
        let finding = Finding::new(bareme::Code::ColumnAbsent, bareme::error::Place::Whole, message)
            .with_help("`bareme reperes` liste les repères et leurs années");
        return Ok(Some(finding));
    };
    replaced(target, svg.as_bytes())
        .map_err(|error| Findings::new(vec![unwritable(target.path(), &error)]))?;
    Ok(None)
}
