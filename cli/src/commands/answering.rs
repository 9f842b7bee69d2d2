//! What `evaluate`, `explain` and `lettre` share: a dossier, a date and dispositifs in, an answer out.

use std::path::Path;

use bareme::{
    Answer, Day, Dossier, Engine, Findings, Incomes, Selection,
    wire::{self, MAX_DOSSIER_BYTES},
};

use bareme_recit::{
    Recit,
    tree::{Block, Line, Tone},
};

use crate::{
    arguments::{Format, Lettre, Question, Rules},
    output::Reply,
    reading, sealing,
};

/// A dossier that was decided.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) engine: Engine,
    pub(crate) dossier: Dossier,
    pub(crate) answer: Answer,
}

/// A dossier whose course was laid out.
#[derive(Debug)]
pub(crate) struct Scheduled {
    pub(crate) engine: Engine,
    pub(crate) dossier: Dossier,
    pub(crate) incomes: Incomes,
}

/// Decides a dossier, with every finding about the pack, the date, the dossier and the dispositifs.
pub(crate) fn answer(question: &Question, explain: bool) -> Result<Decided, Findings> {
    let names = question.asked.names();
    let selection = question.asked.selection(&names);
    let (engine, date, dossier) = read(question, selection)?;
    let answer = if question.si_eligible {
        engine.suppose(&dossier, date, selection, explain)?
    } else if explain {
        engine.explain(&dossier, date, selection)?
    } else {
        engine.evaluate_selected(&dossier, date, selection)?
    };
    Ok(Decided {
        engine,
        dossier,
        answer,
    })
}

/// Lays out what is paid over the course, with the same findings.
pub(crate) fn schedule(question: &Question) -> Result<Scheduled, Findings> {
    let names = question.asked.names();
    let selection = question.asked.selection(&names);
    let (engine, date, dossier) = read(question, selection)?;
    let incomes = engine.incomes(&dossier, date, selection)?;
    Ok(Scheduled {
        engine,
        dossier,
        incomes,
    })
}

/// Decides one dispositif with its reasons, with the same findings.
pub(crate) fn answer_one(command: &Lettre) -> Result<Decided, Findings> {
    let names = [command.dispositif.as_str()];
    let selection = Selection::of(&names, false);
    let (engine, date, dossier) = read_from(&command.rules, &command.date, &command.dossier, selection)?;
    let answer = engine.explain(&dossier, date, selection)?;
    Ok(Decided {
        engine,
        dossier,
        answer,
    })
}

/// Adds what to type next, which only a command line has to say.
pub(crate) fn hint(recit: &mut Recit, text: &str) {
    let line = Line::plain(text).toned(Tone::Aside);
    match recit.blocks.last_mut() {
        Some(Block::Lines { lines }) => lines.insert(0, line),
        _ => recit.blocks.push(Block::Lines { lines: vec![line] }),
    }
}

fn read(question: &Question, selection: Selection<'_>) -> Result<(Engine, Day, Dossier), Findings> {
    read_from(
        &question.rules,
        &question.asked.date,
        &question.dossier,
        selection,
    )
}

fn read_from(
    rules: &Rules,
    date: &str,
    dossier: &Path,
    selection: Selection<'_>,
) -> Result<(Engine, Day, Dossier), Findings> {
    let engine = reading::engine(rules.pack.as_deref())?;
    let dossier =
        reading::text(dossier, MAX_DOSSIER_BYTES).and_then(|text| wire::read_dossier(&engine, &text));
    let date = wire::read_date(date);
    let (dossier, date) = wire::accept(&engine, dossier, date, selection)?;
    Ok((engine, date, dossier))
}

/// The reply, once its seal is kept when one is asked for: no answer goes out without it.
pub(crate) fn sealed(reply: Reply, question: &Question) -> Reply {
    let Some((secret, to)) = question.seal.files() else {
        return reply;
    };
    let kept = sealing::key(secret)
        .and_then(|key| wire::seal(&reply.answer, &key))
        .and_then(|seal| sealing::keep(to, &seal));
    match kept {
        Ok(()) => reply,
        Err(findings) => findings.into(),
    }
}

impl Scheduled {
    /// The reply: the canonical JSON, or a text and the warnings about the dossier.
    pub(crate) fn reply(&self, format: Format, text: impl Fn(&Self) -> String) -> Reply {
        match format {
            Format::Json => wire::schedule_json(&self.engine, &self.dossier, &self.incomes)
                .map_or_else(Reply::from, Reply::answer),
            Format::Text => {
                let warnings = self.engine.coherence(&self.dossier, self.incomes.schedule.date());
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}

impl Decided {
    /// The reply: the canonical JSON, or a text and the warnings about the dossier.
    pub(crate) fn reply(&self, format: Format, text: impl Fn(&Self) -> String) -> Reply {
        match format {
            // The JSON holds its warnings.
            Format::Json => Reply::answer(wire::decision_json(&self.answer)),
            Format::Text => {
                let warnings = self.engine.coherence(&self.dossier, self.answer.date());
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}
